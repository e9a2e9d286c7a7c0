package proc

// This file tests that a parent hears when a signal stops its child.

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

func TestAFamilyHearsWhenASignalStopsAChildHoweverItBegan(t *testing.T) {
	needFork(t)
	for _, kind := range kinds {
		f := &Family{}
		heard := make(chan string, 8)
		f.OnStop(func(pid int, stopped bool) { heard <- fmt.Sprint(pid, stopped) })
		f.OnStop(func(int, bool) { t.Error("a second function was called") })
		c, _ := begin(t, f, kind, nil)
		hear(t, c)
		for _, step := range []struct {
			signal  syscall.Signal
			stopped bool
		}{{syscall.SIGSTOP, true}, {syscall.SIGCONT, false}, {syscall.SIGSTOP, true}} {
			if err := c.Signal(step.signal); err != nil {
				t.Fatal(err)
			}
			select {
			case got := <-heard:
				if want := fmt.Sprint(c.PID, step.stopped); got != want {
					t.Errorf("%s: after %v it heard %q, want %q", kind, step.signal, got, want)
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("%s: after %v nothing was heard", kind, step.signal)
			}
		}
		f.End() // of a stopped one, too
		if Alive(c.PID) {
			t.Errorf("%s: the child is still there", kind)
		}
		select {
		case got := <-heard:
			t.Errorf("%s: at the end it heard %q", kind, got)
		default:
		}
	}
}

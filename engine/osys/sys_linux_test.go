package osys

// This file tests what Linux tells of threads.

import (
	"runtime"
	"testing"
)

func TestTheSchedulersCountersAreRead(t *testing.T) {
	for text, want := range map[string][2]int64{"12 34 5\n": {12, 34}, "0 0 0": {0, 0}, "1 2": {1, 2}} {
		if ran, waited, err := parseSchedStat([]byte(text)); err != nil || ran != want[0] || waited != want[1] {
			t.Errorf("%q: %d, %d, %v", text, ran, waited, err)
		}
	}
	for _, bad := range []string{"", "12", "a b c", "1 b c"} {
		if _, _, err := parseSchedStat([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestAThreadsTimeGrowsWhileItComputes(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before, err := ThreadCPU()
	if err != nil {
		t.Fatal(err)
	}
	for after := before; after-before < 1e6; {
		if after, err = ThreadCPU(); err != nil || after < before {
			t.Fatal(before, after, err)
		}
	}
	s, err := OpenSchedStat()
	if err != nil {
		t.Skip(err)
	}
	defer s.Close()
	if ran, waited, err := s.Read(); err != nil || ran < 1e6 || waited < 0 {
		t.Errorf("ran %d, waited %d, %v", ran, waited, err)
	}
}

func TestAThreadStaysOnTheCoreItIsPinnedTo(t *testing.T) {
	done := make(chan struct{})
	go func() { // ends below, and its thread with it
		defer close(done)
		runtime.LockOSThread() // never unlocked
		for _, c := range Allowed() {
			if err := PinThread(c); err != nil {
				t.Errorf("core %d: %v", c, err)
				return
			}
			for range 100 {
				if got := CurrentCore(); got != c {
					t.Errorf("pinned to %d, on %d", c, got)
					return
				}
			}
		}
		if PinThread(-1) == nil || PinThread(1<<14) == nil {
			t.Error("pinned to a core that cannot be")
		}
	}()
	<-done
}

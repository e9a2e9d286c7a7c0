//go:build unix

package loop_test

// This file tests the loop with ten thousand connections at the same time, to a
// server in a process of its own.

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
)

// startEcho starts the server, which ends with the test.
func startEcho(t *testing.T) osys.Address {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envEcho+"=1")
	cmd.Stderr = os.Stderr
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait() // how it ends is not what is tested
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	at, err := osys.ParseAddress(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTenThousandConnectionsAtTheSameTime(t *testing.T) {
	const n = 10_000
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < n+100 {
		t.Skipf("this process may open %d descriptors (%v), and %d are needed", limit.Cur, err, n+100)
	}
	at := startEcho(t)
	aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		open, everybody := 0, l.NewFuture()
		clients, err := many(l, n, func(t *loop.Task) (any, error) {
			c, err := l.OpenConnection(at)
			if err != nil {
				return nil, err
			}
			defer c.Close()
			if open++; open == n {
				err = everybody.SetResult(nil)
			} else {
				_, err = t.Await(l.Shield(everybody))
			}
			if err != nil {
				return nil, err
			}
			if err := c.Write([]byte("hello\n")); err != nil {
				return nil, err
			}
			line, err := c.ReadLine()
			if err == nil && string(line) != "hello\n" {
				err = fmt.Errorf("%q came back", line)
			}
			return nil, err
		})
		if err != nil {
			return err
		}
		_, err = me.Await(l.Gather(false, clients...))
		if open != n {
			t.Errorf("%d of %d were open at the same time", open, n)
		}
		return err
	})
}

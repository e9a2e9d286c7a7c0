//go:build !linux

package proc

// This file holds the child of this process where it cannot be waited for
// without being reaped.

import (
	"os"
	"syscall"
)

type ownProcess struct{ p *os.Process }

func newOwn(p *os.Process) life { return ownProcess{p} }

func (o ownProcess) signal(s os.Signal) error { return o.p.Signal(s) }

func (o ownProcess) release() {}

func (o ownProcess) wait() Exit {
	st, err := o.p.Wait()
	if err != nil {
		return Exit{Code: -1, Stderr: err.Error()}
	}
	e := Exit{Code: st.ExitCode()}
	if ws, ok := st.Sys().(syscall.WaitStatus); ok {
		e = exitOf(ws)
	}
	e.CPU = st.UserTime() + st.SystemTime()
	return e
}

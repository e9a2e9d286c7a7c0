package proc

// This file holds how a parent hears that a signal has stopped one of its
// children, or let it go on. The kernel sends the parent SIGCHLD then, as when
// one ends, and which it was is asked of each: there is no thread that waits for
// every child. The children of a waiting process are that one's; it tells.

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"unsafe"
)

// Of waitid(2), beside those of a child's end.
const (
	waitNoHang    = 1 // WNOHANG
	waitStopped   = 2 // WUNTRACED
	waitContinued = 8 // WCONTINUED
	cldStopped    = 5
	cldContinued  = 6
)

// stops follows a family's children until it is closed.
type stops struct {
	quit chan struct{}
	done sync.WaitGroup
}

// followStops begins to follow children, who they are being asked each time.
func followStops(children func() []*Child, tell func(pid int, stopped bool)) *stops {
	s := &stops{quit: make(chan struct{})}
	changed := make(chan os.Signal, 1) // one that waits stands for all
	signal.Notify(changed, syscall.SIGCHLD)
	s.done.Go(func() {
		defer signal.Stop(changed)
		for {
			select {
			case <-s.quit:
				return
			case <-changed:
			}
			for _, c := range children() {
				if own, is := c.life.(ownProcess); is {
					own.tellStops(tell)
				}
			}
		}
	})
	return s
}

func (s *stops) close() {
	close(s.quit)
	s.done.Wait()
}

// tellStops tells what has become of the process since it was asked last. One
// that was reaped is nobody's child.
func (o ownProcess) tellStops(tell func(pid int, stopped bool)) {
	for {
		var info childInfo
		_, _, errno := syscall.Syscall6(syscall.SYS_WAITID, waitPID, uintptr(o.p.Pid), uintptr(unsafe.Pointer(&info)), waitStopped|waitContinued|waitNoHang, 0, 0)
		switch {
		case errno == syscall.EINTR:
			continue
		case errno != 0 || info.pid == 0:
			return
		}
		switch info.code {
		case cldStopped:
			tell(o.p.Pid, true)
		case cldContinued:
			tell(o.p.Pid, false)
		}
	}
}

package osys

import (
	"syscall"
	"unsafe"
)

// Blocking is a Watcher that waits in the calling thread. Every wait is made
// inside the call that it was made with.
type Blocking struct {
	Call func(f func() error) error
}

// Await is as in Watcher.
func (b Blocking) Await(fd int, write bool) error {
	const pollIn, pollOut = 1, 4
	return b.Call(func() error {
		return retry(func() error {
			p := pollFd{fd: int32(fd), events: pollIn}
			if write {
				p.events = pollOut
			}
			_, _, errno := syscall.Syscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&p)), 1, 0, 0, 0, 0)
			if errno != 0 {
				return errno
			}
			return nil
		})
	})
}

// Forget is as in Watcher.
func (Blocking) Forget(int) {}

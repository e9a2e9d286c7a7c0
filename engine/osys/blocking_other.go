//go:build !linux

package osys

import "errors"

// Blocking is a Watcher that waits in the calling thread: not on this system
// yet.
type Blocking struct {
	Call func(f func() error) error
}

// Await is an error.
func (Blocking) Await(int, bool) error {
	return errors.New("listening in a thread is done on Linux only")
}

// Forget does nothing.
func (Blocking) Forget(int) {}

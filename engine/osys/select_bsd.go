//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package osys

import "syscall"

// NewSelector makes the system's best selector that is used here, watching
// nothing.
func NewSelector() (Selector, error) { return NewSelectSelector() }

// sysSelect is select(2).
func sysSelect(n int, r, w *syscall.FdSet, limit *syscall.Timeval) error {
	return syscall.Select(n, r, w, nil, limit)
}

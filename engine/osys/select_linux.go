package osys

import "syscall"

// sysSelect is select(2).
func sysSelect(n int, r, w *syscall.FdSet, limit *syscall.Timeval) error {
	_, err := syscall.Select(n, r, w, nil, limit)
	return err
}

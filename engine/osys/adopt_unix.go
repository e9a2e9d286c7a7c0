//go:build unix

package osys

import (
	"fmt"
	"os"
	"syscall"
)

// OpenSocket is the connection that another process handed over as an open
// file, which it takes over. It never blocks by itself: w waits.
func OpenSocket(f *os.File, w Watcher) (*Socket, error) {
	fd, err := Duplicate(int(f.Fd()))
	f.Close()
	if err != nil {
		return nil, err
	}
	return OpenDescriptor(fd, w)
}

// OpenDescriptor is the connection whose descriptor it takes over. It never
// blocks by itself: w waits.
func OpenDescriptor(fd int, w Watcher) (*Socket, error) {
	if err := syscall.SetNonblock(fd, true); err != nil {
		syscall.Close(fd)
		return nil, fmt.Errorf("take a connection over: %w", err)
	}
	return &Socket{fd: fd, watch: w}, nil
}

// OpenListener is the listening socket that another process handed over as an
// open file, which it takes over.
func OpenListener(f *os.File, address Address, w Watcher) (*Listener, error) {
	fd, err := Duplicate(int(f.Fd()))
	f.Close()
	if err == nil {
		if err = syscall.SetNonblock(fd, true); err != nil {
			syscall.Close(fd)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("take a listening socket over: %w", err)
	}
	return &Listener{fd: fd, address: address, watch: w}, nil
}

// For is the same listening socket for another worker, who takes it over.
func (l *Listener) For(w Watcher) *Listener {
	l.watch = w
	return l
}

// For is the same connection for another worker, who takes it over.
func (s *Socket) For(w Watcher) *Socket {
	s.watch = w
	return s
}

// CloseDescriptor closes a descriptor that nobody has taken over.
func CloseDescriptor(fd int) { _ = syscall.Close(fd) }

// Duplicate is another descriptor of the same open file.
func Duplicate(fd int) (int, error) {
	n, err := syscall.Dup(fd)
	if err != nil {
		return -1, fmt.Errorf("duplicate a descriptor: %w", err)
	}
	syscall.CloseOnExec(n)
	return n, nil
}

package osys

// This file holds the selector of Linux: epoll, which a loop asks which of its
// sockets can be read or written.

import (
	"fmt"
	"syscall"
)

// Selector watches sockets. It is for one goroutine.
type Selector struct {
	fd     int
	events [256]syscall.EpollEvent
}

// NewSelector makes one that watches nothing. ErrNotHere where there is none.
func NewSelector() (*Selector, error) {
	fd, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("make a selector: %w", err)
	}
	return &Selector{fd: fd}, nil
}

// Watch asks to be told once when fd can be read, or written.
func (s *Selector) Watch(fd int, write bool) error {
	ev := syscall.EpollEvent{Events: syscall.EPOLLONESHOT | syscall.EPOLLIN, Fd: int32(fd)}
	if write {
		ev.Events = syscall.EPOLLONESHOT | syscall.EPOLLOUT
	}
	err := syscall.EpollCtl(s.fd, syscall.EPOLL_CTL_MOD, fd, &ev)
	if err == syscall.ENOENT {
		err = syscall.EpollCtl(s.fd, syscall.EPOLL_CTL_ADD, fd, &ev)
	}
	if err != nil {
		return fmt.Errorf("watch descriptor %d: %w", fd, err)
	}
	return nil
}

// Wait returns the descriptors that are ready, waiting for one at most ns
// nanoseconds, rounded up to a millisecond as Python's selectors do;
// negative: without limit; 0: not at all. The slice is valid until the next
// call.
func (s *Selector) Wait(ns int64, ready []int) ([]int, error) {
	ms := -1
	if ns >= 0 {
		ms = int(min((ns+999_999)/1e6, 1<<30))
	}
	n, err := syscall.EpollWait(s.fd, s.events[:], ms)
	if err == syscall.EINTR {
		return ready[:0], nil
	}
	if err != nil {
		return nil, fmt.Errorf("wait for sockets: %w", err)
	}
	ready = ready[:0]
	for _, e := range s.events[:n] {
		ready = append(ready, int(e.Fd))
	}
	return ready, nil
}

// Close ends the watching; the sockets stay open.
func (s *Selector) Close() error { return syscall.Close(s.fd) }

package osys

// This file holds the selector of Linux: epoll.

import (
	"fmt"
	"syscall"
	"unsafe"
)

// epoll is the selector of Linux.
type epoll struct {
	fd     int
	self   selfPipe
	events [256]syscall.EpollEvent
}

// NewSelector makes the system's best selector, watching nothing. ErrNotHere
// where there is none.
func NewSelector() (Selector, error) {
	fd, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("make a selector: %w", NameLimit(err))
	}
	s := &epoll{fd: fd}
	if s.self, err = newSelfPipe(); err != nil {
		syscall.Close(fd)
		return nil, err
	}
	ev := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(s.self.read)}
	if err := syscall.EpollCtl(fd, syscall.EPOLL_CTL_ADD, s.self.read, &ev); err != nil {
		s.Close()
		return nil, fmt.Errorf("make a selector: %w", err)
	}
	return s, nil
}

// Name is as in Selector.
func (*epoll) Name() string { return "epoll" }

// Watch is as in Selector.
func (s *epoll) Watch(fd int, read, write bool) error {
	ev := syscall.EpollEvent{Events: syscall.EPOLLONESHOT, Fd: int32(fd)}
	if read {
		ev.Events |= syscall.EPOLLIN | syscall.EPOLLRDHUP
	}
	if write {
		ev.Events |= syscall.EPOLLOUT
	}
	err := syscall.EpollCtl(s.fd, syscall.EPOLL_CTL_MOD, fd, &ev)
	if err == syscall.ENOENT && (read || write) {
		err = syscall.EpollCtl(s.fd, syscall.EPOLL_CTL_ADD, fd, &ev)
	}
	switch {
	case err == nil, !read && !write: // nothing to forget, or it is closed already
		return nil
	case err == syscall.EPERM:
		return fmt.Errorf("watch descriptor %d: %w", fd, ErrUnwatchable)
	}
	return fmt.Errorf("watch descriptor %d: %w", fd, err)
}

// Wait is as in Selector; epoll counts milliseconds.
func (s *epoll) Wait(ns int64, ready []Ready) ([]Ready, error) {
	var n int
	var err error
	if ns == 0 { // it cannot block: the scheduler need not be told of it
		r, _, errno := syscall.RawSyscall6(syscall.SYS_EPOLL_PWAIT, uintptr(s.fd), uintptr(unsafe.Pointer(&s.events[0])), uintptr(len(s.events)), 0, 0, 0)
		n = int(r)
		if errno != 0 {
			err = errno
		}
	} else {
		ms := -1
		if ns > 0 {
			ms = int(min((ns+999_999)/1e6, 1<<30))
		}
		n, err = syscall.EpollWait(s.fd, s.events[:], ms)
	}
	ready = ready[:0]
	if err == syscall.EINTR {
		return ready, nil
	}
	if err != nil {
		return nil, fmt.Errorf("wait for sockets: %w", err)
	}
	for _, e := range s.events[:n] {
		if int(e.Fd) == s.self.read {
			s.self.drain()
			continue
		}
		broken := e.Events&(syscall.EPOLLERR|syscall.EPOLLHUP) != 0
		ready = append(ready, Ready{
			FD:    int(e.Fd),
			Read:  broken || e.Events&(syscall.EPOLLIN|syscall.EPOLLRDHUP) != 0,
			Write: broken || e.Events&syscall.EPOLLOUT != 0,
		})
	}
	return ready, nil
}

// Wake is as in Selector.
func (s *epoll) Wake() error { return s.self.wake() }

// Close is as in Selector.
func (s *epoll) Close() error {
	s.self.close()
	return syscall.Close(s.fd)
}

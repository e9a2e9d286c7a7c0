//go:build unix && !aix && !solaris && !illumos

package osys

// This file holds the portable selector: select, which every Unix has. It asks
// about each descriptor anew at every call, and knows only so many of them.

import (
	"fmt"
	"syscall"
	"time"
	"unsafe"
)

// MaxSelect is how many descriptors, counted from 0, select knows here.
const MaxSelect = int(unsafe.Sizeof(syscall.FdSet{})) * 8

// selects is a selector on select.
type selects struct {
	self  selfPipe
	read  syscall.FdSet // what is watched
	write syscall.FdSet
	top   int // the highest descriptor that was ever watched, and 1
}

// NewSelectSelector makes the portable selector, watching nothing.
func NewSelectSelector() (Selector, error) {
	s := &selects{}
	var err error
	if s.self, err = newSelfPipe(); err != nil {
		return nil, err
	}
	if err := s.fits(s.self.read); err != nil {
		s.self.close()
		return nil, err
	}
	return s, nil
}

// Name is as in Selector.
func (*selects) Name() string { return "select" }

func (s *selects) fits(fd int) error {
	if fd < 0 || fd >= MaxSelect {
		return fmt.Errorf("watch descriptor %d: %w: select knows descriptors from 0 to %d (FD_SETSIZE)", fd, ErrUnwatchable, MaxSelect-1)
	}
	s.top = max(s.top, fd+1)
	return nil
}

// bit is the byte of a set that holds fd, and its bit there, on a machine that
// keeps the low byte first, as all do that this program is built for.
func bit(set *syscall.FdSet, fd int) (*byte, byte) {
	bytes := (*[unsafe.Sizeof(syscall.FdSet{})]byte)(unsafe.Pointer(set))
	return &bytes[fd/8], 1 << (fd % 8)
}

func put(set *syscall.FdSet, fd int, in bool) {
	b, mask := bit(set, fd)
	*b &^= mask
	if in {
		*b |= mask
	}
}

func has(set *syscall.FdSet, fd int) bool {
	b, mask := bit(set, fd)
	return *b&mask != 0
}

// Watch is as in Selector.
func (s *selects) Watch(fd int, read, write bool) error {
	if err := s.fits(fd); err != nil {
		return err
	}
	put(&s.read, fd, read)
	put(&s.write, fd, write)
	return nil
}

// Wait is as in Selector; select counts microseconds, Python milliseconds.
func (s *selects) Wait(ns int64, ready []Ready) ([]Ready, error) {
	r, w := s.read, s.write
	put(&r, s.self.read, true)
	var limit *syscall.Timeval
	if ns >= 0 {
		ms := min((ns+999_999)/1e6, int64(24*time.Hour/time.Millisecond))
		tv := syscall.NsecToTimeval(ms * 1e6)
		limit = &tv
	}
	ready = ready[:0]
	switch err := sysSelect(s.top, &r, &w, limit); err {
	case nil:
	case syscall.EINTR:
		return ready, nil
	default:
		return nil, fmt.Errorf("wait for sockets: %w", err)
	}
	for fd := range s.top {
		x := Ready{fd, has(&r, fd), has(&w, fd)}
		switch {
		case fd == s.self.read:
			if x.Read {
				s.self.drain()
			}
		case x.Read || x.Write:
			put(&s.read, fd, false)
			put(&s.write, fd, false)
			ready = append(ready, x)
		}
	}
	return ready, nil
}

// Wake is as in Selector.
func (s *selects) Wake() error { return s.self.wake() }

// Close is as in Selector.
func (s *selects) Close() error {
	s.self.close()
	return nil
}

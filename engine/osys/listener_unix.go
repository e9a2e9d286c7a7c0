//go:build unix

package osys

// This file holds the listening socket, for loops: it never blocks.

import (
	"fmt"
	"os"
	"syscall"
)

// Listener is a listening socket.
type Listener struct {
	fd      int
	address Address
	watch   Watcher
	closed  bool
}

// Listen binds to an address (port 0: any that is free; the path of a UNIX
// socket must not exist) and listens, with room for backlog connections that
// nobody has accepted yet.
func Listen(address Address, backlog int, w Watcher) (*Listener, error) {
	s, sa, err := newSocket(address)
	if err != nil {
		return nil, err
	}
	l := &Listener{fd: s.fd, address: address, watch: w}
	err = syscall.SetNonblock(l.fd, true)
	if err == nil && address.Path == "" {
		err = syscall.SetsockoptInt(l.fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	}
	if err == nil {
		err = syscall.Bind(l.fd, sa)
	}
	if err == nil {
		err = syscall.Listen(l.fd, backlog)
	}
	if err == nil {
		err = l.findPort()
	}
	if err != nil {
		syscall.Close(l.fd)
		return nil, fmt.Errorf("listen at %s: %w", address, err)
	}
	return l, nil
}

func (l *Listener) findPort() error {
	sa, err := syscall.Getsockname(l.fd)
	if err != nil {
		return err
	}
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		l.address.Port = sa.Port
	case *syscall.SockaddrInet6:
		l.address.Port = sa.Port
	}
	return nil
}

// Address is where it listens.
func (l *Listener) Address() Address { return l.address }

// FD is the listening socket's descriptor.
func (l *Listener) FD() int { return l.fd }

// Accept waits for the next connection.
func (l *Listener) Accept() (*Socket, error) {
	for {
		if l.closed {
			return nil, fmt.Errorf("accept at %s: %w", l.address, os.ErrClosed)
		}
		fd, from, err := accept(l.fd)
		switch err {
		case nil:
			return l.accepted(fd, from)
		case syscall.EAGAIN:
			if err := l.watch.Await(l.fd, false); err != nil {
				return nil, err
			}
		case syscall.EINTR, syscall.ECONNABORTED: // who came has gone again
		default:
			return nil, fmt.Errorf("accept at %s: %w", l.address, NameLimit(err))
		}
	}
}

// accept takes a connection; a child process does not inherit it.
func accept(fd int) (int, syscall.Sockaddr, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	n, from, err := syscall.Accept(fd)
	if err == nil {
		syscall.CloseOnExec(n)
	}
	return n, from, err
}

func (l *Listener) accepted(fd int, from syscall.Sockaddr) (*Socket, error) {
	s := &Socket{fd: fd, watch: l.watch, remote: Address{Path: l.address.Path}}
	switch from := from.(type) {
	case *syscall.SockaddrInet4:
		s.remote = Address{IP: string(from.Addr[:]), Port: from.Port}
	case *syscall.SockaddrInet6:
		s.remote = Address{IP: string(from.Addr[:]), Port: from.Port}
	}
	err := syscall.SetNonblock(fd, true)
	if err == nil {
		err = noDelay(fd, l.address)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("accept at %s: %w", l.address, err)
	}
	return s, nil
}

// Close ends the listening, once; the path of a UNIX socket is removed.
func (l *Listener) Close() error {
	if l.closed {
		return nil
	}
	l.closed = true
	l.watch.Forget(l.fd)
	err := os.NewSyscallError("close", syscall.Close(l.fd))
	if l.address.Path != "" {
		_ = os.Remove(l.address.Path) // somebody may have done so
	}
	return err
}

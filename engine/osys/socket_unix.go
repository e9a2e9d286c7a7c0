//go:build unix

package osys

// This file holds TCP connections on plain sockets of the operating system,
// so that a blocking read really blocks its thread, and a task's loop can
// watch the socket itself.

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

// Socket is a TCP connection. How a call waits is up to the waits it was made
// with.
type Socket struct {
	fd     int
	remote Address
	call   func(f func() error) error // around a call that may block; nil: the socket never blocks
	ready  func(fd int, write bool) error
}

// DialBlocking connects to an address. Every call that may block is made inside
// call.
func DialBlocking(address Address, call func(f func() error) error) (io.ReadWriteCloser, error) {
	s, sa, err := newSocket(address)
	if err != nil {
		return nil, err
	}
	s.call = call
	err = call(func() error { return retry(func() error { return syscall.Connect(s.fd, sa) }) })
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	return s, nil
}

// DialReady connects to an address with a socket that never blocks: where it
// would, ready is called, which returns when the socket can be read or
// written.
func DialReady(address Address, ready func(fd int, write bool) error) (io.ReadWriteCloser, error) {
	s, sa, err := newSocket(address)
	if err != nil {
		return nil, err
	}
	s.ready = ready
	err = syscall.SetNonblock(s.fd, true)
	if err == nil {
		err = syscall.Connect(s.fd, sa)
	}
	if err == syscall.EINPROGRESS {
		if err = ready(s.fd, true); err == nil {
			var code int
			if code, err = syscall.GetsockoptInt(s.fd, syscall.SOL_SOCKET, syscall.SO_ERROR); err == nil && code != 0 {
				err = syscall.Errno(code)
			}
		}
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	return s, nil
}

func newSocket(a Address) (*Socket, syscall.Sockaddr, error) {
	var sa syscall.Sockaddr
	domain := syscall.AF_INET6
	switch len(a.IP) {
	case 4:
		domain = syscall.AF_INET
		sa = &syscall.SockaddrInet4{Port: a.Port, Addr: [4]byte([]byte(a.IP))}
	case 16:
		sa = &syscall.SockaddrInet6{Port: a.Port, Addr: [16]byte([]byte(a.IP))}
	default:
		return nil, nil, fmt.Errorf("an IP address has 4 or 16 bytes, not %d", len(a.IP))
	}
	syscall.ForkLock.RLock()
	fd, err := syscall.Socket(domain, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, fmt.Errorf("make a socket: %w", err)
	}
	if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
		syscall.Close(fd)
		return nil, nil, fmt.Errorf("set TCP_NODELAY: %w", err)
	}
	return &Socket{fd: fd, remote: a}, sa, nil
}

// FD is the socket's descriptor.
func (s *Socket) FD() int { return s.fd }

// Read is as in io.Reader.
func (s *Socket) Read(p []byte) (n int, err error) {
	err = s.do(false, func() (err error) {
		n, err = syscall.Read(s.fd, p)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read from %s: %w", s.remote, err)
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// Write is as in io.Writer.
func (s *Socket) Write(p []byte) (int, error) {
	sent := 0
	for sent < len(p) {
		var n int
		err := s.do(true, func() (err error) {
			n, err = syscall.Write(s.fd, p[sent:])
			return err
		})
		if err != nil {
			return sent, fmt.Errorf("write to %s: %w", s.remote, err)
		}
		sent += n
	}
	return sent, nil
}

// do makes one call, waiting as the socket waits.
func (s *Socket) do(write bool, f func() error) error {
	if s.call != nil {
		return s.call(func() error { return retry(f) })
	}
	for {
		err := retry(f)
		if err != syscall.EAGAIN {
			return err
		}
		if err := s.ready(s.fd, write); err != nil {
			return err
		}
	}
}

// retry repeats a call that a signal interrupted.
func retry(f func() error) error {
	for {
		if err := f(); err != syscall.EINTR {
			return err
		}
	}
}

// Close ends the connection.
func (s *Socket) Close() error { return os.NewSyscallError("close", syscall.Close(s.fd)) }

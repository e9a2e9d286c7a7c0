//go:build unix

package osys

// This file holds connections over TCP and UNIX sockets on plain sockets of the
// operating system, so that a blocking read really blocks its thread, and a
// task's loop can watch the socket itself.

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

// Socket is a connection. How a call waits is up to what it was made with.
type Socket struct {
	fd     int
	remote Address
	call   func(f func() error) error // around a call that may block; nil: the socket never blocks
	watch  Watcher                    // of a socket that never blocks
	closed bool
}

// DialBlocking connects to an address. Every call that may block is made inside
// call.
func DialBlocking(address Address, call func(f func() error) error) (io.ReadWriteCloser, error) {
	s, err := DialRaw(address, call)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// DialReady connects to an address with a socket that never blocks: where it
// would, it waits as the watcher waits.
func DialReady(address Address, w Watcher) (*Socket, error) {
	s, sa, err := newSocket(address)
	if err != nil {
		return nil, err
	}
	s.watch = w
	nameEnd(s.fd, address)
	err = syscall.SetNonblock(s.fd, true)
	if err == nil {
		err = syscall.Connect(s.fd, sa)
	}
	// A UNIX socket whose server has no room left answers EAGAIN at once, and
	// there is nothing to wait for: the caller may try again.
	if err == syscall.EINPROGRESS {
		if err = w.Await(s.fd, true); err == nil {
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

// sockaddr is an address as the system calls take it.
func (a Address) sockaddr() (domain int, sa syscall.Sockaddr, err error) {
	switch {
	case a.Path != "":
		return syscall.AF_UNIX, &syscall.SockaddrUnix{Name: a.Path}, nil
	case len(a.IP) == 4:
		return syscall.AF_INET, &syscall.SockaddrInet4{Port: a.Port, Addr: [4]byte([]byte(a.IP))}, nil
	case len(a.IP) == 16:
		return syscall.AF_INET6, &syscall.SockaddrInet6{Port: a.Port, Addr: [16]byte([]byte(a.IP))}, nil
	}
	return 0, nil, fmt.Errorf("an IP address has 4 or 16 bytes, not %d", len(a.IP))
}

func newSocket(a Address) (*Socket, syscall.Sockaddr, error) {
	domain, sa, err := a.sockaddr()
	if err != nil {
		return nil, nil, err
	}
	syscall.ForkLock.RLock()
	fd, err := syscall.Socket(domain, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, fmt.Errorf("make a socket: %w", NameLimit(err))
	}
	if err := noDelay(fd, a); err != nil {
		syscall.Close(fd)
		return nil, nil, err
	}
	return &Socket{fd: fd, remote: a}, sa, nil
}

// noDelay has TCP send small pieces at once.
func noDelay(fd int, a Address) error {
	if a.Path != "" {
		return nil
	}
	if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
		return fmt.Errorf("set TCP_NODELAY: %w", err)
	}
	return nil
}

// FD is the socket's descriptor.
func (s *Socket) FD() int { return s.fd }

// Remote is where the socket is connected to.
func (s *Socket) Remote() Address { return s.remote }

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
		if s.closed {
			return os.ErrClosed
		}
		err := retry(f)
		if err != syscall.EAGAIN {
			return err
		}
		if err := s.watch.Await(s.fd, write); err != nil {
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

// DialRaw is DialBlocking whose socket can also be asked what is there: TryRead.
func DialRaw(address Address, call func(f func() error) error) (*Socket, error) {
	s, sa, err := newSocket(address)
	if err != nil {
		return nil, err
	}
	s.call = call
	nameEnd(s.fd, address)
	err = call(func() error { return retry(func() error { return syscall.Connect(s.fd, sa) }) })
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	return s, nil
}

// TryRead reads what is there; ok is false when nothing is. io.EOF at the end.
func (s *Socket) TryRead(p []byte) (n int, ok bool, err error) {
	if s.closed {
		return 0, false, os.ErrClosed
	}
	err = retry(func() (err error) {
		n, _, err = syscall.Recvfrom(s.fd, p, syscall.MSG_DONTWAIT)
		return err
	})
	switch {
	case err == syscall.EAGAIN:
		return 0, false, nil
	case err != nil:
		return 0, false, fmt.Errorf("read from %s: %w", s.remote, err)
	case n == 0 && len(p) > 0:
		return 0, true, io.EOF
	}
	return n, true, nil
}

// TryWrite writes as much as the socket takes without waiting, which may be
// nothing.
func (s *Socket) TryWrite(p []byte) (n int, err error) {
	if s.closed {
		return 0, os.ErrClosed
	}
	err = retry(func() (err error) {
		n, err = syscall.Write(s.fd, p)
		return err
	})
	if err == syscall.EAGAIN {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("write to %s: %w", s.remote, err)
	}
	return n, nil
}

// CloseWrite says that nothing more will be written: the other side reads the
// end.
func (s *Socket) CloseWrite() error {
	return os.NewSyscallError("shutdown", syscall.Shutdown(s.fd, syscall.SHUT_WR))
}

// Close ends the connection, once; who waits for the socket is told.
func (s *Socket) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	if s.watch != nil {
		s.watch.Forget(s.fd)
	}
	return os.NewSyscallError("close", syscall.Close(s.fd))
}

//go:build unix

package osys

// This file holds streams of bytes between processes: pipes, one way, and pairs
// of connected sockets, both ways.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

// Stream is one end of a pipe, or of a pair of sockets. It is for one reader and
// one writer at a time.
type Stream struct {
	fd     int
	socket bool
}

// PipePair makes a pipe: what is written to w comes out of r.
func PipePair() (r, w *Stream, err error) {
	var fds [2]int
	syscall.ForkLock.RLock()
	err = syscall.Pipe(fds[:])
	for _, fd := range fds {
		if err == nil {
			syscall.CloseOnExec(fd)
		}
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, fmt.Errorf("make a pipe: %w", err)
	}
	return &Stream{fd: fds[0]}, &Stream{fd: fds[1]}, nil
}

// SocketPair makes two sockets that are connected to each other.
func SocketPair() (a, b *Stream, err error) {
	syscall.ForkLock.RLock()
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	for _, fd := range fds {
		if err == nil {
			syscall.CloseOnExec(fd)
		}
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, fmt.Errorf("make a pair of sockets: %w", err)
	}
	return &Stream{fds[0], true}, &Stream{fds[1], true}, nil
}

// OpenStream is the end that another process handed over as an open file, which
// it takes over.
func OpenStream(f *os.File) (*Stream, error) {
	fd, err := syscall.Dup(int(f.Fd()))
	f.Close()
	if err != nil {
		return nil, fmt.Errorf("take a stream over: %w", err)
	}
	syscall.CloseOnExec(fd)
	_, err = syscall.GetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_TYPE)
	return &Stream{fd, err == nil}, nil
}

// OpenFIFO opens one end of the named pipe at path, and waits until somebody has
// opened the other one.
func OpenFIFO(path string, write bool) (*Stream, error) {
	mode := syscall.O_RDONLY
	if write {
		mode = syscall.O_WRONLY
	}
	var fd int
	err := retry(func() (err error) {
		fd, err = syscall.Open(path, mode|syscall.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open the named pipe %s: %w", path, err)
	}
	return &Stream{fd: fd}, nil
}

// MakeFIFO makes a named pipe, which stays in the file system until it is
// removed.
func MakeFIFO(path string) error {
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		return fmt.Errorf("make the named pipe %s: %w", path, err)
	}
	return nil
}

// FD is the descriptor.
func (s *Stream) FD() int { return s.fd }

// Ready says whether a byte can be read, or up to PipeAtomic bytes be written,
// without waiting. Where that cannot be told it is false.
func (s *Stream) Ready(write bool) bool { return ready(s.fd, write) }

// PipeAtomic is how many bytes a pipe takes at once, if it takes any.
const PipeAtomic = 4096

// Read is as in io.Reader; it waits.
func (s *Stream) Read(b []byte) (n int, err error) {
	err = retry(func() (err error) {
		n, err = syscall.Read(s.fd, b)
		return err
	})
	switch {
	case errors.Is(err, syscall.ECONNRESET):
		return 0, io.EOF // the other end closed without reading all
	case err != nil:
		return 0, fmt.Errorf("read from a pipe: %w", err)
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	}
	return n, nil
}

// Write is as in io.Writer; it waits until all is written. ErrBrokenPipe when
// nobody reads.
func (s *Stream) Write(b []byte) (int, error) {
	sent := 0
	for sent < len(b) {
		var n int
		err := retry(func() (err error) {
			if s.socket {
				n, err = syscall.SendmsgN(s.fd, b[sent:], nil, nil, noSignal)
			} else {
				n, err = syscall.Write(s.fd, b[sent:])
			}
			return err
		})
		if errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET) {
			return sent, ErrBrokenPipe
		}
		if err != nil {
			return sent, fmt.Errorf("write to a pipe: %w", err)
		}
		sent += n
	}
	return sent, nil
}

// ErrBrokenPipe is returned by Write when nobody holds the other end.
var ErrBrokenPipe = errors.New("BrokenPipeError: [Errno 32] Broken pipe")

// Hang ends a conversation between sockets: who waits at either end is told so.
func (s *Stream) Hang() { _ = syscall.Shutdown(s.fd, syscall.SHUT_RDWR) }

// Close closes the end. Nobody may be using it any more.
func (s *Stream) Close() error {
	fd := s.fd
	s.fd = -1
	if fd < 0 {
		return nil
	}
	return os.NewSyscallError("close", syscall.Close(fd))
}

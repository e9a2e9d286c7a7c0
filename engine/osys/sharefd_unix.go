//go:build unix

package osys

// This file holds how a process hands its open files to other processes of the
// same user that ask for them by name: what Python's
// multiprocessing.resource_sharer does. It listens on a UNIX socket that lies in
// the run's own directory, which nobody else may enter.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
)

// shareSocket is the name of the socket in the run's directory.
const shareSocket = "files"

// maxShareName is the longest name under which a file may be offered, bytes.
const maxShareName = 200

// FileShare offers open files by name. It must be closed.
type FileShare struct {
	fd   int
	path string
	mu   sync.Mutex
	by   map[string]int
	once map[string]bool // these are handed over once
	done chan struct{}
}

// NewFileShare begins to offer files in a directory.
func NewFileShare(dir string) (*FileShare, error) {
	s := &FileShare{path: Join(dir, shareSocket), by: map[string]int{}, once: map[string]bool{}, done: make(chan struct{})}
	fd, err := unixSocket()
	if err != nil {
		return nil, err
	}
	s.fd = fd
	err = syscall.Bind(fd, &syscall.SockaddrUnix{Name: s.path})
	if err == nil {
		err = syscall.Listen(fd, 128)
	}
	if err != nil {
		syscall.Close(fd)
		return nil, fmt.Errorf("offer files at %s: %w", s.path, err)
	}
	go s.serve()
	return s, nil
}

func unixSocket() (int, error) {
	syscall.ForkLock.RLock()
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return -1, fmt.Errorf("make a socket: %w", err)
	}
	return fd, nil
}

// Offer hands descriptor fd to whoever asks for the name from now on. It must
// stay open until Withdraw or Close.
func (s *FileShare) Offer(name string, fd int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by[name] = fd
}

// OfferOnce hands descriptor fd to the first who asks for the name, and closes it
// here: it has moved. It must stay open until then, or until Withdraw or Close.
func (s *FileShare) OfferOnce(name string, fd int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by[name], s.once[name] = fd, true
}

// Withdraw ends an offer; false if there was none (any more).
func (s *FileShare) Withdraw(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, there := s.by[name]
	delete(s.by, name)
	delete(s.once, name)
	return there
}

// serve answers until the socket is shut down.
func (s *FileShare) serve() {
	defer close(s.done)
	for {
		c, _, err := syscall.Accept(s.fd)
		if errors.Is(err, syscall.EINTR) || errors.Is(err, syscall.ECONNABORTED) {
			continue
		}
		if err != nil {
			return
		}
		syscall.CloseOnExec(c)
		s.answer(c)
		syscall.Close(c)
	}
}

// answer hands over what one who connected asks for: a byte 0 with the file, 1
// without one. An asker that is slow or dead holds up nobody for long.
func (s *FileShare) answer(c int) {
	limit := syscall.NsecToTimeval(int64(2e9))
	_ = syscall.SetsockoptTimeval(c, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &limit)
	var buf [1 + maxShareName]byte
	n := 0
	for n == 0 || n < 1+int(buf[0]) {
		m, err := syscall.Read(c, buf[n:])
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil || m == 0 {
			return
		}
		n += m
	}
	s.mu.Lock()
	defer s.mu.Unlock() // an offer is not withdrawn, nor its file closed, meanwhile
	fd, ok := s.by[string(buf[1:1+int(buf[0])])]
	reply, rights := []byte{1}, []byte(nil)
	if ok {
		reply, rights = []byte{0}, syscall.UnixRights(fd)
	}
	// One that has gone meanwhile needs no answer.
	err := syscall.Sendmsg(c, reply, rights, nil, 0)
	if name := string(buf[1 : 1+int(buf[0])]); ok && err == nil && s.once[name] {
		syscall.Close(fd)
		delete(s.by, name)
		delete(s.once, name)
	}
}

// Close ends all offers.
func (s *FileShare) Close() {
	_ = syscall.Shutdown(s.fd, syscall.SHUT_RDWR)
	if c, err := unixSocket(); err == nil { // where a shutdown does not wake an accept, a visitor does
		_ = syscall.Connect(c, &syscall.SockaddrUnix{Name: s.path})
		syscall.Close(c)
	}
	<-s.done
	syscall.Close(s.fd)
	_ = os.Remove(s.path) // the run's directory goes anyway
}

// ErrNotOffered is returned when nobody offers a file of that name.
var ErrNotOffered = errors.New("no such file is offered")

// FetchFile asks the process that offers files in a directory for one of them.
func FetchFile(dir, name string) (*os.File, error) {
	if len(name) > maxShareName {
		return nil, fmt.Errorf("fetch %q: the name is too long: %w", name, ErrNotOffered)
	}
	c, err := unixSocket()
	if err != nil {
		return nil, err
	}
	defer syscall.Close(c)
	fail := func(err error) (*os.File, error) { return nil, fmt.Errorf("fetch %s: %w", name, err) }
	if err := retry(func() error {
		return syscall.Connect(c, &syscall.SockaddrUnix{Name: Join(dir, shareSocket)})
	}); err != nil {
		return fail(err)
	}
	if _, err := syscall.Write(c, append([]byte{byte(len(name))}, name...)); err != nil {
		return fail(err)
	}
	var b [1]byte
	var rights [24]byte
	var n, nr int
	err = retry(func() (err error) {
		n, nr, _, _, err = syscall.Recvmsg(c, b[:], rights[:], 0)
		return err
	})
	switch {
	case err != nil:
		return fail(err)
	case n == 0:
		return fail(io.ErrUnexpectedEOF)
	case b[0] != 0 || nr == 0:
		return fail(ErrNotOffered)
	}
	f := fileOf(rights[:nr])
	if f == nil {
		return fail(ErrNotOffered)
	}
	syscall.CloseOnExec(int(f.Fd()))
	return f, nil
}

// fileOf is the open file in a control message, nil if there is none.
func fileOf(rights []byte) *os.File {
	msgs, err := syscall.ParseSocketControlMessage(rights)
	if err != nil || len(msgs) == 0 {
		return nil
	}
	fds, err := syscall.ParseUnixRights(&msgs[0])
	if err != nil || len(fds) == 0 {
		return nil
	}
	return os.NewFile(uintptr(fds[0]), "received")
}

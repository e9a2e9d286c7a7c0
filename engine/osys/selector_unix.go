//go:build unix

package osys

// This file holds the pipe through which a selector that waits is woken: what
// asyncio calls its self-pipe.

import (
	"errors"
	"fmt"
	"syscall"
)

// selfPipe is a pipe to oneself, neither end of which blocks.
type selfPipe struct{ read, write int }

func newSelfPipe() (selfPipe, error) {
	var p [2]int
	syscall.ForkLock.RLock()
	err := syscall.Pipe(p[:])
	if err == nil {
		syscall.CloseOnExec(p[0])
		syscall.CloseOnExec(p[1])
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return selfPipe{}, fmt.Errorf("make the pipe that wakes a selector: %w", NameLimit(err))
	}
	s := selfPipe{p[0], p[1]}
	if err := errors.Join(syscall.SetNonblock(s.read, true), syscall.SetNonblock(s.write, true)); err != nil {
		s.close()
		return selfPipe{}, fmt.Errorf("make the pipe that wakes a selector: %w", err)
	}
	return s, nil
}

// wake puts a byte into the pipe. A pipe that is full wakes as well.
func (p selfPipe) wake() error {
	_, err := syscall.Write(p.write, []byte{0})
	if err == syscall.EAGAIN || err == syscall.EINTR {
		return nil
	}
	return err
}

// drain takes out what woke.
func (p selfPipe) drain() {
	var buf [128]byte
	for {
		n, err := syscall.Read(p.read, buf[:])
		if n < len(buf) && err != syscall.EINTR {
			return
		}
	}
}

func (p selfPipe) close() {
	syscall.Close(p.read)
	syscall.Close(p.write)
}

// NameLimit says which limit was hit, if err is that there are too many open
// files; else it is err.
func NameLimit(err error) error {
	if !errors.Is(err, syscall.EMFILE) {
		return err
	}
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r) != nil {
		return err
	}
	return fmt.Errorf("%w: this process may have %d descriptors open at a time (RLIMIT_NOFILE)", err, r.Cur)
}

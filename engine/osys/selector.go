package osys

// This file holds what a selector is: what a loop asks which of its sockets can
// be read or written.

import "errors"

// Selector watches descriptors. It is for one goroutine, Wake excepted.
type Selector interface {
	// Watch asks to be told once when fd can be read, or written; neither: no
	// more. What was asked before about fd is forgotten.
	Watch(fd int, read, write bool) error
	// Wait returns the descriptors that are ready, waiting for one at most ns
	// nanoseconds, rounded up as Python's selectors round; negative: without
	// limit; 0: not at all. What is returned is watched no longer, neither for
	// reading nor for writing. The slice is valid until the next call.
	Wait(ns int64, ready []Ready) ([]Ready, error)
	// Wake ends a Wait that is under way, or the next one. Any goroutine may
	// call it until Close.
	Wake() error
	// Close ends the watching; the descriptors stay open.
	Close() error
	// Name is what the operating system calls it: "epoll".
	Name() string
}

// Ready is a descriptor that can be read, written, or both: without waiting, be
// it that the answer is an error or the end.
type Ready struct {
	FD          int
	Read, Write bool
}

// ErrUnwatchable is returned for a descriptor that a selector cannot watch.
var ErrUnwatchable = errors.New("the selector cannot watch it")

package work

// This file holds what a worker can do that is a task of an event loop, by the
// names that asyncio gave it.

import (
	"errors"
	"io"
	"time"

	"corelanes/engine/prim"
)

// Async is the functions of a task's event loop. They are for the task's own
// body.
type Async interface {
	// CurrentTask is the task's name, AllTasks those of all that have not ended.
	CurrentTask() string
	AllTasks() []string
	// Gather waits for all; with returnExceptions errors are results like
	// others, without, the first error ends the waiting.
	Gather(returnExceptions bool, all ...Handle) ([]Outcome, error)
	// WaitFor waits at most limit; what takes longer is cancelled, and the error
	// is a TimeoutError: see IsTimeout.
	WaitFor(h Handle, limit time.Duration) ([]byte, error)
	// Cancel asks a task to end where it waits; false when it has ended.
	Cancel(h Handle) bool
	// Generate runs an asynchronous generator: f hands out values, and may wait
	// in between; each gets them. An error of either ends it.
	Generate(f func(yield func(v []byte) error) error, each func(v []byte) error) error
	// Offload runs a body elsewhere while the task waits.
	Offload(where Elsewhere, name, body string, arg []byte) ([]byte, error)
	// ToThread calls f in a thread of the loop's pool while the task waits.
	ToThread(name string, f func(w Worker) ([]byte, error)) ([]byte, error)
	// Threadsafe has the loop run a body as a task, asked by another thread,
	// which waits for its result: run_coroutine_threadsafe.
	Threadsafe(from Worker, name, body string, arg []byte) ([]byte, error)
	// Serve has each connection to a server on the loopback interface, or, with a
	// path, of a UNIX socket, handled by a task of its own; close ends the server.
	// address is where it listens.
	Serve(path string, handle func(w Worker, c io.ReadWriteCloser) error) (address string, close func() error, err error)
	// Connect connects to such a server.
	Connect(address string) (io.ReadWriteCloser, error)
}

// Outcome is how one of several ended.
type Outcome struct {
	Out []byte
	Err error
}

// Elsewhere says where a call runs that would hold the loop.
type Elsewhere uint8

// The places: a thread or a process of the loop's pools.
const (
	ThreadPool Elsewhere = iota
	ProcessPool
)

// AsyncOf is what the worker's event loop offers; false when it has none.
func AsyncOf(w Worker) (Async, bool) {
	x, ok := w.(interface{ Async() Async })
	if !ok {
		return nil, false
	}
	return x.Async(), true
}

// IsTimeout says whether an error is Python's TimeoutError.
func IsTimeout(err error) bool {
	var e *prim.Error
	return errors.As(err, &e) && e.Class == "TimeoutError"
}

// IsCancelled says whether an error is asyncio's CancelledError.
func IsCancelled(err error) bool { return errors.Is(err, prim.ErrCancelled) }

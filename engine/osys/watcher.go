package osys

// This file holds how a socket that never blocks waits.

// Watcher is who waits for a socket: a task of a loop.
type Watcher interface {
	// Await returns when the descriptor can be read, or written.
	Await(fd int, write bool) error
	// Forget is told that the descriptor is about to be closed.
	Forget(fd int)
}

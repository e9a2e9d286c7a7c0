package osys

// This file holds what a loop needs of a network: sockets that never block, and
// the selector that watches them.

import "io"

// Network is a selector together with the sockets that it watches. It is for one
// goroutine, Wake excepted.
type Network interface {
	Selector
	// Listen binds to an address (port 0: any that is free; the path of a UNIX
	// socket must not exist) and listens, with room for backlog connections that
	// nobody has accepted yet where the system lets one choose.
	Listen(address Address, backlog int, w Watcher) (Accepting, error)
	// Dial connects to an address; it waits as the watcher waits.
	Dial(address Address, w Watcher) (Conn, error)
}

// Conn is a connection that never blocks: where a call would, it waits as the
// Watcher waits with which it was made.
type Conn interface {
	io.ReadWriteCloser
	// FD is the number by which the selector knows it: on Unix, the descriptor.
	FD() int
	// Remote is where it is connected to.
	Remote() Address
	// TryWrite writes as much as is taken without waiting, which may be nothing.
	TryWrite(p []byte) (int, error)
	// TryRead reads what is there; ok is false when nothing is. io.EOF at the end.
	TryRead(p []byte) (n int, ok bool, err error)
	// CloseWrite says that nothing more will be written.
	CloseWrite() error
}

// Accepting is a listening socket that never blocks.
type Accepting interface {
	// Accept waits for the next connection.
	Accept() (Conn, error)
	// Address is where it listens.
	Address() Address
	// Close ends the listening, once; the path of a UNIX socket is removed.
	Close() error
}

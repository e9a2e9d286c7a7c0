package work

// This file holds servers on the loopback interface, or behind a path (UNIX
// sockets), for workers that are
// threads or processes; tasks have their loop's: see Async.

import (
	"io"

	"corelanes/engine/osys"
)

// Listening is a listening socket.
type Listening struct{ l *osys.Listener }

// Listen binds to a free port of the loopback interface, or to the path of a
// UNIX socket that does not exist yet, and listens, with room for backlog
// connections that nobody has accepted yet.
func Listen(w Worker, path string, backlog int) (*Listening, error) {
	l, err := osys.Listen(osys.Door(path), backlog, osys.Blocking{Call: w.IO})
	if err != nil {
		return nil, err
	}
	return &Listening{l}, nil
}

// Address is where it listens, for Connect.
func (l *Listening) Address() string { return l.l.Address().String() }

// Accept waits for the next connection.
func (l *Listening) Accept() (io.ReadWriteCloser, error) { return l.l.Accept() }

// Close ends the listening.
func (l *Listening) Close() error { return l.l.Close() }

// Connect connects to a server on this machine.
func Connect(w Worker, address string) (io.ReadWriteCloser, error) {
	at, err := osys.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	return w.Dial(at)
}

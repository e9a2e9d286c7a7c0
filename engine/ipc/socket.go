package ipc

// This file holds connections that go from one worker to another: to another
// process their descriptor is sent, as multiprocessing.reduction does.

import (
	"fmt"
	"io"

	"corelanes/engine/osys"
)

// GiveSocket hands a connection to the one worker that takes it by the name; the
// giver's is closed. With keep, any number of workers may take it, and the giver
// keeps it: they then share one connection.
func (x *Exchange) GiveSocket(name string, c io.ReadWriteCloser, keep bool) error {
	name = "socket/" + name
	seen, ok := c.(*Connection)
	if ok {
		c = seen.c
	}
	s, ok := c.(*osys.Socket)
	if !ok {
		return fmt.Errorf("give %s: %T is no socket of the operating system", name, c)
	}
	fd, err := osys.Duplicate(s.FD())
	if err != nil {
		return err
	}
	x.mu.Lock()
	if x.sockets == nil {
		x.sockets = map[string]given{}
	}
	x.sockets[name] = given{fd, keep}
	x.mu.Unlock()
	if x.Share != nil {
		share, err := x.Share()
		if err != nil {
			return err
		}
		if keep {
			share.Offer(name, fd)
		} else {
			share.OfferOnce(name, fd)
		}
	}
	if keep {
		return nil
	}
	if seen != nil { // the descriptor stays open, with who takes it
		seen.leave()
	}
	return c.Close()
}

// given is a descriptor that waits to be taken.
type given struct {
	fd   int
	keep bool
}

// TakeSocket is the connection that was given by the name. Its calls wait as the
// worker waits for I/O.
func (x *Exchange) TakeSocket(w Worker, name string) (io.ReadWriteCloser, error) {
	c, err := x.takeSocket(w, "socket/"+name)
	if err != nil {
		return nil, err
	}
	return x.taken(w, c), nil
}

func (x *Exchange) takeSocket(w Worker, name string) (*osys.Socket, error) {
	if !x.Main {
		f, err := osys.FetchFile(x.Dir, name)
		if err != nil {
			return nil, err
		}
		return osys.OpenSocket(f, osys.Blocking{Call: w.IO})
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	g, ok := x.sockets[name]
	if !ok {
		return nil, fmt.Errorf("take %s: %w", name, errTaken)
	}
	fd := g.fd
	if g.keep {
		var err error
		if fd, err = osys.Duplicate(g.fd); err != nil {
			return nil, err
		}
	} else {
		delete(x.sockets, name)
	}
	return osys.OpenDescriptor(fd, osys.Blocking{Call: w.IO})
}

// EndSocket ends the giving of a connection that was given with keep.
func (x *Exchange) EndSocket(name string) error {
	name = "socket/" + name
	x.mu.Lock()
	defer x.mu.Unlock()
	g, ok := x.sockets[name]
	if !ok {
		return nil
	}
	delete(x.sockets, name)
	if x.Share != nil {
		share, err := x.Share()
		if err != nil {
			return err
		}
		share.Withdraw(name)
	}
	osys.CloseDescriptor(g.fd)
	return nil
}

// closeSockets closes what nobody took. The mutex is held.
func (x *Exchange) closeSockets() {
	for name, g := range x.sockets {
		mine := true
		if x.Share != nil {
			share, err := x.Share()
			mine = err == nil && share.Withdraw(name) // else it has moved
		}
		if mine {
			osys.CloseDescriptor(g.fd)
		}
	}
	x.sockets = nil
}

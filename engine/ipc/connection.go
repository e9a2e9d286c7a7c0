package ipc

// This file holds connections over TCP and UNIX sockets as the recording sees
// them. Its two ends are mostly in two processes, which know nothing of each
// other but what the sockets are called; so a connection is found, or made, by
// the names of its two ends, under the guard of the socket at which the server
// listens.
//
// What is counted is what the workers wrote and read. So "on its way" is all
// that one has written and the other not yet read, wherever it is: in the
// sender's buffer, on the wire, or with the receiver.

import (
	"io"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// What the values, rooms and rules of a socket mean in a recording. A connection
// is a duplex pipe: end 0 is the client's, end 1 the server's; its values of
// bytes and its rooms are those of a pipe. One that
// listens is held by who listens. More than one may hold an end, once its
// descriptor was given to others; who gives one up tells the end too.
const (
	ListenWaiting  trace.Slot = 0 // connections that are being made, or wait to be accepted
	ListenAccepted trace.Slot = 1 // that were accepted
	ListenAccepts  trace.Slot = 0 // the room of who waits in accept

	Listening int64 = 3 // the rule of a socket that listens; its Param is the backlog
)

// MaxSeen is how many connections of one listening socket are objects of the
// recording; those after them are counted only.
const MaxSeen = 64

// Listener is a socket that listens, and is recorded.
type Listener struct {
	object
	x *Exchange
	l *osys.Listener
}

// Listen binds to a free port of the loopback interface, or to the path of a
// UNIX socket that does not exist yet, and listens, with room for backlog
// connections that nobody has accepted yet.
func (x *Exchange) Listen(w Worker, path string, backlog int) (*Listener, error) {
	l, err := osys.Listen(osys.Door(path), backlog, osys.Blocking{Call: w.IO})
	if err != nil {
		return nil, err
	}
	o, err := x.listens(w, l.Address(), backlog)
	if err != nil {
		l.Close()
		return nil, err
	}
	return &Listener{o, x, l}, nil
}

// Listens says that the worker listens at an address, with a socket of its own.
func (x *Exchange) Listens(w Worker, address string, backlog int) error {
	at, err := osys.ParseAddress(address)
	if err == nil {
		_, err = x.listens(w, at, backlog)
	}
	return err
}

// Leaves says that the worker no longer listens at an address of which it has
// said that it does.
func (x *Exchange) Leaves(w Worker, address string) error {
	at, err := osys.ParseAddress(address)
	if err != nil {
		return err
	}
	o, err := x.find(trace.ObjSocket, at.EndName())
	if err == nil {
		o.note(w.Self(), trace.KindGive, 0, 0)
	}
	return err
}

func (x *Exchange) listens(w Worker, at osys.Address, backlog int) (object, error) {
	o, err := x.make(trace.ObjInfo{Kind: trace.ObjSocket, Name: at.EndName(), Param: int64(backlog), Rule: Listening})
	if err == nil {
		o.note(w.Self(), trace.KindTake, 0, 1)
	}
	return o, err
}

// Address is where it listens, for Connect.
func (l *Listener) Address() string { return l.l.Address().String() }

// Accept waits for the next connection.
func (l *Listener) Accept(w Worker) (io.ReadWriteCloser, error) {
	self := w.Self()
	l.note(self, trace.KindJoin, ListenAccepts, 0)
	c, err := l.l.Accept()
	l.note(self, trace.KindPart, ListenAccepts, 0)
	if err != nil {
		return nil, err
	}
	return l.x.Accepted(w, c), nil
}

// Close ends the listening.
func (l *Listener) Close(w Worker) error {
	l.note(w.Self(), trace.KindGive, 0, 0)
	return l.l.Close()
}

// Connection is a connection of a worker's. It is read from and written to as
// the one that it was made of.
type Connection struct {
	object
	by  Worker
	c   io.ReadWriteCloser
	fd  int
	end int
}

// Connect connects the worker, by a call of its own, to a server of this run
// that listens at an address. A server that nobody has said listens is connected
// to all the same.
func (x *Exchange) Connect(w Worker, address string, dial func() (io.ReadWriteCloser, error)) (io.ReadWriteCloser, error) {
	at, err := osys.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	listener, ferr := x.find(trace.ObjSocket, at.EndName())
	if ferr != nil {
		return dial()
	}
	listener.add(w.Self(), ListenWaiting, 1)
	c, err := dial()
	if err != nil {
		listener.add(w.Self(), ListenWaiting, -1)
		return nil, err
	}
	return x.connection(w, listener, c, 0), nil
}

// Accepted is a connection that the worker has accepted at a socket of which it
// was said that it listens.
func (x *Exchange) Accepted(w Worker, c io.ReadWriteCloser) io.ReadWriteCloser {
	fd, ok := descriptor(c)
	own, _, known := osys.Ends(fd)
	if !ok || !known {
		return c
	}
	listener, err := x.find(trace.ObjSocket, own)
	if err != nil {
		return c
	}
	self := w.Self()
	listener.lock()
	listener.value[ListenWaiting]--
	listener.put(self, trace.KindSet, ListenWaiting, listener.value[ListenWaiting])
	listener.value[ListenAccepted]++
	listener.put(self, trace.KindSet, ListenAccepted, listener.value[ListenAccepted])
	listener.unlock()
	return x.connection(w, listener, c, 1)
}

// taken is a connection whose descriptor the worker was given.
func (x *Exchange) taken(w Worker, c io.ReadWriteCloser) io.ReadWriteCloser {
	fd, ok := descriptor(c)
	own, other, known := osys.Ends(fd)
	if !ok || !known {
		return c
	}
	for end, server := range []string{other, own} {
		if listener, err := x.find(trace.ObjSocket, server); err == nil && listener.info.Rule == Listening {
			return x.connection(w, listener, c, end)
		}
	}
	return c
}

// connection is one end of a connection. It is c itself where that cannot be
// told, or is one too many.
func (x *Exchange) connection(w Worker, listener object, c io.ReadWriteCloser, end int) io.ReadWriteCloser {
	fd, ok := descriptor(c)
	own, other, known := osys.Ends(fd)
	if !ok || !known {
		return c
	}
	client, server := own, other
	if end == 1 {
		client, server = other, own
	}
	o, found := x.meet(listener, client+" > "+server, int64(osys.SendBuffer(fd)))
	if !found {
		return c
	}
	o.note(w.Self(), trace.KindTake, 0, int64(end)+1)
	return &Connection{o, w, c, fd, end}
}

// meet is the object of a connection, which whichever end comes first makes.
func (x *Exchange) meet(listener object, name string, room int64) (object, bool) {
	listener.lock()
	defer listener.unlock()
	last := trace.Obj(x.Arena.Objs())
	for o := last; o > listener.obj; o-- {
		if info, ok := x.Arena.ObjInfo(o); ok && info.Kind == trace.ObjSocket && info.Name == name {
			return x.object(o, info), true
		}
	}
	if listener.next >= MaxSeen {
		return object{}, false
	}
	listener.next++
	info := trace.ObjInfo{Kind: trace.ObjSocket, Name: name, Param: room, Rule: Duplex, Core: trace.CoreUnknown}
	o, err := x.Arena.AddObj(info)
	return x.object(o, info), err == nil
}

// descriptor is the descriptor behind a connection.
func descriptor(c io.ReadWriteCloser) (int, bool) {
	if x, ok := c.(interface{ FD() int }); ok && x.FD() >= 0 {
		return x.FD(), true
	}
	return -1, false
}

// flow is as in Conn.
func (c *Connection) flow(sent bool) trace.Slot {
	if sent == (c.end == 0) {
		return PipeBytes01
	}
	return PipeBytes10
}

// at is a call in a room, if it is going to wait.
func (c *Connection) at(room trace.Slot, ready bool, f func() (int, error)) (int, error) {
	if ready {
		return f()
	}
	self := c.by.Self()
	c.note(self, trace.KindJoin, room, 0)
	n, err := f()
	c.note(self, trace.KindPart, room, 0)
	return n, err
}

// Read is as in io.Reader.
func (c *Connection) Read(p []byte) (int, error) {
	n, err := c.at(PipeReceives, osys.Readable(c.fd), func() (int, error) { return c.c.Read(p) })
	if n > 0 {
		c.add(c.by.Self(), c.flow(false), -int64(n))
	}
	return n, err
}

// Write is as in io.Writer.
func (c *Connection) Write(p []byte) (int, error) {
	c.add(c.by.Self(), c.flow(true), int64(len(p)))
	n, err := c.at(PipeSends, len(p) <= osys.PipeAtomic && osys.Writable(c.fd), func() (int, error) { return c.c.Write(p) })
	if n < len(p) {
		c.add(c.by.Self(), c.flow(true), int64(n-len(p)))
	}
	return n, err
}

// Close ends the worker's part in the connection.
func (c *Connection) Close() error {
	c.leave()
	return c.c.Close()
}

// leave says that the worker has the end no longer.
func (c *Connection) leave() { c.note(c.by.Self(), trace.KindGive, 0, int64(c.end)+1) }

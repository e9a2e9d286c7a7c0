package ipc

// This file holds the Pipe: multiprocessing's, a pair of connected sockets, or
// one way a pipe of the operating system, with or without a name; it keeps
// messages apart.

import (
	"errors"
	"fmt"
	"io"
	"os"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// What the values, rooms and rules of a pipe mean in a recording. A lane that
// holds an end is one of the holders, as deep as its end's number plus 1.
const (
	PipeBytes01  trace.Slot = 0 // bytes on their way from end 0 to end 1; of a one-way pipe there are no others
	PipeBytes10  trace.Slot = 1 // and back
	PipeOpen     trace.Slot = 2 // ends that are open
	PipeReceives trace.Slot = 0 // the room of who waits for a message
	PipeSends    trace.Slot = 1 // the room of who waits until there is space

	Duplex int64 = 0 // both ends send and receive
	OneWay int64 = 1 // end 0 sends, end 1 receives
	Named  int64 = 2 // the same, by a name in the file system
)

// MakePipe makes the pipe of that name.
func (x *Exchange) MakePipe(name string, duplex bool) error {
	var a, b *osys.Stream
	var err error
	rule := Duplex
	if duplex {
		a, b, err = osys.SocketPair()
	} else {
		rule = OneWay
		b, a, err = osys.PipePair()
	}
	if err != nil {
		return err
	}
	const socketBytes = 208 << 10 // net.core.wmem_default
	size := int64(osys.SetPipeSize(b, 0))
	if duplex || size == 0 {
		size = socketBytes
	}
	o, err := x.make(trace.ObjInfo{Kind: trace.ObjPipe, Name: name, Param: size, Rule: rule})
	if err != nil {
		a.Close()
		b.Close()
		return err
	}
	o.value[PipeOpen] = 2
	if err := x.keep(endName(name, 0), a); err != nil {
		return err
	}
	return x.keep(endName(name, 1), b)
}

// MakeFIFO makes the named pipe of that name, in the run's directory.
func (x *Exchange) MakeFIFO(name string) error {
	if _, err := x.make(trace.ObjInfo{Kind: trace.ObjPipe, Name: name, Param: 64 << 10, Rule: Named}); err != nil {
		return err
	}
	return osys.MakeFIFO(x.fifo(name))
}

func (x *Exchange) fifo(name string) string { return osys.Join(x.Dir, name+".fifo") }

// Unlink removes a named pipe's name.
func (x *Exchange) Unlink(name string) error { return os.Remove(x.fifo(name)) }

func endName(name string, end int) string { return fmt.Sprintf("pipe/%s/%d", name, end) }

// Conn is one end of a pipe. It belongs to the worker that opened it.
type Conn struct {
	object
	end   int
	s     *osys.Stream
	buf   []byte // received, and not asked for yet: a part of store
	store []byte
}

// Pipe opens an end, 0 or 1, of the pipe of that name: in one worker, once. A
// named pipe is opened only when its other end is, too.
func (x *Exchange) Pipe(w Worker, name string, end int) (*Conn, error) {
	o, err := x.find(trace.ObjPipe, name)
	if err != nil {
		return nil, err
	}
	if end != 0 && end != 1 {
		return nil, fmt.Errorf("a pipe has no end %d", end)
	}
	c := &Conn{object: o, end: end}
	if o.info.Rule == Named {
		o.add(w.Self(), PipeOpen, 1)
		err = WaitOn(w, o.obj, func() (err error) {
			c.s, err = osys.OpenFIFO(x.fifo(name), end == 0)
			return err
		})
	} else {
		c.s, err = x.take(endName(name, end))
	}
	if err != nil {
		return nil, fmt.Errorf("open end %d of pipe %s: %w", end, name, err)
	}
	c.note(w.Self(), trace.KindTake, 0, int64(end)+1)
	return c, nil
}

// flow is the value that counts what this end sends, or, for what it receives,
// the other's.
func (c *Conn) flow(sent bool) trace.Slot {
	if sent == (c.end == 0) {
		return PipeBytes01
	}
	return PipeBytes10
}

// Send serialises a value and sends it.
func (c *Conn) Send(w Worker, v any) error {
	var head, follows []byte
	err := Spend(w, trace.OverheadSend, func() (err error) {
		head, follows, err = encode(v)
		return err
	})
	if err != nil {
		return err
	}
	return c.write(w, head, follows)
}

// SendBytes sends bytes as they are. osys.ErrBrokenPipe when nobody holds the
// other end.
func (c *Conn) SendBytes(w Worker, b []byte) error {
	head, follows, err := frame(tagBytes, b)
	if err != nil {
		return err
	}
	return c.write(w, head, follows)
}

func (c *Conn) write(w Worker, head, follows []byte) error {
	if c.s == nil || c.info.Rule != Duplex && c.end != 0 {
		return ErrClosed
	}
	n := int64(len(head) + len(follows))
	c.add(w.Self(), c.flow(true), n)
	err := c.writeAll(w, head, follows)
	if err != nil {
		c.add(w.Self(), c.flow(true), -n)
	}
	return err
}

func (c *Conn) writeAll(w Worker, head, follows []byte) error {
	if follows == nil && len(head) <= osys.PipeAtomic && c.s.Ready(true) {
		_, err := c.s.Write(head)
		return err
	}
	return c.inRoom(w, PipeSends, func() error {
		if _, err := c.s.Write(head); err != nil {
			return err
		}
		_, err := c.s.Write(follows)
		return err
	})
}

// Recv receives a value. ErrEOF when nobody holds the other end and all was
// received.
func (c *Conn) Recv(w Worker, v any) error {
	i, err := c.Item(w)
	if err != nil {
		return err
	}
	return Spend(w, trace.OverheadReceive, func() error { return i.Into(v) })
}

// RecvBytes receives bytes.
func (c *Conn) RecvBytes(w Worker) ([]byte, error) {
	i, err := c.Item(w)
	return i.data, err
}

// Item receives whatever comes.
func (c *Conn) Item(w Worker) (i Item, err error) {
	if c.s == nil || c.info.Rule != Duplex && c.end != 1 {
		return i, ErrClosed
	}
	if len(c.buf) == 0 {
		more := func() error { return c.fill() }
		if c.s.Ready(false) {
			err = more()
		} else {
			err = c.inRoom(w, PipeReceives, more)
		}
		if errors.Is(err, io.EOF) {
			return i, ErrEOF
		}
		if err != nil {
			return i, err
		}
	}
	i, n, err := receive(&rest{c, w})
	if err == nil {
		c.add(w.Self(), c.flow(false), -int64(n))
	}
	return i, err
}

// bufBytes is how much is received at once.
const bufBytes = 64 << 10

// fill receives what is there, or waits for it.
func (c *Conn) fill() error {
	if c.store == nil {
		c.store = make([]byte, bufBytes)
	}
	n, err := c.s.Read(c.store)
	c.buf = c.store[:n]
	return err
}

// rest reads what was received, and then from the pipe.
type rest struct {
	c *Conn
	w Worker
}

// Read is as in io.Reader.
func (r *rest) Read(b []byte) (n int, err error) {
	c := r.c
	if len(c.buf) > 0 {
		n = copy(b, c.buf)
		c.buf = c.buf[n:]
		return n, nil
	}
	read := func() (err error) {
		n, err = c.s.Read(b)
		return err
	}
	if c.s.Ready(false) {
		err = read()
	} else {
		err = c.inRoom(r.w, PipeReceives, read)
	}
	return n, err
}

// Poll says whether something can be received without waiting, or the other end
// is closed; it waits for that at most timeout (None: as long as it takes).
func (c *Conn) Poll(w Worker, timeout prim.Seconds) (there bool, err error) {
	if c.s == nil {
		return false, ErrClosed
	}
	if len(c.buf) > 0 || c.s.Ready(false) {
		return true, nil
	}
	if timeout <= 0 {
		return false, nil
	}
	err = c.inRoom(w, PipeReceives, func() error {
		there = osys.AwaitReady(c.s, int64(min(float64(timeout)*1e9, 1<<62)))
		return nil
	})
	return there, err
}

// Close closes the end. Who waits at the other one is told.
func (c *Conn) Close(w Worker) error {
	if c.s == nil {
		return nil
	}
	s := c.s
	c.s = nil
	self := w.Self()
	c.note(self, trace.KindGive, 0, 0)
	c.add(self, PipeOpen, -1)
	return s.Close()
}

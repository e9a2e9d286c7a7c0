package ipc

// This file holds the Manager: a process that keeps objects for the others, who
// reach them through proxies. Each call of a proxy is a round trip through a
// UNIX socket: serialised, sent, done there, answered. A connection is served by
// a goroutine of its own, as multiprocessing's server has a thread for each.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// What the values of a manager mean in a recording. The manager's own lane holds
// it while it serves.
const (
	ManagerCalls   trace.Slot = 0 // calls of proxies
	ManagerBytes   trace.Slot = 1 // bytes that went there and back
	ManagerTook    trace.Slot = 2 // how long the last call took, ns: one step for each
	ManagerProxies trace.Slot = 3 // proxies that workers have

	ManagerAsks trace.Slot = 0 // the room of who waits for an answer
)

// MakeManager makes a manager, at which one can knock already; a worker has to
// serve it, and end it: see ServeManager.
func (x *Exchange) MakeManager(name string) error {
	if _, err := x.make(trace.ObjInfo{Kind: trace.ObjManager, Name: name}); err != nil {
		return err
	}
	l, err := osys.Listen(x.managerAt(name), 64, osys.Blocking{})
	if err != nil {
		return err
	}
	x.mu.Lock()
	if x.doors == nil {
		x.doors = map[string]*osys.Listener{}
	}
	x.doors[name] = l
	x.mu.Unlock()
	return x.offer("manager/"+name, l.FD())
}

// door is where a manager listens.
func (x *Exchange) door(w Worker, name string) (*osys.Listener, error) {
	watch := osys.Blocking{Call: w.IO}
	if !x.Main {
		f, err := osys.FetchFile(x.Dir, "manager/"+name)
		if err != nil {
			return nil, err
		}
		return osys.OpenListener(f, x.managerAt(name), watch)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	l := x.doors[name]
	delete(x.doors, name)
	if l == nil {
		return nil, fmt.Errorf("serve manager %s: %w", name, errTaken)
	}
	return l.For(watch), nil
}

func (x *Exchange) managerAt(name string) osys.Address {
	return osys.Address{Path: osys.Join(x.Dir, name+".manager")}
}

// call is what a proxy asks.
type call struct {
	Kind   string    `json:"k"`
	Object string    `json:"o"`
	Method string    `json:"m"`
	Args   arguments `json:"a,omitempty"`
}

// answer is what it is told: a value, or an error of Python's.
type answer struct {
	Value   json.RawMessage `json:"v,omitempty"`
	Class   string          `json:"c,omitempty"`
	Message string          `json:"e,omitempty"`
}

// What is asked of the manager itself.
const (
	methodMake = "#make" // the object, unless it is there
	methodEnd  = "#end"  // the manager
)

// ServeManager is the manager's life: until a proxy ends it. The worker's lane
// becomes one of kind manager.
func (x *Exchange) ServeManager(w Worker, name string) error {
	o, err := x.find(trace.ObjManager, name)
	if err != nil {
		return err
	}
	self := w.Self()
	x.Arena.SetLaneKind(self.Lane, trace.LaneManager)
	l, err := x.door(w, name)
	if err != nil {
		return err
	}
	o.note(self, trace.KindTake, 0, 1)
	m := &manager{objects: map[string]*managed{}}
	var served sync.WaitGroup
	for err == nil && !m.ended() {
		var c *osys.Socket
		if c, err = l.Accept(); err != nil {
			break
		}
		served.Add(1)
		go func() { // ends with its connection
			defer served.Done()
			m.serve(c)
		}()
	}
	o.note(self, trace.KindGive, 0, 0)
	err = errors.Join(err, l.Close())
	return errors.Join(err, w.IO(func() error {
		served.Wait()
		return nil
	}))
}

// manager is the objects, by name.
type manager struct {
	mu      sync.Mutex
	objects map[string]*managed
	over    bool
}

func (m *manager) ended() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.over
}

// end has nobody wait any more.
func (m *manager) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.over = true
	for _, o := range m.objects {
		o.mu.Lock()
		o.over = true
		o.changed.Broadcast()
		o.mu.Unlock()
	}
}

// serve answers the calls of one connection.
func (m *manager) serve(c *osys.Socket) {
	defer c.Close()
	m.converse(c.For(osys.Blocking{Call: func(f func() error) error { return f() }})) // its waits need nobody's leave
}

// converse answers calls until there are no more, or one that is none.
func (m *manager) converse(s io.ReadWriter) {
	for {
		i, _, err := receive(s)
		var q call
		if err != nil || i.Into(&q) != nil {
			return // it has gone, or speaks something else
		}
		if q.Method == methodEnd {
			m.end()
			return
		}
		head, follows, err := encode(m.answer(q))
		if err != nil || writeBoth(s, head, follows) != nil {
			return
		}
	}
}

// answer does what a call asks.
func (m *manager) answer(q call) (a answer) {
	v, err := m.do(q)
	if err == nil && v != nil {
		a.Value, err = json.Marshal(v)
	}
	var raised *prim.Error
	switch {
	case errors.As(err, &raised):
		a = answer{Class: raised.Class, Message: raised.Message}
	case err != nil:
		a = answer{Class: "RemoteError", Message: err.Error()}
	}
	return a
}

func (m *manager) do(q call) (any, error) {
	m.mu.Lock()
	o := m.objects[q.Object]
	var err error
	if o == nil && q.Method == methodMake {
		if o, err = newManaged(q.Kind, q.Args); err == nil {
			o.over = m.over
			m.objects[q.Object] = o
		}
	}
	m.mu.Unlock()
	switch {
	case err != nil:
		return nil, err
	case o == nil:
		return nil, &prim.Error{Class: "RemoteError", Message: fmt.Sprintf("there is no object %q", q.Object)}
	case o.kind != q.Kind:
		return nil, &prim.Error{Class: "TypeError", Message: fmt.Sprintf("%q is a %s", q.Object, o.kind)}
	case q.Method == methodMake:
		return nil, nil
	}
	return o.do(q.Method, q.Args)
}

// Manager is a worker's connection to a manager.
type Manager struct {
	object
	c       io.ReadWriteCloser
	proxies int64
}

// Manager connects to the manager of that name.
func (x *Exchange) Manager(w Worker, name string) (*Manager, error) {
	o, err := x.find(trace.ObjManager, name)
	if err != nil {
		return nil, err
	}
	c, err := osys.DialBlocking(x.managerAt(name), w.IO)
	if err != nil {
		return nil, fmt.Errorf("manager %s: %w", name, err)
	}
	return &Manager{object: o, c: c}, nil
}

// call calls a method of one of the manager's objects. The result is read into
// what result points to, unless that is nil.
func (m *Manager) call(w Worker, kind, name, method string, result any, args ...any) error {
	self := w.Self()
	begin := self.Rec.Now()
	var head, follows []byte
	err := Spend(w, trace.OverheadSend, func() (err error) {
		q := call{Kind: kind, Object: name, Method: method, Args: make(arguments, len(args))}
		for i, v := range args {
			if q.Args[i], err = json.Marshal(v); err != nil {
				return &prim.Error{Class: "PicklingError", Message: err.Error()}
			}
		}
		head, follows, err = encode(q)
		return err
	})
	if err != nil {
		return err
	}
	m.note(self, trace.KindJoin, ManagerAsks, 0)
	i, n, err := m.ask(head, follows)
	m.note(self, trace.KindPart, ManagerAsks, 0)
	if err != nil {
		return err
	}
	var a answer
	err = Spend(w, trace.OverheadReceive, func() error {
		if err := i.Into(&a); err != nil || a.Class != "" || result == nil {
			return err
		}
		return json.Unmarshal(a.Value, result)
	})
	m.lock()
	for slot, by := range []int64{ManagerCalls: 1, ManagerBytes: int64(n + len(head) + len(follows))} {
		m.value[slot] += by
		m.put(self, trace.KindSet, trace.Slot(slot), m.value[slot])
	}
	m.put(self, trace.KindSet, ManagerTook, int64(self.Rec.Now()-begin))
	m.unlock()
	if err == nil && a.Class != "" {
		err = raise(a.Class, a.Message)
	}
	return err
}

func (m *Manager) ask(head, follows []byte) (Item, int, error) {
	if err := writeBoth(m.c, head, follows); err != nil {
		return Item{}, 0, err
	}
	return receive(m.c)
}

func writeBoth(to io.Writer, head, follows []byte) error {
	_, err := to.Write(head)
	if err == nil && follows != nil {
		_, err = to.Write(follows)
	}
	return err
}

// raise is the error that was raised in the manager: the known ones themselves,
// so that they can be asked for.
func raise(class, message string) error {
	e := prim.Error{Class: class, Message: message}
	for _, known := range []*prim.Error{ErrEmpty, ErrFull, ErrTaskDone} {
		if *known == e {
			return known
		}
	}
	return &e
}

// Close ends the connection, and with it the worker's proxies.
func (m *Manager) Close(w Worker) error {
	m.add(w.Self(), ManagerProxies, -m.proxies)
	m.proxies = 0
	return m.c.Close()
}

// EndManager ends the manager of that name.
func (x *Exchange) EndManager(w Worker, name string) error {
	head, _, err := encode(call{Method: methodEnd})
	if err != nil {
		return err
	}
	c, err := osys.DialBlocking(x.managerAt(name), w.IO)
	if err != nil {
		return fmt.Errorf("end manager %s: %w", name, err)
	}
	_, err = c.Write(head)
	_, _ = io.Copy(io.Discard, c) // it has heard when it hangs up
	if err = errors.Join(err, c.Close()); err != nil {
		return fmt.Errorf("end manager %s: %w", name, err)
	}
	// It looks whether it is to end after each visitor: here is one more.
	if c, err := osys.DialBlocking(x.managerAt(name), w.IO); err == nil {
		return c.Close()
	}
	return nil // it has seen it by itself
}

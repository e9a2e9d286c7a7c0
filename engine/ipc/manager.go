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
	ManagerCalls trace.Slot = 0 // calls of proxies
	ManagerBytes trace.Slot = 1 // bytes that went there and back
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
	Object string          `json:"o"`
	Method string          `json:"m"`
	Key    string          `json:"k,omitempty"`
	Value  json.RawMessage `json:"v,omitempty"`
}

// answer is what it is told.
type answer struct {
	Value json.RawMessage `json:"v,omitempty"`
	Error string          `json:"e,omitempty"`
}

// methodEnd ends the manager.
const methodEnd = "#end"

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

// managed is one object: whatever of a list, a dictionary, a lock and a queue
// its proxies make of it.
type managed struct {
	mu    sync.Mutex
	more  sync.Cond
	items []json.RawMessage
	dict  map[string]json.RawMessage
	held  bool
}

func (m *manager) ended() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.over
}

// serve answers the calls of one connection.
func (m *manager) serve(c *osys.Socket) {
	defer c.Close()
	s := c.For(osys.Blocking{Call: func(f func() error) error { return f() }}) // its waits need nobody's leave
	for {
		i, _, err := receive(s)
		var q call
		if err != nil || i.Into(&q) != nil {
			return // it has gone, or speaks something else
		}
		if q.Method == methodEnd {
			m.mu.Lock()
			m.over = true
			m.mu.Unlock()
			return
		}
		var a answer
		if a.Value, err = m.do(q); err != nil {
			a = answer{Error: err.Error()}
		}
		head, follows, err := encode(a)
		if err == nil {
			_, err = s.Write(head)
		}
		if err == nil {
			_, err = s.Write(follows)
		}
		if err != nil {
			return
		}
	}
}

func (m *manager) object(name string) *managed {
	m.mu.Lock()
	defer m.mu.Unlock()
	o := m.objects[name]
	if o == nil {
		o = &managed{dict: map[string]json.RawMessage{}}
		o.more.L = &o.mu
		m.objects[name] = o
	}
	return o
}

// methods are what can be done with an object.
var methods = map[string]func(o *managed, q call) (json.RawMessage, error){
	"append": func(o *managed, q call) (json.RawMessage, error) {
		o.items = append(o.items, q.Value)
		o.more.Broadcast()
		return nil, nil
	},
	"pop": func(o *managed, _ call) (json.RawMessage, error) { // the first; a queue's get waits for it
		for len(o.items) == 0 {
			o.more.Wait()
		}
		v := o.items[0]
		o.items = o.items[1:]
		return v, nil
	},
	"len": func(o *managed, _ call) (json.RawMessage, error) { return json.Marshal(len(o.items) + len(o.dict)) },
	"set": func(o *managed, q call) (json.RawMessage, error) {
		o.dict[q.Key] = q.Value
		return nil, nil
	},
	"get": func(o *managed, q call) (json.RawMessage, error) {
		v, ok := o.dict[q.Key]
		if !ok {
			return nil, &prim.Error{Class: "KeyError", Message: q.Key}
		}
		return v, nil
	},
	"acquire": func(o *managed, _ call) (json.RawMessage, error) {
		for o.held {
			o.more.Wait()
		}
		o.held = true
		return nil, nil
	},
	"release": func(o *managed, _ call) (json.RawMessage, error) {
		if !o.held {
			return nil, &prim.Error{Class: "RuntimeError", Message: "release unlocked lock"}
		}
		o.held = false
		o.more.Broadcast()
		return nil, nil
	},
}

func (m *manager) do(q call) (json.RawMessage, error) {
	f := methods[q.Method]
	if f == nil {
		return nil, &prim.Error{Class: "AttributeError", Message: "there is no method " + q.Method}
	}
	o := m.object(q.Object)
	o.mu.Lock()
	defer o.mu.Unlock()
	return f(o, q)
}

// Manager is a worker's connection to a manager.
type Manager struct {
	object
	c io.ReadWriteCloser
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
	return &Manager{o, c}, nil
}

// Call calls a method of one of the manager's objects, which is made when it is
// first named: append, pop and len of a list or queue; set, get and len of a
// dictionary; acquire and release of a lock. value may be nil; the result is read
// into what result points to, unless that is nil.
func (m *Manager) Call(w Worker, object, method, key string, value, result any) error {
	var head, follows []byte
	err := Spend(w, trace.OverheadSend, func() error {
		q := call{Object: object, Method: method, Key: key}
		var err error
		if value != nil {
			if q.Value, err = json.Marshal(value); err != nil {
				return &prim.Error{Class: "PicklingError", Message: err.Error()}
			}
		}
		head, follows, err = encode(q)
		return err
	})
	if err != nil {
		return err
	}
	if _, err = m.c.Write(head); err == nil {
		_, err = m.c.Write(follows)
	}
	if err != nil {
		return err
	}
	i, n, err := receive(m.c)
	if err != nil {
		return err
	}
	m.add(w.Self(), ManagerCalls, 1)
	m.add(w.Self(), ManagerBytes, int64(n+len(head)+len(follows)))
	return Spend(w, trace.OverheadReceive, func() error {
		var a answer
		switch err := i.Into(&a); {
		case err != nil:
			return err
		case a.Error != "":
			return errors.New(a.Error)
		case result == nil:
			return nil
		}
		return json.Unmarshal(a.Value, result)
	})
}

// Close ends the connection.
func (m *Manager) Close() error { return m.c.Close() }

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

package ipc

// This file holds the proxies: what a worker has of an object that a manager
// keeps, by the methods that multiprocessing.managers gives them. Each call is a
// round trip; what it costs to serialise, and how long it took, is recorded.

import "corelanes/engine/prim"

// proxy is the part that all proxies share.
type proxy struct {
	m          *Manager
	kind, name string
}

// proxy makes the object of a kind and name, unless somebody has: then the
// arguments are without effect.
func (m *Manager) proxy(w Worker, kind, name string, args ...any) (proxy, error) {
	p := proxy{m, kind, name}
	if err := p.call(w, methodMake, nil, args...); err != nil {
		return p, err
	}
	m.proxies++
	m.add(w.Self(), ManagerProxies, 1)
	return p, nil
}

// limit is a time-out as it travels: JSON has no infinity.
func limit(timeout prim.Seconds) float64 { return min(float64(timeout), forever) }

func (p proxy) call(w Worker, method string, result any, args ...any) error {
	return p.m.call(w, p.kind, p.name, method, result, args...)
}

func (p proxy) number(w Worker, method string) (n int, err error) {
	err = p.call(w, method, &n)
	return n, err
}

// sequence is what lists and Arrays have in common.
type sequence struct{ proxy }

// Len is how many items there are.
func (s sequence) Len(w Worker) (int, error) { return s.number(w, "__len__") }

// Get reads item i into what v points to; a negative i counts from the end.
func (s sequence) Get(w Worker, i int, v any) error { return s.call(w, "__getitem__", v, i) }

// Set replaces item i.
func (s sequence) Set(w Worker, i int, v any) error { return s.call(w, "__setitem__", nil, i, v) }

// Slice reads the items from one place to another, a copy of them, into the
// slice that v points to.
func (s sequence) Slice(w Worker, from, to int, v any) error { return s.call(w, "slice", v, from, to) }

// ListProxy is a list that a manager keeps.
type ListProxy struct{ sequence }

// List is the list of that name, made of the items if it is not there.
func (m *Manager) List(w Worker, name string, items ...any) (ListProxy, error) {
	p, err := m.proxy(w, kindList, name, items...)
	return ListProxy{sequence{p}}, err
}

// Append adds an item at the end.
func (l ListProxy) Append(w Worker, v any) error { return l.call(w, "append", nil, v) }

// Extend adds items at the end, in one trip.
func (l ListProxy) Extend(w Worker, items ...any) error { return l.call(w, "extend", nil, items...) }

// Pop takes item i out, and reads it into what v points to.
func (l ListProxy) Pop(w Worker, i int, v any) error { return l.call(w, "pop", v, i) }

// ArrayProxy is an Array that a manager keeps: its length stays.
type ArrayProxy struct{ sequence }

// Array is the Array of that name, made of the items if it is not there.
func (m *Manager) Array(w Worker, name string, items ...any) (ArrayProxy, error) {
	p, err := m.proxy(w, kindArray, name, items...)
	return ArrayProxy{sequence{p}}, err
}

// DictProxy is a dictionary that a manager keeps.
type DictProxy struct{ proxy }

// Dict is the dictionary of that name, empty if it is not there.
func (m *Manager) Dict(w Worker, name string) (DictProxy, error) {
	p, err := m.proxy(w, kindDict, name)
	return DictProxy{p}, err
}

// Get reads what is under a key into what v points to; KeyError.
func (d DictProxy) Get(w Worker, key string, v any) error { return d.call(w, "__getitem__", v, key) }

// Set puts a value under a key.
func (d DictProxy) Set(w Worker, key string, v any) error {
	return d.call(w, "__setitem__", nil, key, v)
}

// Pop takes what is under a key out, and reads it into what v points to; KeyError.
func (d DictProxy) Pop(w Worker, key string, v any) error { return d.call(w, "pop", v, key) }

// Contains says whether there is something under a key.
func (d DictProxy) Contains(w Worker, key string) (there bool, err error) {
	err = d.call(w, "__contains__", &there, key)
	return there, err
}

// Keys are the keys, in no order.
func (d DictProxy) Keys(w Worker) (keys []string, err error) {
	err = d.call(w, "keys", &keys)
	return keys, err
}

// Len is how many keys there are.
func (d DictProxy) Len(w Worker) (int, error) { return d.number(w, "__len__") }

// ValueProxy is a value that a manager keeps. Two calls are two trips: a value
// that is read and then written may lose updates of others.
type ValueProxy struct{ proxy }

// Value is the value of that name, v if it is not there.
func (m *Manager) Value(w Worker, name string, v any) (ValueProxy, error) {
	p, err := m.proxy(w, kindValue, name, v)
	return ValueProxy{p}, err
}

// Get reads it into what v points to.
func (p ValueProxy) Get(w Worker, v any) error { return p.call(w, "get", v) }

// Set replaces it.
func (p ValueProxy) Set(w Worker, v any) error { return p.call(w, "set", nil, v) }

// NamespaceProxy is an object with attributes that a manager keeps.
type NamespaceProxy struct{ proxy }

// Namespace is the namespace of that name, empty if it is not there.
func (m *Manager) Namespace(w Worker, name string) (NamespaceProxy, error) {
	p, err := m.proxy(w, kindNamespace, name)
	return NamespaceProxy{p}, err
}

// Get reads an attribute into what v points to; AttributeError.
func (p NamespaceProxy) Get(w Worker, attribute string, v any) error {
	return p.call(w, "__getattribute__", v, attribute)
}

// Set sets an attribute.
func (p NamespaceProxy) Set(w Worker, attribute string, v any) error {
	return p.call(w, "__setattr__", nil, attribute, v)
}

// Delete removes an attribute; AttributeError.
func (p NamespaceProxy) Delete(w Worker, attribute string) error {
	return p.call(w, "__delattr__", nil, attribute)
}

// AcquirerProxy is a Lock or a Semaphore that a manager keeps. Whoever holds a
// Lock, any may release it; one whose holder has died stays held.
type AcquirerProxy struct{ proxy }

// Lock is the Lock of that name, free if it is not there.
func (m *Manager) Lock(w Worker, name string) (AcquirerProxy, error) {
	p, err := m.proxy(w, kindLock, name)
	return AcquirerProxy{p}, err
}

// Semaphore is the Semaphore of that name, of so many units if it is not there.
func (m *Manager) Semaphore(w Worker, name string, units int) (AcquirerProxy, error) {
	p, err := m.proxy(w, kindSemaphore, name, units)
	return AcquirerProxy{p}, err
}

// Acquire waits for a unit at most timeout (None: as long as it takes), or not at
// all; false when there was none.
func (p AcquirerProxy) Acquire(w Worker, block bool, timeout prim.Seconds) (got bool, err error) {
	err = p.call(w, "acquire", &got, block, limit(timeout))
	return got, err
}

// Release gives a unit back.
func (p AcquirerProxy) Release(w Worker) error { return p.call(w, "release", nil) }

// EventProxy is an Event that a manager keeps.
type EventProxy struct{ proxy }

// Event is the Event of that name, its flag down if it is not there.
func (m *Manager) Event(w Worker, name string) (EventProxy, error) {
	p, err := m.proxy(w, kindEvent, name)
	return EventProxy{p}, err
}

// Set raises the flag.
func (p EventProxy) Set(w Worker) error { return p.call(w, "set", nil) }

// Clear takes it down.
func (p EventProxy) Clear(w Worker) error { return p.call(w, "clear", nil) }

// IsSet says whether it is up.
func (p EventProxy) IsSet(w Worker) (up bool, err error) {
	err = p.call(w, "is_set", &up)
	return up, err
}

// Wait waits until it is up, at most timeout; false when it was not.
func (p EventProxy) Wait(w Worker, timeout prim.Seconds) (up bool, err error) {
	err = p.call(w, "wait", &up, limit(timeout))
	return up, err
}

// QueueProxy is a Queue that a manager keeps; it has no feeder and no pipe.
type QueueProxy struct{ proxy }

// Queue is the Queue of that name, for at most max items (0: no limit) if it is
// not there.
func (m *Manager) Queue(w Worker, name string, max int) (QueueProxy, error) {
	p, err := m.proxy(w, kindQueue, name, max)
	return QueueProxy{p}, err
}

// Put adds an item, waiting for space at most timeout; ErrFull.
func (p QueueProxy) Put(w Worker, v any, timeout prim.Seconds) error {
	return p.call(w, "put", nil, v, limit(timeout))
}

// Get takes the first item out, waiting for one at most timeout, and reads it
// into what v points to; ErrEmpty.
func (p QueueProxy) Get(w Worker, v any, timeout prim.Seconds) error {
	return p.call(w, "get", v, limit(timeout))
}

// Size is how many items there are.
func (p QueueProxy) Size(w Worker) (int, error) { return p.number(w, "qsize") }

// TaskDone says that an item has been worked on; ErrTaskDone.
func (p QueueProxy) TaskDone(w Worker) error { return p.call(w, "task_done", nil) }

// Join waits until every item has been worked on.
func (p QueueProxy) Join(w Worker) error { return p.call(w, "join", nil) }

package ipc

// This file holds the objects that a manager keeps: what a list, a dictionary,
// a Value, a Namespace, a Lock, a Semaphore, an Event and a Queue do when a proxy
// calls one of their methods. An Array is a list of fixed length. Values stay as
// they were serialised: the manager looks into none of them.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"corelanes/engine/prim"
)

// The kinds of objects, as a proxy names them.
const (
	kindList      = "list"
	kindDict      = "dict"
	kindValue     = "Value"
	kindArray     = "Array"
	kindNamespace = "Namespace"
	kindLock      = "Lock"
	kindSemaphore = "Semaphore"
	kindEvent     = "Event"
	kindQueue     = "Queue"
)

// managed is one object. Its methods run one at a time; a method that waits lets
// the others run meanwhile.
type managed struct {
	kind    string
	mu      sync.Mutex
	changed sync.Cond
	over    bool // the manager ends: nobody waits any more

	items   []json.RawMessage          // of a list, an Array, a Queue
	dict    map[string]json.RawMessage // of a dict, a Namespace
	value   json.RawMessage            // of a Value
	count   int                        // units of a Semaphore, 1 of a free Lock, 1 of an Event that is set
	most    int                        // of a Queue: how many items it takes, 0 for no limit
	pending int                        // of a Queue: tasks that are not done
}

// The errors of managed objects, CPython's.
var (
	errIndex   = &prim.Error{Class: "IndexError", Message: "list index out of range"}
	errEmptied = &prim.Error{Class: "IndexError", Message: "pop from empty list"}
	errUnheld  = &prim.Error{Class: "RuntimeError", Message: "release unlocked lock"}
	errOver    = &prim.Error{Class: "EOFError", Message: "the manager has ended"}
)

// newManaged makes an object of a kind from the arguments of its constructor.
func newManaged(kind string, args arguments) (*managed, error) {
	o := &managed{kind: kind}
	o.changed.L = &o.mu
	var err error
	switch kind {
	case kindList, kindArray:
		o.items = slices.Clone(args)
	case kindDict, kindNamespace:
		o.dict, err = map[string]json.RawMessage{}, args.into()
	case kindValue:
		err = args.into(&o.value)
	case kindLock:
		o.count, err = 1, args.into()
	case kindSemaphore:
		if err = args.into(&o.count); err == nil && o.count < 0 {
			err = &prim.Error{Class: "ValueError", Message: "semaphore initial value must be >= 0"}
		}
	case kindEvent:
		err = args.into()
	case kindQueue:
		err = args.into(&o.most)
	default:
		err = &prim.Error{Class: "AttributeError", Message: fmt.Sprintf("a manager has no %q", kind)}
	}
	return o, err
}

// arguments are those of a call, serialised.
type arguments []json.RawMessage

// into reads as many arguments as there are places; a TypeError for any other
// number, or another type.
func (a arguments) into(places ...any) error {
	if len(a) != len(places) {
		return &prim.Error{Class: "TypeError", Message: fmt.Sprintf("%d arguments were given, %d are expected", len(a), len(places))}
	}
	for i, p := range places {
		if raw, ok := p.(*json.RawMessage); ok {
			*raw = a[i]
			continue
		}
		if err := json.Unmarshal(a[i], p); err != nil {
			return &prim.Error{Class: "TypeError", Message: err.Error()}
		}
	}
	return nil
}

// do calls a method.
func (o *managed) do(method string, args arguments) (any, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := methods[o.kind][method]
	if f == nil {
		return nil, &prim.Error{Class: "AttributeError", Message: fmt.Sprintf("'%s' object has no attribute '%s'", o.kind, method)}
	}
	return f(o, args)
}

// forever is a time-out, in seconds, without an end.
const forever = 1e9

// await waits until ready, at most so many seconds; false when the time was up.
func (o *managed) await(seconds float64, ready func() bool) (bool, error) {
	late := seconds <= 0
	if !late && seconds < forever {
		alarm := time.AfterFunc(time.Duration(seconds*1e9), func() {
			o.mu.Lock()
			defer o.mu.Unlock()
			late = true
			o.changed.Broadcast()
		})
		defer alarm.Stop()
	}
	for !ready() {
		switch {
		case o.over:
			return false, errOver
		case late:
			return false, nil
		}
		o.changed.Wait()
	}
	return true, nil
}

// at is the place in a list that an index means, which counts from the end when
// it is negative.
func (o *managed) at(i int) (int, error) {
	if i < 0 {
		i += len(o.items)
	}
	if i < 0 || i >= len(o.items) {
		return 0, errIndex
	}
	return i, nil
}

// method is what a call does; what it returns is serialised.
type method func(o *managed, args arguments) (any, error)

func length(o *managed, args arguments) (any, error) {
	return len(o.items) + len(o.dict), args.into()
}

func getItem(o *managed, args arguments) (any, error) {
	var i int
	err := args.into(&i)
	if err == nil {
		i, err = o.at(i)
	}
	if err != nil {
		return nil, err
	}
	return o.items[i], nil
}

func setItem(o *managed, args arguments) (any, error) {
	var i int
	var v json.RawMessage
	err := args.into(&i, &v)
	if err == nil {
		i, err = o.at(i)
	}
	if err == nil {
		o.items[i] = v
	}
	return nil, err
}

// getSlice is the items from one place to another, as Python's [a:b].
func getSlice(o *managed, args arguments) (any, error) {
	var from, to int
	if err := args.into(&from, &to); err != nil {
		return nil, err
	}
	n := len(o.items)
	clip := func(i int) int {
		if i < 0 {
			i += n
		}
		return min(max(i, 0), n)
	}
	from, to = clip(from), clip(to)
	return append([]json.RawMessage{}, o.items[from:max(from, to)]...), nil
}

func getKey(o *managed, args arguments) (any, error) {
	var key string
	if err := args.into(&key); err != nil {
		return nil, err
	}
	v, ok := o.dict[key]
	switch {
	case ok:
		return v, nil
	case o.kind == kindNamespace:
		return nil, &prim.Error{Class: "AttributeError", Message: fmt.Sprintf("'Namespace' object has no attribute '%s'", key)}
	}
	return nil, &prim.Error{Class: "KeyError", Message: fmt.Sprintf("'%s'", key)}
}

func setKey(o *managed, args arguments) (any, error) {
	var key string
	var v json.RawMessage
	err := args.into(&key, &v)
	if err == nil {
		o.dict[key] = v
	}
	return nil, err
}

func deleteKey(o *managed, args arguments) (any, error) {
	v, err := getKey(o, args)
	if err == nil {
		var key string
		err = args.into(&key)
		delete(o.dict, key)
	}
	return v, err
}

func acquire(o *managed, args arguments) (any, error) {
	var block bool
	var timeout float64
	if err := args.into(&block, &timeout); err != nil {
		return nil, err
	}
	if !block {
		timeout = 0
	}
	got, err := o.await(timeout, func() bool { return o.count > 0 })
	if got {
		o.count--
	}
	return got, err
}

func release(o *managed, args arguments) (any, error) {
	if err := args.into(); err != nil {
		return nil, err
	}
	if o.kind == kindLock && o.count > 0 {
		return nil, errUnheld
	}
	o.count++
	o.changed.Broadcast()
	return nil, nil
}

func setFlag(to int) method {
	return func(o *managed, args arguments) (any, error) {
		o.count = to
		o.changed.Broadcast()
		return nil, args.into()
	}
}

// methods are what can be done with an object of a kind.
var methods = map[string]map[string]method{
	kindList: {
		"__len__": length, "__getitem__": getItem, "__setitem__": setItem, "slice": getSlice,
		"append": func(o *managed, args arguments) (any, error) {
			var v json.RawMessage
			err := args.into(&v)
			if err == nil {
				o.items = append(o.items, v)
			}
			return nil, err
		},
		"extend": func(o *managed, args arguments) (any, error) {
			o.items = append(o.items, args...)
			return nil, nil
		},
		"pop": func(o *managed, args arguments) (any, error) {
			var i int
			err := args.into(&i)
			if err == nil && len(o.items) == 0 {
				err = errEmptied
			}
			if err == nil {
				i, err = o.at(i)
			}
			if err != nil {
				return nil, err
			}
			v := o.items[i]
			o.items = slices.Delete(o.items, i, i+1)
			return v, nil
		},
	},
	kindArray: {"__len__": length, "__getitem__": getItem, "__setitem__": setItem, "slice": getSlice},
	kindDict: {
		"__len__": length, "__getitem__": getKey, "__setitem__": setKey, "pop": deleteKey,
		"__contains__": func(o *managed, args arguments) (any, error) {
			var key string
			err := args.into(&key)
			_, there := o.dict[key]
			return there, err
		},
		"keys": func(o *managed, args arguments) (any, error) {
			return slices.AppendSeq([]string{}, maps.Keys(o.dict)), args.into()
		},
	},
	kindNamespace: {"__getattribute__": getKey, "__setattr__": setKey, "__delattr__": deleteKey},
	kindValue: {
		"get": func(o *managed, args arguments) (any, error) { return o.value, args.into() },
		"set": func(o *managed, args arguments) (any, error) { return nil, args.into(&o.value) },
	},
	kindLock:      {"acquire": acquire, "release": release},
	kindSemaphore: {"acquire": acquire, "release": release},
	kindEvent: {
		"set": setFlag(1), "clear": setFlag(0),
		"is_set": func(o *managed, args arguments) (any, error) { return o.count == 1, args.into() },
		"wait": func(o *managed, args arguments) (any, error) {
			var timeout float64
			if err := args.into(&timeout); err != nil {
				return nil, err
			}
			return o.await(timeout, func() bool { return o.count == 1 })
		},
	},
	kindQueue: {
		"put": func(o *managed, args arguments) (any, error) {
			var v json.RawMessage
			var timeout float64
			if err := args.into(&v, &timeout); err != nil {
				return nil, err
			}
			ok, err := o.await(timeout, func() bool { return o.most <= 0 || len(o.items) < o.most })
			if err == nil && !ok {
				err = ErrFull
			}
			if err == nil {
				o.items = append(o.items, v)
				o.pending++
				o.changed.Broadcast()
			}
			return nil, err
		},
		"get": func(o *managed, args arguments) (any, error) {
			var timeout float64
			if err := args.into(&timeout); err != nil {
				return nil, err
			}
			ok, err := o.await(timeout, func() bool { return len(o.items) > 0 })
			if err == nil && !ok {
				err = ErrEmpty
			}
			if err != nil {
				return nil, err
			}
			v := o.items[0]
			o.items = o.items[1:]
			o.changed.Broadcast()
			return v, nil
		},
		"qsize": length,
		"task_done": func(o *managed, args arguments) (any, error) {
			if o.pending == 0 {
				return nil, ErrTaskDone
			}
			o.pending--
			o.changed.Broadcast()
			return nil, args.into()
		},
		"join": func(o *managed, args arguments) (any, error) {
			if err := args.into(); err != nil {
				return nil, err
			}
			_, err := o.await(forever, func() bool { return o.pending == 0 })
			return nil, err
		},
	},
}

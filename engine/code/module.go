// This file holds modules: a program's global variables, shared by the threads that run it.

package code

import "sync/atomic"

// Module is one instance of a program with its own global variables. Any number of threads may use it at the same time,
// with a GIL or without: each load and each store of a global is whole by itself, and no more than that.
type Module struct {
	prog  *Program
	slots []slot
}

// slot is a global variable. An int of 64 bits stands in num, with box pointing at intBox; any other value is in an
// immutable copy that box points at. The two fields are read and written one after the other: num holds at every moment
// an int that the variable has or is about to have, so that a reader never sees one that nobody stored.
type slot struct {
	box atomic.Pointer[Value] // nil: not assigned
	num atomic.Int64
}

// intBox marks a slot whose value is in num.
var intBox = new(Value)

// load returns the variable's value; ok is false if it has none.
func (s *slot) load() (v Value, ok bool) {
	switch p := s.box.Load(); p {
	case nil:
		return Value{}, false
	case intBox:
		return Int(s.num.Load()), true
	default:
		return *p, true
	}
}

func (s *slot) store(v Value) {
	if v.ref != nil || !v.small() {
		s.storeBox(v)
		return
	}
	s.num.Store(int64(v.lo))
	if s.box.Load() != intBox {
		s.box.Store(intBox)
	}
}

// storeBox is apart from store so that only what needs a copy pays for one.
func (s *slot) storeBox(v Value) { s.box.Store(&v) }

// NewModule makes an instance of a program. It has the built-in functions, the natives, the program's functions, and the
// constants that the text assigns at its top level before any other statement; Thread.Exec runs the top level itself.
func NewModule(p *Program, natives map[string]Native) *Module {
	m := &Module{prog: p, slots: make([]slot, len(p.globals))}
	for i, name := range p.globals {
		if call, found := natives[name]; found && call != nil {
			m.slots[i].store(Value{ref: &object{kind: KindNative, native: &native{name: name, call: call}}})
		} else if b, found := builtins[name]; found {
			m.slots[i].store(Value{ref: &object{kind: KindNative, native: b}})
		}
	}
	for _, b := range p.initial {
		switch v := b.value; {
		case b.fn != nil:
			m.slots[b.global].store(m.function(b.fn))
		case b.list:
			m.slots[b.global].store(List(b.items...))
		default:
			m.slots[b.global].store(v)
		}
	}
	return m
}

// function makes a function object that uses this module's globals.
func (m *Module) function(fn *Func) Value {
	return Value{ref: &object{kind: KindFunc, fn: fn, mod: m}}
}

// Program returns the program that the module is an instance of.
func (m *Module) Program() *Program { return m.prog }

// find returns the variable's slot, nil if the program never mentions the name.
func (m *Module) find(name string) *slot {
	for i, n := range m.prog.globals {
		if n == name {
			return &m.slots[i]
		}
	}
	return nil
}

// Get returns a global variable; ok is false if it has no value or the program does not know it.
func (m *Module) Get(name string) (v Value, ok bool) {
	if s := m.find(name); s != nil {
		return s.load()
	}
	return Value{}, false
}

// Set assigns a global variable; it returns false, and changes nothing, if the program never mentions the name.
func (m *Module) Set(name string, v Value) bool {
	s := m.find(name)
	if s == nil {
		return false
	}
	s.store(v)
	return true
}

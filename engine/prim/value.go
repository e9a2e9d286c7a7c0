package prim

// This file holds the Value: a number that all workers share.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// ValueSlot is a Value's number in a recording.
const ValueSlot trace.Slot = 0

// Value is a 64-bit number that all workers of a run share, in whatever
// process: multiprocessing.Value, or a global variable of threads. Reading and
// writing are two steps; who needs them to be one takes a lock.
type Value struct{ object }

// NewValue makes one that holds v.
func NewValue(a *trace.Arena, w osys.Waiter, name string, v int64) (*Value, error) {
	o, err := newObject(a, w, trace.ObjInfo{Kind: trace.ObjValue, Name: name, Param: v})
	if err != nil {
		return nil, err
	}
	o.value[ValueSlot] = v
	return &Value{o}, nil
}

// AttachValue is the Value that another worker made as object o.
func AttachValue(a *trace.Arena, w osys.Waiter, o trace.Obj) (*Value, error) {
	x, err := attach(a, w, o, trace.ObjValue)
	return &Value{x}, err
}

// Get is the number at this moment.
func (v *Value) Get(w *Worker) int64 {
	w.at(OpLoad, v.obj, false)
	n := v.read(w)
	w.at(OpCompute, v.obj, false)
	return n
}

func (v *Value) read(w *Worker) int64 {
	v.lock()
	defer v.unlock()
	w.reads(v.obj, v.seq)
	return v.value[ValueSlot]
}

// Set changes the number.
func (v *Value) Set(w *Worker, n int64) {
	w.at(OpStore, v.obj, false)
	v.lock()
	defer v.unlock()
	w.writes(v.obj, v.seq)
	v.set(w, ValueSlot, n)
}

package insight

// This file walks through a recording once, knowing at each step which locks
// each lane holds, and notes two things: in which orders locks are asked for,
// and with which locks held shared numbers are read and written.

import (
	"slices"

	"corelanes/engine/trace"
)

// order is that a lane, holding one lock, asked for another, and would have
// waited for it for ever.
type order struct {
	first, then trace.Obj
	lane        trace.Lane
	at          trace.Time  // the first time, of those with the fewest gates
	gates       []trace.Obj // what else it held: locks, and units of semaphores
}

// access is that a lane read or wrote a number.
type access struct {
	lane  trace.Lane
	at    trace.Time
	write bool
	locks []trace.Obj // that it held
}

// walk is what a recording's events tell of locks and numbers.
type walk struct {
	v      *trace.View
	lives  map[trace.Lane][2]trace.Time
	orders []order
	values map[trace.Obj][]access // in time order

	held    map[trace.Lane][]trace.Obj
	pending map[trace.Lane]trace.Obj // who waits in a lock's line
	known   map[[3]uint32]int        // where in orders: first, then, lane
}

// maxAccesses is how many accesses of one number are kept; more of the same
// tell nothing new.
const maxAccesses = 100_000

func accesses(v *trace.View) *walk {
	w := &walk{
		v: v, lives: lifetimes(v), values: map[trace.Obj][]access{},
		held: map[trace.Lane][]trace.Obj{}, pending: map[trace.Lane]trace.Obj{}, known: map[[3]uint32]int{},
	}
	for i := range v.LogLen() {
		w.step(v.Log(i))
	}
	return w
}

func (w *walk) step(e trace.Event) {
	o := w.v.Obj(e.Obj)
	if o == nil {
		return
	}
	switch k := o.Info.Kind; {
	case k == trace.ObjValue:
		if e.Kind == trace.KindSet || e.Kind == trace.KindRead && e.Slot != trace.ReadStale {
			w.access(e)
		}
	case !owned(k) && k != trace.ObjSemaphore && k != trace.ObjBoundedSemaphore:
	case e.Kind == trace.KindJoin:
		if w.pending[e.Lane] = e.Obj; e.Arg != trace.Timed && owned(k) {
			w.asks(e)
		}
	case e.Kind == trace.KindTake:
		if w.pending[e.Lane] != e.Obj && e.Slot != trace.TookBounded && owned(k) {
			w.asks(e)
		}
		delete(w.pending, e.Lane)
		if !slices.Contains(w.held[e.Lane], e.Obj) {
			w.held[e.Lane] = append(w.held[e.Lane], e.Obj)
		}
	case e.Kind == trace.KindGive:
		if at := slices.Index(w.held[e.Lane], e.Obj); at >= 0 {
			w.held[e.Lane] = slices.Delete(w.held[e.Lane], at, at+1)
		}
	}
}

// asks notes that a lane asks for a lock.
func (w *walk) asks(e trace.Event) {
	held := w.held[e.Lane]
	if slices.Contains(held, e.Obj) {
		return // an RLock once more; a Lock once more is a deadlock at once
	}
	for _, first := range held {
		if !owned(w.v.Obj(first).Info.Kind) {
			continue
		}
		gates := slices.DeleteFunc(slices.Clone(held), func(o trace.Obj) bool { return o == first })
		key := [3]uint32{uint32(first), uint32(e.Obj), uint32(e.Lane)}
		at, known := w.known[key]
		switch {
		case !known:
			w.known[key] = len(w.orders)
			w.orders = append(w.orders, order{first, e.Obj, e.Lane, e.Time, gates})
		case len(gates) < len(w.orders[at].gates):
			w.orders[at].at, w.orders[at].gates = e.Time, gates
		}
	}
}

// access notes a read or a write of a number.
func (w *walk) access(e trace.Event) {
	if len(w.values[e.Obj]) == maxAccesses {
		return
	}
	a := access{lane: e.Lane, at: e.Time, write: e.Kind == trace.KindSet}
	for _, o := range w.held[e.Lane] {
		if w.excludes(o) {
			a.locks = append(a.locks, o)
		}
	}
	w.values[e.Obj] = append(w.values[e.Obj], a)
}

// excludes says whether one alone can hold the object: a lock, or a semaphore
// of one unit.
func (w *walk) excludes(o trace.Obj) bool { return w.capacity(o) == 1 }

// capacity is how many can hold an object at once.
func (w *walk) capacity(o trace.Obj) int64 {
	info := w.v.Obj(o).Info
	if owned(info.Kind) {
		return 1
	}
	return max(1, info.Param)
}

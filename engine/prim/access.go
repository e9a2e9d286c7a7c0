package prim

// This file holds what a worker remembers of the shared numbers it read, so
// that a recording can tell which lock guards which number and which updates
// were lost, without an event for every read.
//
// A read is recorded when it tells something new: the first one of a number,
// and the first one with other locks held than at the last one recorded. A
// write is always recorded; before one that writes over changes which the
// worker has not seen, the version that it had read is.

import "corelanes/engine/trace"

// accesses is how many numbers a worker remembers; a scenario's step rarely
// touches more.
const accesses = 4

// access is what a worker remembers of one number.
type access struct {
	obj     trace.Obj
	held    uint32 // which locks it held when a read was last recorded
	version uint32 // the number's Seq at the last read
	fresh   bool   // it has not written since
}

// toggle notes that the worker now holds a lock, or no longer does: held is a
// sum over the locks in which each has its own bits, so that it is the same
// again when the same locks are held.
func (w *Worker) toggle(o trace.Obj) { w.held ^= uint32(o) * 0x9E3779B1 }

// reads notes a read of the number, of a version.
func (w *Worker) reads(o trace.Obj, version uint32) {
	a := w.access(o)
	if a == nil || a.held != w.held {
		w.Rec.Put(trace.Event{Kind: trace.KindRead, Lane: w.Lane, Obj: o, Arg: int64(version), Core: trace.CoreUnknown})
	}
	if a == nil {
		a = &w.seen[w.oldest%accesses]
		w.oldest++
	}
	*a = access{obj: o, held: w.held, version: version, fresh: true}
}

// writes notes that the worker is about to write over a version.
func (w *Worker) writes(o trace.Obj, version uint32) {
	a := w.access(o)
	if a == nil {
		return
	}
	if a.fresh && a.version != version {
		w.Rec.Put(trace.Event{Kind: trace.KindRead, Slot: trace.ReadStale, Lane: w.Lane, Obj: o, Arg: int64(a.version), Core: trace.CoreUnknown})
	}
	a.fresh = false
}

func (w *Worker) access(o trace.Obj) *access {
	for i := range w.seen {
		if w.seen[i].obj == o {
			return &w.seen[i]
		}
	}
	return nil
}

package prim

// This file holds what is left to do for workers whose process was killed: they
// leave the lines in which they stood, and what had woken them goes to whoever
// is next. What they hold they hold for ever, as in CPython.
//
// A waiter that has been woken stands in its line until it runs, and if it never
// does, nobody else has been told that the lock is free. Nothing in the line
// tells who was woken; but who is woken for nothing looks and waits on. So
// wherever something is to be had, whoever is next is woken.

import (
	"sync/atomic"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// Bury is called by the worker of lane by, who has seen a process end that was
// killed: dead are its lanes. rec is a writer of the caller's, w the run's Waiter.
func Bury(a *trace.Arena, w osys.Waiter, rec *trace.Writer, by trace.Lane, dead []trace.Lane) {
	for _, l := range dead {
		SeatOf(a, l).Cancel() // nobody is to wake it any more
	}
	for n := range a.Objs() {
		o := trace.Obj(n + 1)
		info, _ := a.ObjInfo(o)
		me := &Worker{Lane: by, Rec: rec, Parker: seats{a, w}}
		switch info.Kind {
		case trace.ObjLock:
			if l, err := AttachLock(a, w, o); err == nil {
				l.bury(me, dead)
			}
		case trace.ObjRLock, trace.ObjSemaphore, trace.ObjBoundedSemaphore, trace.ObjEvent, trace.ObjCondition, trace.ObjBarrier:
			if x, err := attach(a, w, o, info.Kind); err == nil {
				x.bury(me, info.Kind, dead)
			}
		}
	}
}

// seats wakes others for somebody who never waits.
type seats struct {
	arena  *trace.Arena
	waiter osys.Waiter
}

func (s seats) Park(trace.Obj, trace.Time) osys.Woke { return osys.WokeStopped }
func (s seats) Unpark(peer trace.Lane)               { SeatOf(s.arena, peer).Wake(s.waiter) }

func (l *Lock) bury(w *Worker, dead []trace.Lane) {
	l.lock()
	for _, lane := range dead {
		if !l.cell.waiters.remove(l.arena, lane) {
			continue
		}
		for {
			old := atomic.LoadUint64(&l.cell.word)
			seq := seqOf(old) + 1
			if atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq, ownerOf(old), l.cell.waiters.first() != 0)) {
				l.put(w, trace.KindPart, lane, seq, 0)
				break
			}
		}
	}
	next := l.cell.waiters.firstLive(l.arena)
	l.unlock()
	if next != 0 && !l.Locked() {
		w.Parker.Unpark(next)
	}
}

func (o *object) bury(w *Worker, kind trace.ObjKind, dead []trace.Lane) {
	o.lock()
	defer o.unlockFor(w)
	for room := range trace.Slot(trace.NumRooms) {
		for _, lane := range dead {
			o.leave(w, lane, room)
		}
	}
	first := o.rooms[0].firstLive(o.arena)
	switch {
	case kind == trace.ObjRLock:
		if first != 0 && o.value[RLockOwner] == 0 {
			w.toWake = append(w.toWake, first)
		}
	case kind == trace.ObjSemaphore || kind == trace.ObjBoundedSemaphore:
		o.letOut(w, RoomWaiters, o.value[SemaphoreValue])
	case o.value[WaitUnits] > 0:
		for _, room := range [...]trace.Slot{0, 1} {
			for x := o.rooms[room].first(); x != 0; x = o.rooms[room].after(o.arena, x) {
				w.toWake = append(w.toWake, x)
			}
		}
	}
}

package prim

// This file holds what the primitives other than the Lock are made of: a state
// in shared memory whose every change is made, counted and recorded under one
// small guard.
//
// The guard is not a lock of the scenario's: it is held for some tens of
// nanoseconds, never across a wait or a checkpoint, so whoever waits for it
// waits for a holder that needs nothing else to go on.

import (
	"fmt"
	"unsafe"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// state is the live state of an object, in shared memory.
type state struct {
	guard guard
	seq   uint32
	rooms [trace.NumRooms]line
	value [trace.NumValues]int64
}

// object is a primitive as one process sees it.
type object struct {
	*state
	obj    trace.Obj
	arena  *trace.Arena
	waiter osys.Waiter
	rule   *rule
	rules  Rules
	param  int64
	pid    uint32 // of this process
}

// newObject enters an object of a kind in the recording. set writes its first
// values, which the recording takes from the info.
func newObject(a *trace.Arena, w osys.Waiter, info trace.ObjInfo) (object, error) {
	info.Core = trace.CoreUnknown
	o, err := a.AddObj(info)
	if err != nil {
		return object{}, fmt.Errorf("make %s %s: %w", info.Kind, info.Name, err)
	}
	return attach(a, w, o, info.Kind)
}

// attach is the object that another worker, perhaps of another process, made.
func attach(a *trace.Arena, w osys.Waiter, o trace.Obj, kind trace.ObjKind) (object, error) {
	info, ok := a.ObjInfo(o)
	r, known := Rules(info.Rule).row()
	if !ok || info.Kind != kind || !known {
		return object{}, fmt.Errorf("attach to object %d as %s: %w", o, kind, trace.ErrArena)
	}
	return object{cellOf(a, o), o, a, w, r, Rules(info.Rule), info.Param, ownPID()}, nil
}

// cellOf is an object's live state.
func cellOf(a *trace.Arena, o trace.Obj) *state { return (*state)(unsafe.Pointer(a.Cell(o))) }

// Rules are whose rules the object follows.
func (o *object) Rules() Rules { return o.rules }

// Obj is the object's number in the recording.
func (o *object) Obj() trace.Obj { return o.obj }

func (o *object) lock() {
	if o.guard.lock(o.waiter, o.pid) {
		for i := range o.rooms {
			o.rooms[i].mend(o.arena)
		}
	}
}

func (o *object) unlock() { o.guard.unlock(o.waiter) }

// unlockFor gives the guard back, and then wakes whom the worker has to wake:
// the operating system may let the woken one go first, on this very core, and
// it needs the guard.
func (o *object) unlockFor(w *Worker) {
	o.unlock()
	w.wakeAll()
}

// put counts and records a change. The guard is held.
func (o *object) put(w *Worker, k trace.Kind, who trace.Lane, slot trace.Slot, arg int64) {
	o.seq++
	if w.Rec.Off() {
		return
	}
	w.Rec.Change(w.Rec.Now(), k, who, o.obj, o.seq, slot, arg)
}

// misuse records that what the worker did was refused, and is the error. The
// guard is held.
func (o *object) misuse(w *Worker, err error) error {
	if !w.Rec.Off() {
		o.put(w, trace.KindMisuse, w.Lane, 0, textOf(o.arena, err.Error()))
	}
	return err
}

// refuse is misuse without the guard.
func (o *object) refuse(w *Worker, err error) error {
	o.lock()
	defer o.unlock()
	return o.misuse(w, err)
}

// textOf is the number of a text, which the recording has only once.
func textOf(a *trace.Arena, s string) int64 {
	for n := range int64(a.Texts()) {
		if a.Text(n+1) == s {
			return n + 1
		}
	}
	n, err := a.AddText(s)
	if err != nil {
		return 0 // there is no room for it
	}
	return n
}

// set changes a value. The guard is held.
func (o *object) set(w *Worker, slot trace.Slot, v int64) {
	o.value[slot] = v
	o.put(w, trace.KindSet, w.Lane, slot, v)
}

// join has the worker enter a room, for no longer than until the moment. The
// guard is held.
func (o *object) join(w *Worker, room trace.Slot, until trace.Time) {
	o.rooms[room].add(o.arena, w.Lane, w.Rec.Now())
	o.put(w, trace.KindJoin, w.Lane, room, flag(until != trace.Forever))
}

// leave has a lane leave a room; false if it was not there: somebody has let
// it out. The guard is held.
func (o *object) leave(w *Worker, who trace.Lane, room trace.Slot) bool {
	if !o.rooms[room].remove(o.arena, who) {
		return false
	}
	o.put(w, trace.KindPart, who, room, 0)
	return true
}

// startle has the worker leave a room for no reason. The guard is held.
func (o *object) startle(w *Worker, room trace.Slot) {
	if o.rooms[room].remove(o.arena, w.Lane) {
		o.put(w, trace.KindPart, w.Lane, room, trace.PartSpurious)
	}
}

// letOut lets up to n lanes out of a room, the first come first, and wakes
// them. Those whose wait is cancelled leave by themselves. The guard is held.
func (o *object) letOut(w *Worker, room trace.Slot, n int64) (out int64) {
	for ; out < n; out++ {
		first := o.rooms[room].firstLive(o.arena)
		if first == 0 {
			break
		}
		o.leave(w, first, room)
		o.wake(w, first)
	}
	return out
}

// wake records that the worker wakes a lane; it does so when it gives the guard
// back.
func (o *object) wake(w *Worker, peer trace.Lane) {
	w.Rec.Put(trace.Event{Kind: trace.KindWake, Lane: w.Lane, Obj: o.obj, Arg: int64(peer), Core: trace.CoreUnknown})
	w.toWake = append(w.toWake, peer)
}

// everybody is more lanes than any room holds.
const everybody = 1 << 30

// await waits, in a room that the worker has joined, until it is let out; false
// when the moment until came first, and the worker has left by itself. After
// ErrCancelled and ErrStopped it has left, too; out says whether somebody else
// had let it out before, and so what it was let out for is somebody else's now.
// The guard is held before and after, but not while waiting.
func (o *object) await(w *Worker, room trace.Slot, until trace.Time) (out bool, err error) {
	for o.rooms[room].has(o.arena, w.Lane) {
		o.unlockFor(w)
		woke := w.Parker.Park(o.obj, until)
		o.lock()
		switch woke {
		case osys.WokeTimeout:
			return !o.leave(w, w.Lane, room), nil
		case osys.WokeSpuriously:
			o.startle(w, room)
			return true, nil
		case osys.WokeCancelled:
			return !o.leave(w, w.Lane, room), ErrCancelled
		case osys.WokeStopped:
			return !o.leave(w, w.Lane, room), ErrStopped
		}
	}
	return true, nil
}

// wait joins a room and waits in it. The guard is held before and after.
func (o *object) wait(w *Worker, room trace.Slot, until trace.Time) (out bool, err error) {
	o.join(w, room, until)
	return o.await(w, room, until)
}

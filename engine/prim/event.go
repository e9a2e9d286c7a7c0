package prim

// This file holds the Event.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// EventFlag is an event's flag in a recording, 1 while it is up.
const EventFlag trace.Slot = 0

// Event is threading.Event, asyncio's or multiprocessing's: a flag that workers
// wait for.
type Event struct{ object }

// NewEvent makes one whose flag is down.
func NewEvent(a *trace.Arena, w osys.Waiter, name string, r Rules) (*Event, error) {
	o, err := newObject(a, w, trace.ObjInfo{Kind: trace.ObjEvent, Name: name, Rule: int64(r)})
	return &Event{o}, err
}

// AttachEvent is the event that another worker made as object o.
func AttachEvent(a *trace.Arena, w osys.Waiter, o trace.Obj) (*Event, error) {
	x, err := attach(a, w, o, trace.ObjEvent)
	return &Event{x}, err
}

// IsSet says whether the flag is up at this moment.
func (e *Event) IsSet() bool {
	e.lock()
	defer e.unlock()
	return e.value[EventFlag] != 0
}

// Set raises the flag and wakes everybody who waits.
func (e *Event) Set(w *Worker) {
	w.at(OpSet, e.obj, false)
	e.enter(w)
	defer e.exit(w)
	if e.value[EventFlag] == 0 {
		e.set(w, EventFlag, 1)
	}
	e.wakeUp(w, everybody, RoomWaiters)
}

// Clear lowers the flag. Whoever was woken before stays awake.
func (e *Event) Clear(w *Worker) {
	w.at(OpClear, e.obj, false)
	e.enter(w)
	defer e.exit(w)
	if e.value[EventFlag] != 0 {
		e.set(w, EventFlag, 0)
	}
}

// Wait waits until the flag is up, at most timeout (None: as long as it
// takes), and reports whether that was so: also when it has been lowered again
// since, except between processes, where it is the flag as it is then.
func (e *Event) Wait(w *Worker, timeout Seconds) (bool, error) {
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return false, err
	}
	w.at(OpWait, e.obj, until != trace.Forever)
	e.enter(w)
	defer e.exit(w)
	if e.value[EventFlag] != 0 {
		return true, nil
	}
	if until <= w.Rec.Now() {
		return false, nil
	}
	woken, err := e.rest(w, RoomWaiters, until)
	if err == nil && e.rule.rereadsFlag {
		return e.value[EventFlag] != 0, nil
	}
	return woken, err
}

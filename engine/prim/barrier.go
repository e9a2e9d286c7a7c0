package prim

// This file holds the Barrier.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// The values of a barrier in a recording.
const (
	BarrierState      trace.Slot = 0 // BarrierFilling …
	BarrierCount      trace.Slot = 1 // how many are inside
	BarrierGeneration trace.Slot = 2 // how often it has opened
)

// The states of a barrier, CPython's numbers.
const (
	BarrierFilling   = 0
	BarrierDraining  = 1
	BarrierResetting = -1
	BarrierBroken    = -2
)

// The rooms of a barrier.
const (
	RoomInside trace.Slot = 0 // who has arrived
	RoomBefore trace.Slot = 1 // who came while it was draining, and may not enter yet
)

// Barrier is threading.Barrier: so many workers wait for each other.
type Barrier struct {
	object
	action  func() error
	timeout Seconds
}

// NewBarrier makes one for so many parties; ErrBarrierParties when that is
// less than the rules allow. action (nil: none) is called by the last to
// arrive, before the others go on; timeout is what Wait takes when it is given
// None.
func NewBarrier(a *trace.Arena, w osys.Waiter, name string, parties int64, action func() error, timeout Seconds, r Rules) (*Barrier, error) {
	if x, ok := r.row(); ok && parties < x.minParties {
		return nil, ErrBarrierParties
	}
	o, err := newObject(a, w, trace.ObjInfo{Kind: trace.ObjBarrier, Name: name, Param: parties, Rule: int64(r)})
	return &Barrier{o, action, timeout}, err
}

// AttachBarrier is the barrier that another worker made as object o. Each
// worker has its own action and default timeout, as it has of the others'
// code.
func AttachBarrier(a *trace.Arena, w osys.Waiter, o trace.Obj, action func() error, timeout Seconds) (*Barrier, error) {
	x, err := attach(a, w, o, trace.ObjBarrier)
	return &Barrier{x, action, timeout}, err
}

// Wait waits until all parties have arrived. It is the worker's place in the
// order of arrival, 0 first. An error when the barrier is broken, or breaks
// meanwhile: by a timeout, an abort, a reset, or an error of the action, which
// is the error of the worker that called it. Who is cancelled leaves its place
// to another.
func (b *Barrier) Wait(w *Worker, timeout Seconds) (int, error) {
	if timeout == None {
		timeout = b.timeout
	}
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return 0, err
	}
	w.at(OpWait, b.obj, until != trace.Forever)
	b.enter(w)
	defer b.exit(w)
	b.stepBack(w)
	for b.value[BarrierState] == BarrierDraining || b.value[BarrierState] == BarrierResetting {
		if _, err := b.rest(w, RoomBefore, trace.Forever); err != nil {
			return 0, err
		}
	}
	if b.value[BarrierState] < 0 {
		return 0, b.rule.errors.brokenBefore
	}
	index := b.value[BarrierCount]
	b.set(w, BarrierCount, index+1)
	defer b.out(w)
	if index+1 == b.param {
		return int(index), b.open(w)
	}
	for b.value[BarrierState] == BarrierFilling {
		woken, err := b.rest(w, RoomInside, until)
		if err != nil {
			return 0, err
		}
		if !woken && b.value[BarrierState] == BarrierFilling {
			b.breakIt(w)
		}
	}
	if b.value[BarrierState] < 0 {
		return 0, b.rule.errors.brokenInside
	}
	return int(index), nil
}

// drainsSoon is how long a worker that finds the barrier draining gives the others
// to go out, before it waits for that in its room, ns: about what a thread needs
// to wake up on another core. All of them are awake or about to be, and to sleep
// and be woken again would take the worker longer.
const drainsSoon = 50_000

// fewParties is how many step back for each other. More of them only take each
// other's turns: sixteen need three times as long then, and sleep instead.
const fewParties = 8

// stepBack lets those go out first who have been let out. The guard is held before
// and after.
func (b *Barrier) stepBack(w *Worker) {
	if b.rule.confirms || b.value[BarrierState] != BarrierDraining || b.param > fewParties {
		return
	}
	for end := w.Rec.Now() + drainsSoon; b.value[BarrierState] == BarrierDraining && w.Rec.Now() < end; {
		b.unlock()
		stepped := w.stepBack()
		b.lock()
		if !stepped {
			return
		}
	}
}

// open calls the action and lets everybody out. While the action runs nobody
// else can enter; the guard is not held then, for the action may wait.
func (b *Barrier) open(w *Worker) error {
	b.set(w, BarrierState, BarrierDraining)
	if b.action != nil {
		b.unlockFor(w)
		err := b.action()
		b.lock()
		if err != nil {
			b.breakIt(w)
			return err
		}
		if b.value[BarrierState] != BarrierDraining {
			return b.rule.errors.brokenInside // aborted or reset by the action
		}
	}
	b.set(w, BarrierGeneration, b.value[BarrierGeneration]+1)
	b.wakeUp(w, everybody, RoomInside)
	return nil
}

// out counts a worker out; the last one makes the barrier ready again.
func (b *Barrier) out(w *Worker) {
	left := b.value[BarrierCount] - 1
	b.set(w, BarrierCount, left)
	if s := b.value[BarrierState]; left == 0 && (s == BarrierDraining || s == BarrierResetting) {
		b.set(w, BarrierState, BarrierFilling)
		b.wakeUp(w, everybody, RoomBefore)
	}
}

func (b *Barrier) breakIt(w *Worker) {
	b.set(w, BarrierState, BarrierBroken)
	b.wakeUp(w, everybody, RoomInside, RoomBefore)
}

// Reset makes the barrier as new. Whoever waits in it gets an error.
func (b *Barrier) Reset(w *Worker) {
	w.at(OpReset, b.obj, false)
	b.enter(w)
	defer b.exit(w)
	if b.value[BarrierCount] == 0 {
		b.set(w, BarrierState, BarrierFilling)
		b.wakeUp(w, everybody, RoomBefore)
		return
	}
	if s := b.value[BarrierState]; s == BarrierFilling || s == BarrierBroken || s == BarrierDraining && b.rule.resetsDraining {
		b.set(w, BarrierState, BarrierResetting)
	}
	b.wakeUp(w, everybody, RoomInside)
}

// Abort breaks the barrier until it is reset.
func (b *Barrier) Abort(w *Worker) {
	w.at(OpAbort, b.obj, false)
	b.enter(w)
	defer b.exit(w)
	b.breakIt(w)
}

// Parties is for how many parties the barrier is.
func (b *Barrier) Parties() int { return int(b.param) }

// Broken says whether the barrier is broken at this moment.
func (b *Barrier) Broken() bool {
	b.lock()
	defer b.unlock()
	return b.value[BarrierState] == BarrierBroken
}

// Waiting is how many have arrived and wait; 0 unless it is filling.
func (b *Barrier) Waiting() int {
	b.lock()
	defer b.unlock()
	if b.value[BarrierState] != BarrierFilling {
		return 0
	}
	return int(b.value[BarrierCount])
}

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
// less than one. action (nil: none) is called by the last to arrive, before
// the others go on; timeout is what Wait takes when it is given None.
func NewBarrier(a *trace.Arena, w osys.Waiter, name string, parties int64, action func() error, timeout Seconds) (*Barrier, error) {
	if parties < 1 {
		return nil, ErrBarrierParties
	}
	o, err := newObject(a, w, trace.ObjInfo{Kind: trace.ObjBarrier, Name: name, Param: parties})
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
// order of arrival, 0 first. ErrBrokenBarrier when the barrier is broken, or
// breaks meanwhile: by a timeout, an abort, a reset, or an error of the action,
// which is the error of the worker that called it.
func (b *Barrier) Wait(w *Worker, timeout Seconds) (int, error) {
	if timeout == None {
		timeout = b.timeout
	}
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return 0, err
	}
	w.at(OpWait, b.obj, until != trace.Forever)
	b.lock()
	defer b.unlock()
	for b.value[BarrierState] == BarrierDraining || b.value[BarrierState] == BarrierResetting {
		if _, err := b.wait(w, RoomBefore, trace.Forever); err != nil {
			return 0, err
		}
	}
	if b.value[BarrierState] < 0 {
		return 0, ErrBrokenBarrier
	}
	index := b.value[BarrierCount]
	b.set(w, BarrierCount, index+1)
	defer b.exit(w)
	if index+1 == b.param {
		return int(index), b.open(w)
	}
	out, err := b.wait(w, RoomInside, until)
	if err != nil {
		return 0, err // it leaves its place to another
	}
	if !out && b.value[BarrierState] == BarrierFilling {
		b.breakIt(w)
		return 0, ErrBrokenBarrier
	}
	if b.value[BarrierState] < 0 {
		return 0, ErrBrokenBarrier
	}
	return int(index), nil
}

// open calls the action and lets everybody out. While the action runs nobody
// else can enter; the guard is not held then, for the action may wait.
func (b *Barrier) open(w *Worker) error {
	if b.action != nil {
		b.set(w, BarrierState, BarrierDraining)
		b.unlock()
		err := b.action()
		b.lock()
		if err != nil {
			b.breakIt(w)
			return err
		}
		if b.value[BarrierState] != BarrierDraining {
			return ErrBrokenBarrier // aborted or reset by the action
		}
	} else {
		b.set(w, BarrierState, BarrierDraining)
	}
	b.set(w, BarrierGeneration, b.value[BarrierGeneration]+1)
	b.letOut(w, RoomInside, everybody)
	return nil
}

// exit counts a worker out; the last one makes the barrier ready again.
func (b *Barrier) exit(w *Worker) {
	left := b.value[BarrierCount] - 1
	b.set(w, BarrierCount, left)
	if s := b.value[BarrierState]; left == 0 && (s == BarrierDraining || s == BarrierResetting) {
		b.set(w, BarrierState, BarrierFilling)
		b.letOut(w, RoomBefore, everybody)
	}
}

func (b *Barrier) breakIt(w *Worker) {
	b.set(w, BarrierState, BarrierBroken)
	b.letOut(w, RoomInside, everybody)
	b.letOut(w, RoomBefore, everybody)
}

// Reset makes the barrier as new. Whoever waits in it gets ErrBrokenBarrier.
func (b *Barrier) Reset(w *Worker) {
	w.at(OpReset, b.obj, false)
	b.lock()
	defer b.unlock()
	if b.value[BarrierCount] == 0 {
		b.set(w, BarrierState, BarrierFilling)
		b.letOut(w, RoomBefore, everybody)
		return
	}
	if s := b.value[BarrierState]; s == BarrierFilling || s == BarrierBroken {
		b.set(w, BarrierState, BarrierResetting)
	}
	b.letOut(w, RoomInside, everybody)
}

// Abort breaks the barrier until it is reset.
func (b *Barrier) Abort(w *Worker) {
	w.at(OpAbort, b.obj, false)
	b.lock()
	defer b.unlock()
	b.breakIt(w)
}

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

package interp

// This file holds how a thread of one interpreter begins a thread in another: of
// the same process, with a GIL of its own, and with nothing shared.

import (
	"errors"
	"slices"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// BeginWithin begins a thread of the other interpreter, which has the lane, and
// returns when it has begun. What it is given and what it returns crosses by
// copy, and the copying is recorded on whose lane it is done.
func (t *Thread) BeginWithin(other *Interpreter, lane trace.Lane, name string, f work.Body, arg []byte) work.Handle {
	var crossing []byte
	_ = t.Spend(trace.OverheadSend, func() error { crossing = slices.Clone(arg); return nil }) // there is nothing to fail
	h := &threadHandle{by: t, lane: lane, name: name}
	other.threads.Add(1)
	var turn work.Turn
	if t.gate != nil {
		turn = other.control.Enter(lane, name)
	}
	go h.run(other, turn, func(w work.Worker, k *work.Kit, arg []byte) (out []byte, err error) {
		own, ok := w.(*Thread)
		if !ok {
			return nil, errors.New("an interpreter is begun by a thread")
		}
		if err = own.Spend(trace.OverheadReceive, func() error { arg = slices.Clone(arg); return nil }); err != nil {
			return nil, err
		}
		if out, err = f(w, k, arg); err != nil {
			return nil, err
		}
		err = own.Spend(trace.OverheadSend, func() error { out = slices.Clone(out); return nil })
		return out, err
	}, crossing)
	if turn == nil {
		h.wait(&h.started)
	}
	return h
}

// StandBeforeStart lets a controlled run let others go before the thread starts
// a worker.
func (t *Thread) StandBeforeStart() {
	if t.gate != nil {
		t.gate.Step(prim.Point{Op: prim.OpStart})
		t.gate.Touch(work.TouchCrew, true)
	}
}

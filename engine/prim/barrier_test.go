package prim_test

// This file tests the Barrier by the cases of CPython's
// Lib/test/lock_tests.py.

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

const parties = 5

func newBarrier(w *world, n int64, action func() error, timeout prim.Seconds) *prim.Barrier {
	b, err := prim.NewBarrier(w.arena, w.tower, "b", n, action, timeout, threading)
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

func TestABarrierNeedsAParty(t *testing.T) {
	w := newWorld(t)
	for _, n := range []int64{0, -1} {
		if _, err := prim.NewBarrier(w.arena, w.tower, "b", n, nil, prim.None, prim.Threading.In(prim.Python313)); err != prim.ErrBarrierParties {
			t.Errorf("%d parties: %v", n, err)
		}
	}
}

func TestABarrierKeepsAllInStep(t *testing.T) {
	w := newWorld(t)
	b := newBarrier(w, parties, nil, prim.None)
	const passes = 10
	var reached [passes]atomic.Int32
	w.all(w.crew(parties, func(me *prim.Worker, _ int) {
		for pass := range passes {
			reached[pass].Add(1)
			if _, err := b.Wait(me, prim.None); err != nil {
				t.Error(err)
			}
			if n := reached[pass].Load(); n != parties {
				t.Errorf("pass %d went on when %d of %d had come", pass, n, parties)
			}
		}
	}))
	s := w.state(b.Obj())
	if b.Broken() || b.Waiting() != 0 || s.Values[prim.BarrierGeneration] != passes || s.Values[prim.BarrierCount] != 0 || s.Values[prim.BarrierState] != prim.BarrierFilling {
		t.Errorf("at the end %+v", s.Values)
	}
	consistent(w, b.Obj())
}

func TestEachPartyGetsAnotherIndex(t *testing.T) {
	w := newWorld(t)
	b := newBarrier(w, parties, nil, prim.None)
	var sum, mask atomic.Int32
	w.all(w.crew(parties, func(me *prim.Worker, _ int) {
		i, err := b.Wait(me, prim.None)
		ok(t, err)
		sum.Add(int32(i))
		mask.Add(1 << i)
	}))
	if sum.Load() != 0+1+2+3+4 || mask.Load() != 1<<parties-1 {
		t.Errorf("sum %d, mask %b", sum.Load(), mask.Load())
	}
}

func TestABarriersActionIsCalledOncePerPass(t *testing.T) {
	w := newWorld(t)
	var called atomic.Int32
	b := newBarrier(w, parties, func() error { called.Add(1); return nil }, prim.None)
	w.all(w.crew(parties, func(me *prim.Worker, _ int) {
		for pass := range 3 {
			b.Wait(me, prim.None)
			if n := called.Load(); n < int32(pass+1) {
				t.Errorf("pass %d went on after %d calls", pass, n)
			}
		}
	}))
	if called.Load() != 3 {
		t.Errorf("called %d times", called.Load())
	}
}

func TestAnErrorOfTheActionBreaksTheBarrier(t *testing.T) {
	w := newWorld(t)
	sick := errors.New("sick")
	b := newBarrier(w, parties, func() error { return sick }, prim.None)
	var own, others atomic.Int32
	w.all(w.crew(parties, func(me *prim.Worker, _ int) {
		switch _, err := b.Wait(me, prim.None); err {
		case sick:
			own.Add(1)
		case prim.ErrBrokenBarrier:
			others.Add(1)
		}
	}))
	if own.Load() != 1 || others.Load() != parties-1 || !b.Broken() {
		t.Errorf("%d, %d, broken %v", own.Load(), others.Load(), b.Broken())
	}
}

func TestAbortBreaksABarrierForAllUntilItIsReset(t *testing.T) {
	w := newWorld(t)
	b := newBarrier(w, parties, nil, prim.None)
	var broken atomic.Int32
	crew := w.crew(parties-1, func(me *prim.Worker, _ int) {
		if _, err := b.Wait(me, prim.None); err == prim.ErrBrokenBarrier {
			broken.Add(1)
		}
	})
	w.waiting(b.Obj(), prim.RoomInside, parties-1)
	if n := b.Waiting(); n != parties-1 {
		t.Errorf("%d wait", n)
	}
	b.Abort(w.self)
	w.all(crew)
	if broken.Load() != parties-1 || !b.Broken() {
		t.Errorf("%d were told, broken %v", broken.Load(), b.Broken())
	}
	_, err := b.Wait(w.self, prim.None)
	is(t, err, prim.ErrBrokenBarrier)
	b.Reset(w.self)
	if b.Broken() {
		t.Error("still broken after the reset")
	}
	w.all(w.crew(parties, func(me *prim.Worker, _ int) {
		_, err := b.Wait(me, prim.None)
		ok(t, err)
	}))
}

func TestResetFreesWhoWaitsAndTheBarrierPassesAgain(t *testing.T) {
	w := newWorld(t)
	b := newBarrier(w, parties, nil, prim.None)
	var broken atomic.Int32
	crew := w.crew(parties-1, func(me *prim.Worker, _ int) {
		if _, err := b.Wait(me, prim.None); err == prim.ErrBrokenBarrier {
			broken.Add(1)
		}
	})
	w.waiting(b.Obj(), prim.RoomInside, parties-1)
	b.Reset(w.self)
	w.all(crew)
	if broken.Load() != parties-1 || b.Broken() {
		t.Errorf("%d were told, broken %v", broken.Load(), b.Broken())
	}
	w.all(w.crew(parties, func(me *prim.Worker, _ int) {
		_, err := b.Wait(me, prim.None)
		ok(t, err)
	}))
	consistent(w, b.Obj())
}

func TestATimeoutOfOneBreaksTheBarrierForAll(t *testing.T) {
	for _, byDefault := range []bool{false, true} {
		w := newWorld(t)
		standard, given := prim.None, prim.Seconds(0.01)
		if byDefault {
			standard, given = given, prim.None
		}
		b := newBarrier(w, parties, nil, standard)
		var broken atomic.Int32
		w.all(w.crew(parties-1, func(me *prim.Worker, i int) {
			timeout := given
			if i > 0 && !byDefault {
				timeout = prim.None // only one is impatient
			}
			if _, err := b.Wait(me, timeout); err == prim.ErrBrokenBarrier {
				broken.Add(1)
			}
		}))
		_, err := b.Wait(w.self, prim.None) // the late one
		is(t, err, prim.ErrBrokenBarrier)
		if broken.Load() != parties-1 {
			t.Errorf("%d were told", broken.Load())
		}
	}
}

func TestABarrierOfOnePassesAtOnce(t *testing.T) {
	w := newWorld(t)
	b := newBarrier(w, 1, nil, prim.None)
	for range 2 {
		if i, err := b.Wait(w.self, prim.None); i != 0 || err != nil {
			t.Error(i, err)
		}
	}
}

// stepper is a worker's Parker that wakes nobody until it is told to, and whose
// steps back do what the test says.
type stepper struct {
	heldBack
	open     atomic.Bool
	lane     trace.Lane
	steps    int
	stepBack func() bool
}

func (s *stepper) StepBack() bool {
	s.steps++
	return s.stepBack()
}

func (s *stepper) Unpark(peer trace.Lane) {
	if s.open.Load() {
		s.Parker.Unpark(peer)
		return
	}
	s.heldBack.Unpark(peer)
}

func (s *stepper) wakeThem() {
	s.open.Store(true)
	for _, peer := range s.woken {
		s.Parker.Unpark(peer)
	}
}

func TestWhoFindsABarrierDrainingStepsBackForALittleAndOnlyThenWaits(t *testing.T) {
	for _, c := range []struct {
		name    string
		parties int
		waits   int // in the room before the barrier
		steps   int
		step    func(w *world, b *prim.Barrier, s *stepper) bool
	}{
		{"the others go out meanwhile", 2, 0, 1, func(w *world, b *prim.Barrier, s *stepper) bool {
			s.wakeThem()
			w.until("the barrier is empty", func() bool { return w.state(b.Obj()).Values[prim.BarrierState] == prim.BarrierFilling })
			return true
		}},
		{"they take their time", 2, 1, 1, func(w *world, _ *prim.Barrier, _ *stepper) bool {
			w.tower.move(trace.Time(time.Millisecond))
			return true
		}},
		{"it is of no use", 2, 1, 1, func(*world, *prim.Barrier, *stepper) bool { return false }},
		{"they are many", 9, 1, 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			b := newBarrier(w, int64(c.parties), nil, prim.None)
			twice := func(me *prim.Worker) {
				for range 2 {
					_, err := b.Wait(me, prim.None)
					ok(t, err)
				}
			}
			s := &stepper{}
			s.stepBack = func() bool { return c.step(w, b, s) }
			all := w.crew(c.parties-1, func(me *prim.Worker, _ int) { twice(me) })
			w.waiting(b.Obj(), prim.RoomInside, c.parties-1)
			all = append(all, w.start(func(me *prim.Worker) {
				s.Parker, me.Parker, s.lane = me.Parker, s, me.Lane
				twice(me)
			}))
			if c.waits > 0 {
				w.waiting(b.Obj(), prim.RoomBefore, c.waits)
				s.wakeThem()
			}
			w.all(all)
			w.rec.Update(trace.Forever - 1)
			x, waits := w.rec.Cut().Obj(b.Obj()), 0
			for i := range x.Len() {
				if e := x.Event(i); e.Kind == trace.KindJoin && e.Slot == prim.RoomBefore && e.Lane == s.lane {
					waits++
				}
			}
			if waits != c.waits || s.steps != c.steps {
				t.Errorf("%d steps back and %d waits, want %d and %d", s.steps, waits, c.steps, c.waits)
			}
			consistent(w, b.Obj())
		})
	}
}

package prim_test

// This file tests the Condition by the cases of CPython's
// Lib/test/lock_tests.py.

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// newCondition makes one with an RLock, as Python does, or with a Lock.
func newCondition(w *world, plain bool) (*prim.Condition, prim.Guarding) {
	var lock prim.Guarding = newRLock(w)
	if plain {
		l, err := prim.NewLock(w.arena, w.tower, "c", threading)
		if err != nil {
			w.t.Fatal(err)
		}
		lock = l
	}
	c, err := prim.NewCondition(w.arena, w.tower, "c", lock)
	if err != nil {
		w.t.Fatal(err)
	}
	return c, lock
}

func eachCondition(t *testing.T, f func(t *testing.T, plain bool)) {
	for name, plain := range map[string]bool{"RLock": false, "Lock": true} {
		t.Run(name, func(t *testing.T) { f(t, plain) })
	}
}

func TestAConditionIsWaitedForAndNotifiedWithItsLockHeld(t *testing.T) {
	eachCondition(t, func(t *testing.T, plain bool) {
		w := newWorld(t)
		c, _ := newCondition(w, plain)
		_, err := c.Wait(w.self, prim.None)
		is(t, err, prim.ErrWaitUnacquired)
		is(t, c.Notify(w.self, 1), prim.ErrNotifyUnacquired)
		is(t, c.NotifyAll(w.self), prim.ErrNotifyUnacquired)
	})
}

func TestNotifyWakesExactlySoManyAndInTheirOrder(t *testing.T) {
	eachCondition(t, func(t *testing.T, plain bool) {
		w := newWorld(t)
		c, lock := newCondition(w, plain)
		var woken [5]atomic.Bool
		total := func() (n int) {
			for i := range woken {
				if woken[i].Load() {
					n++
				}
			}
			return n
		}
		var crew []<-chan struct{}
		for i := range woken { // one after another, so that their order is known
			crew = append(crew, w.start(func(me *prim.Worker) {
				c.Acquire(me, true, prim.Forever)
				if notified, err := c.Wait(me, prim.None); !notified || err != nil {
					t.Errorf("worker %d: %v, %v", i, notified, err)
				}
				woken[i].Store(true)
				ok(t, c.Release(me))
			}))
			w.waiting(c.Obj(), prim.RoomWait, i+1)
		}
		c.Acquire(w.self, true, prim.Forever)
		ok(t, c.Notify(w.self, 3))
		w.waiting(c.Obj(), prim.RoomWait, 2)
		w.waiting(lock.Obj(), prim.RoomWaiters, 3) // notified is not yet through the lock
		if total() != 0 {
			t.Error("somebody went on while the lock was held")
		}
		ok(t, c.Release(w.self))
		w.until("three go on", func() bool { return total() == 3 })
		for i := range woken {
			if woken[i].Load() != (i < 3) {
				t.Errorf("worker %d woken: %v", i, woken[i].Load())
			}
		}
		c.Acquire(w.self, true, prim.Forever)
		ok(t, c.NotifyAll(w.self))
		ok(t, c.NotifyAll(w.self)) // nobody is left: nothing happens
		ok(t, c.Release(w.self))
		w.all(crew)
		consistent(w, c.Obj())
		consistent(w, lock.Obj())
	})
}

func TestAWaitTimesOutAndHasTheLockAgain(t *testing.T) {
	eachCondition(t, func(t *testing.T, plain bool) {
		w := newWorld(t)
		c, lock := newCondition(w, plain)
		w.all(w.crew(5, func(me *prim.Worker, _ int) {
			c.Acquire(me, true, prim.Forever)
			for _, timeout := range []prim.Seconds{0.002, 0, -1} {
				if notified, err := c.Wait(me, timeout); notified || err != nil {
					t.Errorf("timeout %v: %v, %v", timeout, notified, err)
				}
			}
			if s := w.state(lock.Obj()); s.Owner() != me.Lane {
				t.Errorf("lane %d has the lock after the wait of lane %d", s.Owner(), me.Lane)
			}
			ok(t, c.Release(me))
		}))
		consistent(w, c.Obj())
	})
}

func TestAWaitGivesARecursiveLockUpWholly(t *testing.T) {
	w := newWorld(t)
	c, lock := newCondition(w, false)
	r := lock.(*prim.RLock)
	crew := w.crew(1, func(me *prim.Worker, _ int) {
		for range 3 {
			c.Acquire(me, true, prim.Forever)
		}
		c.Wait(me, prim.None)
		if n := r.Count(me); n != 3 {
			t.Errorf("depth %d after the wait", n)
		}
		for range 3 {
			ok(t, c.Release(me))
		}
	})
	w.waiting(c.Obj(), prim.RoomWait, 1)
	if got, err := c.Acquire(w.self, true, 10); !got || err != nil {
		t.Fatal(got, err)
	}
	ok(t, c.Notify(w.self, 1))
	ok(t, c.Release(w.self))
	w.all(crew)
}

func TestWaitForAsksAgainAfterEveryNotify(t *testing.T) {
	w := newWorld(t)
	c, _ := newCondition(w, true)
	var state atomic.Int32
	crew := w.crew(1, func(me *prim.Worker, _ int) {
		c.Acquire(me, true, prim.Forever)
		if yes, err := c.WaitFor(me, prim.Predicate{Text: "state == 4", Holds: func() bool { return state.Load() == 4 }}, prim.None); !yes || err != nil {
			t.Errorf("%v, %v", yes, err)
		}
		c.Release(me)
	})
	for range 4 {
		w.waiting(c.Obj(), prim.RoomWait, 1)
		c.Acquire(w.self, true, prim.Forever)
		state.Add(1)
		c.Notify(w.self, 1)
		c.Release(w.self)
	}
	w.all(crew)
	c.Acquire(w.self, true, prim.Forever)
	if yes, err := c.WaitFor(w.self, prim.Predicate{Text: "false", Holds: func() bool { return false }}, 0.002); yes || err != nil {
		t.Errorf("a vain wait: %v, %v", yes, err)
	}
	c.Release(w.self)
}

func TestARecordingTellsWhatAPredicateWasEachTimeItWasAsked(t *testing.T) {
	w := newWorld(t)
	c := w.condition(threading)
	var items atomic.Int32
	crew := w.crew(1, func(me *prim.Worker, _ int) {
		c.Acquire(me, true, prim.Forever)
		if yes, err := c.WaitFor(me, prim.Predicate{Text: "items > 1", Holds: func() bool { return items.Load() > 1 }}, prim.None); !yes || err != nil {
			t.Errorf("%v, %v", yes, err)
		}
		c.Release(me)
	})
	for range 2 {
		w.waiting(c.Obj(), prim.RoomWait, 1)
		c.Acquire(w.self, true, prim.Forever)
		items.Add(1)
		c.Notify(w.self, 1)
		c.Release(w.self)
	}
	w.all(crew)
	w.rec.Update(trace.Forever - 1)
	v := w.rec.Cut()
	o := v.Obj(c.Obj())
	var told []string
	for i := range o.Len() {
		switch e := o.Event(i); e.Kind {
		case trace.KindTest:
			told = append(told, fmt.Sprint(v.Text(e.Arg), " ", e.Slot))
		case trace.KindJoin, trace.KindPart:
			told = append(told, e.Kind.String())
		}
	}
	want := []string{"items > 1 0", "join", "part", "items > 1 0", "join", "part", "items > 1 1"}
	if !slices.Equal(told, want) {
		t.Errorf("recorded %q, want %q", told, want)
	}
	if n := w.arena.Texts(); n != 1 {
		t.Errorf("%d texts for one predicate", n)
	}
}

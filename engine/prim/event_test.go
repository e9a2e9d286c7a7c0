package prim_test

// This file tests the Event by the cases of CPython's Lib/test/lock_tests.py.

import (
	"sync/atomic"
	"testing"

	"corelanes/engine/prim"
)

func newEvent(w *world) *prim.Event {
	e, err := prim.NewEvent(w.arena, w.tower, "e", threading)
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func TestSettingAndClearingAnEventTwiceIsAsGoodAsOnce(t *testing.T) {
	w := newWorld(t)
	e := newEvent(w)
	for range 2 {
		for _, up := range []bool{true, true, false, false} {
			if up {
				e.Set(w.self)
			} else {
				e.Clear(w.self)
			}
			if e.IsSet() != up || (w.state(e.Obj()).Values[prim.EventFlag] == 1) != up {
				t.Errorf("flag %v, want %v", e.IsSet(), up)
			}
		}
	}
}

func TestAnEventWakesAllWhoWait(t *testing.T) {
	w := newWorld(t)
	e := newEvent(w)
	for range 2 {
		var woken atomic.Int32
		crew := w.crew(5, func(me *prim.Worker, _ int) {
			for range 2 { // the second time it is up already
				if up, err := e.Wait(me, prim.None); up && err == nil {
					woken.Add(1)
				}
			}
		})
		w.waiting(e.Obj(), prim.RoomWaiters, 5)
		e.Set(w.self)
		w.all(crew)
		if woken.Load() != 10 {
			t.Errorf("%d of 10 were woken", woken.Load())
		}
		e.Clear(w.self)
	}
	consistent(w, e.Obj())
}

func TestAnEventThatIsClearedAtOnceStillWakesAll(t *testing.T) {
	w := newWorld(t)
	e := newEvent(w)
	var woken atomic.Int32
	crew := w.crew(5, func(me *prim.Worker, _ int) {
		if up, _ := e.Wait(me, 30); up {
			woken.Add(1)
		}
	})
	w.waiting(e.Obj(), prim.RoomWaiters, 5)
	e.Set(w.self)
	e.Clear(w.self)
	w.all(crew)
	if woken.Load() != 5 {
		t.Errorf("%d of 5 were woken", woken.Load())
	}
}

func TestAnEventsTimeouts(t *testing.T) {
	w := newWorld(t)
	e := newEvent(w)
	for _, timeout := range []prim.Seconds{0, -1, 0.002} {
		if up, err := e.Wait(w.self, timeout); up || err != nil {
			t.Errorf("timeout %v: %v, %v", timeout, up, err)
		}
	}
	_, err := e.Wait(w.self, 1e100)
	is(t, err, prim.ErrTimeoutTooLarge)
	e.Set(w.self)
	for _, timeout := range []prim.Seconds{0, -1, 0.002, prim.None} {
		if up, err := e.Wait(w.self, timeout); !up || err != nil {
			t.Errorf("timeout %v with the flag up: %v, %v", timeout, up, err)
		}
	}
	consistent(w, e.Obj())
}

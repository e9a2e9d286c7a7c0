package prim_test

// This file tests what is different between processes: by the cases of
// CPython's Lib/test/_test_multiprocessing.py. The workers are threads here;
// engine/model has all of them with processes.

import (
	"testing"

	"corelanes/engine/prim"
)

// settled checks CPython's check_invariant: when nobody sleeps the counts
// agree.
func settled(w *world, c *prim.Condition) {
	w.t.Helper()
	v := w.state(c.Obj()).Values
	if n := v[prim.SleepingCount] - v[prim.WokenCount]; n != 0 || v[prim.WaitUnits] != 0 {
		w.t.Errorf("asleep less woken is %d, units left %d", n, v[prim.WaitUnits])
	}
}

// _TestCondition.test_notify_all: six sleep, first all time out, then all are
// woken.
func TestBetweenProcessesNotifyWaitsUntilTheSleepersHaveConfirmed(t *testing.T) {
	w := newWorld(t)
	l, err := prim.NewRLock(w.arena, w.tower, "c", multiprocessing)
	ok(t, err)
	c, err := prim.NewCondition(w.arena, w.tower, "c", l)
	ok(t, err)
	for _, timeout := range []prim.Seconds{0.002, prim.None} {
		workers := w.crew(6, func(me *prim.Worker, _ int) {
			c.Acquire(me, true, prim.Forever)
			got, err := c.Wait(me, timeout)
			ok(t, err)
			if got != (timeout == prim.None) {
				t.Errorf("with timeout %v woken is %v", timeout, got)
			}
			ok(t, c.Release(me))
		})
		if timeout == prim.None {
			w.waiting(c.Obj(), prim.RoomWait, 6)
			c.Acquire(w.self, true, prim.Forever)
			ok(t, c.NotifyAll(w.self))
			if v := w.state(c.Obj()).Values; v[prim.SleepingCount] != 0 || v[prim.WokenCount] != 0 {
				t.Errorf("when notify is back %v", v)
			}
			ok(t, c.Release(w.self))
		}
		w.all(workers)
		settled(w, c)
	}
	if _, err := c.Wait(w.self, prim.None); err == nil || err.Error() != "AssertionError: must acquire() condition before using wait()" {
		t.Error(err)
	}
}

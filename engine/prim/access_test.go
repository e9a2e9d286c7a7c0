package prim_test

// This file tests what a recording tells of a shared number's readers and
// writers, and of how a lock was asked for.

import (
	"fmt"
	"slices"
	"testing"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

func TestAReadIsRecordedWhenItTellsSomethingNewAndALostUpdateAlways(t *testing.T) {
	w := newWorld(t)
	x, err := prim.NewValue(w.arena, w.tower, "x", 0)
	ok(t, err)
	l, err := prim.NewLock(w.arena, w.tower, "l", threading)
	ok(t, err)
	r, err := prim.NewRLock(w.arena, w.tower, "r", threading)
	ok(t, err)
	a, b := w.worker("A"), w.worker("B")
	add := func(me *prim.Worker) { x.Set(me, x.Get(me)+1) }
	for range 3 {
		add(a) // one read is recorded
	}
	held := func(lock prim.Guarding, f func()) {
		lock.Acquire(a, true, prim.Forever)
		f()
		ok(t, lock.Release(a))
	}
	held(l, func() { add(a) }) // with a lock: another
	held(l, func() { add(a) })
	held(r, func() { held(r, func() { add(a) }) }) // with another lock: another
	add(a)                                         // without: another
	read := x.Get(b)
	add(a)
	add(a)
	x.Set(b, read+1) // two updates are lost
	x.Set(b, 0)      // none, for nothing was read
	var got []string
	w.rec.Update(trace.Forever - 1)
	v := w.rec.Cut()
	for i := range v.LogLen() {
		if e := v.Log(i); e.Kind == trace.KindRead {
			got = append(got, fmt.Sprintf("%s read %d %d", v.Lane(e.Lane).Info.Name, e.Arg, e.Slot))
		}
	}
	want := []string{"A read 0 0", "A read 3 0", "A read 5 0", "A read 6 0", "B read 7 0", "B read 7 1"}
	if !slices.Equal(got, want) {
		t.Errorf("recorded %q, want %q", got, want)
	}
}

func TestARecordingTellsWhoWouldNotWaitForEverAndWhoReleasedAForeignLock(t *testing.T) {
	w := newWorld(t)
	l, err := prim.NewLock(w.arena, w.tower, "l", threading)
	ok(t, err)
	r, err := prim.NewRLock(w.arena, w.tower, "r", threading)
	ok(t, err)
	other := w.worker("other")
	for _, lock := range []prim.Guarding{l, r} {
		lock.Acquire(w.self, true, prim.Forever)
		ok(t, lock.Release(w.self))
		lock.Acquire(w.self, true, 5)
		ok(t, lock.Release(w.self))
		lock.Acquire(w.self, false, prim.Forever)
		if lock == l {
			ok(t, l.Release(other))
		}
	}
	w.rec.Update(trace.Forever - 1)
	v := w.rec.Cut()
	slots := func(o trace.Obj) (out []trace.Slot) {
		for i := range v.Obj(o).Len() {
			out = append(out, v.Obj(o).Event(i).Slot)
		}
		return out
	}
	if got := slots(l.Obj()); !slices.Equal(got, []trace.Slot{0, 0, trace.TookBounded, 0, trace.TookBounded, trace.GaveForeign}) {
		t.Errorf("the lock's steps have slots %v", got)
	}
	if got := slots(r.Obj()); !slices.Equal(got, []trace.Slot{0, 0, trace.TookBounded, 0, trace.TookBounded}) {
		t.Errorf("the rlock's steps have slots %v", got)
	}
}

func TestANotificationThatFindsNobodyIsRecorded(t *testing.T) {
	w := newWorld(t)
	l, err := prim.NewLock(w.arena, w.tower, "c", threading)
	ok(t, err)
	c, err := prim.NewCondition(w.arena, w.tower, "c", l)
	ok(t, err)
	l.Acquire(w.self, true, prim.Forever)
	ok(t, c.NotifyAll(w.self))
	w.rec.Update(trace.Forever - 1)
	v := w.rec.Cut()
	if e := v.Log(v.LogLen() - 1); e.Kind != trace.KindWake || e.Arg != 0 || e.Obj != c.Obj() || e.Lane != w.self.Lane {
		t.Errorf("the last event is %+v", e)
	}
}

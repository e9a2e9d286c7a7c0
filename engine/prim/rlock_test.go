package prim_test

// This file tests the RLock by the cases of CPython's Lib/test/lock_tests.py.

import (
	"math"
	"testing"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

func newRLock(w *world) *prim.RLock {
	l, err := prim.NewRLock(w.arena, w.tower, "l", threading)
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

func TestAnRLockLetsItsOwnerInAgain(t *testing.T) {
	w := newWorld(t)
	l := newRLock(w)
	for depth := 1; depth <= 3; depth++ {
		if got, err := l.Acquire(w.self, true, prim.Forever); !got || err != nil {
			t.Fatal(got, err)
		}
		if n := l.Count(w.self); n != depth {
			t.Errorf("count %d at depth %d", n, depth)
		}
		if s := w.state(l.Obj()); s.Owner() != w.self.Lane || s.Holders[0].Depth != int64(depth) {
			t.Errorf("recorded: %+v at depth %d", s.Holders, depth)
		}
	}
	for range 3 {
		ok(t, l.Release(w.self))
	}
	is(t, l.Release(w.self), prim.ErrReleaseForeign)
	if s := w.state(l.Obj()); s.Owner() != 0 {
		t.Errorf("recorded as held by %d", s.Owner())
	}
}

func TestAnRLockIsReleasedByItsOwnerAlone(t *testing.T) {
	w := newWorld(t)
	l := newRLock(w)
	is(t, l.Release(w.self), prim.ErrReleaseForeign)
	l.Acquire(w.self, true, prim.Forever)
	w.all(w.crew(1, func(me *prim.Worker, _ int) {
		is(t, l.Release(me), prim.ErrReleaseForeign)
		if got, err := l.Acquire(me, false, prim.Forever); got || err != nil {
			t.Errorf("taken from its owner: %v", err)
		}
		if n := l.Count(me); n != 0 {
			t.Errorf("another worker counts %d", n)
		}
	}))
	ok(t, l.Release(w.self))
}

func TestAnRLockChecksItsArgumentsBeforeAnyAttempt(t *testing.T) {
	w := newWorld(t)
	l := newRLock(w)
	for range 2 { // free, and then held by the caller
		for _, c := range []struct {
			blocking bool
			timeout  prim.Seconds
			want     error
		}{
			{false, 1, prim.ErrTimeoutForTry},
			{false, 0, prim.ErrTimeoutForTry},
			{true, -5, prim.ErrNegativeTimeout},
			{true, prim.MaxSeconds * 2, prim.ErrTimeoutTooLarge},
			{true, prim.Seconds(math.Inf(1)), prim.ErrTimeoutTooLarge},
			{true, prim.Seconds(math.NaN()), prim.ErrTimeoutNaN},
		} {
			got, err := l.Acquire(w.self, c.blocking, c.timeout)
			if got {
				t.Error("taken all the same")
			}
			is(t, err, c.want)
		}
		l.Acquire(w.self, true, prim.MaxSeconds)
	}
}

func TestContendersOfAnRLockAllPassAfterOneRelease(t *testing.T) {
	w := newWorld(t)
	l := newRLock(w)
	l.Acquire(w.self, true, prim.Forever)
	l.Acquire(w.self, true, prim.Forever)
	crew := w.crew(5, func(me *prim.Worker, _ int) {
		l.Acquire(me, true, prim.Forever)
		ok(t, l.Release(me))
	})
	w.waiting(l.Obj(), prim.RoomWaiters, 5)
	ok(t, l.Release(w.self))
	if s := w.state(l.Obj()); len(s.Rooms[0]) != 5 {
		t.Errorf("%d wait after one release of two", len(s.Rooms[0]))
	}
	ok(t, l.Release(w.self))
	w.all(crew)
}

func TestATimedOutRLockIsUsableAndPassesItsWakeUpOn(t *testing.T) {
	w := newWorld(t)
	l := newRLock(w)
	l.Acquire(w.self, true, prim.Forever)
	w.all(w.crew(1, func(me *prim.Worker, _ int) {
		if got, err := l.Acquire(me, true, 0.001); got || err != nil {
			t.Errorf("got %v, %v", got, err)
		}
	}))
	if s := w.state(l.Obj()); len(s.Rooms[0]) != 0 || s.Owner() != w.self.Lane {
		t.Errorf("after the time-out: %+v", s)
	}
	// Many with short times and one that waits for ever: it is never forgotten.
	crew := w.crew(6, func(me *prim.Worker, i int) {
		timeout := prim.Seconds(0.0005)
		if i == 0 {
			timeout = prim.Forever
		}
		for range 50 {
			if got, _ := l.Acquire(me, true, timeout); got {
				l.Release(me)
			}
		}
	})
	for range 200 {
		w.tower.move(100_000)
		l.Release(w.self)
		l.Acquire(w.self, true, prim.Forever)
	}
	l.Release(w.self)
	w.all(crew)
	consistent(w, l.Obj())
}

// consistent checks that an object's history is without gaps and ends with
// nobody inside.
func consistent(w *world, o trace.Obj) {
	w.t.Helper()
	w.rec.Update(trace.Forever - 1)
	x := w.rec.Cut().Obj(o)
	for i := range x.Len() {
		if e := x.Event(i); e.Seq != uint32(i+1) {
			w.t.Fatalf("event %d of object %d has number %d", i+1, o, e.Seq)
		}
	}
	s := x.After(x.Len())
	for room, members := range s.Rooms {
		if len(members) != 0 {
			w.t.Errorf("room %d of object %d still holds %v", room, o, members)
		}
	}
}

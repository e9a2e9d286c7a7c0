package prim_test

// This file tests who gets a Lock that others wait for: whoever is faster, up to
// Python 3.13, and from 3.14 on who has waited for a millisecond. The clock
// moves only as far as the test says.

import (
	"testing"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// gets says whether a waiter gets a lock whose holder, so long after the wait
// began, releases it and asks for it again at once.
func gets(t *testing.T, p prim.Python, later trace.Time) bool {
	t.Helper()
	w := newWorld(t)
	l := w.lock(prim.Threading.In(p))
	w.takes(l, w.self, true, prim.Forever, true)
	done := w.crew(1, func(me *prim.Worker, _ int) {
		w.takes(l, me, true, prim.Forever, true)
		ok(t, l.Release(me))
	})
	w.waiting(l.Obj(), prim.RoomWaiters, 1)
	w.tower.move(later)
	// The waiter is kept from running before the holder asks again: it is woken
	// only when the holder has.
	held := heldBack{w.self.Parker, nil}
	w.self.Parker = &held
	ok(t, l.Release(w.self))
	again, err := l.Acquire(w.self, false, prim.Forever)
	ok(t, err)
	if mine := l.Owner() == w.self.Lane; again != mine {
		t.Errorf("asking again was %v, having it %v", again, mine)
	}
	w.self.Parker = held.Parker
	for _, peer := range held.woken {
		w.self.Parker.Unpark(peer)
	}
	if again {
		w.waiting(l.Obj(), prim.RoomWaiters, 1) // it keeps its place
		ok(t, l.Release(w.self))
	}
	w.all(done)
	return !again
}

// heldBack is a worker's Parker that wakes others only later.
type heldBack struct {
	prim.Parker
	woken []trace.Lane
}

func (h *heldBack) Unpark(peer trace.Lane) { h.woken = append(h.woken, peer) }

func TestUpToPython313ANewcomerTakesAFreeLockHoweverLongAnotherHasWaited(t *testing.T) {
	for _, p := range []prim.Python{prim.Python311, prim.Python312, prim.Python313} {
		for _, later := range []trace.Time{0, 1e6, 1e9} {
			if gets(t, p, later) {
				t.Errorf("Python %s: the waiter got it after %d ns", p, later)
			}
		}
	}
}

func TestFromPython314OnALockIsHandedToWhoeverHasWaitedForAMillisecond(t *testing.T) {
	for later, want := range map[trace.Time]bool{0: false, 1_000_000: false, 1_000_001: true, 1e9: true} {
		if got := gets(t, prim.Python314, later); got != want {
			t.Errorf("after %d ns the waiter got it: %v, want %v", later, got, want)
		}
	}
}

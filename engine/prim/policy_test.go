package prim_test

// This file tests who gets a Lock that others wait for: whoever is faster, up to
// Python 3.13, and from 3.14 on who has waited for a millisecond. The clock
// moves only as far as the test says.

import (
	"slices"
	"testing"

	"corelanes/engine/osys"
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
		w.waiting(l.Obj(), prim.RoomWaiters, 1) // it waits on
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

// locks are a Lock and an RLock, which have the same waiters.
func locks(t *testing.T, w *world, r prim.Rules) map[string]aLock {
	t.Helper()
	rlock, err := prim.NewRLock(w.arena, w.tower, "rlock", r)
	ok(t, err)
	return map[string]aLock{"Lock": w.lock(r), "RLock": rlock}
}

type aLock interface {
	Obj() trace.Obj
	Acquire(w *prim.Worker, blocking bool, timeout prim.Seconds) (bool, error)
	Release(w *prim.Worker) error
}

// woken says which of two waiters, 0 and 1 in the order in which they came, are
// woken by three releases of a lock, each of which is taken back before its
// waiter runs, unless the lock is handed over. So much time passes before each.
func woken(t *testing.T, w *world, l aLock, between trace.Time) (order []int, handed bool) {
	t.Helper()
	if got, err := l.Acquire(w.self, true, prim.Forever); !got || err != nil {
		t.Fatal(got, err)
	}
	var lanes []trace.Lane
	var done []<-chan struct{}
	for i := range 2 {
		done = append(done, w.crew(1, func(me *prim.Worker, _ int) {
			if got, err := l.Acquire(me, true, prim.Forever); !got || err != nil {
				t.Error(got, err)
			}
			ok(t, l.Release(me))
		})...)
		w.waiting(l.Obj(), prim.RoomWaiters, i+1)
		lanes = append(lanes, w.state(l.Obj()).Rooms[prim.RoomWaiters][i].Lane)
	}
	held := heldBack{w.self.Parker, nil}
	for range 3 {
		w.tower.move(between)
		before := len(w.state(l.Obj()).Rooms[prim.RoomWaiters])
		w.self.Parker, held.woken = &held, nil
		ok(t, l.Release(w.self))
		again, err := l.Acquire(w.self, false, prim.Forever)
		ok(t, err)
		w.self.Parker = held.Parker
		if len(held.woken) != 1 {
			t.Fatalf("a release woke %v", held.woken)
		}
		peer := held.woken[0]
		for i, lane := range lanes {
			if lane == peer {
				order = append(order, i)
			}
		}
		w.self.Parker.Unpark(peer)
		if !again {
			handed = true
			break
		}
		w.until("the waiter has run in vain", func() bool {
			room := w.state(l.Obj()).Rooms[prim.RoomWaiters]
			return len(room) == before && room[len(room)-1].Lane == peer
		})
	}
	if !handed {
		ok(t, l.Release(w.self))
	}
	w.all(done)
	return order, handed
}

func TestAWaiterThatIsWokenInVainWaitsOnBehindTheOthers(t *testing.T) {
	for _, r := range []prim.Rules{threading, multiprocessing, prim.Threading.In(prim.Python314)} {
		for _, name := range []string{"Lock", "RLock"} {
			w := newWorld(t)
			if order, _ := woken(t, w, locks(t, w, r)[name], 1000); !slices.Equal(order, []int{0, 1, 0}) {
				t.Errorf("%s by rules %d: the releases woke %v", name, r, order)
			}
		}
	}
}

func TestWhoWaitsOnBehindTheOthersIsStillHandedTheLockForItsWholeWait(t *testing.T) {
	w := newWorld(t)
	r := prim.Threading.In(prim.Python314)
	l := w.lock(r)
	// After the first release 0.4 ms are over, after the second 0.8: nobody is due.
	// The third finds the first waiter at the front again, 1.2 ms after it came.
	order, handed := woken(t, w, l, 400_000)
	if !slices.Equal(order, []int{0, 1, 0}) {
		t.Errorf("the releases woke %v", order)
	}
	if !handed {
		t.Error("the lock was not handed over")
	}
}

// slow is a worker's Parker that gives those whom it wakes their token, but has the
// operating system sleep over it.
type slow struct {
	prim.Parker
	arena *trace.Arena
	calls int
	word  *uint32 // that of the latest who sleeps
}

func (s *slow) Unpark(peer trace.Lane) {
	s.calls++
	prim.SeatOf(s.arena, peer).Wake(s)
}

func (s *slow) Wait(*uint32, uint32, int64) osys.Woke { return osys.WokeUp }
func (s *slow) Wake(word *uint32, _ int)              { s.word = word }

func TestAReleaseDoesNotWakeAgainWhoIsOnItsWay(t *testing.T) {
	w := newWorld(t)
	l := w.lock(threading)
	w.takes(l, w.self, true, prim.Forever, true)
	done := w.crew(1, func(me *prim.Worker, _ int) {
		w.takes(l, me, true, prim.Forever, true)
		ok(t, l.Release(me))
	})
	w.waiting(l.Obj(), prim.RoomWaiters, 1)
	w.until("the waiter sleeps", func() bool {
		w.tower.mu.Lock()
		defer w.tower.mu.Unlock()
		return len(w.tower.waits) == 1
	})
	parker := &slow{Parker: w.self.Parker, arena: w.arena}
	w.self.Parker = parker
	for range 3 {
		ok(t, l.Release(w.self))
		w.takes(l, w.self, false, prim.Forever, true)
	}
	ok(t, l.Release(w.self))
	if parker.calls != 1 {
		t.Errorf("it was woken %d times", parker.calls)
	}
	w.self.Parker = parker.Parker
	w.tower.Wake(parker.word, 1)
	w.all(done)
	w.rec.Update(trace.Forever - 1)
	v, told := w.rec.Cut(), 0
	for i := range v.LogLen() {
		if e := v.Log(i); e.Kind == trace.KindWake && e.Lane == w.self.Lane {
			told++
		}
	}
	if told != 1 {
		t.Errorf("%d wake-ups were recorded", told)
	}
}

func TestWhatAWorkerRemembersOfALockIsWorthNothingOnceAnotherHadIt(t *testing.T) {
	w := newWorld(t)
	a, b := w.lock(threading), w.lock(threading)
	other := w.worker("other")
	for _, step := range []struct {
		lock *prim.Lock
		who  *prim.Worker
	}{{a, w.self}, {a, w.self}, {a, other}, {a, w.self}, {b, w.self}, {a, w.self}, {b, other}, {b, w.self}, {b, w.self}} {
		w.takes(step.lock, step.who, true, prim.Forever, true)
		if o := step.lock.Owner(); o != step.who.Lane {
			t.Fatalf("lane %d took it, lane %d has it", step.who.Lane, o)
		}
		ok(t, step.lock.Release(step.who))
	}
	w.takes(a, w.self, true, prim.Forever, true)
	ok(t, a.Release(other)) // anybody may
	if err := a.Release(w.self); err == nil {
		t.Error("what another had released could be released again")
	}
	w.takes(a, other, true, prim.Forever, true)
	if got, err := a.Acquire(w.self, true, 0); got || err != nil {
		t.Error(got, err)
	}
	ok(t, a.Release(other))
	w.rec.Update(trace.Forever - 1)
	for l, changes := range map[*prim.Lock]int{a: 2*5 + 5, b: 2 * 4} { // each counted and recorded once
		if n := w.rec.Cut().Obj(l.Obj()).Len(); n != changes {
			t.Errorf("%d changes are recorded, %d were made", n, changes)
		}
	}
}

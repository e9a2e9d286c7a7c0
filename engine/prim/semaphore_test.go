package prim_test

// This file tests the semaphores by the cases of CPython's
// Lib/test/lock_tests.py.

import (
	"sync/atomic"
	"testing"

	"corelanes/engine/prim"
)

func newSemaphore(w *world, value int64, bounded bool) *prim.Semaphore {
	mk := prim.NewSemaphore
	if bounded {
		mk = prim.NewBoundedSemaphore
	}
	s, err := mk(w.arena, w.tower, "s", value, threading)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func eachSemaphore(t *testing.T, f func(t *testing.T, bounded bool)) {
	for name, bounded := range map[string]bool{"Semaphore": false, "BoundedSemaphore": true} {
		t.Run(name, func(t *testing.T) { f(t, bounded) })
	}
}

func TestASemaphoreCannotBeginBelowZero(t *testing.T) {
	w := newWorld(t)
	for _, v := range []int64{-1, -1 << 62} {
		if _, err := prim.NewSemaphore(w.arena, w.tower, "s", v, threading); err != prim.ErrSemaphoreValue {
			t.Errorf("value %d: %v", v, err)
		}
	}
}

func TestContendersOfASemaphorePassAsUnitsAreReleased(t *testing.T) {
	eachSemaphore(t, func(t *testing.T, bounded bool) {
		w := newWorld(t)
		s := newSemaphore(w, 7, bounded)
		s.Acquire(w.self, true, prim.None)
		var passed atomic.Int32
		crew := w.crew(10, func(me *prim.Worker, _ int) {
			for range 2 {
				s.Acquire(me, true, prim.None)
				passed.Add(1)
			}
		})
		phase := func(release int64, want int32) {
			t.Helper()
			if release > 0 {
				ok(t, s.Release(w.self, release))
			}
			w.until("the phase is over", func() bool { return passed.Load() == want && s.Value() == 0 })
		}
		phase(0, 6)
		phase(7, 13)
		phase(6, 19)
		if got, err := s.Acquire(w.self, false, prim.None); got || err != nil {
			t.Errorf("a unit too many: %v, %v", got, err)
		}
		ok(t, s.Release(w.self, 1))
		w.all(crew)
		consistent(w, s.Obj())
	})
}

func TestASemaphoreTriedTooOftenSaysNo(t *testing.T) {
	eachSemaphore(t, func(t *testing.T, bounded bool) {
		w := newWorld(t)
		s := newSemaphore(w, 4, bounded)
		s.Acquire(w.self, true, prim.None)
		var yes, no atomic.Int32
		w.all(w.crew(5, func(me *prim.Worker, _ int) {
			for range 2 {
				if got, err := s.Acquire(me, false, prim.None); err != nil {
					t.Error(err)
				} else if got {
					yes.Add(1)
				} else {
					no.Add(1)
				}
			}
		}))
		if yes.Load() != 3 || no.Load() != 7 {
			t.Errorf("%d yes, %d no", yes.Load(), no.Load())
		}
	})
}

func TestASemaphoresTimeouts(t *testing.T) {
	eachSemaphore(t, func(t *testing.T, bounded bool) {
		w := newWorld(t)
		s := newSemaphore(w, 2, bounded)
		_, err := s.Acquire(w.self, false, 1)
		is(t, err, prim.ErrTimeoutForTrySemaphore)
		_, err = s.Acquire(w.self, true, 1e100)
		is(t, err, prim.ErrTimeoutTooLarge)
		for i, timeout := range []prim.Seconds{0.005, -3, 0.002, 0, -1} {
			got, err := s.Acquire(w.self, true, timeout)
			if err != nil || got != (i < 2) {
				t.Errorf("acquire %d with timeout %v: %v, %v", i+1, timeout, got, err)
			}
		}
		consistent(w, s.Obj())
	})
}

func TestOnlyABoundedSemaphoreKnowsTooManyReleases(t *testing.T) {
	w := newWorld(t)
	free, bounded := newSemaphore(w, 1, false), newSemaphore(w, 1, true)
	ok(t, free.Release(w.self, 1))
	for range 2 {
		is(t, bounded.Release(w.self, 1), prim.ErrReleasedTooOften)
	}
	if free.Value() != 2 || bounded.Value() != 1 {
		t.Errorf("values %d and %d", free.Value(), bounded.Value())
	}
	is(t, free.Release(w.self, 0), prim.ErrReleaseCount)
	is(t, free.Release(w.self, -1), prim.ErrReleaseCount)
}

func TestASemaphoreNeverLetsTooManyIn(t *testing.T) {
	eachSemaphore(t, func(t *testing.T, bounded bool) {
		w := newWorld(t)
		s := newSemaphore(w, 3, bounded)
		var inside, most atomic.Int32
		w.all(w.crew(8, func(me *prim.Worker, i int) {
			for range 300 {
				timeout := prim.None
				if i%2 == 0 {
					timeout = 0.0002
				}
				w.tower.move(50_000) // of others' waits some are over
				if got, _ := s.Acquire(me, true, timeout); !got {
					continue
				}
				if n := inside.Add(1); n > 3 {
					most.Store(n)
				}
				inside.Add(-1)
				ok(t, s.Release(me, 1))
			}
		}))
		if most.Load() != 0 || s.Value() != 3 {
			t.Errorf("%d inside at once, value %d at the end", most.Load(), s.Value())
		}
		consistent(w, s.Obj())
	})
}

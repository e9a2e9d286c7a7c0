package prim_test

// This file holds CPython's Lib/test/lock_tests.py, each case by its name
// there, under the rules of threading and of multiprocessing. Not here, because
// there is nothing to test: test_weakref_exists, test_weakref_deleted (no weak
// references), test_thread_leak (no Thread objects; a worker that is left
// behind fails every test), test_at_fork_reinit (a run's processes never fork
// with a lock held), test_acquire_destroy (objects live as long as their
// recording).

import (
	"regexp"
	"sync/atomic"
	"testing"

	"corelanes/engine/prim"
)

// lockCase is a case of lock_tests.py.
type lockCase func(w *world, r prim.Rules)

// bunch runs something by several workers and waits until all have ended.
func (w *world) bunch(n int, f func(me *prim.Worker)) {
	w.t.Helper()
	w.all(w.crew(n, func(me *prim.Worker, _ int) { f(me) }))
}

func (w *world) lock(r prim.Rules) *prim.Lock {
	l, err := prim.NewLock(w.arena, w.tower, "lock", r)
	ok(w.t, err)
	return l
}

func (w *world) rlock(r prim.Rules) *prim.RLock {
	l, err := prim.NewRLock(w.arena, w.tower, "rlock", r)
	ok(w.t, err)
	return l
}

func (w *world) semaphore(r prim.Rules, n int64, bounded bool) *prim.Semaphore {
	mk := prim.NewSemaphore
	if bounded {
		mk = prim.NewBoundedSemaphore
	}
	s, err := mk(w.arena, w.tower, "sem", n, r)
	ok(w.t, err)
	return s
}

func (w *world) barrier(r prim.Rules, n int64, action func() error) *prim.Barrier {
	b, err := prim.NewBarrier(w.arena, w.tower, "barrier", n, action, prim.None, r)
	ok(w.t, err)
	return b
}

// takes wants an Acquire to come out so.
func (w *world) takes(l prim.Guarding, me *prim.Worker, blocking bool, timeout prim.Seconds, want bool) {
	w.t.Helper()
	if got, err := l.Acquire(me, blocking, timeout); got != want || err != nil {
		w.t.Errorf("acquire(%v, %v) is %v, %v; want %v", blocking, timeout, got, err, want)
	}
}

// like wants a repr to look so.
func (w *world) like(repr, pattern string) {
	w.t.Helper()
	if !regexp.MustCompile("^" + pattern + "$").MatchString(repr) {
		w.t.Errorf("repr %s is not like %s", repr, pattern)
	}
}

// wrong wants a call to be refused.
func wrong(t testing.TB, what string, err error) {
	t.Helper()
	if err == nil {
		t.Error("not refused: " + what)
	}
}

// baseLockTests are BaseLockTests, of a Lock or an RLock.
func baseLockTests(mk func(w *world, r prim.Rules) prim.Guarding) map[string]lockCase {
	return map[string]lockCase{
		"test_constructor": func(w *world, r prim.Rules) { mk(w, r) },
		"test_repr": func(w *world, r prim.Rules) {
			if r.Library() == prim.Threading {
				w.like(mk(w, r).Repr(w.self), `<unlocked .* object (.*)?at .*>`)
			} else {
				w.like(mk(w, r).Repr(w.self), `<R?Lock\((owner=)?None(, 0)?\)>`)
			}
		},
		"test_locked_repr": func(w *world, r prim.Rules) {
			l := mk(w, r)
			w.takes(l, w.self, true, prim.Forever, true)
			if r.Library() == prim.Threading {
				w.like(l.Repr(w.self), `<locked .* object (.*)?at .*>`)
			} else {
				w.like(l.Repr(w.self), `<R?Lock\((owner=)?test(, 1)?\)>`)
				w.like(l.Repr(w.worker("other")), `<R?Lock\((owner=)?SomeOtherThread(, nonzero)?\)>`)
			}
		},
		"test_acquire_release": func(w *world, r prim.Rules) {
			l := mk(w, r)
			w.takes(l, w.self, true, prim.Forever, true)
			ok(w.t, l.Release(w.self))
		},
		"test_try_acquire": func(w *world, r prim.Rules) {
			l := mk(w, r)
			w.takes(l, w.self, false, prim.Forever, true)
			ok(w.t, l.Release(w.self))
		},
		"test_try_acquire_contended": func(w *world, r prim.Rules) {
			l := mk(w, r)
			w.takes(l, w.self, true, prim.Forever, true)
			w.bunch(1, func(me *prim.Worker) { w.takes(l, me, false, prim.Forever, false) })
			ok(w.t, l.Release(w.self))
		},
		"test_acquire_contended": func(w *world, r prim.Rules) {
			l := mk(w, r)
			w.takes(l, w.self, true, prim.Forever, true)
			var passed atomic.Int32
			done := w.crew(5, func(me *prim.Worker, _ int) {
				w.takes(l, me, true, prim.Forever, true)
				passed.Add(1)
				ok(w.t, l.Release(me))
			})
			w.waiting(l.Obj(), prim.RoomWaiters, 5)
			if n := passed.Load(); n != 0 {
				w.t.Errorf("%d passed a held lock", n)
			}
			ok(w.t, l.Release(w.self))
			w.all(done)
			if n := passed.Load(); n != 5 {
				w.t.Errorf("%d of 5 passed", n)
			}
		},
		"test_with": func(w *world, r prim.Rules) {
			l := mk(w, r)
			func() {
				defer func() { recover() }()
				w.takes(l, w.self, true, prim.Forever, true)
				defer l.Release(w.self)
				panic("an exception")
			}()
			w.bunch(1, func(me *prim.Worker) {
				w.takes(l, me, false, prim.Forever, true)
				ok(w.t, l.Release(me))
			})
		},
		"test_timeout": func(w *world, r prim.Rules) {
			l := mk(w, r)
			for _, bad := range []prim.Seconds{-100, prim.MaxSeconds + 1, 1e100} {
				if bad < 0 && r.Library() == prim.Multiprocessing {
					continue // 0 there
				}
				_, err := l.Acquire(w.self, true, bad)
				wrong(w.t, "a timeout out of range", err)
			}
			if _, err := l.Acquire(w.self, false, 1); r.Library() == prim.Threading {
				is(w.t, err, prim.ErrTimeoutForTry)
			} else {
				ok(w.t, err)
				ok(w.t, l.Release(w.self))
			}
			w.takes(l, w.self, true, prim.MaxSeconds, true)
			ok(w.t, l.Release(w.self))
			w.takes(l, w.self, true, 5, true)
			w.bunch(1, func(me *prim.Worker) {
				begin := me.Rec.Now()
				w.takes(l, me, true, 0.5, false)
				if d := me.Rec.Now() - begin; d != 5e8 {
					w.t.Errorf("0.5 s took %d ns", d)
				}
			})
		},
	}
}

var lockTests = map[string]lockCase{
	"test_reacquire": func(w *world, r prim.Rules) {
		l := w.lock(r)
		done := w.crew(1, func(me *prim.Worker, _ int) {
			w.takes(l, me, true, prim.Forever, true)
			w.takes(l, me, true, prim.Forever, true)
		})
		w.waiting(l.Obj(), prim.RoomWaiters, 1)
		ok(w.t, l.Release(w.self))
		w.all(done)
	},
	"test_different_thread": func(w *world, r prim.Rules) {
		l := w.lock(r)
		w.takes(l, w.self, true, prim.Forever, true)
		w.bunch(1, func(me *prim.Worker) { ok(w.t, l.Release(me)) })
		w.takes(l, w.self, true, prim.Forever, true)
	},
	"test_state_after_timeout": func(w *world, r prim.Rules) {
		l := w.lock(r)
		w.takes(l, w.self, true, prim.Forever, true)
		w.bunch(1, func(me *prim.Worker) { w.takes(l, me, true, 0.01, false) })
		ok(w.t, l.Release(w.self))
		if l.Locked() {
			w.t.Error("it is locked")
		}
		w.takes(l, w.self, false, prim.Forever, true)
	},
}

var rlockTests = map[string]lockCase{
	"test_reacquire": func(w *world, r prim.Rules) {
		l := w.rlock(r)
		for range 3 {
			w.takes(l, w.self, true, prim.Forever, true)
		}
		for range 3 {
			ok(w.t, l.Release(w.self))
		}
	},
	"test_release_unacquired": func(w *world, r prim.Rules) {
		l := w.rlock(r)
		wrong(w.t, "a release of a free one", l.Release(w.self))
		w.takes(l, w.self, true, prim.Forever, true)
		w.takes(l, w.self, true, prim.Forever, true)
		ok(w.t, l.Release(w.self))
		ok(w.t, l.Release(w.self))
		wrong(w.t, "a release too many", l.Release(w.self))
	},
	"test_release_save_unacquired": func(w *world, r prim.Rules) {
		l := w.rlock(r)
		c, err := prim.NewCondition(w.arena, w.tower, "c", l)
		ok(w.t, err)
		_, err = c.Wait(w.self, 0) // what _release_save is for
		wrong(w.t, "waiting without the lock", err)
	},
	"test_recursion_count": func(w *world, r prim.Rules) {
		l := w.rlock(r)
		count := func(want int) {
			if n := l.Count(w.self); n != want {
				w.t.Errorf("%d deep, want %d", n, want)
			}
		}
		count(0)
		w.takes(l, w.self, true, prim.Forever, true)
		count(1)
		w.takes(l, w.self, true, prim.Forever, true)
		w.takes(l, w.self, true, prim.Forever, true)
		count(3)
		ok(w.t, l.Release(w.self))
		count(2)
		ok(w.t, l.Release(w.self))
		ok(w.t, l.Release(w.self))
		count(0)
		w.bunch(1, func(me *prim.Worker) {
			w.takes(l, me, true, prim.Forever, true)
			count(0)
			ok(w.t, l.Release(me))
		})
	},
	"test_different_thread": func(w *world, r prim.Rules) {
		l := w.rlock(r)
		w.takes(l, w.self, true, prim.Forever, true)
		w.bunch(1, func(me *prim.Worker) { wrong(w.t, "a release by another", l.Release(me)) })
	},
	"test__is_owned": func(w *world, r prim.Rules) {
		l := w.rlock(r)
		for range 2 {
			w.takes(l, w.self, true, prim.Forever, true)
			w.bunch(1, func(me *prim.Worker) {
				if l.Count(me) != 0 {
					w.t.Error("another owns it")
				}
			})
		}
		ok(w.t, l.Release(w.self))
		if l.Count(w.self) == 0 {
			w.t.Error("released once, and lost")
		}
		ok(w.t, l.Release(w.self))
		if l.Count(w.self) != 0 {
			w.t.Error("still owned")
		}
	},
}

// baseSemaphoreTests are BaseSemaphoreTests, of either kind.
func baseSemaphoreTests(bounded bool) map[string]lockCase {
	try := func(w *world, s *prim.Semaphore, me *prim.Worker, blocking bool, timeout prim.Seconds, want bool) {
		w.t.Helper()
		if got, err := s.Acquire(me, blocking, timeout); got != want || err != nil {
			w.t.Errorf("acquire(%v, %v) is %v, %v; want %v", blocking, timeout, got, err, want)
		}
	}
	contended := func(multi bool) lockCase {
		return func(w *world, r prim.Rules) {
			s := w.semaphore(r, 7, bounded)
			try(w, s, w.self, true, prim.None, true)
			var taken atomic.Int64
			done := w.crew(10, func(me *prim.Worker, _ int) {
				for range 2 {
					try(w, s, me, true, prim.None, true)
					taken.Add(1)
				}
			})
			release := func(n int64) {
				if multi {
					ok(w.t, s.Release(w.self, n))
					return
				}
				for range n {
					ok(w.t, s.Release(w.self, 1))
				}
			}
			for i, n := range []int64{0, 7, 6} {
				if n > 0 {
					release(n)
				}
				want := []int64{6, 13, 19}[i]
				w.until("so many have one", func() bool { return taken.Load() == want })
				w.until("the others wait", func() bool { return s.Value() == 0 && len(w.state(s.Obj()).Rooms[prim.RoomWaiters]) > 0 })
			}
			try(w, s, w.self, false, prim.None, false)
			release(1)
			w.all(done)
		}
	}
	return map[string]lockCase{
		"test_constructor": func(w *world, r prim.Rules) {
			for _, n := range []int64{-1, -1 << 62} {
				_, err := prim.NewSemaphore(w.arena, w.tower, "s", n, r)
				wrong(w.t, "a negative value", err)
			}
		},
		"test_acquire": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 2, bounded)
			try(w, s, w.self, true, prim.None, true)
			try(w, s, w.self, true, prim.None, true)
			ok(w.t, s.Release(w.self, 1))
			ok(w.t, s.Release(w.self, 1))
		},
		"test_acquire_contended": contended(false),
		"test_multirelease":      contended(true),
		"test_try_acquire": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 2, bounded)
			for _, want := range []bool{true, true, false} {
				try(w, s, w.self, false, prim.None, want)
			}
			ok(w.t, s.Release(w.self, 1))
			try(w, s, w.self, false, prim.None, true)
		},
		"test_try_acquire_contended": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 4, bounded)
			try(w, s, w.self, true, prim.None, true)
			var yes, no atomic.Int32
			w.bunch(5, func(me *prim.Worker) {
				for range 2 {
					if got, _ := s.Acquire(me, false, prim.None); got {
						yes.Add(1)
					} else {
						no.Add(1)
					}
				}
			})
			if yes.Load() != 3 || no.Load() != 7 {
				w.t.Errorf("%d times yes, %d times no", yes.Load(), no.Load())
			}
		},
		"test_acquire_timeout": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 2, bounded)
			if _, err := s.Acquire(w.self, false, 1); r.Library() == prim.Threading {
				is(w.t, err, prim.ErrTimeoutForTrySemaphore)
				try(w, s, w.self, false, prim.None, true)
			}
			try(w, s, w.self, true, 0.005, true)
			begin := w.self.Rec.Now()
			try(w, s, w.self, true, 0.5, false)
			if d := w.self.Rec.Now() - begin; d != 5e8 {
				w.t.Errorf("0.5 s took %d ns", d)
			}
			try(w, s, w.self, true, -3, false)
			ok(w.t, s.Release(w.self, 1))
			try(w, s, w.self, true, 0.005, true)
		},
		"test_default_value": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 1, bounded)
			try(w, s, w.self, true, prim.None, true)
			done := w.crew(1, func(me *prim.Worker, _ int) {
				try(w, s, me, true, prim.None, true)
				ok(w.t, s.Release(me, 1))
			})
			w.waiting(s.Obj(), prim.RoomWaiters, 1)
			ok(w.t, s.Release(w.self, 1))
			w.all(done)
		},
		"test_with": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 2, bounded)
			func() {
				defer func() { recover() }()
				for range 2 {
					try(w, s, w.self, true, prim.None, true)
					defer s.Release(w.self, 1)
				}
				try(w, s, w.self, false, prim.None, false)
				panic("an exception")
			}()
			if s.Value() != 2 {
				w.t.Errorf("value %d", s.Value())
			}
		},
		"test_release_unacquired": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 1, bounded)
			err := s.Release(w.self, 1)
			if bounded {
				wrong(w.t, "a release over the limit", err)
				try(w, s, w.self, true, prim.None, true)
				ok(w.t, s.Release(w.self, 1))
				wrong(w.t, "a release over the limit", s.Release(w.self, 1))
				return
			}
			ok(w.t, err)
			try(w, s, w.self, true, prim.None, true)
			try(w, s, w.self, true, prim.None, true)
			ok(w.t, s.Release(w.self, 1))
		},
		"test_repr": func(w *world, r prim.Rules) {
			s := w.semaphore(r, 3, bounded)
			try(w, s, w.self, true, prim.None, true)
			switch {
			case r.Library() == prim.Threading && bounded:
				w.like(s.Repr(), `<threading\.BoundedSemaphore at .*: value=2/3>`)
			case r.Library() == prim.Threading:
				w.like(s.Repr(), `<threading\.Semaphore at .*: value=2>`)
			case bounded:
				w.like(s.Repr(), `<BoundedSemaphore\(value=2, maxvalue=3\)>`)
			default:
				w.like(s.Repr(), `<Semaphore\(value=2\)>`)
			}
		},
	}
}

// TestLockTests is lock_tests.py of the locks and semaphores; signals_test.go
// has those of the others.
func TestLockTests(t *testing.T) {
	suites := map[string]map[string]lockCase{
		"LockTests":             lockTests,
		"LockTests (base)":      baseLockTests(func(w *world, r prim.Rules) prim.Guarding { return w.lock(r) }),
		"RLockTests":            rlockTests,
		"RLockTests (base)":     baseLockTests(func(w *world, r prim.Rules) prim.Guarding { return w.rlock(r) }),
		"SemaphoreTests":        baseSemaphoreTests(false),
		"BoundedSemaphoreTests": baseSemaphoreTests(true),
		"EventTests":            eventTests,
		"ConditionTests":        conditionTests,
		"BarrierTests":          barrierTests,
	}
	for row, r := range map[string]prim.Rules{"3.11": threading, "3.14": prim.Threading.In(prim.Python314), "multiprocessing": multiprocessing} {
		for suite, all := range suites {
			for name, f := range all {
				t.Run(row+"/"+suite+"/"+name, func(t *testing.T) {
					w := newWorld(t)
					f(w, r)
				})
			}
		}
	}
}

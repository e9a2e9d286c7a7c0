package prim_test

// This file holds lock_tests.py of the Event, the Condition and the Barrier;
// see locktests_test.go.

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"corelanes/engine/prim"
)

func (w *world) event(r prim.Rules) *prim.Event {
	e, err := prim.NewEvent(w.arena, w.tower, "event", r)
	ok(w.t, err)
	return e
}

func (w *world) condition(r prim.Rules) *prim.Condition {
	c, err := prim.NewCondition(w.arena, w.tower, "cond", w.rlock(r))
	ok(w.t, err)
	return c
}

var eventTests = map[string]lockCase{
	"test_is_set": func(w *world, r prim.Rules) {
		e := w.event(r)
		for _, up := range []bool{false, true, true, false, false} {
			if up {
				e.Set(w.self)
			} else {
				e.Clear(w.self)
			}
			if e.IsSet() != up {
				w.t.Errorf("it is %v, want %v", e.IsSet(), up)
			}
		}
	},
	"test_notify": func(w *world, r prim.Rules) {
		for range 2 {
			e := w.event(r)
			done := w.crew(5, func(me *prim.Worker, _ int) {
				for range 2 {
					if got, err := e.Wait(me, prim.None); !got || err != nil {
						w.t.Errorf("wait is %v, %v", got, err)
					}
				}
			})
			w.waiting(e.Obj(), prim.RoomWaiters, 5)
			e.Set(w.self)
			w.all(done)
		}
	},
	"test_timeout": func(w *world, r prim.Rules) {
		e := w.event(r)
		for _, up := range []bool{false, true} {
			if up {
				e.Set(w.self)
			}
			w.bunch(5, func(me *prim.Worker) {
				for _, timeout := range []prim.Seconds{0, 0.5, -1} {
					begin := me.Rec.Now()
					got, err := e.Wait(me, timeout)
					if d := me.Rec.Now() - begin; got != up || err != nil || !up && timeout > 0 && d != 5e8 {
						w.t.Errorf("wait(%v) is %v, %v after %d ns", timeout, got, err, d)
					}
				}
			})
		}
	},
	"test_set_and_clear": func(w *world, r prim.Rules) {
		e := w.event(r)
		var woken, heard atomic.Int32
		done := w.crew(5, func(me *prim.Worker, _ int) {
			got, err := e.Wait(me, prim.None)
			ok(w.t, err)
			woken.Add(1)
			if got {
				heard.Add(1)
			}
		})
		w.waiting(e.Obj(), prim.RoomWaiters, 5)
		e.Set(w.self)
		e.Clear(w.self)
		w.all(done)
		if woken.Load() != 5 {
			w.t.Errorf("%d of 5 woke", woken.Load())
		}
		if r.Library() == prim.Threading && heard.Load() != 5 { // multiprocessing's is the flag as it is then
			w.t.Errorf("%d of 5 were told that it was set", heard.Load())
		}
	},
	"test_repr": func(w *world, r prim.Rules) {
		e := w.event(r)
		for _, state := range []string{"unset", "set"} {
			if repr := e.Repr(); !strings.Contains(repr, "Event at 0x") || !strings.HasSuffix(repr, " "+state+">") {
				w.t.Errorf("repr %s, want %s", repr, state)
			}
			e.Set(w.self)
		}
	},
}

var conditionTests = map[string]lockCase{
	"test_acquire": func(w *world, r prim.Rules) {
		c := w.condition(r)
		for range 2 {
			if got, err := c.Acquire(w.self, true, prim.Forever); !got || err != nil {
				w.t.Error(got, err)
			}
		}
		ok(w.t, errors.Join(c.Release(w.self), c.Release(w.self)))
		l := w.lock(r)
		c2, err := prim.NewCondition(w.arena, w.tower, "c2", l)
		ok(w.t, err)
		c2.Acquire(w.self, true, prim.Forever)
		w.takes(l, w.self, false, prim.Forever, false)
		ok(w.t, c2.Release(w.self))
	},
	"test_unacquired_wait": func(w *world, r prim.Rules) {
		_, err := w.condition(r).Wait(w.self, prim.None)
		wrong(w.t, "waiting without the lock", err)
	},
	"test_unacquired_notify": func(w *world, r prim.Rules) {
		c := w.condition(r)
		wrong(w.t, "notifying without the lock", c.Notify(w.self, 1))
		wrong(w.t, "notifying without the lock", c.NotifyAll(w.self))
	},
	"test_notify": func(w *world, r prim.Rules) {
		for range 2 {
			checkNotify(w, w.condition(r))
		}
	},
	"test_timeout": func(w *world, r prim.Rules) {
		c := w.condition(r)
		w.bunch(5, func(me *prim.Worker) {
			c.Acquire(me, true, prim.Forever)
			begin := me.Rec.Now()
			got, err := c.Wait(me, 0.5)
			if d := me.Rec.Now() - begin; got || err != nil || d != 5e8 {
				w.t.Errorf("wait is %v, %v after %d ns", got, err, d)
			}
			ok(w.t, c.Release(me))
		})
	},
	"test_waitfor": func(w *world, r prim.Rules) {
		c := w.condition(r)
		state := 0
		done := w.crew(1, func(me *prim.Worker, _ int) {
			c.Acquire(me, true, prim.Forever)
			got, err := c.WaitFor(me, prim.Predicate{Text: "state == 4", Holds: func() bool { return state == 4 }}, prim.None)
			if !got || err != nil || state != 4 {
				w.t.Errorf("%v, %v, state %d", got, err, state)
			}
			ok(w.t, c.Release(me))
		})
		for range 4 {
			w.waiting(c.Obj(), prim.RoomWait, 1)
			c.Acquire(w.self, true, prim.Forever)
			state++
			ok(w.t, c.Notify(w.self, 1))
			ok(w.t, c.Release(w.self))
		}
		w.all(done)
	},
	"test_waitfor_timeout": func(w *world, r prim.Rules) {
		c := w.condition(r)
		state := 0
		done := w.crew(1, func(me *prim.Worker, _ int) {
			c.Acquire(me, true, prim.Forever)
			begin := me.Rec.Now()
			got, err := c.WaitFor(me, prim.Predicate{Text: "state == 4", Holds: func() bool { return state == 4 }}, 0.1)
			if d := me.Rec.Now() - begin; got || err != nil || state != 3 || d < 1e8 || d > 1e8+3 { // what is left is counted in fractions of a second
				w.t.Errorf("%v, %v in state %d after %d ns", got, err, state, d)
			}
			ok(w.t, c.Release(me))
		})
		for range 3 { // only 3 times
			w.waiting(c.Obj(), prim.RoomWait, 1)
			w.tower.move(1e7)
			c.Acquire(w.self, true, prim.Forever)
			state++
			ok(w.t, c.Notify(w.self, 1))
			ok(w.t, c.Release(w.self))
		}
		w.all(done)
	},
}

// checkNotify wakes 3 of 5 waiters, then the other 2 and 3 who have come again,
// then all that are left.
func checkNotify(w *world, c *prim.Condition) {
	var first, second atomic.Int32
	done := w.crew(5, func(me *prim.Worker, _ int) {
		c.Acquire(me, true, prim.Forever)
		for _, n := range []*atomic.Int32{&first, &second} {
			if got, err := c.Wait(me, prim.None); !got || err != nil {
				w.t.Errorf("wait is %v, %v", got, err)
			}
			n.Add(1)
		}
		ok(w.t, c.Release(me))
	})
	notify := func(n int64) {
		c.Acquire(w.self, true, prim.Forever)
		ok(w.t, c.Notify(w.self, n))
		ok(w.t, c.Release(w.self))
	}
	reached := func(a, b int32) {
		w.until("so many woke", func() bool { return first.Load() == a && second.Load() == b })
		w.waiting(c.Obj(), prim.RoomWait, 5-int(b))
	}
	w.waiting(c.Obj(), prim.RoomWait, 5)
	notify(3)
	reached(3, 0)
	notify(5) // the 2 that are left of the first round come first
	reached(5, 3)
	c.Acquire(w.self, true, prim.Forever)
	ok(w.t, c.NotifyAll(w.self))
	ok(w.t, c.Release(w.self))
	w.all(done)
}

var barrierTests = map[string]lockCase{
	"test_constructor": func(w *world, r prim.Rules) {
		for _, n := range []int64{0, -1} {
			_, err := prim.NewBarrier(w.arena, w.tower, "b", n, nil, prim.None, r)
			if want := r.Python() >= prim.Python313; (err != nil) != want {
				w.t.Errorf("%d parties: %v", n, err)
			}
		}
	},
	"test_barrier":    func(w *world, r prim.Rules) { lockStep(w, r, 1) },
	"test_barrier_10": func(w *world, r prim.Rules) { lockStep(w, r, 10) },
	"test_wait_return": func(w *world, r prim.Rules) {
		b := w.barrier(r, 5, nil)
		var sum atomic.Int64
		w.bunch(5, func(me *prim.Worker) {
			i, err := b.Wait(me, prim.None)
			ok(w.t, err)
			sum.Add(int64(i))
		})
		if sum.Load() != 10 {
			w.t.Errorf("the indices' sum is %d", sum.Load())
		}
	},
	"test_action": func(w *world, r prim.Rules) {
		called := 0
		b := w.barrier(r, 5, func() error { called++; return nil })
		w.bunch(5, func(me *prim.Worker) {
			_, err := b.Wait(me, prim.None)
			ok(w.t, err)
			if called != 1 {
				w.t.Errorf("called %d times", called)
			}
		})
	},
	"test_abort": func(w *world, r prim.Rules) {
		b := w.barrier(r, 5, nil)
		var turned atomic.Int32
		w.bunch(5, func(me *prim.Worker) {
			passOrAbort(me, b, &turned)
		})
		if turned.Load() != 4 || !b.Broken() {
			w.t.Errorf("%d turned back, broken %v", turned.Load(), b.Broken())
		}
	},
	"test_reset": func(w *world, r prim.Rules) {
		b := w.barrier(r, 5, nil)
		var turned, passed atomic.Int32
		done := w.crew(4, func(me *prim.Worker, _ int) {
			if _, err := b.Wait(me, prim.None); err == prim.ErrBrokenBarrier {
				turned.Add(1)
			}
			_, err := b.Wait(me, prim.None)
			ok(w.t, err)
			passed.Add(1)
		})
		w.waiting(b.Obj(), prim.RoomInside, 4)
		b.Reset(w.self)
		_, err := b.Wait(w.self, prim.None)
		ok(w.t, err)
		w.all(done)
		if turned.Load() != 4 || passed.Load() != 4 || b.Broken() {
			w.t.Errorf("%d turned back, %d passed", turned.Load(), passed.Load())
		}
	},
	"test_abort_and_reset": func(w *world, r prim.Rules) {
		b, guard := w.barrier(r, 5, nil), w.barrier(r, 5, nil)
		var turned, passed atomic.Int32
		w.bunch(5, func(me *prim.Worker) {
			passOrAbort(me, b, &turned)
			i, err := guard.Wait(me, prim.None)
			if i == 2 {
				b.Reset(me)
			}
			_, again := guard.Wait(me, prim.None)
			_, last := b.Wait(me, prim.None)
			ok(w.t, errors.Join(err, again, last))
			passed.Add(1)
		})
		if turned.Load() != 4 || passed.Load() != 5 {
			w.t.Errorf("%d turned back, %d passed", turned.Load(), passed.Load())
		}
	},
	"test_timeout": func(w *world, r prim.Rules) {
		b := w.barrier(r, 5, nil)
		done := w.crew(4, func(me *prim.Worker, _ int) {
			_, err := b.Wait(me, 0.5)
			is(w.t, err, prim.ErrBrokenBarrier)
		})
		w.all(done) // the fifth is late
		_, err := b.Wait(w.self, 0.5)
		is(w.t, err, prim.ErrBrokenBarrier)
	},
	"test_default_timeout": func(w *world, r prim.Rules) {
		b, err := prim.NewBarrier(w.arena, w.tower, "b", 5, nil, 0.1, r)
		ok(w.t, err)
		w.bunch(4, func(me *prim.Worker) {
			_, err := b.Wait(me, prim.None)
			is(w.t, err, prim.ErrBrokenBarrier)
		})
	},
	"test_single_thread": func(w *world, r prim.Rules) {
		b := w.barrier(r, 1, nil)
		for range 2 {
			_, err := b.Wait(w.self, prim.None)
			ok(w.t, err)
		}
	},
	"test_repr": func(w *world, r prim.Rules) {
		b := w.barrier(r, 3, nil)
		w.like(b.Repr(), `<.*\.Barrier at .*: waiters=0/3>`)
		done := w.crew(2, func(me *prim.Worker, _ int) { _, _ = b.Wait(me, prim.None) })
		w.waiting(b.Obj(), prim.RoomInside, 2)
		w.like(b.Repr(), `<.*\.Barrier at .*: waiters=2/3>`)
		_, err := b.Wait(w.self, prim.None)
		ok(w.t, err)
		w.all(done)
		w.like(b.Repr(), `<.*\.Barrier at .*: waiters=0/3>`)
		b.Abort(w.self)
		w.like(b.Repr(), `<.*\.Barrier at .*: broken>`)
	},
}

// passOrAbort passes a barrier twice; the third to arrive breaks it after the
// first time. Who is turned back, then or while still leaving, is counted.
func passOrAbort(me *prim.Worker, b *prim.Barrier, turned *atomic.Int32) {
	i, err := b.Wait(me, prim.None)
	if err == nil && i == 2 {
		b.Abort(me)
		return
	}
	if err == nil {
		_, err = b.Wait(me, prim.None)
	}
	if err == prim.ErrBrokenBarrier {
		turned.Add(1)
	}
}

// lockStep passes a barrier so often; nobody may be a pass ahead.
func lockStep(w *world, r prim.Rules, passes int) {
	b := w.barrier(r, 5, nil)
	reached := make([]atomic.Int32, passes)
	w.bunch(5, func(me *prim.Worker) {
		for i := range passes {
			reached[i].Add(1)
			if _, err := b.Wait(me, prim.None); err != nil {
				w.t.Error(err)
			}
			if n := reached[i].Load(); n != 5 {
				w.t.Errorf("pass %d with %d of 5", i, n)
			}
		}
	})
}

// _TestBarrier.test_thousand.
func TestABarrierOfProcessesStaysInStepForAThousandPasses(t *testing.T) {
	w := newWorld(t)
	lockStep(w, multiprocessing, 1000)
}

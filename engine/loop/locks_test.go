package loop_test

// This file tests the primitives between tasks, on the real loop: the cases of
// CPython 3.13's Lib/test/test_asyncio/test_locks.py, each by its name there.

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

var asyncioRules = prim.Asyncio.In(prim.Python313)

// desk is a case at work: the main task of a loop.
type desk struct {
	t  *testing.T
	l  *loop.Loop
	me *loop.Task
	w  *prim.Worker
	a  *trace.Arena
}

// cases runs each on a loop of its own.
func cases(t *testing.T, class string, all map[string]func(d *desk)) {
	t.Helper()
	for name, f := range all {
		t.Run(class+"/"+name, func(t *testing.T) {
			aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
				f(&desk{t, l, me, me.Self(), me.Self().Rec.Arena()})
				return nil
			})
		})
	}
}

func made[T any](d *desk, x T, err error) T {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	return x
}

func (d *desk) lock() *prim.Lock {
	x, err := prim.NewLock(d.a, osys.OS(), "lock", asyncioRules)
	return made(d, x, err)
}

func (d *desk) event() *prim.Event {
	x, err := prim.NewEvent(d.a, osys.OS(), "event", asyncioRules)
	return made(d, x, err)
}

func (d *desk) cond() (*prim.Condition, *prim.Lock) {
	l := d.lock()
	x, err := prim.NewCondition(d.a, osys.OS(), "cond", l)
	return made(d, x, err), l
}

func (d *desk) sem(n int64) *prim.Semaphore {
	x, err := prim.NewSemaphore(d.a, osys.OS(), "sem", n, asyncioRules)
	return made(d, x, err)
}

func (d *desk) barrier(n int64) *prim.Barrier {
	x, err := prim.NewBarrier(d.a, osys.OS(), "barrier", n, nil, prim.None, asyncioRules)
	return made(d, x, err)
}

// task starts a task; turn lets it begin.
func (d *desk) task(f func(w *prim.Worker) error) *loop.Task {
	return task(d.t, d.l, "task", func(me *loop.Task) error { return f(me.Self()) })
}

func (d *desk) turn(n int) { turns(d.me, n) }

// await is a task's error.
func (d *desk) await(x *loop.Task) error {
	_, err := d.me.Await(x)
	return err
}

// ends wants a task to end so.
func (d *desk) ends(x *loop.Task, want error) {
	d.t.Helper()
	if err := d.await(x); !errors.Is(err, want) {
		d.t.Errorf("it ended with %v, want %v", err, want)
	}
}

func (d *desk) want(what string, yes bool) {
	d.t.Helper()
	if !yes {
		d.t.Error("not so: " + what)
	}
}

func (d *desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Error(err)
	}
}

// says wants an error with Python's text.
func (d *desk) says(err error, text string) {
	d.t.Helper()
	if err == nil || err.Error() != text {
		d.t.Errorf("the error is %v, want %s", err, text)
	}
}

func get(l *prim.Lock, w *prim.Worker) error {
	_, err := l.Acquire(w, true, prim.Forever)
	return err
}

func unit(s *prim.Semaphore, w *prim.Worker) error {
	_, err := s.Acquire(w, true, prim.None)
	return err
}

func pass(b *prim.Barrier, w *prim.Worker) error {
	_, err := b.Wait(w, prim.None)
	return err
}

func waiters(repr string) bool { return strings.Contains(repr, "waiters:") }

func TestAsyncioLocksAsCPythonTestsThem(t *testing.T) {
	cases(t, "LockTests", map[string]func(d *desk){
		"test_repr": func(d *desk) {
			l := d.lock()
			d.want("unlocked", strings.HasSuffix(l.Repr(d.w), "[unlocked]>"))
			d.ok(get(l, d.w))
			d.want("locked", strings.HasSuffix(l.Repr(d.w), "[locked]>"))
			x := d.task(func(w *prim.Worker) error { return get(l, w) })
			d.turn(1)
			d.want("locked, waiters:1", strings.HasSuffix(l.Repr(d.w), "[locked, waiters:1]>"))
			d.ok(l.Release(d.w))
			d.ends(x, nil)
		},
		"test_acquire": func(d *desk) {
			l := d.lock()
			var result []int
			d.ok(get(l, d.w))
			serve := func(n int) *loop.Task {
				return d.task(func(w *prim.Worker) error {
					err := get(l, w)
					result = append(result, n)
					return err
				})
			}
			t1, t2 := serve(1), serve(2)
			d.turn(1)
			d.want("nobody served", len(result) == 0)
			d.ok(l.Release(d.w))
			d.turn(1)
			d.want("1 served", slices.Equal(result, []int{1}))
			d.turn(1)
			d.want("still only 1", slices.Equal(result, []int{1}))
			t3 := serve(3)
			d.ok(l.Release(d.w))
			d.turn(1)
			d.want("1, 2 served", slices.Equal(result, []int{1, 2}))
			d.ok(l.Release(d.w))
			d.turn(1)
			d.want("1, 2, 3 served", slices.Equal(result, []int{1, 2, 3}))
			d.want("all done", t1.Done() && t2.Done() && t3.Done())
		},
		"test_acquire_cancel": func(d *desk) {
			l := d.lock()
			d.ok(get(l, d.w))
			x := d.task(func(w *prim.Worker) error { return get(l, w) })
			d.turn(1)
			x.Cancel()
			d.ends(x, prim.ErrCancelled)
			d.want("nobody waits", !waiters(l.Repr(d.w)))
		},
		"test_cancel_race": func(d *desk) {
			l := d.lock()
			fa := d.l.NewFuture()
			ta := task(d.t, d.l, "A", func(me *loop.Task) error {
				err := get(l, me.Self())
				_, aerr := me.Await(fa)
				return errors.Join(err, aerr, l.Release(me.Self()))
			})
			d.turn(1)
			both := func(w *prim.Worker) error {
				if err := get(l, w); err != nil {
					return err
				}
				return l.Release(w)
			}
			tb := d.task(both)
			d.turn(1)
			tc := d.task(both)
			d.turn(1)
			d.want("two wait", strings.Contains(l.Repr(d.w), "waiters:2"))
			d.ok(fa.SetResult(nil))
			tb.Cancel()
			d.turn(1)
			d.want("the lock is free, A done, B cancelled", !l.Locked() && ta.Done() && tb.Cancelled())
			d.ends(tc, nil)
		},
		"test_cancel_release_race": func(d *desk) {
			l := d.lock()
			d.ok(get(l, d.w))
			locks, calls := 0, 0
			lockit := func(w *prim.Worker) error {
				calls++
				err := get(l, w)
				if err == nil {
					locks++
				}
				return err
			}
			t1, t2, t3 := d.task(lockit), d.task(lockit), d.task(lockit)
			d.turn(1)
			d.l.CallSoon(func() {
				t1.Cancel()
				d.ok(l.Release(d.w))
			})
			d.ends(t1, prim.ErrCancelled)
			d.turn(1) // await of a task comes back in the turn in which that ended
			d.want("one lock taken in three calls", locks == 1 && calls == 3 && t2.Done())
			t3.Cancel()
			d.turn(1)
			d.want("the third is cancelled", t3.Cancelled())
		},
		"test_finished_waiter_cancelled": func(d *desk) {
			l := d.lock()
			d.ok(get(l, d.w))
			tb := d.task(func(w *prim.Worker) error { return get(l, w) })
			d.turn(1)
			tc := d.task(func(w *prim.Worker) error { return get(l, w) })
			tb.Cancel()
			d.ok(l.Release(d.w))
			d.turn(1)
			d.want("locked by C, B cancelled", l.Locked() && tb.Cancelled())
			d.ends(tc, nil)
		},
		"test_release_not_acquired": func(d *desk) {
			d.says(d.lock().Release(d.w), "RuntimeError: Lock is not acquired.")
		},
		"test_release_no_waiters": func(d *desk) {
			l := d.lock()
			d.ok(get(l, d.w))
			d.want("locked", l.Locked())
			d.ok(l.Release(d.w))
			d.want("free", !l.Locked())
		},
		"test_context_manager": func(d *desk) {
			l := d.lock()
			func() {
				d.ok(get(l, d.w))
				defer l.Release(d.w)
				d.want("locked", l.Locked())
			}()
			d.want("free", !l.Locked())
		},
	})
}

func TestAsyncioEventsAsCPythonTestsThem(t *testing.T) {
	cases(t, "EventTests", map[string]func(d *desk){
		"test_repr": func(d *desk) {
			e := d.event()
			d.want("unset", strings.HasSuffix(e.Repr(), "[unset]>"))
			x := d.task(func(w *prim.Worker) error { _, err := e.Wait(w, prim.None); return err })
			d.turn(1)
			d.want("one waits", strings.HasSuffix(e.Repr(), "[unset, waiters:1]>"))
			e.Set(d.w)
			d.ends(x, nil)
			d.want("set", strings.HasSuffix(e.Repr(), "[set]>"))
		},
		"test_wait": func(d *desk) {
			e := d.event()
			var result []int
			wait := func(n int) *loop.Task {
				return d.task(func(w *prim.Worker) error {
					got, err := e.Wait(w, prim.None)
					d.want("wait is true", got)
					result = append(result, n)
					return err
				})
			}
			t1, t2 := wait(1), wait(2)
			d.turn(1)
			d.want("nobody yet", len(result) == 0)
			t3 := wait(3)
			e.Set(d.w)
			d.turn(1)
			d.want("3 first, then 1, 2", slices.Equal(result, []int{3, 1, 2}))
			d.want("all done", t1.Done() && t2.Done() && t3.Done())
		},
		"test_wait_on_set": func(d *desk) {
			e := d.event()
			e.Set(d.w)
			got, err := e.Wait(d.w, prim.None)
			d.want("at once", got && err == nil)
		},
		"test_wait_cancel": func(d *desk) {
			e := d.event()
			x := d.task(func(w *prim.Worker) error { _, err := e.Wait(w, prim.None); return err })
			d.l.CallSoon(func() { x.Cancel() })
			d.ends(x, prim.ErrCancelled)
			d.want("nobody waits", !waiters(e.Repr()))
		},
		"test_clear": func(d *desk) {
			e := d.event()
			d.want("down", !e.IsSet())
			e.Set(d.w)
			d.want("up", e.IsSet())
			e.Clear(d.w)
			d.want("down again", !e.IsSet())
		},
		"test_clear_with_waiters": func(d *desk) {
			e := d.event()
			var result []int
			x := d.task(func(w *prim.Worker) error {
				_, err := e.Wait(w, prim.None)
				result = append(result, 1)
				return err
			})
			d.turn(1)
			e.Set(d.w)
			e.Clear(d.w)
			d.want("down", !e.IsSet())
			e.Set(d.w)
			e.Set(d.w)
			d.turn(1)
			d.want("woken once", slices.Equal(result, []int{1}) && x.Done() && !waiters(e.Repr()))
		},
	})
}

func TestAsyncioConditionsAsCPythonTestsThem(t *testing.T) {
	// waiting starts a task that waits with the lock and leaves it held, as the
	// tests of CPython do.
	waiting := func(d *desk, c *prim.Condition, n int, result *[]int) *loop.Task {
		return d.task(func(w *prim.Worker) error {
			if _, err := c.Acquire(w, true, prim.Forever); err != nil {
				return err
			}
			if _, err := c.Wait(w, prim.None); err != nil {
				return err
			}
			*result = append(*result, n)
			return nil
		})
	}
	letGo := func(d *desk, c *prim.Condition) func(n int64) { // acquire, notify n, release, in one turn
		return func(n int64) {
			_, err := c.Acquire(d.w, true, prim.Forever)
			d.ok(errors.Join(err, c.Notify(d.w, n), c.Release(d.w)))
		}
	}
	cases(t, "ConditionTests", map[string]func(d *desk){
		"test_wait": func(d *desk) {
			c, l := d.cond()
			var result []int
			t1, t2, t3 := waiting(d, c, 1, &result), waiting(d, c, 2, &result), waiting(d, c, 3, &result)
			d.turn(1)
			d.want("nobody has the lock", len(result) == 0 && !l.Locked())
			_, err := c.Acquire(d.w, true, prim.Forever)
			d.ok(errors.Join(err, c.Notify(d.w, 1)))
			d.turn(1)
			d.want("the lock is still ours", len(result) == 0 && l.Locked())
			d.ok(c.Release(d.w))
			d.turn(1)
			d.want("1 has it", slices.Equal(result, []int{1}) && l.Locked())
			d.ok(c.Notify(d.w, 2))
			d.turn(1)
			d.want("1 has it still", slices.Equal(result, []int{1}))
			d.ok(c.Release(d.w))
			d.turn(1)
			d.want("2", slices.Equal(result, []int{1, 2}) && l.Locked())
			d.ok(c.Release(d.w))
			d.turn(1)
			d.want("3", slices.Equal(result, []int{1, 2, 3}) && t1.Done() && t2.Done() && t3.Done())
		},
		"test_wait_cancel": func(d *desk) {
			c, l := d.cond()
			d.ok(get(l, d.w))
			x := d.task(func(w *prim.Worker) error { _, err := c.Wait(w, prim.None); return err })
			d.l.CallSoon(func() { x.Cancel() })
			d.ends(x, prim.ErrCancelled)
			d.want("nobody waits, the lock is held", c.Waiting() == 0 && l.Locked())
		},
		"test_wait_cancel_contested": func(d *desk) {
			c, l := d.cond()
			d.ok(get(l, d.w))
			x := d.task(func(w *prim.Worker) error { _, err := c.Wait(w, prim.None); return err })
			d.turn(1)
			d.want("free", !l.Locked())
			d.ok(get(l, d.w))
			d.ok(c.Notify(d.w, 1))
			d.l.CallSoon(func() { x.Cancel() })
			d.l.CallSoon(func() { d.ok(l.Release(d.w)) })
			_ = d.await(x)
			d.want("the lock is held whatever came", l.Locked())
		},
		"test_wait_cancel_after_notify": func(d *desk) {
			c, l := d.cond()
			waited := false
			x := d.task(func(w *prim.Worker) error {
				if err := get(l, w); err != nil {
					return err
				}
				waited = true
				_, err := c.Wait(w, prim.None)
				return errors.Join(err, l.Release(w))
			})
			d.turn(1)
			d.ok(get(l, d.w))
			d.ok(c.Notify(d.w, 1))
			d.turn(1)
			x.Cancel()
			d.turn(1)
			d.ok(l.Release(d.w))
			d.turn(1)
			d.want("cancelled after it had waited", x.Cancelled() && waited)
		},
		"test_wait_unacquired": func(d *desk) {
			c, _ := d.cond()
			_, err := c.Wait(d.w, prim.None)
			d.says(err, "RuntimeError: cannot wait on un-acquired lock")
		},
		"test_wait_for": func(d *desk) {
			c, l := d.cond()
			ready := false
			var result []int
			x := d.task(func(w *prim.Worker) error {
				err := get(l, w)
				got, werr := c.WaitFor(w, prim.Predicate{Text: "ready", Holds: func() bool { return ready }}, prim.None)
				if got {
					result = append(result, 1)
				}
				return errors.Join(err, werr, l.Release(w))
			})
			d.turn(1)
			notify := letGo(d, c)
			notify(1)
			d.turn(2)
			d.want("not yet", len(result) == 0)
			ready = true
			notify(1)
			d.turn(2)
			d.want("now", slices.Equal(result, []int{1}) && x.Done())
		},
		"test_wait_for_unacquired": func(d *desk) {
			c, _ := d.cond()
			got, err := c.WaitFor(d.w, prim.Predicate{Text: "true", Holds: func() bool { return true }}, prim.None)
			d.want("a true predicate needs no lock", got && err == nil)
			_, err = c.WaitFor(d.w, prim.Predicate{Text: "false", Holds: func() bool { return false }}, prim.None)
			d.says(err, "RuntimeError: cannot wait on un-acquired lock")
		},
		"test_notify": func(d *desk) {
			c, _ := d.cond()
			var result []int
			wait := func(n int) *loop.Task {
				return d.task(func(w *prim.Worker) error {
					_, err := c.Acquire(w, true, prim.Forever)
					_, werr := c.Wait(w, prim.None)
					result = append(result, n)
					return errors.Join(err, werr, c.Release(w))
				})
			}
			wait(1)
			t2, t3 := wait(2), wait(3)
			d.turn(1)
			notify := letGo(d, c)
			notify(1)
			d.turn(2)
			d.want("1", slices.Equal(result, []int{1}))
			_, err := c.Acquire(d.w, true, prim.Forever)
			d.ok(errors.Join(err, c.Notify(d.w, 1), c.Notify(d.w, 2048), c.Release(d.w)))
			d.turn(4)
			d.want("1, 2, 3", slices.Equal(result, []int{1, 2, 3}) && t2.Done() && t3.Done())
		},
		"test_notify_all": func(d *desk) {
			c, _ := d.cond()
			var result []int
			wait := func(n int) *loop.Task {
				return d.task(func(w *prim.Worker) error {
					_, err := c.Acquire(w, true, prim.Forever)
					_, werr := c.Wait(w, prim.None)
					result = append(result, n)
					return errors.Join(err, werr, c.Release(w))
				})
			}
			wait(1)
			x := wait(2)
			d.turn(1)
			_, err := c.Acquire(d.w, true, prim.Forever)
			d.ok(errors.Join(err, c.NotifyAll(d.w), c.Release(d.w)))
			d.turn(3)
			d.want("both", slices.Equal(result, []int{1, 2}) && x.Done())
		},
		"test_notify_unacquired": func(d *desk) {
			c, _ := d.cond()
			d.says(c.Notify(d.w, 1), "RuntimeError: cannot notify on un-acquired lock")
		},
		"test_notify_all_unacquired": func(d *desk) {
			c, _ := d.cond()
			d.says(c.NotifyAll(d.w), "RuntimeError: cannot notify on un-acquired lock")
		},
		"test_repr": func(d *desk) {
			c, l := d.cond()
			d.want("unlocked", strings.HasSuffix(c.Repr(d.w), "[unlocked]>"))
			var result []int
			waiting(d, c, 1, &result)
			waiting(d, c, 2, &result)
			d.turn(1)
			d.ok(get(l, d.w))
			d.want("two wait", strings.HasSuffix(c.Repr(d.w), "[locked, waiters:2]>"))
		},
		"test_context_manager": func(d *desk) {
			c, l := d.cond()
			func() {
				_, err := c.Acquire(d.w, true, prim.Forever)
				d.ok(err)
				defer c.Release(d.w)
				d.want("locked", l.Locked())
			}()
			d.want("free", !l.Locked())
		},
		"test_explicit_lock": func(d *desk) {
			c, l := d.cond()
			_, err := c.Acquire(d.w, true, prim.Forever)
			d.want("the lock given is its lock", err == nil && l.Locked())
			d.ok(l.Release(d.w))
			d.ok(get(l, d.w))
			d.ok(c.Release(d.w))
			d.want("free", !l.Locked())
		},
		"test_timeout_in_block": func(d *desk) {
			c, l := d.cond()
			d.ok(get(l, d.w))
			err := d.me.Timeout(time.Millisecond, func() error {
				_, err := c.Wait(d.w, prim.None)
				return err
			})
			d.want("a timeout", errors.Is(err, loop.ErrTimeout))
		},
		"test_cancelled_error_wakeup": func(d *desk) {
			c, l := d.cond()
			var raised error
			x := d.task(func(w *prim.Worker) error {
				err := get(l, w)
				_, raised = c.WaitFor(w, prim.Predicate{Text: "false", Holds: func() bool { return false }}, prim.None)
				return errors.Join(err, raised, l.Release(w))
			})
			d.turn(1)
			x.Cancel()
			d.ends(x, prim.ErrCancelled)
			d.want("the same error", raised == error(prim.ErrCancelled) && !l.Locked())
		},
		"test_cancelled_error_re_aquire": func(d *desk) { //nolint:misspell // CPython's name
			c, l := d.cond()
			wake := false
			var raised error
			x := d.task(func(w *prim.Worker) error {
				err := get(l, w)
				_, raised = c.WaitFor(w, prim.Predicate{Text: "wake", Holds: func() bool { return wake }}, prim.None)
				return errors.Join(err, raised, l.Release(w))
			})
			d.turn(1)
			d.ok(get(l, d.w))
			wake = true
			d.ok(c.Notify(d.w, 1))
			d.turn(1)
			x.Cancel()
			d.ok(l.Release(d.w))
			d.ends(x, prim.ErrCancelled)
			d.want("the same error", raised == error(prim.ErrCancelled) && !l.Locked())
		},
		"test_cancelled_wakeup":        func(d *desk) { lostWakeUp(d, 0) },
		"test_cancelled_wakeup_relock": func(d *desk) { lostWakeUp(d, 1) },
	})
}

// lostWakeUp cancels a consumer that was notified, some turns later, and wants
// the other to get the item.
func lostWakeUp(d *desk, later int) {
	c, l := d.cond()
	state := 0
	consumer := func(w *prim.Worker) error {
		if err := get(l, w); err != nil {
			return err
		}
		defer l.Release(w)
		for {
			if _, err := c.WaitFor(w, prim.Predicate{Text: "state != 0", Holds: func() bool { return state != 0 }}, prim.None); err != nil {
				return err
			}
			if state < 0 {
				return nil
			}
			state--
		}
	}
	c0, c1 := d.task(consumer), d.task(consumer)
	d.turn(1)
	d.ok(get(l, d.w))
	state++
	d.ok(c.Notify(d.w, 1))
	d.turn(later)
	c0.Cancel()
	d.ok(l.Release(d.w))
	for range 20 { // rather than a timeout
		d.turn(1)
	}
	d.want("the item is consumed", state == 0)
	d.ok(get(l, d.w))
	state = -1
	d.ok(c.NotifyAll(d.w))
	d.ok(l.Release(d.w))
	d.ends(c1, nil)
	d.ends(c0, prim.ErrCancelled)
}

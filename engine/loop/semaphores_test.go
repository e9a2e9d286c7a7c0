package loop_test

// This file tests the semaphores and barriers between tasks: the cases of
// CPython 3.13's Lib/test/test_asyncio/test_locks.py, each by its name there.

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

func TestAsyncioSemaphoresAsCPythonTestsThem(t *testing.T) {
	// taker starts a task that takes a unit and says so.
	taker := func(d *desk, s *prim.Semaphore, n int, result *[]int) *loop.Task {
		return d.task(func(w *prim.Worker) error {
			err := unit(s, w)
			if err == nil {
				*result = append(*result, n)
			}
			return err
		})
	}
	cases(t, "SemaphoreTests", map[string]func(d *desk){
		"test_initial_value_zero": func(d *desk) { d.want("locked", d.sem(0).Locked()) },
		"test_repr": func(d *desk) {
			s := d.sem(1)
			d.want("unlocked, value:1", strings.HasSuffix(s.Repr(), "[unlocked, value:1]>"))
			d.ok(unit(s, d.w))
			d.want("locked", strings.HasSuffix(s.Repr(), "[locked]>"))
			var result []int
			taker(d, s, 1, &result)
			x := taker(d, s, 2, &result)
			d.turn(1)
			d.want("locked, waiters:2", strings.HasSuffix(s.Repr(), "[locked, waiters:2]>"))
			d.ok(s.Release(d.w, 2))
			d.ends(x, nil)
		},
		"test_semaphore": func(d *desk) {
			s := d.sem(1)
			d.want("1", s.Value() == 1)
			d.ok(unit(s, d.w))
			d.want("0, locked", s.Value() == 0 && s.Locked())
			d.ok(s.Release(d.w, 1))
			d.want("1, free", s.Value() == 1 && !s.Locked())
		},
		"test_semaphore_value": func(d *desk) {
			_, err := prim.NewSemaphore(d.a, osys.OS(), "s", -1, asyncioRules)
			d.says(err, "ValueError: Semaphore initial value must be >= 0")
		},
		"test_acquire": func(d *desk) {
			s := d.sem(3)
			var result []int
			d.ok(errors.Join(unit(s, d.w), unit(s, d.w)))
			d.want("one left", !s.Locked())
			t1, t2, t3 := taker(d, s, 1, &result), taker(d, s, 2, &result), taker(d, s, 3, &result)
			d.turn(1)
			d.want("1 has the last, two wait", slices.Equal(result, []int{1}) && s.Locked() && strings.Contains(s.Repr(), "waiters:2") && s.Value() == 0)
			t4 := taker(d, s, 4, &result)
			d.ok(errors.Join(s.Release(d.w, 1), s.Release(d.w, 1)))
			d.want("both units are given", s.Value() == 0)
			d.turn(1)
			d.want("three, and one waits", len(result) == 3 && s.Locked() && strings.Contains(s.Repr(), "waiters:1") && s.Value() == 0)
			d.want("1 to 3 done", t1.Done() && t2.Done() && t3.Done() && !t4.Done())
			d.ok(s.Release(d.w, 1))
			d.ends(t4, nil)
		},
		"test_acquire_cancel": func(d *desk) {
			s := d.sem(1)
			d.ok(unit(s, d.w))
			x := d.task(func(w *prim.Worker) error { return unit(s, w) })
			d.l.CallSoon(func() { x.Cancel() })
			d.ends(x, prim.ErrCancelled)
			d.want("nobody waits", !waiters(s.Repr()))
		},
		"test_acquire_cancel_before_awoken": func(d *desk) {
			s := d.sem(0)
			var result []int
			t1, t2, t3, t4 := taker(d, s, 1, &result), taker(d, s, 2, &result), taker(d, s, 3, &result), taker(d, s, 4, &result)
			d.turn(1)
			t1.Cancel()
			t2.Cancel()
			d.ok(s.Release(d.w, 1))
			d.turn(2)
			d.want("the third has the unit", t3.Done() && !t4.Done() && slices.Equal(result, []int{3}))
			t4.Cancel()
			d.turn(1)
		},
		"test_acquire_hang": func(d *desk) {
			s := d.sem(0)
			var result []int
			t1, t2 := taker(d, s, 1, &result), taker(d, s, 2, &result)
			d.turn(1)
			t1.Cancel()
			d.ok(s.Release(d.w, 1))
			d.turn(2)
			d.want("the second has it", s.Locked() && t2.Done() && slices.Equal(result, []int{2}))
		},
		"test_acquire_no_hang": func(d *desk) {
			s := d.sem(1)
			var t2 *loop.Task
			t1 := task(d.t, d.l, "c1", func(me *loop.Task) error {
				err := errors.Join(unit(s, me.Self()), me.Sleep(0), s.Release(me.Self(), 1))
				t2.Cancel()
				return err
			})
			t2 = d.task(func(w *prim.Worker) error {
				err := unit(s, w)
				d.want("it never has it", err != nil)
				return err
			})
			d.ends(t1, nil)
			d.ends(t2, prim.ErrCancelled)
			d.ok(d.me.Timeout(time.Second, func() error { return unit(s, d.w) }))
		},
		"test_release_not_acquired": func(d *desk) {
			s, err := prim.NewBoundedSemaphore(d.a, osys.OS(), "s", 1, asyncioRules)
			d.ok(err)
			d.says(s.Release(d.w, 1), "ValueError: BoundedSemaphore released too many times")
		},
		"test_release_no_waiters": func(d *desk) {
			s := d.sem(1)
			d.ok(unit(s, d.w))
			d.want("locked", s.Locked())
			d.ok(s.Release(d.w, 1))
			d.want("free", !s.Locked())
		},
		"test_acquire_fifo_order": func(d *desk) {
			s := d.sem(1)
			var result []string
			var all []*loop.Task
			for _, tag := range []string{"c1", "c2", "c3"} {
				all = append(all, task(d.t, d.l, tag, func(me *loop.Task) (err error) {
					for i := range 2 {
						err = errors.Join(err, unit(s, me.Self()))
						result = append(result, fmt.Sprintf("%s_%d", tag, i+1))
						err = errors.Join(err, me.Sleep(time.Microsecond), s.Release(me.Self(), 1))
					}
					return err
				}))
			}
			for _, x := range all {
				d.ends(x, nil)
			}
			d.want("in order", slices.Equal(result, []string{"c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2"}))
		},
		"test_acquire_fifo_order_2": func(d *desk) {
			s := d.sem(1)
			var result []int
			t1 := taker(d, s, 1, &result)
			t2 := d.task(func(w *prim.Worker) error {
				err := unit(s, w)
				result = append(result, 2)
				err = errors.Join(err, s.Release(w, 1), unit(s, w))
				result = append(result, 4)
				return err
			})
			t3 := taker(d, s, 3, &result)
			d.turn(1)
			d.ok(errors.Join(s.Release(d.w, 1), s.Release(d.w, 1)))
			for _, x := range []*loop.Task{t1, t2, t3} {
				d.ends(x, nil)
			}
			d.want("1, 2, 3, 4", slices.Equal(result, []int{1, 2, 3, 4}))
		},
		"test_acquire_fifo_order_3": func(d *desk) {
			s := d.sem(0)
			var result []int
			t1, t2, t3 := taker(d, s, 1, &result), taker(d, s, 2, &result), taker(d, s, 3, &result)
			d.turn(1)
			t1.Cancel()
			d.turn(1)
			d.ok(errors.Join(s.Release(d.w, 1), s.Release(d.w, 1)))
			d.ends(t1, prim.ErrCancelled)
			d.ends(t2, nil)
			d.ends(t3, nil)
			d.want("2, 3", slices.Equal(result, []int{2, 3}))
		},
		"test_acquire_fifo_order_4": func(d *desk) {
			s := d.sem(0)
			var result []int
			var t4 *loop.Task
			t1 := d.task(func(w *prim.Worker) error {
				err := unit(s, w)
				d.want("all units are given", s.Value() == 0)
				t4 = d.task(func(*prim.Worker) error { result = append(result, 4); return nil })
				result = append(result, 1)
				return err
			})
			t2 := d.task(func(w *prim.Worker) error {
				err := errors.Join(s.Release(w, 1), s.Release(w, 1), s.Release(w, 1))
				d.want("two are left, and yet it is locked", s.Value() == 2 && s.Locked())
				err = errors.Join(err, unit(s, w))
				result = append(result, 2)
				return err
			})
			t3 := d.task(func(w *prim.Worker) error {
				err := unit(s, w)
				d.want("locked", s.Locked())
				result = append(result, 3)
				return err
			})
			d.turn(1)
			d.want("three wait, two units left", s.Value() == 2 && strings.Contains(s.Repr(), "waiters:3"))
			d.turn(1)
			for _, x := range []*loop.Task{t1, t2, t3, t4} {
				d.ends(x, nil)
			}
			d.want("1, 2, 3, 4", slices.Equal(result, []int{1, 2, 3, 4}))
		},
	})
}

const parties = 5

// gather runs n tasks of f and waits for all; an error fails the test.
func (d *desk) gather(n int, f func(w *prim.Worker) error) {
	d.t.Helper()
	var all []*loop.Task
	for range n {
		all = append(all, d.task(f))
	}
	for _, x := range all {
		d.ends(x, nil)
	}
}

// broken says whether an error is asyncio's BrokenBarrierError.
func broken(err error) bool {
	var e *prim.Error
	return errors.As(err, &e) && e.Class == "asyncio.BrokenBarrierError"
}

// idle wants a barrier in which nobody is, and which is whole.
func (d *desk) idle(b *prim.Barrier) {
	d.t.Helper()
	d.want("nobody waits, it is not broken nor resetting", b.Waiting() == 0 && !b.Broken() && strings.Contains(b.Repr(), "filling"))
}

func TestAsyncioBarriersAsCPythonTestsThem(t *testing.T) {
	cases(t, "BarrierTests", map[string]func(d *desk){
		"test_barrier": func(d *desk) {
			b := d.barrier(parties)
			d.want("filling, 0/5", strings.Contains(b.Repr(), "[filling, waiters:0/5]"))
			d.want("5 parties", b.Parties() == parties && b.Waiting() == 0)
		},
		"test_repr": func(d *desk) {
			b := d.barrier(2)
			x := d.task(func(w *prim.Worker) error { return pass(b, w) })
			d.turn(1)
			d.want("filling, 1/2", strings.HasSuffix(b.Repr(), "[filling, waiters:1/2]>"))
			y := d.task(func(w *prim.Worker) error { return pass(b, w) })
			d.turn(1)
			d.want("draining, 0/2", strings.HasSuffix(b.Repr(), "[draining, waiters:0/2]>"))
			d.ends(x, nil)
			d.ends(y, nil)
			z := d.task(func(w *prim.Worker) error { return pass(b, w) })
			d.turn(1)
			b.Reset(d.w)
			d.want("resetting, 0/2", strings.HasSuffix(b.Repr(), "[resetting, waiters:0/2]>"))
			d.want("turned back", broken(d.await(z)))
			b.Abort(d.w)
			d.want("broken", strings.HasSuffix(b.Repr(), "[broken]>"))
		},
		"test_barrier_parties": func(d *desk) {
			for _, n := range []int64{0, -4} {
				_, err := prim.NewBarrier(d.a, osys.OS(), "b", n, nil, prim.None, asyncioRules)
				d.says(err, "ValueError: parties must be > 0")
			}
		},
		"test_context_manager": func(d *desk) {
			b := d.barrier(3)
			var results []int
			d.gather(3, func(w *prim.Worker) error {
				i, err := b.Wait(w, prim.None)
				results = append(results, i)
				return err
			})
			slices.Sort(results)
			d.want("the indices", slices.Equal(results, []int{0, 1, 2}))
			d.idle(b)
		},
		"test_filling_one_task": func(d *desk) {
			b := d.barrier(1)
			d.gather(1, func(w *prim.Worker) error { return pass(b, w) })
			d.idle(b)
		},
		"test_filling_one_task_twice": func(d *desk) {
			b := d.barrier(1)
			d.gather(1, func(w *prim.Worker) error { return errors.Join(pass(b, w), pass(b, w)) })
			d.idle(b)
		},
		"test_filling_task_by_task": func(d *desk) {
			b := d.barrier(3)
			var all []*loop.Task
			for n := range 3 {
				all = append(all, d.task(func(w *prim.Worker) error { return pass(b, w) }))
				d.turn(1)
				d.want("one more", b.Waiting() == (n+1)%3)
			}
			for _, x := range all {
				d.ends(x, nil)
			}
			d.idle(b)
		},
		"test_filling_tasks_wait_twice": func(d *desk) {
			b := d.barrier(parties)
			results := []bool{}
			d.gather(parties, func(w *prim.Worker) error {
				err := pass(b, w)
				results = append(results, true)
				err = errors.Join(err, pass(b, w))
				results = append(results, false)
				return err
			})
			d.want("all once, then all twice", len(results) == 10 && !slices.Contains(results[:5], false) && !slices.Contains(results[5:], true))
			d.idle(b)
		},
		"test_filling_tasks_check_return_value": func(d *desk) {
			b := d.barrier(parties)
			var one, two []int
			d.gather(parties, func(w *prim.Worker) error {
				i, err := b.Wait(w, prim.None)
				one = append(one, i)
				j, jerr := b.Wait(w, prim.None)
				two = append(two, j)
				return errors.Join(err, jerr)
			})
			slices.Sort(one)
			slices.Sort(two)
			d.want("each index twice", slices.Equal(one, []int{0, 1, 2, 3, 4}) && slices.Equal(two, one))
		},
		"test_draining_state": func(d *desk) {
			b := d.barrier(parties)
			var results []bool
			d.gather(parties, func(w *prim.Worker) error {
				err := pass(b, w)
				results = append(results, strings.Contains(b.Repr(), "draining"))
				return err
			})
			d.want("draining until the last has left", slices.Equal(results, []bool{true, true, true, true, false}))
			d.idle(b)
		},
		"test_blocking_tasks_while_draining": func(d *desk) {
			again := 2
			b, rest := d.barrier(parties), d.barrier(parties-int64(again))
			d.gather(parties, func(w *prim.Worker) error {
				err := pass(b, w)
				if again > 0 {
					again--
					return errors.Join(err, pass(b, w))
				}
				return errors.Join(err, pass(rest, w), pass(b, w))
			})
			d.idle(b)
		},
		"test_filling_tasks_cancel_one": func(d *desk) {
			b := d.barrier(3)
			passed := 0
			coro := func(w *prim.Worker) error {
				err := pass(b, w)
				if err == nil {
					passed++
				}
				return err
			}
			t1 := d.task(coro)
			d.turn(1)
			d.want("1", b.Waiting() == 1)
			t2 := d.task(coro)
			d.turn(1)
			d.want("2", b.Waiting() == 2)
			t1.Cancel()
			d.turn(1)
			d.want("1 again", b.Waiting() == 1)
			d.ends(t1, prim.ErrCancelled)
			t3 := d.task(coro)
			d.turn(1)
			d.want("2 again", b.Waiting() == 2)
			t4 := d.task(coro)
			for _, x := range []*loop.Task{t2, t3, t4} {
				d.ends(x, nil)
			}
			d.want("three passed", passed == 3)
			d.idle(b)
		},
		"test_reset_barrier": func(d *desk) {
			b := d.barrier(1)
			b.Reset(d.w)
			d.idle(b)
		},
		"test_reset_barrier_while_tasks_waiting": func(d *desk) {
			b := d.barrier(parties)
			turned := 0
			var all []*loop.Task
			for range parties - 1 {
				all = append(all, d.task(func(w *prim.Worker) error {
					if broken(pass(b, w)) {
						turned++
					}
					return nil
				}))
			}
			d.turn(1)
			b.Reset(d.w)
			for _, x := range all {
				d.ends(x, nil)
			}
			d.want("all turned back", turned == parties-1)
			d.idle(b)
		},
		"test_reset_barrier_when_tasks_half_draining": func(d *desk) {
			b := d.barrier(parties)
			turned := 0
			left := parties
			d.gather(parties, func(w *prim.Worker) error {
				err := pass(b, w)
				left--
				if broken(err) {
					turned++
				} else if left == parties/2 {
					b.Reset(w)
				}
				return nil
			})
			d.want("the rest turned back", turned == parties/2)
			d.idle(b)
		},
		"test_reset_barrier_when_tasks_half_draining_half_blocking": func(d *desk) {
			b := d.barrier(parties)
			turned, blocked, count := 0, 0, 0
			const half = parties / 2
			d.gather(parties, func(w *prim.Worker) error {
				if broken(pass(b, w)) {
					turned++
					return pass(b, w)
				}
				if count++; count > half {
					b.Reset(w)
					return pass(b, w)
				}
				if broken(pass(b, w)) {
					blocked++
				}
				return nil
			})
			d.want("those still inside were turned back, the blocked were not", turned == half && blocked == 0)
			d.idle(b)
		},
		"test_reset_barrier_while_tasks_waiting_and_waiting_again": func(d *desk) {
			b := d.barrier(parties)
			turned, passed := 0, 0
			var all []*loop.Task
			for range parties - 1 {
				all = append(all, d.task(func(w *prim.Worker) error {
					if broken(pass(b, w)) {
						turned++
					}
					err := pass(b, w)
					passed++
					return err
				}))
			}
			all = append(all, d.task(func(w *prim.Worker) error { b.Reset(w); return nil }))
			d.turn(1)
			all = append(all, d.task(func(w *prim.Worker) error {
				err := pass(b, w)
				passed++
				return err
			}))
			for _, x := range all {
				d.ends(x, nil)
			}
			d.want("turned back, then passed", turned == parties-1 && passed == parties)
			d.idle(b)
		},
		"test_reset_barrier_while_tasks_draining": func(d *desk) {
			b := d.barrier(parties)
			second, never, third, count := 0, 0, 0, 0
			d.gather(parties, func(w *prim.Worker) error {
				err := pass(b, w)
				if count++; count == parties {
					b.Reset(w)
					err = errors.Join(err, pass(b, w))
				} else if e := pass(b, w); e == nil {
					second++
				} else {
					never++
				}
				err = errors.Join(err, pass(b, w))
				third++
				return err
			})
			d.want("all passed three times", second == parties-1 && never == 0 && third == parties)
			d.idle(b)
		},
		"test_abort_barrier": func(d *desk) {
			b := d.barrier(1)
			b.Abort(d.w)
			d.want("broken", b.Waiting() == 0 && b.Broken())
		},
		"test_abort_barrier_when_tasks_half_draining_half_blocking": func(d *desk) {
			b := d.barrier(parties)
			turned, blocked, count := 0, 0, 0
			const half = parties / 2
			d.gather(parties, func(w *prim.Worker) error {
				if broken(pass(b, w)) {
					turned++
				} else if count++; count > half {
					b.Abort(w)
				} else if broken(pass(b, w)) {
					blocked++
				}
				return nil
			})
			d.want("all turned back", b.Broken() && turned == half && blocked == parties-half-1 && b.Waiting() == 0)
		},
		"test_abort_barrier_when_exception": func(d *desk) {
			b := d.barrier(parties)
			passed, turned := 0, 0
			d.gather(parties, func(w *prim.Worker) error {
				i, err := b.Wait(w, prim.None)
				switch {
				case broken(err):
					turned++
				case i == parties/2:
					b.Abort(w)
				case broken(pass(b, w)):
					turned++
				default:
					passed++
				}
				return nil
			})
			d.want("all but one turned back", b.Broken() && passed == 0 && turned == parties-1 && b.Waiting() == 0)
		},
		"test_abort_barrier_when_exception_then_resetting": func(d *desk) {
			b, guard := d.barrier(parties), d.barrier(parties)
			passed, turned, third := 0, 0, 0
			d.gather(parties, func(w *prim.Worker) error {
				i, err := b.Wait(w, prim.None)
				switch {
				case broken(err):
					turned++
				case i == parties/2:
					b.Abort(w)
				case broken(pass(b, w)):
					turned++
				default:
					passed++
				}
				i, err = guard.Wait(w, prim.None)
				if i == parties/2 {
					b.Reset(w)
				}
				err = errors.Join(err, pass(guard, w), pass(b, w))
				third++
				return err
			})
			d.want("turned back, and all passed after the reset", passed == 0 && turned == parties-1 && third == parties)
			d.idle(b)
		},
	})
}

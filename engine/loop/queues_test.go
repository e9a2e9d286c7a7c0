package loop_test

// This file tests queues between tasks: the cases of CPython 3.13's
// Lib/test/test_asyncio/test_queues.py, each by its name there.

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

func (d *desk) queue(limit int64, o prim.Order) *prim.Queue {
	x, err := prim.NewQueue(d.a, osys.OS(), "q", limit, o, asyncioRules)
	return made(d, x, err)
}

func put(q *prim.Queue, w *prim.Worker, n int64) error {
	return q.Put(w, prim.Item{Label: n, Priority: n}, true, prim.None)
}

func putNowait(q *prim.Queue, w *prim.Worker, n int64) error {
	return q.Put(w, prim.Item{Label: n, Priority: n}, false, prim.None)
}

func take(q *prim.Queue, w *prim.Worker) (int64, error) {
	it, err := q.Get(w, true, prim.None)
	return it.Label, err
}

func takeNowait(q *prim.Queue, w *prim.Worker) (int64, error) {
	it, err := q.Get(w, false, prim.None)
	return it.Label, err
}

// gets wants an item.
func (d *desk) gets(q *prim.Queue, want int64) {
	d.t.Helper()
	if n, err := take(q, d.w); n != want || err != nil {
		d.t.Errorf("got %d, %v; want %d", n, err, want)
	}
}

// getter starts a task that gets an item into the place given.
func (d *desk) getter(q *prim.Queue, into *int64) *loop.Task {
	return d.task(func(w *prim.Worker) error {
		n, err := take(q, w)
		if err == nil {
			*into = n
		}
		return err
	})
}

func (d *desk) putter(q *prim.Queue, n int64) *loop.Task {
	return d.task(func(w *prim.Worker) error { return put(q, w, n) })
}

func TestAsyncioQueuesAsCPythonTestsThem(t *testing.T) {
	fifo := prim.FirstInFirstOut
	cases(t, "QueueBasicTests", map[string]func(d *desk){
		"test_repr": func(d *desk) {
			q := d.queue(0, fifo)
			d.want("maxsize=0", strings.HasSuffix(q.Repr(), " maxsize=0>"))
			var n int64
			x := d.getter(q, &n)
			d.turn(1)
			d.want("a getter", strings.HasSuffix(q.Repr(), "maxsize=0 _getters[1]>"))
			d.ok(put(q, d.w, 7))
			d.ends(x, nil)
			full := d.queue(1, fifo)
			d.ok(put(full, d.w, 1))
			d.putter(full, 2)
			d.turn(1)
			d.want("a putter", strings.HasSuffix(full.Repr(), "maxsize=1 _queue=[1] _putters[1] tasks=1>"))
			d.gets(full, 1)
		},
		"test_empty": func(d *desk) {
			q := d.queue(0, fifo)
			d.want("empty", q.Len() == 0)
			d.ok(put(q, d.w, 1))
			d.want("not empty", q.Len() != 0)
			d.gets(q, 1)
			d.want("empty again", q.Len() == 0)
		},
		"test_full": func(d *desk) {
			d.want("without a limit never", !d.queue(0, fifo).Full())
			q := d.queue(1, fifo)
			d.ok(put(q, d.w, 1))
			d.want("full", q.Full())
		},
		"test_order": func(d *desk) {
			q := d.queue(0, fifo)
			d.ok(errors.Join(put(q, d.w, 1), put(q, d.w, 3), put(q, d.w, 2)))
			for _, n := range []int64{1, 3, 2} {
				d.gets(q, n)
			}
		},
		"test_maxsize": func(d *desk) {
			q := d.queue(2, fifo)
			var have []int64
			x := d.task(func(w *prim.Worker) error {
				for _, n := range []int64{1, 2, 3} {
					if err := put(q, w, n); err != nil {
						return err
					}
					have = append(have, n)
				}
				return nil
			})
			d.turn(1)
			d.want("two", slices.Equal(have, []int64{1, 2}))
			d.gets(q, 1)
			d.turn(1)
			d.want("three, two inside", slices.Equal(have, []int64{1, 2, 3}) && q.Len() == 2)
			d.ends(x, nil)
		},
	})
	cases(t, "QueueGetTests", map[string]func(d *desk){
		"test_blocking_get": func(d *desk) {
			q := d.queue(0, fifo)
			d.ok(putNowait(q, d.w, 1))
			d.gets(q, 1)
		},
		"test_get_with_putters": func(d *desk) {
			q := d.queue(1, fifo)
			d.ok(put(q, d.w, 1))
			x := d.putter(q, 2)
			d.turn(1)
			d.gets(q, 1)
			d.turn(1)
			d.want("the putter was woken", x.Done())
		},
		"test_blocking_get_wait": func(d *desk) {
			q := d.queue(0, fifo)
			var n int64
			x := d.getter(q, &n)
			d.turn(2)
			d.want("it waits", !x.Done())
			d.l.CallLater(time.Millisecond, func() { d.ok(putNowait(q, d.w, 1)) })
			d.ends(x, nil)
			d.want("1", n == 1)
		},
		"test_nonblocking_get": func(d *desk) {
			q := d.queue(0, fifo)
			d.ok(putNowait(q, d.w, 1))
			n, err := takeNowait(q, d.w)
			d.want("1", n == 1 && err == nil)
		},
		"test_nonblocking_get_exception": func(d *desk) {
			_, err := takeNowait(d.queue(0, fifo), d.w)
			d.says(err, "asyncio.QueueEmpty")
		},
		"test_get_cancelled_race": func(d *desk) {
			q := d.queue(0, fifo)
			var a, b int64
			t1, t2 := d.getter(q, &a), d.getter(q, &b)
			d.turn(1)
			t1.Cancel()
			d.turn(1)
			d.want("cancelled", t1.Done())
			d.ok(put(q, d.w, 9))
			d.turn(1)
			d.ends(t2, nil)
			d.want("the second has it", b == 9)
		},
		"test_get_with_waiting_putters": func(d *desk) {
			q := d.queue(1, fifo)
			d.putter(q, 1)
			d.putter(q, 2)
			d.gets(q, 1)
			d.gets(q, 2)
		},
		"test_why_are_getters_waiting": func(d *desk) {
			q := d.queue(1, fifo)
			producer := d.task(func(w *prim.Worker) (err error) {
				for n := range int64(5) {
					err = errors.Join(err, put(q, w, n))
				}
				return err
			})
			consumer := d.task(func(w *prim.Worker) (err error) {
				for range 5 {
					_, e := take(q, w)
					err = errors.Join(err, e)
				}
				return err
			})
			d.ends(producer, nil)
			d.ends(consumer, nil)
		},
		"test_cancelled_getters_not_being_held_in_self_getters": func(d *desk) {
			q := d.queue(5, fifo)
			err := d.me.Timeout(time.Millisecond, func() error { _, err := take(q, d.w); return err })
			d.want("a timeout, nobody waits", errors.Is(err, loop.ErrTimeout) && !strings.Contains(q.Repr(), "_getters"))
		},
	})
	cases(t, "QueuePutTests", map[string]func(d *desk){
		"test_blocking_put": func(d *desk) {
			q := d.queue(0, fifo)
			d.ok(put(q, d.w, 1))
			d.gets(q, 1)
		},
		"test_blocking_put_wait": func(d *desk) {
			q := d.queue(1, fifo)
			x := d.task(func(w *prim.Worker) error { return errors.Join(put(q, w, 1), put(q, w, 2)) })
			d.turn(2)
			d.want("it waits", !x.Done())
			d.l.CallLater(time.Millisecond, func() { _, err := takeNowait(q, d.w); d.ok(err) })
			d.ends(x, nil)
		},
		"test_nonblocking_put": func(d *desk) {
			q := d.queue(0, fifo)
			d.ok(putNowait(q, d.w, 1))
			n, err := takeNowait(q, d.w)
			d.want("1", n == 1 && err == nil)
		},
		"test_get_cancel_drop_one_pending_reader": func(d *desk) {
			q := d.queue(0, fifo)
			var n int64
			x := d.getter(q, &n)
			d.turn(1)
			d.ok(errors.Join(putNowait(q, d.w, 1), putNowait(q, d.w, 2)))
			x.Cancel()
			if d.await(x) != nil {
				d.ends(d.getter(q, &n), nil)
			}
			d.want("1 was not dropped", n == 1)
		},
		"test_get_cancel_drop_many_pending_readers": func(d *desk) {
			q := d.queue(0, fifo)
			var n [3]int64
			r1, r2, r3 := d.getter(q, &n[0]), d.getter(q, &n[1]), d.getter(q, &n[2])
			d.turn(1)
			d.ok(errors.Join(putNowait(q, d.w, 1), putNowait(q, d.w, 2)))
			r1.Cancel()
			d.ends(r1, prim.ErrCancelled)
			d.ends(r3, nil)
			d.ends(r2, nil)
			d.want("both items arrived", n[1]+n[2] == 3 && n[1]*n[2] == 2)
		},
		"test_put_cancel_drop": func(d *desk) {
			q := d.queue(1, fifo)
			d.ok(putNowait(q, d.w, 1))
			x := d.putter(q, 2)
			d.turn(1)
			n, err := takeNowait(q, d.w)
			d.want("1", n == 1 && err == nil)
			x.Cancel()
			if d.await(x) != nil {
				d.ends(d.putter(q, 2), nil)
			}
			n, err = takeNowait(q, d.w)
			d.want("2, and nothing else", n == 2 && err == nil && q.Len() == 0)
		},
		"test_nonblocking_put_exception": func(d *desk) {
			q := d.queue(1, fifo)
			d.ok(putNowait(q, d.w, 1))
			d.says(putNowait(q, d.w, 2), "asyncio.QueueFull")
		},
		"test_put_cancelled": func(d *desk) {
			q := d.queue(0, fifo)
			x := d.putter(q, 1)
			d.gets(q, 1)
			d.want("it was put", x.Done())
			d.ends(x, nil)
		},
		"test_put_cancelled_race": func(d *desk) {
			q := d.queue(1, fifo)
			a, b, c := d.putter(q, 1), d.putter(q, 2), d.putter(q, 3)
			d.turn(1)
			d.want("one is in", a.Done() && !b.Done())
			c.Cancel()
			d.turn(1)
			d.want("cancelled", c.Done())
			n, err := takeNowait(q, d.w)
			d.want("1", n == 1 && err == nil)
			d.turn(1)
			n, err = takeNowait(q, d.w)
			d.want("2", n == 2 && err == nil)
			d.ends(b, nil)
		},
		"test_put_with_waiting_getters": func(d *desk) {
			q := d.queue(0, fifo)
			var n int64
			x := d.getter(q, &n)
			d.turn(1)
			d.ok(put(q, d.w, 1))
			d.ends(x, nil)
			d.want("1", n == 1)
		},
		"test_why_are_putters_waiting": func(d *desk) {
			q := d.queue(2, fifo)
			all := []*loop.Task{task(d.t, d.l, "getter", func(me *loop.Task) (err error) {
				err = me.Sleep(0)
				for range q.Len() {
					_, e := takeNowait(q, me.Self())
					err = errors.Join(err, e)
				}
				return err
			})}
			for n := range int64(4) {
				all = append(all, d.putter(q, n))
			}
			for _, x := range all {
				d.ends(x, nil)
			}
		},
		"test_cancelled_puts_not_being_held_in_self_putters": func(d *desk) {
			q := d.queue(1, fifo)
			d.ok(putNowait(q, d.w, 1))
			x := d.putter(q, 1)
			d.turn(1)
			d.want("it waits", strings.Contains(q.Repr(), "_putters[1]"))
			x.Cancel()
			d.ends(x, prim.ErrCancelled)
			d.want("nobody waits", !strings.Contains(q.Repr(), "_putters"))
		},
		"test_cancelled_put_silence_value_error_exception": func(d *desk) {
			q := d.queue(1, fifo)
			d.ok(putNowait(q, d.w, 1))
			x := d.putter(q, 1)
			d.turn(1)
			_, err := takeNowait(q, d.w)
			d.ok(err)
			x.Cancel()
			d.ends(x, prim.ErrCancelled)
		},
	})
}

func TestAsyncioQueuesOfEachOrderAsCPythonTestsThem(t *testing.T) {
	for class, o := range map[string]struct {
		order prim.Order
		want  []int64
	}{
		"Queue": {prim.FirstInFirstOut, []int64{1, 3, 2}}, "LifoQueue": {prim.LastInFirstOut, []int64{2, 3, 1}}, "PriorityQueue": {prim.LowestFirst, []int64{1, 2, 3}},
	} {
		cases(t, class+"Tests", map[string]func(d *desk){
			"test_order": func(d *desk) {
				q := d.queue(0, o.order)
				d.ok(errors.Join(put(q, d.w, 1), put(q, d.w, 3), put(q, d.w, 2)))
				for _, n := range o.want {
					d.gets(q, n)
				}
			},
		})
		cases(t, class+"JoinTests", map[string]func(d *desk){
			"test_task_done_underflow": func(d *desk) {
				d.says(d.queue(0, o.order).TaskDone(d.w), "ValueError: task_done() called too many times")
			},
			"test_task_done": func(d *desk) {
				q := d.queue(0, o.order)
				for n := range int64(100) {
					d.ok(putNowait(q, d.w, n))
				}
				sum, running := int64(0), true
				worker := func(w *prim.Worker) error {
					for running {
						n, err := take(q, w)
						if err != nil {
							return err
						}
						sum += n
						d.ok(q.TaskDone(w))
					}
					return nil
				}
				a, b := d.task(worker), d.task(worker)
				d.ok(q.Join(d.w))
				d.want("all were dealt with", sum == 4950)
				running = false
				d.ok(errors.Join(putNowait(q, d.w, 0), putNowait(q, d.w, 0)))
				d.ends(a, nil)
				d.ends(b, nil)
			},
			"test_join_empty_queue": func(d *desk) {
				q := d.queue(0, o.order)
				d.ok(errors.Join(q.Join(d.w), q.Join(d.w)))
			},
			"test_format": func(d *desk) {
				q := d.queue(0, o.order)
				d.want("maxsize=0", strings.HasPrefix(q.Repr(), "<"+class+" at ") && strings.HasSuffix(q.Repr(), "maxsize=0>"))
				d.ok(errors.Join(putNowait(q, d.w, 1), putNowait(q, d.w, 2)))
				_, e1 := takeNowait(q, d.w)
				_, e2 := takeNowait(q, d.w)
				d.ok(errors.Join(e1, e2))
				d.want("tasks=2", strings.HasSuffix(q.Repr(), "maxsize=0 tasks=2>"))
			},
		})
		cases(t, class+"ShutdownTests", shutdownCases(o.order))
	}
}

func shutdownCases(order prim.Order) map[string]func(d *desk) {
	// closed wants every put and get to say that the queue is shut down.
	closed := func(d *desk, q *prim.Queue) {
		d.t.Helper()
		const down = "asyncio.QueueShutDown"
		_, e1 := take(q, d.w)
		_, e2 := takeNowait(q, d.w)
		for _, err := range []error{put(q, d.w, 1), putNowait(q, d.w, 1), e1, e2} {
			d.says(err, down)
		}
	}
	joiner := func(d *desk, q *prim.Queue) *loop.Task {
		return d.task(func(w *prim.Worker) error { return q.Join(w) })
	}
	const tooOften = "ValueError: task_done() called too many times"
	return map[string]func(d *desk){
		"test_format": func(d *desk) {
			q := d.queue(0, order)
			d.ok(q.Shutdown(d.w, false))
			d.want("shutdown", strings.HasSuffix(q.Repr(), "maxsize=0 shutdown>"))
		},
		"test_shutdown_empty": func(d *desk) {
			q := d.queue(0, order)
			var n int64
			x := d.getter(q, &n)
			d.turn(1)
			d.ok(q.Shutdown(d.w, false))
			d.want("empty", q.Len() == 0)
			d.ok(q.Join(d.w))
			d.turn(1)
			d.want("the getter has ended", x.Done())
			d.says(errors.Unwrap(d.await(x)), "asyncio.QueueShutDown")
			closed(d, q)
		},
		"test_shutdown_nonempty": func(d *desk) {
			q := d.queue(1, order)
			d.ok(putNowait(q, d.w, 1))
			j, p := joiner(d, q), d.putter(q, 2)
			d.turn(1)
			d.want("the putter waits", !p.Done())
			d.ok(q.Shutdown(d.w, false))
			d.want("one item", q.Len() == 1)
			d.turn(1)
			d.want("the putter has ended", p.Done())
			d.says(errors.Unwrap(d.await(p)), "asyncio.QueueShutDown")
			d.gets(q, 1)
			d.turn(1)
			d.want("join waits", !j.Done())
			closed(d, q)
			d.ok(q.TaskDone(d.w))
			d.turn(1)
			d.want("join has ended", j.Done())
			d.says(q.TaskDone(d.w), tooOften)
		},
		"test_shutdown_immediate": func(d *desk) {
			q := d.queue(0, order)
			d.ok(putNowait(q, d.w, 1))
			j := joiner(d, q)
			d.ok(q.Shutdown(d.w, true))
			d.want("empty", q.Len() == 0)
			d.turn(1)
			d.want("join has ended", j.Done())
			closed(d, q)
			d.says(q.TaskDone(d.w), tooOften)
		},
		"test_shutdown_immediate_with_unfinished": func(d *desk) {
			q := d.queue(0, order)
			d.ok(errors.Join(putNowait(q, d.w, 1), putNowait(q, d.w, 1)))
			j := joiner(d, q)
			d.gets(q, 1)
			d.ok(q.Shutdown(d.w, true))
			d.want("empty", q.Len() == 0)
			d.turn(1)
			d.want("join waits", !j.Done())
			closed(d, q)
			d.ok(q.TaskDone(d.w))
			d.says(q.TaskDone(d.w), tooOften)
			d.turn(1)
			d.want("join has ended", j.Done())
		},
	}
}

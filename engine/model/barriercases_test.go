package model_test

// This file holds CPython's _TestBarrier, and the cases of _TestQueue that are
// about what the kit's queue is between processes
// (Lib/test/_test_multiprocessing.py); see primitives_test.go.

import (
	"errors"
	"fmt"
	"time"

	"corelanes/engine/ipc"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/work"
)

// parties is _TestBarrier.N.
const parties = 5

// atBarrier is a case in which all five processes, the main one among them, do the same
// with a barrier. check looks at the tallies in the end.
func atBarrier(each func(p party, b *prim.Barrier) error, check func(p party, b *prim.Barrier) error) primCase {
	return primCase{
		setup: func(k *work.Kit) error { return errors.Join(k.MakeBarrier("b", parties), k.MakeBarrier("b2", parties)) },
		main: func(p party) error {
			err := p.with(parties-1, false, func() error { return each(p, p.barrier("b")) })
			return errors.Join(err, check(p, p.barrier("b")))
		},
		child: func(p party, _ string) error { return each(p, p.barrier("b")) },
	}
}

// tallies wants the first tallies to be these.
func tallies(wanted ...int64) func(p party, b *prim.Barrier) error {
	return func(p party, _ *prim.Barrier) (err error) {
		for i, n := range wanted {
			err = errors.Join(err, is(fmt.Sprintf("tally %d", i), p.tally(i).Load(), n))
		}
		return err
	}
}

// multipass passes a barrier so often, in step.
func multipass(passes int64) primCase {
	return atBarrier(func(p party, b *prim.Barrier) (err error) {
		for i := range passes {
			p.tally(0).Add(1)
			err = errors.Join(err, is("through the second door", p.tally(1).Load(), i*parties))
			_, first := p.pass(b)
			p.tally(1).Add(1)
			err = errors.Join(err, first, is("through the first door", p.tally(0).Load(), (i+1)*parties))
			_, second := p.pass(b)
			err = errors.Join(err, second)
		}
		return err
	}, func(p party, b *prim.Barrier) error {
		return errors.Join(tallies(passes*parties, passes*parties)(p, b), is("waiting", b.Waiting(), 0), is("broken", b.Broken(), false))
	})
}

// abort is _test_abort_f: the third breaks the barrier, and the others are
// turned back.
func abort(p party, b *prim.Barrier) error {
	i, err := p.pass(b)
	switch {
	case err == nil && i == parties/2:
		b.Abort(p.Self())
		return nil
	case err == nil:
		_, err = p.pass(b)
	}
	return broken(p, err)
}

// broken counts who passed, in tally 0, and who was turned back, in tally 1.
func broken(p party, err error) error {
	switch {
	case err == nil:
		p.tally(0).Add(1)
	case errors.Is(err, prim.ErrBrokenBarrier):
		p.tally(1).Add(1)
		return nil
	}
	return err
}

// late is a barrier that the third comes to too late, which breaks it for all.
func late(wait func(p party) error) primCase {
	return atBarrier(func(p party, b *prim.Barrier) error {
		i, err := p.pass(b)
		if i == parties/2 {
			err = errors.Join(err, p.until("the barrier is broken", p.barrier("b2").Broken))
		}
		return errors.Join(err, broken(p, wait(p)))
	}, tallies(0, parties))
}

var barrierPrimitives = map[string]primCase{
	"_TestBarrier.test_barrier":    multipass(1),
	"_TestBarrier.test_barrier_10": multipass(10),
	"_TestBarrier.test_wait_return": atBarrier(func(p party, b *prim.Barrier) error {
		i, err := p.pass(b)
		p.tally(i).Add(1)
		return err
	}, tallies(1, 1, 1, 1, 1)),
	"_TestBarrier.test_action": atBarrier(func(p party, _ *prim.Barrier) error {
		_, err := p.pass(p.barrierWith("b", func() error { p.tally(0).Add(1); return nil }, prim.None))
		return errors.Join(err, tallies(1)(p, nil))
	}, tallies(1)),
	"an action that fails breaks the barrier": atBarrier(func(p party, _ *prim.Barrier) error {
		oops := errors.New("oops")
		_, err := p.pass(p.barrierWith("b", func() error { return oops }, prim.None))
		if errors.Is(err, oops) {
			p.tally(2).Add(1)
			return nil
		}
		return broken(p, err)
	}, tallies(0, parties-1, 1)),
	"_TestBarrier.test_abort": atBarrier(abort, func(p party, b *prim.Barrier) error {
		return errors.Join(tallies(0, parties-1)(p, b), is("broken", b.Broken(), true), like(b.Repr(), `<.*Barrier at .*: broken>`))
	}),
	"_TestBarrier.test_reset": atBarrier(func(p party, b *prim.Barrier) error {
		i, err := p.pass(b)
		if i == parties/2 {
			err = errors.Join(err, p.until("the others are inside", func() bool { return b.Waiting() == parties-1 }))
			b.Reset(p.Self())
		} else {
			_, again := p.pass(b)
			err = errors.Join(err, broken(p, again))
		}
		_, last := p.pass(b)
		p.tally(2).Add(1)
		return errors.Join(err, last)
	}, tallies(0, parties-1, parties)),
	"_TestBarrier.test_abort_and_reset": atBarrier(func(p party, b *prim.Barrier) error {
		err := abort(p, b)
		guard := p.barrier("b2") // everyone has left before the reset, and nobody comes in before it
		i, gerr := p.pass(guard)
		if i == parties/2 {
			b.Reset(p.Self())
		}
		_, again := p.pass(guard)
		_, last := p.pass(b)
		p.tally(2).Add(1)
		return errors.Join(err, gerr, again, last)
	}, tallies(0, parties-1, parties)),
	"_TestBarrier.test_timeout": late(func(p party) error {
		_, err := p.barrier("b2").Wait(p.Self(), 0.01)
		return err
	}),
	"_TestBarrier.test_default_timeout": late(func(p party) error {
		_, err := p.pass(p.barrierWith("b2", nil, 0.01))
		return err
	}),
	"_TestBarrier.test_single_thread": {
		setup: func(k *work.Kit) error { return k.MakeBarrier("b", 1) },
		main: func(p party) error {
			return p.with(1, false, func() error { return p.c.child(p, "") })
		},
		child: func(p party, _ string) error {
			_, first := p.pass(p.barrier("b"))
			_, second := p.pass(p.barrier("b"))
			return errors.Join(first, second)
		},
	},
	"_TestBarrier.test_thousand": {
		setup: func(k *work.Kit) error {
			return errors.Join(k.MakeBarrier("b", parties), k.MakeLock("l"), k.Talk.MakeQueue("seen", ipc.Simple, 0))
		},
		main: func(p party) error {
			return p.with(parties, false, func() error {
				q := must(p.kit.Talk.Queue("seen"))
				for i := range p.thousand() {
					for range parties {
						if err := get(p, q, i); err != nil {
							return err
						}
					}
				}
				return nil
			})
		},
		child: func(p party, _ string) error {
			b, l, q := p.barrier("b"), p.lock("l"), must(p.kit.Talk.Queue("seen"))
			for i := range p.thousand() {
				_, err := p.pass(b)
				err = errors.Join(err, truth(l.Acquire(p.Self(), true, prim.Forever)), put(p, q, i), l.Release(p.Self()))
				if err != nil {
					return err
				}
			}
			return nil
		},
	},
}

// thousand is how often _TestBarrier.test_thousand passes: through the parent
// less often, for there every pass is some forty messages.
func (p party) thousand() int {
	switch p.kit.Waiter.(type) {
	case *proc.Arbiter, *proc.Remote:
		return 150
	}
	return 1000
}

// queuePrimitives are those cases of _TestQueue in which workers meet at the kit's queue.
// The others are in talk_test.go.
var queuePrimitives = map[string]primCase{
	"_TestQueue.test_put": {
		setup: func(k *work.Kit) error {
			return errors.Join(k.MakeQueue("q", 6, prim.FirstInFirstOut), k.MakeEvent("go"), k.MakeEvent("on"))
		},
		main: func(p party) error {
			q := p.queue("q")
			return p.with(1, false, func() error {
				var err error
				for i := range 6 {
					err = errors.Join(err, q.Put(p, item(i), i%2 == 0, prim.None))
				}
				for _, x := range []struct {
					block   bool
					timeout prim.Seconds
				}{{false, prim.None}, {false, 30}, {true, 0.002}} {
					took, perr := p.took(func() error { return q.Put(p, item(7), x.block, x.timeout) })
					err = errors.Join(err, want("a full queue", perr, ipc.ErrFull), quick(took))
				}
				p.event("go").Set(p.Self())
				err = errors.Join(err, truth(p.event("on").Wait(p.Self(), prim.None)))
				n, lerr := q.Len()
				return errors.Join(err, lerr, is("the length", n, 0))
			})
		},
		child: func(p party, _ string) error {
			err := truth(p.event("go").Wait(p.Self(), prim.None))
			for i := range 6 {
				it, gerr := p.queue("q").Get(p, true, prim.None)
				err = errors.Join(err, gerr, is("the item", string(it.Data), string(item(i).Data)))
			}
			p.event("on").Set(p.Self())
			return err
		},
	},
	"_TestQueue.test_get": {
		setup: func(k *work.Kit) error {
			return errors.Join(k.MakeQueue("q", 0, prim.FirstInFirstOut), k.MakeEvent("go"), k.MakeEvent("on"))
		},
		main: func(p party) error {
			q := p.queue("q")
			return p.with(1, false, func() error {
				p.event("go").Set(p.Self())
				err := truth(p.event("on").Wait(p.Self(), prim.None))
				for i, timeout := range []prim.Seconds{prim.None, prim.None, 60, 60} {
					it, gerr := q.Get(p, true, timeout)
					err = errors.Join(err, gerr, is("the item", string(it.Data), string(item(i+2).Data)))
				}
				for _, x := range []struct {
					block   bool
					timeout prim.Seconds
				}{{false, prim.None}, {false, 30}, {true, 0.002}} {
					took, gerr := p.took(func() error { _, err := q.Get(p, x.block, x.timeout); return err })
					err = errors.Join(err, want("an empty queue", gerr, ipc.ErrEmpty), quick(took))
				}
				return err
			})
		},
		child: func(p party, _ string) error {
			err := truth(p.event("go").Wait(p.Self(), prim.None))
			for i := range 4 {
				err = errors.Join(err, p.queue("q").Put(p, item(i+2), true, prim.None))
			}
			p.event("on").Set(p.Self())
			return err
		},
	},
	"_TestQueue.test_fork": {
		setup: func(k *work.Kit) error { return k.MakeQueue("q", 0, prim.FirstInFirstOut) },
		main: func(p party) error {
			q := p.queue("q")
			var err error
			for i := range 10 { // this process has a feeder before the other begins
				err = errors.Join(err, q.Put(p, item(i), true, prim.None))
			}
			return errors.Join(err, p.with(1, false, func() (err error) {
				next := [2]byte{0, 10} // of each process in its own order
				for range 20 {
					it, gerr := q.Get(p, true, prim.None)
					if err = errors.Join(err, gerr); err != nil {
						return err
					}
					by := &next[it.Data[0]/10]
					err = is("the item", it.Data[0], *by)
					*by++
				}
				_, gerr := q.Get(p, false, prim.None)
				return errors.Join(err, want("an empty queue", gerr, ipc.ErrEmpty))
			}))
		},
		child: func(p party, _ string) error {
			var err error
			for i := range 10 {
				err = errors.Join(err, p.queue("q").Put(p, item(i+10), true, prim.None))
			}
			return err
		},
	},
	"_TestQueue.test_qsize": {
		setup: func(k *work.Kit) error { return k.MakeQueue("q", 0, prim.FirstInFirstOut) },
		main: func(p party) error {
			q := p.queue("q")
			size := func(wanted int) error {
				n, err := q.Len()
				return errors.Join(err, is("the size", n, wanted))
			}
			err := errors.Join(size(0), q.Put(p, item(1), true, prim.None), size(1), p.with(1, false, func() error { return nil }), size(2))
			for left := range 2 {
				_, gerr := q.Get(p, true, prim.None)
				err = errors.Join(err, gerr, size(1-left))
			}
			return err
		},
		child: func(p party, _ string) error { return p.queue("q").Put(p, item(5), true, prim.None) },
	},
	"_TestQueue.test_task_done": {
		setup: func(k *work.Kit) error { return k.MakeQueue("q", 0, prim.FirstInFirstOut) },
		main: func(p party) error {
			q := p.queue("q")
			return p.with(4, false, func() error {
				var err error
				for i := range 10 {
					err = errors.Join(err, q.Put(p, item(i), true, prim.None))
				}
				err = errors.Join(err, q.Join(p), is("done before join was back", p.tally(0).Load(), 10))
				for range 4 {
					err = errors.Join(err, q.Put(p, prim.Item{}, true, prim.None))
				}
				return err
			})
		},
		child: func(p party, _ string) error {
			q := p.queue("q")
			for {
				it, err := q.Get(p, true, prim.None)
				if err != nil || it.Data == nil {
					return err
				}
				if err := p.Sleep(time.Millisecond); err != nil {
					return err
				}
				p.tally(0).Add(1)
				if err := q.TaskDone(p); err != nil {
					return err
				}
			}
		},
	},
	"_TestQueue.test_closed_queue_put_get_exceptions": {
		setup: func(k *work.Kit) error { return k.MakeQueue("q", 0, prim.FirstInFirstOut) },
		main:  func(p party) error { return p.with(1, false, func() error { return nil }) },
		child: func(p party, _ string) error {
			q := p.queue("q")
			err := q.Close(p)
			_, gerr := q.Get(p, true, prim.None)
			return errors.Join(err, want("get", gerr, ipc.ErrQueueClosed), want("put", q.Put(p, item(1), true, prim.None), ipc.ErrQueueClosed))
		},
	},
}

func item(n int) prim.Item { return prim.Item{Data: []byte{byte(n)}} }

// quick wants something to have waited far less long than 30 s.
func quick(took time.Duration) error {
	if took > 15*time.Second {
		return errors.New("it took " + took.String())
	}
	return nil
}

package model_test

// This file holds CPython's _TestLock, _TestSemaphore, _TestCondition and
// _TestEvent (Lib/test/_test_multiprocessing.py), and what its rules promise
// beside them; see primitives_test.go.

import (
	"errors"
	"regexp"
	"time"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// primitiveSets are all the cases.
var primitiveSets = []map[string]primCase{lockPrimitives, semaphorePrimitives, conditionPrimitives, eventPrimitives, barrierPrimitives, queuePrimitives, killedPrimitives}

// The errors that multiprocessing raises, as people read them.
const (
	tooOften   = "ValueError: semaphore or lock released too many times"
	notOwned   = "AssertionError: attempt to release recursive lock not owned by thread"
	waitFree   = "AssertionError: must acquire() condition before using wait()"
	notifyFree = "AssertionError: lock is not owned"
)

// raises wants an error with a text.
func raises(err error, text string) error {
	if err == nil || err.Error() != text {
		return errors.Join(errors.New("want "+text+"; it is"), err)
	}
	return nil
}

// like wants a repr.
func like(repr, pattern string) error {
	if !regexp.MustCompile("^" + pattern + "$").MatchString(repr) {
		return errors.New("repr " + repr + ", want " + pattern)
	}
	return nil
}

var lockPrimitives = map[string]primCase{
	"_TestLock.test_lock": {
		setup: func(k *work.Kit) error { return k.MakeLock("l") },
		main: func(p party) error {
			l, me := p.lock("l"), p.Self()
			err := errors.Join(truth(l.Acquire(me, true, prim.Forever)), lie(l.Acquire(me, false, prim.Forever)), like(l.Repr(me), `<Lock\(owner=MainProcess\)>`))
			err = errors.Join(err, p.with(1, false, func() error { return nil })) // it is held there, too, and released
			return errors.Join(err, raises(l.Release(me), tooOften), like(l.Repr(me), `<Lock\(owner=None\)>`))
		},
		child: func(p party, _ string) error {
			l, me := p.lock("l"), p.Self()
			return errors.Join(like(l.Repr(me), `<Lock\(owner=SomeOtherProcess\)>`), lie(l.Acquire(me, false, prim.Forever)), l.Release(me))
		},
	},
	"_TestLock.test_rlock": {
		setup: func(k *work.Kit) error { return k.MakeRLock("l") },
		main: func(p party) error {
			l, me := p.rlock("l"), p.Self()
			var err error
			for range 3 {
				err = errors.Join(err, truth(l.Acquire(me, true, prim.Forever)))
			}
			err = errors.Join(err, like(l.Repr(me), `<RLock\(MainProcess, 3\)>`))
			err = errors.Join(err, p.with(2, true, func() error { return nil }))
			for range 3 {
				err = errors.Join(err, l.Release(me))
			}
			return errors.Join(err, raises(l.Release(me), notOwned))
		},
		child: func(p party, arg string) error { // another process, and another thread of the owner's
			l, me := p.rlock("l"), p.Self()
			who := map[string]string{"0": "SomeOtherProcess", "1": "SomeOtherThread"}[arg]
			return errors.Join(lie(l.Acquire(me, false, prim.Forever)), raises(l.Release(me), notOwned), like(l.Repr(me), `<RLock\(`+who+`, nonzero\)>`))
		},
	},
	"_TestLock.test_lock_context": {
		setup: func(k *work.Kit) error { return errors.Join(k.MakeLock("l"), k.MakeRLock("r")) },
		main: func(p party) error {
			return p.with(3, false, func() error { return p.c.child(p, "") })
		},
		child: func(p party, _ string) error { // nobody else is inside
			var err error
			for range 50 {
				l, r := p.lock("l"), p.rlock("r")
				err = errors.Join(err, truth(l.Acquire(p.Self(), true, prim.Forever)), truth(r.Acquire(p.Self(), true, prim.Forever)))
				n := p.tally(0).Load()
				p.tally(0).Store(n + 1)
				err = errors.Join(err, is("the tally", p.tally(0).Load(), n+1), r.Release(p.Self()), l.Release(p.Self()))
			}
			return err
		},
	},
	"a negative timeout looks once, and a try may have a timeout": {
		setup: func(k *work.Kit) error { return errors.Join(k.MakeLock("l"), k.MakeRLock("r")) },
		main: func(p party) error {
			l, r, me := p.lock("l"), p.rlock("r"), p.Self()
			return errors.Join(truth(l.Acquire(me, true, -5)), truth(r.Acquire(me, false, 7)), p.with(1, false, func() error { return nil }), l.Release(me), r.Release(me))
		},
		child: func(p party, _ string) error {
			l, r, me := p.lock("l"), p.rlock("r"), p.Self()
			return errors.Join(lie(l.Acquire(me, true, -5)), lie(l.Acquire(me, false, 7)), lie(r.Acquire(me, true, -2)), lie(r.Acquire(me, false, 7)))
		},
	},
}

var semaphorePrimitives = map[string]primCase{
	"_TestSemaphore.test_semaphore": {
		setup: func(k *work.Kit) error { return k.MakeSemaphore("s", 2) },
		main: func(p party) error {
			s := p.sem("s")
			err := twoUnits(p, s)
			err = errors.Join(err, p.release(s), is("the value", s.Value(), 3), p.with(1, false, func() error { return nil }))
			return errors.Join(err, is("the value", s.Value(), 4), like(s.Repr(), `<Semaphore\(value=4\)>`))
		},
		child: func(p party, _ string) error { return p.release(p.sem("s")) },
	},
	"_TestSemaphore.test_bounded_semaphore": {
		setup: func(k *work.Kit) error { return k.MakeBoundedSemaphore("s", 2) },
		main: func(p party) error {
			s := p.sem("s")
			return errors.Join(twoUnits(p, s), p.with(1, false, func() error { return nil }), like(s.Repr(), `<BoundedSemaphore\(value=2, maxvalue=2\)>`))
		},
		child: func(p party, _ string) error {
			s := p.sem("s")
			return errors.Join(raises(p.release(s), tooOften), is("the value", s.Value(), 2))
		},
	},
	"_TestSemaphore.test_timeout": {
		setup: func(k *work.Kit) error { return k.MakeSemaphore("s", 0) },
		main:  func(p party) error { return p.with(1, false, func() error { return nil }) },
		child: func(p party, _ string) error {
			s := p.sem("s")
			for _, x := range []struct {
				block   bool
				timeout prim.Seconds
			}{{false, prim.None}, {false, 30}, {true, 0}, {true, -3}} {
				if took, err := p.took(func() error { return lie(s.Acquire(p.Self(), x.block, x.timeout)) }); err != nil || took > 15*time.Second {
					return errors.Join(err, errors.New("a try took "+took.String()))
				}
			}
			for _, d := range []time.Duration{3 * time.Millisecond, 5 * time.Millisecond} {
				if took, err := p.took(func() error { return lie(s.Acquire(p.Self(), true, prim.Seconds(d.Seconds()))) }); err != nil || took < d {
					return errors.Join(err, errors.New("it waited only "+took.String()))
				}
			}
			return nil
		},
	},
	"as many are inside as there are units, whoever waits": {
		setup: func(k *work.Kit) error { return k.MakeSemaphore("s", 2) },
		main: func(p party) error {
			err := p.with(4, true, func() error { return nil })
			return errors.Join(err, is("how often somebody was inside", p.tally(1).Load(), 80), is("the value", p.sem("s").Value(), 2))
		},
		child: func(p party, _ string) error {
			var err error
			for range 20 {
				err = errors.Join(err, p.take(p.sem("s")))
				if n := p.tally(0).Add(1); n > 2 {
					err = errors.Join(err, is("who is inside", n, 2))
				}
				p.tally(1).Add(1)
				err = errors.Join(err, p.Sleep(0))
				p.tally(0).Add(-1)
				err = errors.Join(err, p.release(p.sem("s")))
			}
			return err
		},
	},
}

// twoUnits takes two units out of two, and gives them back.
func twoUnits(p party, s *prim.Semaphore) error {
	return errors.Join(
		is("the value", s.Value(), 2), p.take(s), is("the value", s.Value(), 1), p.take(s), is("the value", s.Value(), 0),
		lie(s.Acquire(p.Self(), false, prim.None)), is("the value", s.Value(), 0),
		p.release(s), is("the value", s.Value(), 1), p.release(s), is("the value", s.Value(), 2),
	)
}

// sleepers are what _TestCondition's cases have beside the condition: f of
// CPython's falls asleep, for no longer than that, and says so before and after.
func sleepers(timeout prim.Seconds, main func(p party, c *prim.Condition) error) primCase {
	return primCase{
		setup: func(k *work.Kit) error {
			return errors.Join(conditionWithRLock(k), k.MakeSemaphore("sleeping", 0), k.MakeSemaphore("woken", 0))
		},
		main: func(p party) error {
			c := p.cond("c")
			return errors.Join(main(p, c), settled(p, c))
		},
		child: func(p party, _ string) error {
			c := p.cond("c")
			return p.holding(c, func() error {
				err := p.release(p.sem("sleeping"))
				got, werr := c.Wait(p.Self(), timeout)
				return errors.Join(err, werr, is("woken", got, timeout == prim.None), p.release(p.sem("woken")))
			})
		},
	}
}

// settled is CPython's check_invariant: when nobody sleeps the counts agree.
func settled(p party, c *prim.Condition) error {
	v := p.state(c.Obj()).Values
	return errors.Join(is("asleep less woken", v[prim.SleepingCount]-v[prim.WokenCount], 0), is("units left", v[prim.WaitUnits], 0))
}

// asleep waits until n have fallen asleep.
func (p party) asleep(c *prim.Condition, n int) (err error) {
	for range n {
		err = errors.Join(err, p.take(p.sem("sleeping")))
	}
	return errors.Join(err, p.inside(c.Obj(), prim.RoomWait, n), is("who has woken", p.sem("woken").Value(), 0))
}

// wake notifies n, and waits until so many in all have woken.
func (p party) wake(c *prim.Condition, n, woken int64) error {
	err := p.holding(c, func() error { return c.Notify(p.Self(), n) })
	return errors.Join(err, p.reaches(p.sem("woken").Obj(), prim.SemaphoreValue, woken))
}

var conditionPrimitives = map[string]primCase{
	"_TestCondition.test_notify": sleepers(prim.None, func(p party, c *prim.Condition) error {
		return p.with(2, true, func() error { return errors.Join(p.asleep(c, 2), p.wake(c, 1, 1), p.wake(c, 1, 2)) })
	}),
	"_TestCondition.test_notify_all, when all time out": sleepers(0.002, func(p party, c *prim.Condition) error {
		return p.with(6, true, func() (err error) {
			for range 6 {
				err = errors.Join(err, p.take(p.sem("sleeping")), p.take(p.sem("woken")))
			}
			return errors.Join(err, is("who has woken", p.sem("woken").Value(), 0))
		})
	}),
	"_TestCondition.test_notify_all": sleepers(prim.None, func(p party, c *prim.Condition) error {
		return p.with(6, true, func() error {
			err := p.asleep(c, 6)
			err = errors.Join(err, p.holding(c, func() error {
				err := c.NotifyAll(p.Self())
				v := p.state(c.Obj()).Values // it is back when each has confirmed
				return errors.Join(err, is("asleep", v[prim.SleepingCount], 0), is("confirmed and not counted", v[prim.WokenCount], 0))
			}))
			return errors.Join(err, p.reaches(p.sem("woken").Obj(), prim.SemaphoreValue, 6))
		})
	}),
	"_TestCondition.test_notify_n": sleepers(prim.None, func(p party, c *prim.Condition) error {
		return p.with(6, true, func() error {
			return errors.Join(p.asleep(c, 6), p.wake(c, 2, 2), p.wake(c, 4, 6), p.wake(c, 3, 6))
		})
	}),
	"_TestCondition.test_timeout": sleepers(0.005, func(p party, c *prim.Condition) error {
		return p.holding(c, func() error {
			took, err := p.took(func() error { return lie(c.Wait(p.Self(), 0.005)) })
			if took < 5*time.Millisecond {
				err = errors.Join(err, errors.New("it waited only "+took.String()))
			}
			return err
		})
	}),
	"_TestCondition.test_waitfor": {
		setup: conditionWithRLock,
		main: func(p party) error {
			c, state := p.cond("c"), p.tally(0)
			state.Store(-1)
			return p.with(1, false, func() error {
				err := p.holding(c, func() error {
					return truth(c.WaitFor(p.Self(), prim.Predicate{Text: "state == 0", Holds: func() bool { return state.Load() == 0 }}, prim.None))
				})
				for range 4 {
					err = errors.Join(err, p.inside(c.Obj(), prim.RoomWait, 1), p.holding(c, func() error {
						state.Add(1)
						return c.Notify(p.Self(), 1)
					}))
				}
				return err
			})
		},
		child: func(p party, _ string) error {
			c, state := p.cond("c"), p.tally(0)
			return p.holding(c, func() error {
				state.Store(0)
				err := c.Notify(p.Self(), 1)
				err = errors.Join(err, truth(c.WaitFor(p.Self(), prim.Predicate{Text: "state == 4", Holds: func() bool { return state.Load() == 4 }}, prim.None)))
				return errors.Join(err, is("the state", state.Load(), 4))
			})
		},
	},
	"_TestCondition.test_waitfor_timeout": {
		setup: conditionWithRLock,
		main: func(p party) error {
			c, state := p.cond("c"), p.tally(0)
			return p.with(1, false, func() (err error) {
				for range 3 { // four are never reached
					err = errors.Join(err, p.holding(c, func() error {
						state.Add(1)
						return c.Notify(p.Self(), 1)
					}))
				}
				return err
			})
		},
		child: func(p party, _ string) error {
			c, state := p.cond("c"), p.tally(0)
			return p.holding(c, func() error {
				took, err := p.took(func() error {
					return lie(c.WaitFor(p.Self(), prim.Predicate{Text: "state == 4", Holds: func() bool { return state.Load() == 4 }}, 0.02))
				})
				if took < 20*time.Millisecond {
					err = errors.Join(err, errors.New("it waited only "+took.String()))
				}
				return err
			})
		},
	},
	"_TestCondition.test_wait_result": {
		setup: conditionWithRLock,
		main: func(p party) error {
			c := p.cond("c")
			return errors.Join(p.holding(c, func() error {
				err := errors.Join(lie(c.Wait(p.Self(), 0)), lie(c.Wait(p.Self(), 0.002)))
				all, serr := p.begin(1, false)
				return errors.Join(err, serr, truth(c.Wait(p.Self(), 60)), c.Release(p.Self()), join(all), truth(c.Acquire(p.Self(), true, prim.Forever)))
			}), settled(p, c))
		},
		child: func(p party, _ string) error {
			c := p.cond("c")
			return p.holding(c, func() error { return c.Notify(p.Self(), 1) })
		},
	},
	"a condition is waited on and notified with its lock held, and says who waits": {
		setup: conditionWithRLock,
		main: func(p party) error {
			c := p.cond("c")
			return p.with(2, true, func() error {
				err := errors.Join(p.inside(c.Obj(), prim.RoomWait, 2), p.until("the last has given the lock up", func() bool { s := p.state(p.rlock("c").Obj()); return s.Owner() == 0 }))
				err = errors.Join(err, like(c.Repr(p.Self()), `<Condition\(<RLock\(None, 0\)>, 2\)>`))
				return errors.Join(err, p.holding(c, func() error { return c.NotifyAll(p.Self()) }))
			})
		},
		child: func(p party, _ string) error {
			c, me := p.cond("c"), p.Self()
			_, err := c.Wait(me, prim.None)
			err = errors.Join(raises(err, waitFree), raises(c.Notify(me, 1), notifyFree), raises(c.NotifyAll(me), notifyFree))
			return errors.Join(err, p.holding(c, func() error { return truth(c.Wait(me, prim.None)) }))
		},
	},
}

// conditionWithRLock makes a condition as multiprocessing.Condition() does.
func conditionWithRLock(k *work.Kit) error {
	l, err := prim.NewRLock(k.Arena, k.Waiter, "c", k.Rules)
	if err != nil {
		return err
	}
	_, err = prim.NewCondition(k.Arena, k.Waiter, "c", l)
	return err
}

var eventPrimitives = map[string]primCase{
	"_TestEvent.test_event": {
		setup: func(k *work.Kit) error { return k.MakeEvent("e") },
		main: func(p party) error {
			e, me := p.event("e"), p.Self()
			err := errors.Join(is("set", e.IsSet(), false), lie(e.Wait(me, 0)))
			took, werr := p.took(func() error { return lie(e.Wait(me, 0.003)) })
			if took < 3*time.Millisecond {
				err = errors.Join(err, errors.New("it waited only "+took.String()))
			}
			e.Set(me)
			err = errors.Join(err, werr, is("set", e.IsSet(), true), truth(e.Wait(me, prim.None)), truth(e.Wait(me, 0.1)))
			e.Clear(me)
			return errors.Join(err, p.with(1, false, func() error { return truth(e.Wait(me, prim.None)) }))
		},
		child: func(p party, _ string) error {
			e := p.event("e")
			err := p.inside(e.Obj(), prim.RoomWaiters, 1)
			e.Set(p.Self())
			return err
		},
	},
	"_TestEvent.test_repr": {
		setup: func(k *work.Kit) error { return k.MakeEvent("e") },
		main: func(p party) error {
			e := p.event("e")
			err := like(e.Repr(), `<Event at .* unset>`)
			err = errors.Join(err, p.with(1, false, func() error { return nil }), like(e.Repr(), `<Event at .* set>`))
			e.Clear(p.Self())
			return errors.Join(err, like(e.Repr(), `<Event at .* unset>`))
		},
		child: func(p party, _ string) error {
			p.event("e").Set(p.Self())
			return nil
		},
	},
	"all who wait are woken by one set, and each says what the flag is then": {
		setup: func(k *work.Kit) error { return k.MakeEvent("e") },
		main: func(p party) error {
			e := p.event("e")
			return p.with(5, true, func() error {
				err := p.inside(e.Obj(), prim.RoomWaiters, 5)
				e.Set(p.Self())
				return err
			})
		},
		child: func(p party, _ string) error { return truth(p.event("e").Wait(p.Self(), prim.None)) },
		end: func(v *trace.View) error {
			for i := range v.Objs() {
				if o := &v.Objs()[i]; o.Info.Kind == trace.ObjEvent {
					return is("the flag", o.After(o.Len()).Values[prim.EventFlag], 1)
				}
			}
			return errors.New("there is no event")
		},
	},
}

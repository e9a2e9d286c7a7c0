package prim_test

// This file tests what a wait does that is cancelled: it leaves the room, takes
// nothing with it, and what it had been given goes to whoever is next.

import (
	"fmt"
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// cancellable is a worker whose next wait is over when the test says so.
type cancellable struct {
	prim.Parker
	woke chan osys.Woke
}

func (c cancellable) Park(trace.Obj, trace.Time) osys.Woke { return <-c.woke }

// cancelMe makes the worker wait as the channel says.
func cancelMe(me *prim.Worker) chan<- osys.Woke {
	c := cancellable{me.Parker, make(chan osys.Woke)}
	me.Parker = c
	return c.woke
}

// waitsFor are the ways to wait, on things that are not to be had; give makes
// one of it available.
func waitsFor(t *testing.T, w *world) map[string]struct {
	obj  trace.Obj
	wait func(me *prim.Worker) error
	give func()
} {
	type way = struct {
		obj  trace.Obj
		wait func(me *prim.Worker) error
		give func()
	}
	ways := map[string]way{}
	for name, r := range map[string]prim.Rules{"threading": threading, "asyncio": asyncio} {
		l, err := prim.NewLock(w.arena, w.tower, "l", r)
		ok(t, err)
		rl, err := prim.NewRLock(w.arena, w.tower, "l", r)
		ok(t, err)
		s, err := prim.NewSemaphore(w.arena, w.tower, "l", 0, r)
		ok(t, err)
		l.Acquire(w.self, true, prim.Forever)
		rl.Acquire(w.self, true, prim.Forever)
		ways["Lock "+name] = way{l.Obj(), func(me *prim.Worker) error {
			_, err := l.Acquire(me, true, prim.Forever)
			return err
		}, func() { ok(t, l.Release(w.self)) }}
		ways["RLock "+name] = way{rl.Obj(), func(me *prim.Worker) error {
			_, err := rl.Acquire(me, true, prim.Forever)
			return err
		}, func() { ok(t, rl.Release(w.self)) }}
		ways["Semaphore "+name] = way{s.Obj(), func(me *prim.Worker) error {
			_, err := s.Acquire(me, true, prim.None)
			return err
		}, func() { ok(t, s.Release(w.self, 1)) }}
	}
	l, err := prim.NewLock(w.arena, w.tower, "c", asyncio)
	ok(t, err)
	c, err := prim.NewCondition(w.arena, w.tower, "c", l)
	ok(t, err)
	ways["Condition"] = way{c.Obj(), func(me *prim.Worker) error {
		if _, err := l.Acquire(me, true, prim.Forever); err != nil {
			return err
		}
		_, err := c.Wait(me, prim.None)
		if l.Owner() != me.Lane {
			t.Error("Condition.Wait came back without its lock")
		}
		ok(t, l.Release(me))
		return err
	}, func() {
		l.Acquire(w.self, true, prim.Forever)
		ok(t, c.Notify(w.self, 1))
		ok(t, l.Release(w.self))
	}}
	return ways
}

func TestACancelledWaitLeavesTheRoomAndPassesOnWhatItWasGiven(t *testing.T) {
	for name := range waitsFor(t, newWorld(t)) {
		for _, given := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/given=%v", name, given), func(t *testing.T) {
				w := newWorld(t)
				way := waitsFor(t, w)[name]
				first := w.worker("first")
				cancel := cancelMe(first)
				a, b := make(chan error, 1), make(chan error, 1)
				w.wg.Add(1)
				go func() { defer w.wg.Done(); a <- way.wait(first) }()
				w.waiting(way.obj, prim.RoomWaiters, 1)
				w.start(func(me *prim.Worker) { b <- way.wait(me) })
				w.waiting(way.obj, prim.RoomWaiters, 2)
				if given {
					way.give() // to the first, who is cancelled before it can run
				}
				cancel <- osys.WokeCancelled
				is(t, <-a, prim.ErrCancelled)
				if !given && name != "Condition" { // which notifies another in any case
					w.waiting(way.obj, prim.RoomWaiters, 1)
					way.give()
				}
				is(t, <-b, nil)
				w.waiting(way.obj, prim.RoomWaiters, 0)
			})
		}
	}
}

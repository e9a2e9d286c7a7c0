package prim_test

// This file tests that no wake-up is lost with a worker that was woken and never
// ran again: a person killed it in a controlled run, or its process was killed.

import (
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// endsWith is how something ends: with what it panics.
func endsWith(f func()) (with any) {
	defer func() { with = recover() }()
	f()
	return nil
}

func TestAWakeUpGoesToWhoeverIsNextWhenTheWokenWorkerIsStopped(t *testing.T) {
	for name := range waitsFor(t, newWorld(t)) {
		if name == "Condition" { // who was notified was notified
			continue
		}
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			way := waitsFor(t, w)[name]
			first := w.worker("first")
			end := cancelMe(first)
			ended, next := make(chan any, 1), make(chan error, 1)
			w.wg.Add(1)
			go func() {
				defer w.wg.Done()
				ended <- endsWith(func() { _ = way.wait(first) })
			}()
			w.waiting(way.obj, prim.RoomWaiters, 1)
			w.start(func(me *prim.Worker) { next <- way.wait(me) })
			w.waiting(way.obj, prim.RoomWaiters, 2)
			way.give()
			end <- osys.WokeStopped
			if with := <-ended; with != prim.ErrStopped {
				t.Errorf("it ends with %v", with)
			}
			is(t, <-next, nil)
			w.waiting(way.obj, prim.RoomWaiters, 0)
			if s := w.state(way.obj); s.Owner() == first.Lane {
				t.Error("the dead took it")
			}
		})
	}
}

// leaveBehind has a worker wait that never hears that it was woken.
func (w *world) leaveBehind(wait func(me *prim.Worker)) trace.Lane {
	me := w.worker("killed")
	end := cancelMe(me)
	done := make(chan struct{})
	w.wg.Add(1)
	go func() {
		defer w.wg.Done()
		defer close(done)
		_ = endsWith(func() { wait(me) })
	}()
	w.t.Cleanup(func() { // the test's own end of it
		end <- osys.WokeStopped
		<-done
	})
	return me.Lane
}

func (w *world) bury(lanes ...trace.Lane) {
	prim.Bury(w.arena, w.tower, w.arena.NewWriter(w.clock, w.self.Lane), w.self.Lane, lanes)
}

func TestAWakeUpGoesToWhoeverIsNextWhenTheWokenProcessIsDead(t *testing.T) {
	w := newWorld(t)
	l, rl, s := w.lock(multiprocessing), w.rlock(multiprocessing), w.semaphore(multiprocessing, 0, false)
	w.takes(l, w.self, true, prim.Forever, true)
	w.takes(rl, w.self, true, prim.Forever, true)
	var dead []trace.Lane
	var alive []<-chan struct{}
	waits := map[trace.Obj]func(me *prim.Worker){
		l.Obj():  func(me *prim.Worker) { w.takes(l, me, true, prim.Forever, true) },
		rl.Obj(): func(me *prim.Worker) { w.takes(rl, me, true, prim.Forever, true) },
		s.Obj(): func(me *prim.Worker) {
			_, err := s.Acquire(me, true, prim.None)
			ok(t, err)
		},
	}
	for obj, wait := range waits {
		dead = append(dead, w.leaveBehind(wait))
		w.waiting(obj, 0, 1)
		alive = append(alive, w.start(wait))
		w.waiting(obj, 0, 2)
	}
	ok(t, l.Release(w.self))
	ok(t, rl.Release(w.self))
	ok(t, s.Release(w.self, 1))
	w.bury(dead...)
	w.all(alive)
	for obj := range waits {
		consistent(w, obj)
	}
}

func TestANotificationIsForASleeperThatLives(t *testing.T) {
	w := newWorld(t)
	c := w.condition(multiprocessing)
	wait := func(me *prim.Worker) {
		c.Acquire(me, true, prim.Forever)
		got, err := c.Wait(me, prim.None)
		if !got || err != nil {
			t.Errorf("woken: %v, %v", got, err)
		}
		ok(t, c.Release(me))
	}
	dead := w.leaveBehind(func(me *prim.Worker) {
		c.Acquire(me, true, prim.Forever)
		_, _ = c.Wait(me, prim.None)
	})
	w.waiting(c.Obj(), prim.RoomWait, 1)
	alive := w.start(wait)
	w.waiting(c.Obj(), prim.RoomWait, 2)
	prim.SeatOf(w.arena, dead).Cancel()
	c.Acquire(w.self, true, prim.Forever)
	ok(t, c.Notify(w.self, 1))
	ok(t, c.Release(w.self))
	w.all([]<-chan struct{}{alive})
}

package loop

// This file holds the loop in a controlled run: which of the tasks that could go
// on does so is decided by the run's control, not by the order in which they
// became ready, and time is virtual.
//
// asyncio runs what is ready in its order, so it would take some of these ways
// only when timers and answers come in another order; other loops (trio's) mix
// it on purpose. A task that is not suspended is never interrupted, here as
// everywhere. Callbacks are the loop's own, and run at once.

import (
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// standing is what a suspended task waits for, for the run's control.
func standing(s trace.State, o trace.Obj, arg int64) prim.Point {
	switch {
	case s == trace.StateSleep || s == trace.StateReady:
		return prim.Point{Op: prim.OpSleep}
	case s == trace.StateBlocked && o == 0:
		return prim.Point{Op: prim.OpJoin, Peer: trace.Lane(arg)}
	}
	return prim.Point{Op: prim.OpResume, Obj: o}
}

// controlledTurn runs what is ready of the loop's own, and one task.
func (l *Loop) controlledTurn() error {
	l.rec.Publish()
	l.now = l.rec.Now()
	l.takeIn()
	var ready []*Task
	for l.ready.n > 0 {
		if x := l.ready.pop(); x.task == nil {
			l.call(x.call)
		} else if !x.task.Done() {
			ready = append(ready, x.task)
		}
	}
	var all []work.Candidate
	for _, t := range l.tasks {
		if t == nil {
			continue
		}
		c := work.Candidate{Lane: t.self.Lane, Point: t.at, Can: t.queued, Until: trace.Forever}
		if t.timer.place != 0 {
			c.Until = t.timer.at
		}
		all = append(all, c)
	}
	defer func() { // those who were not chosen keep their places
		for _, t := range ready {
			if !t.Done() {
				l.ready.push(item{task: t})
			}
		}
	}()
	if first := l.timers.first(); len(ready) == 0 && first != nil && first.call != nil { // a callback of the loop's own is due before anybody
		l.kit.Arena.MoveClock(max(0, first.at-l.now))
		l.now = l.rec.Now()
		l.fire()
		return nil
	}
	lane, timer, err := l.options.Control.Pick(all)
	l.now = l.rec.Now()
	if err != nil {
		return err
	}
	t := l.tasks[lane]
	if timer {
		l.timers.remove(&t.timer)
		t.timedOut = true
		t.waits = forTurn
	}
	for i, x := range ready {
		if x == t {
			ready = append(ready[:i], ready[i+1:]...)
			break
		}
	}
	l.step(t)
	return nil
}

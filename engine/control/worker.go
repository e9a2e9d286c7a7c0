package control

// This file holds the worker: its turns, its waits and its end.

import (
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// phase is what a worker of a controlled run is at.
type phase uint8

const (
	ready   phase = iota // can go, or goes
	resting              // waits to be woken or for its timer
	ended
)

// worker is one of the run's workers. It is a work.Turn.
type worker struct {
	c       *Controller
	n       int
	lane    trace.Lane
	name    string
	turn    chan struct{} // gets one when it is let go
	phase   phase
	point   prim.Point
	until   trace.Time // of resting; trace.Forever: no timer
	woken   bool       // it was resting, and has not gone since
	token   bool       // it was woken before it rested
	woke    osys.Woke  // how the rest ends
	fault   prim.Fault // of its next operation
	killed  bool       // it ends when it is next let go
	dying   bool       // it is ending
	touched bool
	did     Access // the last thing it touched before it came to its point
}

// Enter is as in work.Control.
func (c *Controller) Enter(lane trace.Lane, name string) work.Turn {
	w := &worker{c: c, n: len(c.workers), lane: lane, name: name, turn: make(chan struct{}, 1), point: prim.Point{Op: prim.OpBegin}}
	c.workers = append(c.workers, w)
	if w.n == 0 {
		c.last = w
		w.turn <- struct{}{}
	}
	return w
}

// Begin is as in work.Turn.
func (w *worker) Begin() osys.Woke {
	<-w.turn
	return w.result()
}

// result is how the worker's wait for its turn ends.
func (w *worker) result() osys.Woke {
	w.dying = w.dying || w.killed || w.c.stopping
	woke := w.woke
	w.woke = osys.WokeUp
	if w.dying {
		return osys.WokeStopped
	}
	return woke
}

// Next is as in work.Turn.
func (w *worker) Next(p prim.Point) (stay bool) {
	if w.dying {
		return false
	}
	w.point, w.phase, w.did = p, ready, Access{}
	if n := len(w.c.touched); n > 0 {
		w.did = w.c.touched[n-1]
	}
	w.c.decide()
	if w.c.next != w || w.killed {
		return false
	}
	w.letGo()
	return true
}

// letGo notes that the worker goes now.
func (w *worker) letGo() {
	w.c.next, w.c.last = nil, w
	w.touched, w.woken = false, false
}

// Rest is as in work.Turn.
func (w *worker) Rest(p prim.Point, until trace.Time) bool {
	if w.dying {
		return true
	}
	if w.token {
		w.token = false
		return false
	}
	w.point, w.phase, w.until = p, resting, until
	if until != trace.Forever {
		w.c.timers = true
	}
	w.c.arena.MoveClock(Step) // what it did took its time
	return true
}

// Await is as in work.Turn.
func (w *worker) Await() osys.Woke {
	if !w.dying && w.c.pass(w) {
		<-w.turn
	}
	return w.result()
}

// Fault is as in work.Turn.
func (w *worker) Fault() prim.Fault {
	f := w.fault
	w.fault = prim.NoFault
	return f
}

// Wake is as in work.Turn.
func (w *worker) Wake(peer trace.Lane) {
	p := w.c.byLane(peer)
	switch {
	case p == nil || p.phase == ended || p.woken:
	case p.phase == resting && p.point.Op != prim.OpSleep:
		p.wakeUp(osys.WokeUp)
	default:
		p.token = true
	}
}

// wakeUp ends the worker's rest.
func (w *worker) wakeUp(how osys.Woke) { w.phase, w.woke, w.woken = ready, how, true }

// Touch is as in work.Turn.
func (w *worker) Touch(o trace.Obj, write bool) {
	if o != 0 {
		w.touched = true
		w.c.touch(o, write)
	}
}

// Touched is as in work.Turn.
func (w *worker) Touched() bool { return w.touched }

// Leave is as in work.Turn.
func (w *worker) Leave() {
	c := w.c
	w.phase = ended
	c.touch(work.TouchEnd(w.lane), true)
	for _, p := range c.workers {
		if p.phase == resting && p.point.Op == prim.OpJoin && p.point.Peer == w.lane {
			p.wakeUp(osys.WokeUp)
		}
	}
	if !c.stopping && c.pass(w) {
		return
	}
	for _, p := range c.workers { // the run ends: one after the other is stopped
		if p.phase != ended {
			p.turn <- struct{}{}
			return
		}
	}
}

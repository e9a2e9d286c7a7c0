package control

// This file holds the faults: what a person can have go wrong in a controlled
// run, to see what becomes of it.

import (
	"fmt"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Fault is one of them, by its letter in a schedule; 0 is none.
type Fault byte

// The faults.
const (
	Spurious Fault = 's' // who waits on a condition wakes up though nobody notified it, as POSIX allows
	Unheard  Fault = 'n' // a notification comes before those who wait for it, and is lost
	Twice    Fault = 'o' // a release is done once more than it should
	Leave    Fault = 'l' // who waits at a barrier gives up, which breaks it
	Kill     Fault = 'k' // a worker ends where it stands, with all that it holds
)

// faultRow says of a fault what it is called, where it makes sense, and what it
// does.
type faultRow struct {
	fault Fault
	name  string
	fits  func(c *Controller, w *worker) bool
	do    func(w *worker)
}

var faultTable = []faultRow{
	{Spurious, "spurious wake-up", waitsOn(trace.ObjCondition), func(w *worker) { w.wakeUp(osys.WokeSpuriously) }},
	{Unheard, "notify before wait", func(c *Controller, w *worker) bool { return w.phase == ready && w.point.Op == prim.OpNotify }, func(w *worker) { w.fault = prim.FaultUnheard }},
	{Twice, "over-release", func(c *Controller, w *worker) bool { return w.phase == ready && w.point.Op == prim.OpRelease }, func(w *worker) { w.fault = prim.FaultTwice }},
	{Leave, "leave the barrier", waitsOn(trace.ObjBarrier), func(w *worker) { w.wakeUp(osys.WokeTimeout) }},
	{Kill, "kill", func(c *Controller, w *worker) bool { return w.n > 0 }, func(w *worker) {
		w.killed = true
		if w.phase == resting {
			w.wakeUp(osys.WokeStopped)
		}
	}},
}

// waitsOn fits workers that wait on an object of a kind.
func waitsOn(kind trace.ObjKind) func(c *Controller, w *worker) bool {
	return func(c *Controller, w *worker) bool {
		info, ok := c.arena.ObjInfo(w.point.Obj)
		return ok && w.phase == resting && w.point.Op == prim.OpResume && info.Kind == kind
	}
}

// String is the fault's name, "over-release".
func (f Fault) String() string {
	for _, r := range faultTable {
		if r.fault == f {
			return r.name
		}
	}
	return "none"
}

// doomed is the fault that was chosen for a worker and comes when it is let go,
// or came with its end.
func (w *worker) doomed() Fault {
	switch {
	case w.killed:
		return Kill
	case w.fault == prim.FaultUnheard:
		return Unheard
	case w.fault == prim.FaultTwice:
		return Twice
	}
	return 0
}

// Faults are what can be made to go wrong with a worker now.
func (c *Controller) Faults(n int) []Fault {
	var out []Fault
	if n < 0 || n >= len(c.workers) || c.tasks {
		return nil
	}
	w := c.workers[n]
	if w.phase == ended || w.doomed() != 0 {
		return nil
	}
	for _, r := range faultTable {
		if r.fits(c, w) {
			out = append(out, r.fault)
		}
	}
	return out
}

// commit has something go wrong with a worker.
func (c *Controller) commit(x Choice) error {
	for _, f := range c.Faults(x.Worker) {
		if f != x.Fault {
			continue
		}
		for _, r := range faultTable {
			if r.fault == f {
				r.do(c.workers[x.Worker])
				return nil
			}
		}
	}
	return fmt.Errorf("%s is not possible for worker %d here", x.Fault, x.Worker)
}

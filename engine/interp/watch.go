package interp

// This file holds the watch: how a thread that computes notices what the
// operating system does to it.
//
// A program is not told when it is taken off its core. But a thread that
// executes instructions passes a checkpoint every few ten nanoseconds, and
// looks at the clock every thousand of them; a hole of half a millisecond in
// that is not its own doing. The scheduler's counters of the thread then say
// how much of the hole it spent waiting for a core, and that much is recorded
// as ready, with what is true of it: seen afterwards, confirmed by the
// operating system.

import (
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

const (
	holeNs      = 500_000 // a hole between two looks that is worth asking about
	markEveryNs = 5e6     // how often the counters are read before a wait: a few µs each time
	coreEveryNs = 250_000 // how often the current core is looked up while computing
)

type watch struct {
	stat       *osys.SchedStat // nil where the system has none
	waited     int64           // the counter when last read, ns
	readAt     trace.Time      // when that was
	cpuAtStart int64
	state      trace.State
	last       trace.Time // the last look, or the last change of state
	coreAt     trace.Time // when the core was last looked up
	core       trace.Core
	moved      func(trace.Core) // told of another core; nil: nobody listens
}

func (w *watch) open() {
	w.cpuAtStart, _ = osys.ThreadCPU()
	if s, err := osys.OpenSchedStat(); err == nil {
		w.stat = s
		_, w.waited, _ = s.Read()
	}
}

func (w *watch) close() {
	if w.stat != nil {
		w.stat.Close()
	}
}

func (w *watch) entered(now trace.Time, s trace.State, core trace.Core) {
	w.state, w.last, w.coreAt, w.core = s, now, now, core
}

// lost is how much of the time from since to now the thread, which wanted to
// run, waited for a core; 0 when that cannot be told, or is not what the hole
// was mainly made of.
func (w *watch) lost(since, now trace.Time) trace.Time {
	hole := now - since
	if hole < holeNs || w.stat == nil {
		return 0
	}
	_, waited, err := w.stat.Read()
	if err != nil {
		return 0
	}
	off := min(trace.Time(waited-w.waited), hole)
	w.waited, w.readAt = waited, now
	if off < hole/2 {
		return 0
	}
	return off
}

// mark reads the counters if they have not been read lately, so that what is lost
// in a wait that follows is not mixed up with what was lost before.
func (w *watch) mark(now trace.Time) {
	if w.stat == nil || now-w.readAt < markEveryNs {
		return
	}
	if _, waited, err := w.stat.Read(); err == nil {
		w.waited, w.readAt = waited, now
	}
}

// ready records that a lane waited for a core for the time off until now.
func ready(self *prim.Worker, now, off trace.Time) {
	self.Rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateReady), Lane: self.Lane, Time: now - off, Core: trace.CoreUnknown})
}

// leaving is called before a change of state, which is now.
func (w *watch) leaving(self *prim.Worker, now trace.Time) {
	if w.state != trace.StateRunning {
		return
	}
	if off := w.lost(w.last, now); off > 0 {
		ready(self, now, off)
	}
}

// look is called now and then while the thread computes.
func (w *watch) look(self *prim.Worker) {
	now := self.Rec.Now()
	if off := w.lost(w.last, now); off > 0 {
		ready(self, now, off)
		w.core, w.coreAt = trace.CoreUnknown, 0 // it runs again: said below
	}
	w.last = now
	if now-w.coreAt < coreEveryNs {
		return
	}
	w.coreAt = now
	if core := osys.CurrentCore(); core != w.core || w.core == trace.CoreUnknown {
		w.core = core
		self.Rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateRunning), Lane: self.Lane, Time: now, Core: core})
		if w.moved != nil {
			w.moved(core)
		}
	}
}

package loop

// This file holds what a recording shows of a loop beside its tasks' lanes.
//
// Most of it the lanes tell already: a task that is ready stands in the queue,
// behind those that were ready before it; one that sleeps stands in the heap
// of timers, its span saying until when; one that waits for a socket says for
// which. So a switch costs two events and one look at the clock. Here is what
// they do not tell: when the loop waits in its selector, how late it is, and
// which step held it for long.

import (
	"fmt"

	"corelanes/engine/trace"
)

// The values of a loop's object.
const (
	SlotPhase  trace.Slot = 0 // PhaseReady or PhaseSelect
	SlotFrozen trace.Slot = 1 // ns for which the step that ends here held the loop; the event's lane is its task's, or the loop's
)

// The phases of a loop: a number in SlotPhase.
const (
	PhaseReady  = 0 // it runs what is ready
	PhaseSelect = 1 // it waits in the selector
)

// freezeAfter is how long one step may hold the loop without being noted, ns.
const freezeAfter = trace.Time(50e6)

// A sample of the lag is taken at every lateness of lateFrom or more, and else
// at most every lateEvery.
const (
	lateFrom  = trace.Time(1e6)
	lateEvery = trace.Time(50e6)
)

type seen struct {
	obj     trace.Obj // the loop itself
	lag     trace.Obj // the counter of how late it is
	seq     uint32
	lagAt   trace.Time // when the lag was last recorded
	lastLag trace.Time

	what    string     // the longest call of the step that began at whatOf
	whatFor trace.Time // how long that took
	whatOf  trace.Time
}

// open enters the loop's objects in the recording.
func (s *seen) open(l *Loop) (err error) {
	a, lane := l.kit.Arena, l.base.Self().Lane
	if s.obj, err = a.AddObj(trace.ObjInfo{Kind: trace.ObjLoop, Name: "Event loop", Lane: lane, Core: trace.CoreUnknown}); err == nil {
		s.lag, err = a.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "Loop lag", Unit: "ns", Lane: lane, Core: trace.CoreUnknown})
	}
	if err != nil {
		return fmt.Errorf("make the event loop: %w", err)
	}
	return nil
}

func (s *seen) set(l *Loop, at trace.Time, who trace.Lane, slot trace.Slot, v int64) {
	s.seq++
	l.rec.PutAt(trace.Event{Kind: trace.KindSet, Lane: who, Obj: s.obj, Seq: s.seq, Slot: slot, Arg: v, Core: trace.CoreUnknown, Time: at})
}

// phase records what the loop does from now on.
func (s *seen) phase(l *Loop, p int64) { s.set(l, l.now, l.base.Self().Lane, SlotPhase, p) }

// late records that something ran, or could have run, so much too late.
func (s *seen) late(l *Loop, by trace.Time) {
	if by < lateFrom && s.lastLag < lateFrom && s.lagAt != 0 && l.now-s.lagAt < lateEvery {
		return
	}
	s.lagAt, s.lastLag = l.now, by
	l.rec.PutAt(trace.Event{Kind: trace.KindSample, Lane: l.base.Self().Lane, Obj: s.lag, Arg: int64(by), Core: trace.CoreUnknown, Time: l.now})
}

// called notes a call of the step under way, in case that takes long.
func (s *seen) called(l *Loop, what string, took trace.Time) {
	if s.whatOf != l.began || took > s.whatFor {
		s.what, s.whatFor, s.whatOf = what, took, l.began
	}
}

// froze records that a step of a task, nil for a callback, has held the loop.
func (s *seen) froze(l *Loop, t *Task, held trace.Time) {
	lane, who := l.base.Self().Lane, "a callback"
	if t != nil {
		lane, who = t.self.Lane, t.name
	}
	what := "its own code"
	if s.whatOf == l.began && s.whatFor > held/2 {
		what = s.what
	}
	s.set(l, l.now, lane, SlotFrozen, int64(held))
	if l.ready.n > 0 {
		s.late(l, held)
	}
	l.warn(fmt.Sprintf("Executing %s took %.3f seconds: %s", who, float64(held)/1e9, what))
	if t != nil && t.Done() && !t.suspended {
		l.warn(t.name + " never yielded: nothing else could run from its beginning to its end")
	}
}

package insight

// This file holds what a recording tells of its event loops: how late they were,
// and what held them.

import (
	"slices"
	"strings"

	"corelanes/engine/trace"
)

// LoopSummary is what an event loop was like.
type LoopSummary struct {
	Info    trace.ObjInfo
	Lag     trace.Time // the greatest lateness with which it ran something that was due
	OwnLag  trace.Time // the greatest that is left when the operating system is to blame for the time that it gave the loop's thread no core
	Median  trace.Time // of the lateness samples
	Freezes []Freeze   // in the order of time
}

// Freeze is a step of a task, or a callback, that held a loop for long: 50 ms or
// more.
type Freeze struct {
	Lane     trace.Lane // whose step it was; the loop's own: a callback
	From, To trace.Time
	Call     string // what the step did for most of that, as the loop names it
}

// Loops are the recording's event loops.
func Loops(v *trace.View) (out []LoopSummary) {
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind == trace.ObjLoop {
			out = append(out, summariseLoop(v, o))
		}
	}
	return out
}

func summariseLoop(v *trace.View, o *trace.ObjView) LoopSummary {
	s := LoopSummary{Info: o.Info}
	for i := range o.Len() {
		if e := o.Event(i); e.Kind == trace.KindSet && e.Slot == LoopHeld {
			s.Freezes = append(s.Freezes, Freeze{Lane: e.Lane, From: e.Time - trace.Time(e.Arg), To: e.Time, Call: heldBy(v, o.Info.Lane, e.Time)})
		}
	}
	var late []int64
	for i := range v.Objs() {
		c := &v.Objs()[i].Info
		if c.Kind == trace.ObjCounter && c.Unit == lagUnit && c.Lane == o.Info.Lane {
			for _, x := range v.Samples(c.ID) {
				late = append(late, x.Value)
				s.OwnLag = max(s.OwnLag, trace.Time(x.Value)-coreless(v, o.Info.Lane, x.Time-trace.Time(x.Value), x.Time))
			}
		}
	}
	if len(late) > 0 {
		slices.Sort(late)
		s.Lag, s.Median = trace.Time(late[len(late)-1]), trace.Time(late[len(late)/2])
	}
	return s
}

// OwnCode is the Call of a step of which no single call took most of the time.
const OwnCode = "its own code"

// freezeAhead is how many events of a loop are looked at for the end of a freeze.
const freezeAhead = 64

// FrozenAt is the freeze under which a task's lane stood at a moment: a step of
// another one, or a callback, held its loop.
func FrozenAt(v *trace.View, lane trace.Lane, at trace.Time) (f Freeze, ok bool) {
	l := v.Lane(lane)
	if l == nil || l.Info.Kind != trace.LaneTask {
		return f, false
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		home := v.Lane(o.Info.Lane)
		if o.Info.Kind != trace.ObjLoop || home == nil || home.Info.PID != l.Info.PID {
			continue
		}
		next := o.EventAt(at)
		for n := next; n < min(next+freezeAhead, o.Len()); n++ {
			e := o.Event(n)
			if from := e.Time - trace.Time(e.Arg); e.Kind == trace.KindSet && e.Slot == LoopHeld && from <= at {
				return Freeze{Lane: e.Lane, From: from, To: e.Time, Call: heldBy(v, o.Info.Lane, e.Time)}, e.Lane != lane
			}
		}
	}
	return f, false
}

// coreless is for how long a thread could have run but had no core.
func coreless(v *trace.View, lane trace.Lane, from, to trace.Time) (sum trace.Time) {
	l := v.Lane(lane)
	if l == nil {
		return 0
	}
	for i, hi := l.Range(from, to); i < hi; i++ {
		if s, end := l.Span(i); s.State == trace.StateReady {
			sum += max(0, min(end, to)-max(s.From, from))
		}
	}
	return sum
}

// lagUnit is the unit of the counter of a loop's lag.
const lagUnit = "ns"

// heldBy is what the loop said, on its own lane, of the freeze that ended at a
// moment: "Executing Task-3 took 2.000 seconds: time.sleep".
func heldBy(v *trace.View, loop trace.Lane, at trace.Time) string {
	l := v.Lane(loop)
	if l == nil {
		return ""
	}
	for _, e := range l.Marks(at, at+saidWithin) {
		if e.Kind != trace.KindSay {
			continue
		}
		if line := v.Text(e.Arg); strings.HasPrefix(line, "Executing ") {
			_, call, _ := strings.Cut(line, "seconds: ")
			return call
		}
	}
	return ""
}

// saidWithin is how soon after a freeze the loop says what it was: before it can
// have been held again.
const saidWithin = trace.Time(50e6)

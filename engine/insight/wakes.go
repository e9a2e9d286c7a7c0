package insight

// This file holds who woke whom: from the operation that woke a lane to the
// moment the lane went on.

import "corelanes/engine/trace"

// Wake is one lane that another one woke.
type Wake struct {
	From, To trace.Lane // who woke whom
	Obj      trace.Obj  // through which object; 0 if none
	At       trace.Time // when it was woken
	Resumed  trace.Time // when it went on
}

// Wakes are the wake-ups among the events lo … hi of the view's log whose lane
// went on. A lane that was woken twice before it went on was woken the last
// time.
func Wakes(v *trace.View, lo, hi int) []Wake {
	type resume struct {
		lane trace.Lane
		span int
	}
	var out []Wake
	place := map[resume]int{}
	for i := max(lo, 0); i < min(hi, v.LogLen()); i++ {
		e := v.Log(i)
		if e.Kind != trace.KindWake || e.Arg <= 0 {
			continue
		}
		to := trace.Lane(e.Arg)
		span, at, ok := resumed(v.Lane(to), e.Time)
		if !ok {
			continue
		}
		w := Wake{From: e.Lane, To: to, Obj: e.Obj, At: e.Time, Resumed: at}
		if k, again := place[resume{to, span}]; again {
			out[k] = w
			continue
		}
		place[resume{to, span}] = len(out)
		out = append(out, w)
	}
	return out
}

// resumed is the first span, from t on, in which the lane executes: the one
// under way if it executes already, as a lane does that spins a little before
// it sleeps.
func resumed(l *trace.LaneView, t trace.Time) (span int, at trace.Time, ok bool) {
	if l == nil {
		return 0, 0, false
	}
	for i := max(l.At(t), 0); i < l.Len(); i++ {
		s, _ := l.Span(i)
		if s.State.Executing() {
			return i, max(s.From, t), true
		}
		if s.From > t && s.State == trace.StateBlocked {
			return 0, 0, false // it went to wait again
		}
	}
	return 0, 0, false
}

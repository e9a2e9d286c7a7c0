package insight

// This file holds what can never go on.
//
// A lane that executes, sleeps, waits for data or waits with a time-out may yet
// do anything: release, notify, set, arrive, start others. So may a lane that
// waits for one of these: for the lock it holds, for its end. And as long as
// there is one that may act, it may notify whoever waits for a condition, an
// event, a unit, an item or the last to arrive. Who is left when nobody can be
// added any more can never go on, whatever happens: that is the greatest set of
// lanes each of which waits for lanes of the set alone, or for somebody to act
// when all who have not ended are in it.
//
// Nothing is assumed of what a lane's code would do, so there is no false alarm,
// but for one custom: that a Lock is released by the lane that took it. A lock
// that was ever released by another in the recording is taken for a signal,
// which anybody may give.

import (
	"slices"

	"corelanes/engine/trace"
)

// Deadlock is the lanes that can never go on at an instant.
type Deadlock struct {
	At     trace.Time // when it closed: nobody could have helped them since
	Circle bool       // Core is a circle, each waiting for the next, the last for the first
	Core   []Wait     // who waits for each other; or in vain, for what nobody is left to do
	Behind []Wait     // who waits for them
}

// Stuck is the deadlock of a recording at t; nil when everybody may go on.
func Stuck(v *trace.View, t trace.Time) *Deadlock {
	at := &instant{v: v, t: t}
	waits := at.stuck(nil)
	signals := map[trace.Obj]bool{}
	for _, w := range waits {
		if releasedByOthers(v.Obj(w.Obj)) {
			signals[w.Obj] = true
		}
	}
	if len(signals) > 0 {
		waits = at.stuck(signals)
	}
	if len(waits) == 0 {
		return nil
	}
	return explain(v, t, waits)
}

// stuck are the waits of the lanes that can never go on. signals are the locks
// that anybody may release.
func (at *instant) stuck(signals map[trace.Obj]bool) []Wait {
	waits := map[trace.Lane]Wait{}
	free := map[trace.Lane]bool{} // who may act
	ended := map[trace.Lane]bool{}
	over := at.v.Done() && at.t >= at.v.End() // a loop that finds nothing left to do ends the run
	lanes := at.v.Lanes()
	for i := range lanes {
		l := &lanes[i]
		w, waiting := at.wait(l)
		switch {
		case waiting:
			waits[l.Info.ID] = w
		case l.At(at.t) >= 0 && l.StateAt(at.t).State == trace.StateNone:
			ended[l.Info.ID] = true
		case mayAct(l, at.t) && (l.Info.Kind != trace.LaneLoop || !over):
			free[l.Info.ID] = true
		}
	}
	helped := func(w Wait) bool {
		for _, l := range w.On {
			if free[l] || w.Obj == 0 && ended[l] {
				return true
			}
		}
		if w.Obj == 0 || len(free) == 0 {
			return false
		}
		x := at.waited(w.Obj)
		return !owned(x.info.Kind) || signals[w.Obj] || ended[w.On[0]]
	}
	for again := true; again; {
		again = false
		for l, w := range waits {
			if helped(w) {
				free[l], again = true, true
				delete(waits, l)
			}
		}
	}
	var out []Wait
	for i := range lanes { // in their order
		if w, ok := waits[lanes[i].Info.ID]; ok {
			out = append(out, w)
		}
	}
	return out
}

// mayAct says whether a lane that does not wait for others may do something by
// itself at t. A server, or a loop between two tasks, only answers; a lane that
// has not begun is begun by one that may act.
func mayAct(l *trace.LaneView, t trace.Time) bool {
	s := l.StateAt(t).State
	if l.Info.Name == FeederName && s == trace.StateBlocked {
		return false // it sends what others put
	}
	switch l.Info.Kind {
	case trace.LaneServer, trace.LaneForkserver, trace.LaneManager:
		return false
	case trace.LaneLoop:
		return s.Executing() || s == trace.StateWaitGIL
	}
	return s != trace.StateNone
}

// releasedByOthers says whether a lane that did not hold the lock has ever
// released it.
func releasedByOthers(o *trace.ObjView) bool {
	if o == nil || o.Info.Kind != trace.ObjLock {
		return false
	}
	for i := range o.Len() {
		if e := o.Event(i); e.Kind == trace.KindGive && e.Slot == trace.GaveForeign {
			return true
		}
	}
	return false
}

// explain finds what of the waits is the cause, and what only its consequence.
func explain(v *trace.View, t trace.Time, waits []Wait) *Deadlock {
	d := &Deadlock{At: trace.Forever}
	for _, c := range circles(waits) {
		if at := latest(c); at < d.At {
			d.At, d.Circle, d.Core = at, true, c
		}
	}
	if !d.Circle {
		// Nobody may act: so it closed when the last one ended or began to wait.
		d.At = 0
		for i := range v.Lanes() {
			if l := &v.Lanes()[i]; l.Info.Kind != trace.LaneLoop {
				d.At = max(d.At, l.StateAt(t).From)
			}
		}
		d.Core = slices.DeleteFunc(slices.Clone(waits), func(w Wait) bool { return waitsForOneOf(w, waits) })
	}
	for _, w := range waits {
		if !slices.ContainsFunc(d.Core, func(c Wait) bool { return c.Lane == w.Lane }) {
			d.Behind = append(d.Behind, w)
		}
	}
	return d
}

// waitsForOneOf says whether a wait is for one lane alone, which waits itself.
func waitsForOneOf(w Wait, waits []Wait) bool {
	return len(w.On) == 1 && slices.ContainsFunc(waits, func(x Wait) bool { return x.Lane == w.On[0] })
}

func latest(waits []Wait) (t trace.Time) {
	for _, w := range waits {
		t = max(t, w.Since)
	}
	return t
}

// circles are the circles of lanes each of which waits for the next, the last
// for the first, in which every one waits for one lane alone. A lane that waits
// for its own end or its own lock is a circle of one.
func circles(waits []Wait) (out [][]Wait) {
	by := map[trace.Lane]Wait{}
	for _, w := range waits {
		if len(w.On) == 1 {
			by[w.Lane] = w
		}
	}
	done := map[trace.Lane]bool{}
	for _, start := range waits {
		var path []Wait
		seen := map[trace.Lane]int{}
		for at := start.Lane; !done[at]; {
			w, ok := by[at]
			if !ok {
				break
			}
			if i, again := seen[at]; again {
				out = append(out, path[i:])
				break
			}
			seen[at] = len(path)
			path = append(path, w)
			at = w.On[0]
		}
		for l := range seen {
			done[l] = true
		}
	}
	return out
}

// Same says whether two deadlocks are the same waits of the same lanes: one
// that is still there at a later look is not one that was passing by. Either
// may be nil.
func (d *Deadlock) Same(other *Deadlock) bool {
	if d == nil || other == nil || len(d.Core) != len(other.Core) || len(d.Behind) > len(other.Behind) {
		return false
	}
	since := map[trace.Lane]trace.Time{}
	for _, w := range d.Core {
		since[w.Lane] = w.Since
	}
	for _, w := range other.Core {
		if t, ok := since[w.Lane]; !ok || t != w.Since {
			return false
		}
	}
	return true
}

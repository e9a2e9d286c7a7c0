package paint

// This file paints the freeze band: while a step of one task held an event loop
// for long, nothing else of that loop could run, and all its other tasks stand
// under a band, whatever they waited for.

import (
	"image"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

const (
	// freezeWeight is how much of the band's colour is mixed into a lane.
	freezeWeight = 120
	// freezeAhead is how many events of a loop are looked at for the end of a
	// freeze that is beyond the window.
	freezeAhead = 64
)

// freeze is a stretch during which a step held a loop.
type freeze struct {
	by       trace.Lane // whose step; the loop's own lane: a callback
	pid      int        // of the loop's process
	from, to trace.Time
}

// findFreezes notes the freezes in view.
func (f *frame) findFreezes() {
	objs := f.s.View.Objs()
	for i := range objs {
		o := &objs[i]
		home := f.s.View.Lane(o.Info.Lane)
		if o.Info.Kind != trace.ObjLoop || home == nil {
			continue
		}
		note := func(e trace.Event) {
			if e.Kind == trace.KindSet && e.Slot == insight.LoopHeld {
				f.frozen = append(f.frozen, freeze{e.Lane, home.Info.PID, e.Time - trace.Time(e.Arg), e.Time})
			}
		}
		held := f.facts(o, func(s *trace.ObjState) shown { return shown{g: s.Values[insight.LoopHeld]} })
		for j := range held {
			if n := o.EventAt(held[j].from); n > 0 {
				note(o.Event(n - 1))
			}
		}
		next := o.EventAt(f.l.To)
		for j := next; j < min(next+freezeAhead, o.Len()); j++ {
			note(o.Event(j))
		}
	}
}

// freezes paints the bands over the lane of a task.
func (f *frame) freezes(lane *trace.LaneView, bar image.Rectangle) {
	if lane.Info.Kind != trace.LaneTask {
		return
	}
	for _, x := range f.frozen {
		if x.by == lane.Info.ID || x.pid != lane.Info.PID || lane.StateAt(x.to).State == trace.StateNone && lane.StateAt(x.from).State == trace.StateNone {
			continue
		}
		r := image.Rect(round(f.l.X(x.from)), bar.Min.Y, round(f.l.X(x.to)), bar.Max.Y).Intersect(bar)
		f.tint(r, look.Of(trace.StateBlocked).Color, freezeWeight)
	}
}

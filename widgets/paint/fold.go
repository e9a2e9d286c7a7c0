package paint

// This file walks an object's states through the window, once per row and
// frame, and keeps of each what its lane shows.
//
// While few of its events are in view each state is visited; with many, one for
// each pixel or few is asked for: a frame costs time by its pixels.

import (
	"corelanes/engine/trace"
)

// foldedPerPixel is how many events per pixel may be in view for each to be
// visited. With more, those are shown that are kept, which lie no more than a few
// pixels apart.
const foldedPerPixel = trace.KeptEvery / 4

// fact is what the lane of a primitive shows of a stretch of time.
type fact struct {
	from, to trace.Time
	shown
}

// shown is what a kind of primitive is about at a moment; each kind uses what
// it needs.
type shown struct {
	n     int64 // units left, arrived, flag, number, depth
	g     int64 // generation
	state int64
	waits int // in the room that is drawn
	owner trace.Lane
}

// facts are the window's stretches of an object, in order; neighbours differ.
func (f *frame) facts(o *trace.ObjView, of func(s *trace.ObjState) shown) []fact {
	from, to := max(f.l.From, 0), min(f.l.To, f.l.End)
	if from >= to {
		return nil
	}
	var out []fact
	note := func(from, to trace.Time, s *trace.ObjState) {
		now := of(s)
		if n := len(out); n > 0 && out[n-1].shown == now {
			out[n-1].to = to
			return
		}
		out = append(out, fact{from, to, now})
	}
	lo, hi := o.EventAt(from), o.EventAt(to)
	if hi-lo > foldedPerPixel*f.l.Plot.Dx() {
		f.probe(o, from, to, note)
		return out
	}
	s, at := o.After(lo), from
	var some [64]trace.Event
	for lo < hi {
		n := o.Copy(some[:min(len(some), hi-lo)], lo)
		for _, e := range some[:n] {
			if e.Time > at {
				note(at, e.Time, &s)
				at = e.Time
			}
			e.Time = max(e.Time, s.Changed)
			s.Apply(e)
		}
		lo += n
	}
	note(at, to, &s)
	return out
}

// probe asks for a state of each pixel, or few.
func (f *frame) probe(o *trace.ObjView, from, to trace.Time, note func(from, to trace.Time, s *trace.ObjState)) {
	var last trace.ObjState
	began := from
	o.Kept(from, to, max(1, trace.Time(f.l.nsPerPx)), func(when trace.Time, s *trace.ObjState) {
		if when > began {
			note(began, when, &last)
		}
		began, last = when, *s
	})
	note(began, to, &last)
}

// most is the greatest of a number in view, at least 1.
func most(all []fact, of func(x *fact) int64) int64 {
	greatest := int64(1)
	for i := range all {
		greatest = max(greatest, of(&all[i]))
	}
	return greatest
}

// level is one column's mean of a number, and its greatest.
type level struct{ mean, most float64 }

// levels are the means and peaks of a number, column by column; a column of
// more than one stretch has the mean of them by their time, so nothing short
// is lost.
func (f *frame) levels(all []fact, of func(x *fact) float64) []level {
	out := make([]level, f.l.Plot.Dx())
	left := float64(f.l.Plot.Min.X)
	for i := range all {
		n := of(&all[i])
		x0, x1 := f.l.X(all[i].from)-left, f.l.X(all[i].to)-left
		for x := max(int(x0), 0); x < len(out) && float64(x) < x1; x++ {
			part := min(x1, float64(x+1)) - max(x0, float64(x))
			out[x].mean += n * part
			out[x].most = max(out[x].most, n)
		}
	}
	return out
}

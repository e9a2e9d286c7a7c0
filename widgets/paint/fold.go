package paint

// This file walks an object's states through the window.
//
// While few of its events are in view each state is visited; with many, each
// pixel's own moment is asked for: a frame costs time by its pixels.

import (
	"corelanes/engine/trace"
)

// foldedPerPixel is how many events per pixel may be in view for each to be
// visited.
const foldedPerPixel = 8

// eachState calls do for each stretch of the window in which the object's
// state stays the same. The state is lent for the call.
func (f *frame) eachState(o *trace.ObjView, do func(from, to trace.Time, s *trace.ObjState)) {
	from, to := max(f.l.From, 0), min(f.l.To, f.l.End)
	if from >= to {
		return
	}
	lo, hi := o.EventAt(from), o.EventAt(to)
	if hi-lo > foldedPerPixel*f.l.Plot.Dx() {
		f.probe(o, from, to, do)
		return
	}
	s, at := o.After(lo), from
	for i := lo; i < hi; i++ {
		e := o.Event(i)
		if e.Time > at {
			do(at, e.Time, &s)
			at = e.Time
		}
		e.Time = max(e.Time, s.Changed)
		s.Apply(e)
	}
	do(at, to, &s)
}

// probe asks for the state at each pixel.
func (f *frame) probe(o *trace.ObjView, from, to trace.Time, do func(from, to trace.Time, s *trace.ObjState)) {
	for x := f.l.Plot.Min.X; x < f.l.Plot.Max.X; x++ {
		a, b := max(f.l.Time(float64(x)), from), min(f.l.Time(float64(x+1)), to)
		if a >= b {
			continue
		}
		s := o.At(a)
		do(a, b, &s)
	}
}

// level is one column's mean of a number and the greatest of another, as parts
// of a whole.
type level struct {
	mean, most float64
}

// levels are the means and peaks of two numbers of an object's state, column
// by column; a column of more than one state has the mean of them by their
// time, so nothing short is lost.
func (f *frame) levels(o *trace.ObjView, of func(s *trace.ObjState) (mean, most float64)) []level {
	out := make([]level, f.l.Plot.Dx())
	left := float64(f.l.Plot.Min.X)
	f.eachState(o, func(from, to trace.Time, s *trace.ObjState) {
		mean, most := of(s)
		x0, x1 := f.l.X(from)-left, f.l.X(to)-left
		for x := max(int(x0), 0); x < len(out) && float64(x) < x1; x++ {
			part := min(x1, float64(x+1)) - max(x0, float64(x))
			out[x].mean += mean * part
			out[x].most = max(out[x].most, most)
		}
	})
	return out
}

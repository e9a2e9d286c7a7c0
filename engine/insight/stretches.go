package insight

// This file holds how long waits and holds took, one by one: what a histogram
// of them is made of, and what each of its bars leads to.

import (
	"cmp"
	"slices"

	"corelanes/engine/trace"
)

// Stretch is one wait of a lane, or one hold of an object by a lane.
type Stretch struct {
	Lane     trace.Lane
	From, To trace.Time
	Gap      trace.Time // of a wait, in which the run was stopped or nobody saw it
}

// Took is how long it took, without gaps.
func (s Stretch) Took() trace.Time { return s.To - s.From - s.Gap }

// Stretches are all waits for one thing, or all holds of one object, in the
// order in which they began.
type Stretches struct {
	Hold  bool
	State trace.State // of waits
	Obj   trace.Obj   // 0 when it is not for an object
	All   []Stretch
	Time  trace.Time // of all together
	Cut   bool       // there was too much to visit: the beginning only
}

// maxVisited bounds how many spans are visited one by one: a person waits for the
// answer.
const maxVisited = 1 << 20

// Times are the waits of a recording by what was waited for, and the holds by
// what was held, those that took longest in all first. Waits for the ends of
// lanes are one thing together. A wait for a primitive that is over once the
// lane is let on counts until it goes on.
func Times(v *trace.View) []Stretches {
	c := collector{at: map[stretchKey]int{}, left: maxVisited, gaps: GapsOf(v)}
	lanes := v.Lanes()
	for i := range lanes {
		c.waits(&lanes[i])
	}
	objs := v.Objs()
	for i := range objs {
		c.holds(&objs[i], v.End())
	}
	for i := range c.out {
		s := &c.out[i]
		s.Cut = c.left <= 0
		slices.SortFunc(s.All, func(a, b Stretch) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Lane, b.Lane)) })
	}
	slices.SortStableFunc(c.out, func(a, b Stretches) int { return cmp.Compare(b.Time, a.Time) })
	return c.out
}

// stretchKey is what was waited for or held.
type stretchKey struct {
	hold  bool
	state trace.State
	obj   trace.Obj
}

// collector collects stretches.
type collector struct {
	out  []Stretches
	at   map[stretchKey]int
	left int // how many may still be visited
	gaps Gaps
}

func (c *collector) add(k stretchKey, s Stretch) {
	i, ok := c.at[k]
	if !ok {
		i = len(c.out)
		c.at[k] = i
		c.out = append(c.out, Stretches{Hold: k.hold, State: k.state, Obj: k.obj})
	}
	c.out[i].All = append(c.out[i].All, s)
	c.out[i].Time += s.Took()
}

// waits collects a lane's waits.
func (c *collector) waits(l *trace.LaneView) {
	for i := 0; i < l.Len() && c.left > 0; i++ {
		c.left--
		s, to := l.Span(i)
		if waits(s.State) && to > s.From {
			c.add(stretchKey{state: s.State, obj: s.Obj}, Stretch{l.Info.ID, s.From, to, to - s.From - c.gaps.spent(s.State, s.From, to)})
		}
	}
}

// waits says whether a lane in this state waits for something.
func waits(s trace.State) bool { return s != trace.StateNone && !s.Executing() }

// holds collects the holds of an object: from the taking to the giving back,
// of an RLock the outermost.
func (c *collector) holds(o *trace.ObjView, end trace.Time) {
	switch o.Info.Kind {
	case trace.ObjGIL, trace.ObjLock, trace.ObjRLock, trace.ObjSemaphore, trace.ObjBoundedSemaphore:
	default:
		return
	}
	since := map[trace.Lane]trace.Time{}
	k := stretchKey{hold: true, obj: o.Info.ID}
	for i := 0; i < o.Len() && c.left > 0; i++ {
		c.left--
		switch e := o.Event(i); e.Kind {
		case trace.KindTake:
			if _, held := since[e.Lane]; !held {
				since[e.Lane] = e.Time
			}
		case trace.KindGive:
			if from, held := since[e.Lane]; held {
				c.add(k, Stretch{Lane: e.Lane, From: from, To: max(e.Time, from)})
				delete(since, e.Lane)
			}
		}
	}
	for lane, from := range since {
		c.add(k, Stretch{Lane: lane, From: from, To: max(end, from)})
	}
}

// Bin is a bar of a histogram: the stretches that took at least Least and less
// than Below.
type Bin struct {
	Least, Below trace.Time
	All          []Stretch // in the order in which they began
	Time         trace.Time
}

// Bins sorts stretches by how long they took, into bins whose bounds go 1, 2, 5,
// 10 …; from the shortest stretch to the longest, without a gap.
func (s *Stretches) Bins() []Bin {
	if len(s.All) == 0 {
		return nil
	}
	bounds := bounds()
	place := func(t trace.Time) int {
		i, found := slices.BinarySearch(bounds, t)
		if !found {
			i--
		}
		return i
	}
	lo, hi := len(bounds), 0
	for _, x := range s.All {
		i := place(x.Took())
		lo, hi = min(lo, i), max(hi, i)
	}
	out := make([]Bin, hi-lo+1)
	for i := range out {
		out[i].Least, out[i].Below = bounds[lo+i], trace.Forever
		if lo+i+1 < len(bounds) {
			out[i].Below = bounds[lo+i+1]
		}
	}
	for _, x := range s.All {
		b := &out[place(x.Took())-lo]
		b.All = append(b.All, x)
		b.Time += x.Took()
	}
	return out
}

// bounds are 0, 100 ns, 200 ns, 500 ns … 1000 s.
func bounds() []trace.Time {
	out := []trace.Time{0}
	for d := trace.Time(100); d <= 1e12; d *= 10 {
		out = append(out, d, 2*d, 5*d)
	}
	return out
}

// Quantile is the time that this part of the stretches, 0 to 1, does not exceed.
func (s *Stretches) Quantile(part float64) trace.Time {
	if len(s.All) == 0 {
		return 0
	}
	took := make([]trace.Time, len(s.All))
	for i, x := range s.All {
		took[i] = x.Took()
	}
	slices.Sort(took)
	return took[min(max(int(part*float64(len(took))+0.999999)-1, 0), len(took)-1)]
}

package insight

// This file leaves gaps out of what lanes are said to have spent: while a run was
// stopped nobody executed or waited, and while nobody saw it nobody knows who
// waited.

import (
	"cmp"
	"slices"
	"sort"

	"corelanes/engine/trace"
)

// stretchOfTime is a stretch of the run's clock.
type stretchOfTime struct{ from, to trace.Time }

// Gaps are a recording's gaps, in order, none touching another.
type Gaps struct {
	all     []stretchOfTime // in which no wait counts
	stopped []stretchOfTime // of those, in which nothing counts
}

// GapsOf are the gaps of a recording. One in which the run's clock stood still
// takes nothing from anybody.
func GapsOf(v *trace.View) (g Gaps) {
	for _, x := range v.Gaps() {
		if x.To <= x.From {
			continue
		}
		g.all = append(g.all, stretchOfTime{x.From, x.To})
		if x.Why == trace.GapStopped {
			g.stopped = append(g.stopped, stretchOfTime{x.From, x.To})
		}
	}
	g.all, g.stopped = joined(g.all), joined(g.stopped)
	return g
}

// joined are stretches in order, those that touch made one.
func joined(all []stretchOfTime) (out []stretchOfTime) {
	slices.SortFunc(all, func(a, b stretchOfTime) int { return cmp.Compare(a.from, b.from) })
	for _, x := range all {
		if n := len(out); n > 0 && x.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, x.to)
			continue
		}
		out = append(out, x)
	}
	return out
}

// under calls f for each stretch's part in [from, to).
func under(all []stretchOfTime, from, to trace.Time, f func(from, to trace.Time)) {
	i := sort.Search(len(all), func(i int) bool { return all[i].to > from })
	for ; i < len(all) && all[i].from < to; i++ {
		f(max(all[i].from, from), min(all[i].to, to))
	}
}

// in is how much of [from, to) lies in gaps.
func (g *Gaps) in(from, to trace.Time) (sum trace.Time) {
	under(g.all, from, to, func(from, to trace.Time) { sum += to - from })
	return sum
}

// without are the gaps in which a state counts for nothing.
func (g *Gaps) without(s trace.State) []stretchOfTime {
	if s.Executing() {
		return g.stopped
	}
	return g.all
}

// leaveOut cuts the gaps out of a path: in them nobody worked or waited.
func (g *Gaps) leaveOut(steps []PathStep) []PathStep {
	if len(g.all) == 0 {
		return steps
	}
	var out []PathStep
	for _, s := range steps {
		rest := s
		under(g.without(s.State), s.From, s.To, func(from, to trace.Time) {
			if before := rest; rest.From < from {
				before.To = from
				out = append(out, before)
			}
			rest.From = to
		})
		if rest.From < rest.To {
			out = append(out, rest)
		}
	}
	return out
}

// spent is how much of a span's time [from, to) counts.
func (g *Gaps) spent(s trace.State, from, to trace.Time) trace.Time {
	d := to - from
	under(g.without(s), from, to, func(from, to trace.Time) { d -= to - from })
	return d
}

// States is how long a lane was in each state in [from, to), without gaps, as
// exactly as Shares are.
func (g *Gaps) States(l *trace.LaneView, from, to trace.Time) (out [trace.NumStates]trace.Time) {
	one := make([]trace.Share, 1)
	add := func(from, to trace.Time, sign float64, of func(trace.State) bool) {
		l.Shares(from, to, one)
		for class, part := range one[0] {
			if s := trace.State(class + 1); of(s) {
				out[s] += trace.Time(sign * float64(part) * float64(to-from))
			}
		}
	}
	add(from, to, 1, func(trace.State) bool { return true })
	under(g.all, from, to, func(from, to trace.Time) {
		add(from, to, -1, func(s trace.State) bool { return !s.Executing() })
	})
	under(g.stopped, from, to, func(from, to trace.Time) { add(from, to, -1, trace.State.Executing) })
	for s := range out {
		out[s] = max(0, out[s]) // shares are rounded
	}
	return out
}

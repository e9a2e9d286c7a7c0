package insight

// This file holds the patterns of how work is shared out: workers of which the
// last one works alone, and more workers than there are cores.

import (
	"cmp"
	"slices"
	"strings"

	"corelanes/engine/trace"
)

const (
	// stairShare: in the source text's own example, factorials that take 0.5, 0.6
	// and 0.7 s, the workers are idle for 14 % of the time they were paid for;
	// a tenth is below it and above what starting one after another costs.
	stairShare = 0.10
	// stairWall: differences in a shorter run are the operating system's.
	stairWall = trace.Time(20e6)

	// oversubscribedShare: a fifth of the time the workers want a core they wait
	// for one.
	oversubscribedShare = 0.20
	// stairBlocked: workers that wait for each other for more than a tenth of
	// their time are done at different times for that reason.
	stairBlocked = 0.10
)

func balance(v *trace.View, s *Summary) (out []Finding) {
	if f, ok := stairStep(v, s); ok {
		out = append(out, f)
	}
	if f, ok := oversubscribed(v, s); ok {
		out = append(out, f)
	}
	return out
}

// share is what a worker did of its own: when it last did something, and for
// how long in all.
type share struct {
	lane trace.Lane
	last trace.Time
	work trace.Time
}

// stairStep finds workers that are done long before the last one, because they
// had less to do.
func stairStep(v *trace.View, s *Summary) (f Finding, found bool) {
	var shares []share
	var blocked, lives trace.Time
	for _, l := range s.Lanes {
		if !l.Worker || l.Info.Kind == trace.LaneTask {
			continue
		}
		lives += l.To - l.From
		x := share{lane: l.Info.ID}
		view := v.Lane(l.Info.ID)
		for i := range view.Len() {
			switch span, to := view.Span(i); span.State {
			case trace.StateBlocked:
				blocked += to - span.From
			case trace.StateRunning, trace.StateNative, trace.StateIO, trace.StateSleep:
				x.work += to - span.From
				x.last = to
			}
		}
		if x.work > 0 {
			shares = append(shares, x)
		}
	}
	shares = peers(v, shares)
	if len(shares) < 2 || s.Wall < stairWall || float64(blocked) > stairBlocked*float64(lives) {
		return f, false
	}
	slices.SortFunc(shares, func(a, b share) int { return cmp.Compare(b.last, a.last) })
	sum, most := trace.Time(0), trace.Time(0)
	idle, last := trace.Time(0), shares[0].last
	for _, x := range shares {
		sum += x.work
		most = max(most, x.work)
		idle += last - x.last
	}
	n := trace.Time(len(shares))
	uneven := 1 - float64(sum)/float64(n*most)
	f = Finding{
		Kind: StairStep, From: shares[len(shares)-1].last, To: last, Unit: "share", Limit: stairShare,
		Figure: min(uneven, float64(idle)/float64(n*s.Wall)), Count: len(shares),
	}
	for _, x := range shares {
		f.Lanes = append(f.Lanes, x.lane)
	}
	return f, f.Figure >= stairShare
}

// peers are those of the workers that do the same: whose names differ in nothing
// but a number, as far as there are such. An observer beside the workers, or who
// measures alone when they are done, has no share of their work.
func peers(v *trace.View, all []share) []share {
	stem := func(x share) string { return strings.TrimRight(v.Lane(x.lane).Info.Name, "0123456789") }
	alike := map[string]int{}
	most := ""
	for _, x := range all {
		s := stem(x)
		if alike[s]++; alike[s] > alike[most] {
			most = s
		}
	}
	if alike[most] < 2 {
		return all // each has a name of its own
	}
	return slices.DeleteFunc(all, func(x share) bool { return stem(x) != most })
}

// oversubscribed finds that more threads wanted to execute than there are
// cores, and that they waited for one another.
func oversubscribed(v *trace.View, s *Summary) (f Finding, found bool) {
	cores := len(v.Cores())
	for i := range v.Objs() {
		if info := v.Objs()[i].Info; info.Kind == trace.ObjCounter && info.Core != trace.CoreUnknown {
			cores = max(cores, int(info.Core)+1)
		}
	}
	f = Finding{Kind: Oversubscription, From: trace.Forever, Unit: "share", Limit: oversubscribedShare}
	type edge struct {
		at trace.Time
		by int
	}
	var edges []edge
	ready, executing := trace.Time(0), trace.Time(0)
	for _, l := range s.Lanes {
		if k := l.Info.Kind; k == trace.LaneTask || k == trace.LaneServer {
			continue
		}
		view := v.Lane(l.Info.ID)
		for i := range view.Len() {
			span, to := view.Span(i)
			switch {
			case span.State == trace.StateReady:
				ready += to - span.From
				f.Lanes = addLane(f.Lanes, l.Info.ID)
				f.From, f.To = min(f.From, span.From), max(f.To, to)
			case span.State.Executing():
				executing += to - span.From
			default:
				continue
			}
			edges = append(edges, edge{span.From, 1}, edge{to, -1})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.by, b.by)) })
	now := 0
	for _, e := range edges {
		now += e.by
		f.Count = max(f.Count, now)
	}
	f.Figure = float64(ready) / float64(max(1, ready+executing))
	return f, cores > 0 && f.Count > cores && f.Figure >= oversubscribedShare
}

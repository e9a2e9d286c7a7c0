package insight

// This file holds the patterns of a GIL: the staircase of threads that compute
// one after another, and the convoy of a thread that waits for data behind
// those that compute.

import (
	"slices"

	"corelanes/engine/trace"
)

const (
	// staircaseShare: for half of the time somebody could have used another core.
	staircaseShare = 0.5
	// staircaseForced: a thread that is asked to give way a few times, as at the
	// start of others, makes no stairs.
	staircaseForced = 5

	// convoyReturns: so many returns from data or a timer make a median worth
	// naming.
	convoyReturns = 5
	// convoyInterval: a thread that gets the GIL when the holder lets go by itself
	// waits far less than the switch interval; one that has to ask waits all of
	// it. Half of it tells them apart.
	convoyInterval = 0.5
)

func gilPatterns(v *trace.View, s *Summary) (out []Finding) {
	for _, o := range s.Objects {
		if o.Info.Kind != trace.ObjGIL {
			continue
		}
		if f, ok := staircase(v.Obj(o.Info.ID), o, s); ok {
			out = append(out, f)
		}
		if f, ok := gilConvoy(v, o.Info); ok {
			out = append(out, f)
		}
	}
	return out
}

// staircase finds threads that compute under one GIL in turns.
func staircase(x *trace.ObjView, o ObjSummary, s *Summary) (f Finding, found bool) {
	if o.Forced < staircaseForced || s.Wall <= 0 {
		return f, false
	}
	f = Finding{Kind: GILStaircase, Objs: []trace.Obj{o.Info.ID}, From: trace.Forever, Limit: staircaseShare, Unit: "share", Count: o.Forced}
	waited, by := trace.Time(0), map[trace.Lane]trace.Time{}
	lo, hi := x.HoldRange(s.From, s.To)
	for i := lo; i < hi; i++ {
		h, to := x.Hold(i)
		from := max(h.From, s.From)
		if to = min(to, s.To); h.Owner == 0 || h.Depth == 0 || to <= from {
			continue
		}
		waited += to - from
		by[h.Owner] += to - from
		f.From, f.To = min(f.From, from), max(f.To, to)
	}
	for _, l := range s.Lanes { // those that make steps of the stairs
		if by[l.Info.ID] > waited/20 {
			f.Lanes = append(f.Lanes, l.Info.ID)
		}
	}
	f.Figure = float64(waited) / float64(s.Wall)
	return f, f.Figure >= staircaseShare && len(f.Lanes) > 1
}

// gilConvoy finds the thread that, when its data or its timer is there, waits
// longest for the GIL, of those that do so time and again.
func gilConvoy(v *trace.View, gil trace.ObjInfo) (best Finding, found bool) {
	limit := trace.Time(float64(gil.Param) * convoyInterval)
	if limit <= 0 {
		return best, false
	}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		f := Finding{Kind: GILConvoy, Objs: []trace.Obj{gil.ID}, Lanes: []trace.Lane{l.Info.ID}, Limit: seconds(limit), Unit: "s"}
		var waits []trace.Time
		before := trace.StateNone
		for n := range l.Len() {
			s, to := l.Span(n)
			if s.State == trace.StateWaitGIL && s.Obj == gil.ID && (before == trace.StateIO || before == trace.StateSleep) {
				if waits = append(waits, to-s.From); len(waits) == 1 {
					f.From = s.From
				}
				f.To = to
			}
			before = s.State
		}
		if len(waits) < convoyReturns {
			continue
		}
		slices.Sort(waits)
		median := waits[len(waits)/2]
		f.Figure, f.Count = seconds(median), len(waits)
		if median >= limit && f.Figure > best.Figure {
			best, found = f, true
		}
	}
	return best, found
}

package insight

// This file holds the patterns of locks that are waited for: contention, and
// the convoy.

import (
	"slices"

	"corelanes/engine/trace"
)

const (
	// contentionShare: a tenth of the workers' time is what, by Amdahl's law,
	// keeps ten workers from ever being more than five and a half.
	contentionShare = 0.10
	// contentionWaits: two waits may be chance.
	contentionWaits = 3

	// convoyTakes: in a convoy everybody has queued again when it is its turn;
	// ten times in a row is no chance.
	convoyTakes = 10
	// convoyShare: handing over (waking the next, until it goes on) takes longer
	// than what the lock is held for, so the line never gets shorter.
	convoyShare = 0.5
)

// contention finds the locks that are waited for too long.
func contention(v *trace.View, s *Summary) (out []Finding) {
	total := trace.Time(0)
	for _, l := range s.Lanes {
		if l.Worker {
			total += l.To - l.From
		}
	}
	if total <= 0 {
		return nil
	}
	for _, o := range s.Objects {
		if !owned(o.Info.Kind) {
			continue
		}
		x := v.Obj(o.Info.ID)
		if f, ok := convoy(x); ok {
			out = append(out, f)
		}
		share := float64(o.Wait) / float64(total)
		if o.Contended < contentionWaits || share < contentionShare {
			continue
		}
		f := Finding{Kind: Contention, Objs: []trace.Obj{o.Info.ID}, Figure: share, Limit: contentionShare, Unit: "share", Count: o.Contended, From: trace.Forever}
		for i := range x.Len() {
			switch e := x.Event(i); e.Kind {
			case trace.KindJoin:
				f.Lanes, f.From = addLane(f.Lanes, e.Lane), min(f.From, e.Time)
			case trace.KindPart:
				f.To = max(f.To, e.Time)
			}
		}
		if f.To < f.From {
			f.To = v.End()
		}
		out = append(out, f)
	}
	return out
}

// convoy is the longest stretch of a lock's history in which everybody who
// took it had stood in line, others stood behind, and handing it over took
// longer than it was held.
func convoy(o *trace.ObjView) (best Finding, found bool) {
	var line []trace.Lane // who waits
	var f Finding
	var given, taken trace.Time
	var held, handing trace.Time
	end := func(at trace.Time) {
		f.To = at
		share := float64(handing) / float64(max(1, handing+held))
		if f.Count >= convoyTakes && share >= convoyShare && len(f.Lanes) > 1 && f.Count > best.Count {
			best, found = f, true
			best.Figure, best.Limit, best.Unit = share, convoyShare, "share"
		}
		f, held, handing = Finding{Kind: LockConvoy, Objs: []trace.Obj{o.Info.ID}}, 0, 0
	}
	end(0)
	parted := trace.Lane(0)
	for i := range o.Len() {
		switch e := o.Event(i); e.Kind {
		case trace.KindJoin:
			line = addLane(line, e.Lane)
		case trace.KindPart:
			line = slices.DeleteFunc(line, func(l trace.Lane) bool { return l == e.Lane })
			parted = e.Lane
		case trace.KindTake:
			if parted != e.Lane || len(line) == 0 && f.Count == 0 {
				end(e.Time) // it came free, or a newcomer was faster
			} else {
				if f.Count++; f.Count == 1 {
					f.From = given
				}
				handing += max(0, e.Time-given)
				f.Lanes = addLane(f.Lanes, e.Lane)
			}
			taken, parted = e.Time, 0
		case trace.KindGive:
			if given = e.Time; f.Count > 0 {
				held += max(0, given-taken)
			}
			if len(line) == 0 {
				end(e.Time) // nobody is behind: no convoy any more
			}
		}
	}
	end(given)
	return best, found
}

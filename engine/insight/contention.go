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
	gaps := GapsOf(v)
	for _, o := range s.Objects {
		if !owned(o.Info.Kind) {
			continue
		}
		x := v.Obj(o.Info.ID)
		if f, ok := convoy(x); ok {
			out = append(out, f)
		}
		f := served(x, &gaps)
		f.Figure /= float64(total)
		if f.Count >= contentionWaits && f.Figure >= contentionShare {
			out = append(out, f)
		}
	}
	return out
}

// served is the waiting for a lock of those who got it, or gave up: who never
// gets it waits because of a deadlock, and nobody cures that by holding the lock
// for less. Its Figure is the sum, ns.
func served(o *trace.ObjView, gaps *Gaps) Finding {
	f := Finding{Kind: Contention, Objs: []trace.Obj{o.Info.ID}, Limit: contentionShare, Unit: "share", From: trace.Forever}
	type wait struct {
		from, to trace.Time
		timed    bool
	}
	waits := map[trace.Lane]wait{}
	count := func(l trace.Lane, w wait) {
		f.Figure += float64(gaps.spent(trace.StateBlocked, w.from, max(w.from, w.to)))
		f.Count++
		f.Lanes, f.From, f.To = addLane(f.Lanes, l), min(f.From, w.from), max(f.To, w.to)
		delete(waits, l)
	}
	for i := range o.Len() {
		e := o.Event(i)
		w, waited := waits[e.Lane]
		switch e.Kind {
		case trace.KindJoin:
			waits[e.Lane] = wait{from: e.Time, timed: e.Arg == trace.Timed}
		case trace.KindPart:
			if w.to = e.Time; waited && w.timed {
				count(e.Lane, w)
			} else if waited {
				waits[e.Lane] = w
			}
		case trace.KindTake:
			if waited {
				count(e.Lane, w)
			}
		}
	}
	return f
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

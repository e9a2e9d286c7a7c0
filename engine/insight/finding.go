package insight

// This file holds what a finding is: one thing that a recording shows to be
// wrong, dangerous, or slower than it need be, with its evidence.

import (
	"cmp"
	"slices"

	"corelanes/engine/trace"
)

// FindingKind names a kind of finding, as in the command line's JSON.
type FindingKind string

// The warnings: what is wrong, or could have gone wrong.
const (
	LockOrder     FindingKind = "lock_order"     // locks are taken in orders that could have met in a circle
	Unguarded     FindingKind = "unguarded"      // several write one number, and no lock guards it
	Unprotected   FindingKind = "unprotected"    // a number that a lock guards was read or written without it
	LostUpdate    FindingKind = "lost_update"    // a write was made of an old value, and over newer ones
	LostWakeup    FindingKind = "lost_wakeup"    // a notification found nobody, and who came later waits in vain
	NeverFills    FindingKind = "never_fills"    // too few are left who could come to a barrier
	NeverNotified FindingKind = "never_notified" // all who ever notified a condition have ended
)

// The patterns: why a run is slower than it need be.
const (
	Contention       FindingKind = "contention"
	LockConvoy       FindingKind = "lock_convoy"
	GILConvoy        FindingKind = "gil_convoy"
	GILStaircase     FindingKind = "gil_staircase"
	StairStep        FindingKind = "stair_step"
	Oversubscription FindingKind = "oversubscription"
	BlockedLoop      FindingKind = "blocked_loop"
	Straggler        FindingKind = "straggler"
)

// FindingKinds are all kinds of findings, warnings first.
var FindingKinds = []FindingKind{
	LockOrder, Unguarded, Unprotected, LostUpdate, LostWakeup, NeverFills, NeverNotified,
	Contention, LockConvoy, GILConvoy, GILStaircase, StairStep, Oversubscription, BlockedLoop, Straggler,
}

// Warning says whether findings of the kind tell of something wrong, not only
// of something slow.
func (k FindingKind) Warning() bool {
	return slices.Index(FindingKinds, k) < slices.Index(FindingKinds, Contention)
}

// Finding is one thing found, with where it is to be seen.
type Finding struct {
	Kind     FindingKind
	From, To trace.Time   // where on the time axis
	Lanes    []trace.Lane // who, the one it is about first
	Objs     []trace.Obj  // on what, in the order of the sentence
	Figure   float64      // what was measured, see Unit
	Limit    float64      // from which figure on it is told
	Unit     string       // of both: "share" of 1, "s" seconds, "" a number of times
	Count    int          // how often, or of how many; what it counts depends on the kind
}

// Findings are all that is found in a recording, warnings and patterns, each
// by when it begins. They are found in a run that has ended; of one that goes
// on they tell what is there.
func Findings(v *trace.View) (warnings, patterns []Finding) {
	s := Summarise(v)
	a := accesses(v)
	warnings = slices.Concat(a.lockOrders(), a.unlocked(), lostUpdates(v), lostWakeups(v), vainWaits(v))
	patterns = slices.Concat(contention(v, &s), gilPatterns(v, &s), balance(v, &s), blockedLoops(v), stragglers(v))
	for _, f := range [][]Finding{warnings, patterns} {
		slices.SortStableFunc(f, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	}
	return warnings, patterns
}

// lifetimes are when each lane begins and ends; the zero of a lane that never
// began.
func lifetimes(v *trace.View) map[trace.Lane][2]trace.Time {
	out := map[trace.Lane][2]trace.Time{}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Len() == 0 {
			continue
		}
		from, _ := l.Span(0)
		last, to := l.Span(l.Len() - 1)
		if last.State == trace.StateNone {
			to = last.From
		}
		out[l.Info.ID] = [2]trace.Time{from.From, to}
	}
	return out
}

// addLane adds a lane to a list that has each once.
func addLane(lanes []trace.Lane, l trace.Lane) []trace.Lane {
	if l == 0 || slices.Contains(lanes, l) {
		return lanes
	}
	return append(lanes, l)
}

func seconds(t trace.Time) float64 { return float64(t) / 1e9 }

package cards

// This file keeps the counts of an object at hand.
//
// The playhead moves to and fro over objects with millions of events, so the
// counts are folded forward from where they stood, and copies of them are
// kept at every checkEvery-th event: going back folds at most that many.

import "corelanes/engine/trace"

// checkEvery is how many events lie between two kept counts.
const checkEvery = 4096

// ledger keeps the counts of one object.
type ledger struct {
	first  trace.Event // of the object, by which another recording is told
	now    stats
	checks []stats // checks[i] is after i*checkEvery events
	extent extent
}

// upTo is the counts after the first n events of o.
func (l *ledger) upTo(o *trace.ObjView, n int) *stats {
	l.follow(o)
	n = min(n, o.Len())
	if n < l.now.n {
		l.now = l.checks[min(n/checkEvery, len(l.checks)-1)].clone()
	}
	for l.now.n < n {
		if l.now.n == len(l.checks)*checkEvery {
			l.checks = append(l.checks, l.now.clone())
		}
		l.now.apply(o.Info.Kind, o.Event(l.now.n))
	}
	return &l.now
}

// follow begins anew when the object is one of another recording, and takes in
// what came to it.
func (l *ledger) follow(o *trace.ObjView) {
	if o.Len() > 0 && o.Event(0) != l.first || o.Len() < l.extent.n {
		*l = ledger{}
		if o.Len() > 0 {
			l.first = o.Event(0)
		}
	}
	l.extent.upTo(o)
}

// extent is the most that a card of the object ever has to show: it keeps room
// for it, so that it does not jump while the playhead moves.
type extent struct {
	n       int
	state   trace.ObjState
	holders int
	items   int
	depth   int64 // of an RLock
	misused bool  // something done to it was refused
	rooms   [trace.NumRooms]int
	lanes   []trace.Lane // who held it
	waited  []trace.Lane // who was in its first room
	asked   []int64      // of a condition: the texts of its predicates
}

func (x *extent) upTo(o *trace.ObjView) {
	for ; x.n < o.Len(); x.n++ {
		e := o.Event(x.n)
		x.state.Apply(e)
		switch e.Kind {
		case trace.KindTake:
			x.holders = max(x.holders, len(x.state.Holders))
			x.lanes = with(x.lanes, e.Lane)
			x.depth = max(x.depth, e.Arg)
		case trace.KindTest:
			x.asked = with(x.asked, e.Arg)
		case trace.KindMisuse:
			x.misused = true
		case trace.KindPush:
			x.items = max(x.items, len(x.state.Items))
		case trace.KindJoin:
			if int(e.Slot) < len(x.rooms) {
				x.rooms[e.Slot] = max(x.rooms[e.Slot], len(x.state.Rooms[e.Slot]))
			}
			if e.Slot == 0 {
				x.waited = with(x.waited, e.Lane)
			}
		}
	}
}

func with[T comparable](all []T, l T) []T {
	for _, x := range all {
		if x == l {
			return all
		}
	}
	return append(all, l)
}

package cards

// This file counts what happened to an object up to a moment.
//
// The playhead moves to and fro over objects with millions of events, so the
// counts are folded forward from where they stood, and copies of them are
// kept at every checkEvery-th event: going back folds at most that many.

import (
	"slices"

	"corelanes/engine/trace"
)

// checkEvery is how many events lie between two kept counts.
const checkEvery = 4096

// use is what one lane had of an object.
type use struct {
	lane  trace.Lane
	held  trace.Time // in stretches that ended
	since trace.Time // of the stretch under way
	holds bool
	waits bool // in the first room
	times int
}

// stats are the counts after n events.
type stats struct {
	n         int
	acquired  int
	contended int // acquisitions that waited
	forced    int // releases that were asked for
	voluntary int
	heldAll   trace.Time
	longest   trace.Time
	ended     int // holds that ended
	uses      []use
}

func (s *stats) use(l trace.Lane) *use {
	for i := range s.uses {
		if s.uses[i].lane == l {
			return &s.uses[i]
		}
	}
	s.uses = append(s.uses, use{lane: l})
	return &s.uses[len(s.uses)-1]
}

// apply counts one event.
func (s *stats) apply(e trace.Event) {
	s.n++
	switch e.Kind {
	case trace.KindJoin:
		if e.Slot == 0 {
			s.use(e.Lane).waits = true
		}
	case trace.KindTake:
		s.take(e)
	case trace.KindGive:
		s.give(e)
	}
}

func (s *stats) take(e trace.Event) {
	u := s.use(e.Lane)
	if u.holds {
		return // an RLock, one deeper
	}
	s.acquired++
	u.times++
	if u.waits {
		s.contended++
	}
	u.waits, u.holds, u.since = false, true, e.Time
}

func (s *stats) give(e trace.Event) {
	u := s.use(e.Lane)
	if !u.holds {
		return
	}
	d := max(e.Time-u.since, 0)
	u.holds = false
	u.held += d
	s.heldAll += d
	s.longest = max(s.longest, d)
	s.ended++
	if e.Arg == 1 {
		s.forced++
	} else {
		s.voluntary++
	}
}

func (s stats) clone() stats {
	s.uses = slices.Clone(s.uses)
	return s
}

// ledger keeps the counts of one object.
type ledger struct {
	first  trace.Event // of the object, by which another recording is told
	now    stats
	checks []stats // checks[i] is after i*checkEvery events
}

// upTo is the counts after the first n events of o.
func (l *ledger) upTo(o *trace.ObjView, n int) *stats {
	if o.Len() > 0 && o.Event(0) != l.first {
		*l = ledger{first: o.Event(0)}
	}
	n = min(n, o.Len())
	if n < l.now.n {
		l.now = l.checks[min(n/checkEvery, len(l.checks)-1)].clone()
	}
	for l.now.n < n {
		if l.now.n == len(l.checks)*checkEvery {
			l.checks = append(l.checks, l.now.clone())
		}
		l.now.apply(o.Event(l.now.n))
	}
	return &l.now
}

package cards

// This file counts what happened to an object up to a moment: one fold for
// all kinds, event by event. What a kind does not do stays zero.

import (
	"slices"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// maxRecent is how many of the latest owners are remembered.
const maxRecent = 10

// use is what one lane had of an object.
type use struct {
	lane   trace.Lane
	held   trace.Time // in stretches that ended
	since  trace.Time // of the stretch under way
	holds  bool
	waits  bool        // it joined the first room and has not taken the object since
	parted uint32      // the step with which it left that room since
	left   trace.Event // the last time it left it, Seq 0 if never
}

// set is who changed a value, and when.
type set struct {
	by    trace.Lane
	at    trace.Time
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
	ended     int          // holds that ended
	inside    int          // who hold it now
	peak      int          // the most that held it at once
	recent    []trace.Lane // owners, the latest last
	raised    set          // an event's flag, or any value that was set to something
	cleared   set          // to nothing
	written   set          // either
	party     party
	first     trace.Time // of its events
	pushed    int
	popped    int
	fullest   int // the most items at once
	froze     set // of a loop: the step that held it longest
	frozen    trace.Time
	misuse    trace.Event   // the last that was refused; Seq 0 if none was
	asked     []trace.Event // of a condition: the last asking of each predicate
	levels    []trace.Event // the Takes of the present owner, one for each level
	uses      []use
	traffic   traffic
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
func (s *stats) apply(kind trace.ObjKind, e trace.Event) {
	if s.n == 0 {
		s.first = e.Time
	}
	s.n++
	s.level(e)
	s.traffic.apply(kind, e)
	switch e.Kind {
	case trace.KindPush:
		s.pushed++
		s.fullest = max(s.fullest, s.pushed-s.popped)
	case trace.KindPop:
		s.popped++
	case trace.KindJoin:
		if e.Slot == insight.RoomWaiters {
			u := s.use(e.Lane)
			u.waits, u.parted = true, 0
		}
	case trace.KindPart:
		if e.Slot == insight.RoomWaiters {
			u := s.use(e.Lane)
			u.left, u.parted = e, e.Seq
		}
	case trace.KindTake:
		s.take(e)
	case trace.KindGive:
		s.give(e)
	case trace.KindMisuse:
		s.misuse = e
	case trace.KindTest:
		if i := slices.IndexFunc(s.asked, func(x trace.Event) bool { return x.Arg == e.Arg }); i >= 0 {
			s.asked[i] = e
		} else {
			s.asked = append(s.asked, e)
		}
	case trace.KindSet:
		s.set(kind, e)
		if kind == trace.ObjBarrier {
			s.party.apply(e)
		}
	}
}

// level keeps where each level of an RLock was taken.
func (s *stats) level(e trace.Event) {
	switch e.Kind {
	case trace.KindTake:
		if n := int(max(e.Arg, 1)) - 1; n < len(s.levels) {
			s.levels = s.levels[:max(n+1, 1)] // one step out again: the level below stays as it was
		} else {
			s.levels = append(s.levels, e)
		}
	case trace.KindGive:
		s.levels = s.levels[:0]
	}
}

// takeFollows is how many steps after leaving the room a lane takes what it
// waited for; one that takes it later had given up waiting, and came again.
const takeFollows = 2

func (s *stats) take(e trace.Event) {
	u := s.use(e.Lane)
	if u.holds {
		return // an RLock, one deeper
	}
	s.acquired++
	if u.waits && (u.parted == 0 || e.Seq <= u.parted+takeFollows) {
		s.contended++
	}
	u.waits, u.holds, u.since = false, true, e.Time
	s.inside++
	s.peak = max(s.peak, s.inside)
	if len(s.recent) == maxRecent {
		s.recent = slices.Delete(s.recent, 0, 1)
	}
	s.recent = append(s.recent, e.Lane)
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
	s.inside--
	if e.Arg == 1 {
		s.forced++
	} else {
		s.voluntary++
	}
}

func (s *stats) set(kind trace.ObjKind, e trace.Event) {
	if kind == trace.ObjLoop && e.Slot == insight.LoopHeld && trace.Time(e.Arg) > s.frozen {
		s.frozen, s.froze = trace.Time(e.Arg), set{e.Lane, e.Time, 1}
	}
	if e.Slot != 0 {
		return
	}
	what := &s.raised
	if e.Arg == 0 {
		what = &s.cleared
	}
	for _, x := range []*set{what, &s.written} {
		x.by, x.at = e.Lane, e.Time
		x.times++
	}
}

func (s stats) clone() stats {
	s.uses, s.recent, s.party.arrived = slices.Clone(s.uses), slices.Clone(s.recent), slices.Clone(s.party.arrived)
	s.levels, s.asked = slices.Clone(s.levels), slices.Clone(s.asked)
	return s
}

// party is how a barrier filled the last time.
type party struct {
	state, count int64
	arrived      []trace.Event // of the generation under way
	straggler    trace.Lane    // the last to arrive when it opened; 0 before
	waited       trace.Time    // how long the first had waited then
}

// apply follows one value of a barrier.
func (p *party) apply(e trace.Event) {
	switch e.Slot {
	case insight.BarrierState:
		p.state = e.Arg
		if e.Arg < 0 {
			p.arrived = p.arrived[:0]
		}
	case insight.BarrierCount:
		if e.Arg > p.count && p.state == insight.BarrierFilling {
			p.arrived = append(p.arrived, e)
		}
		p.count = e.Arg
	case insight.BarrierGeneration:
		if n := len(p.arrived); n > 0 {
			p.straggler, p.waited = p.arrived[n-1].Lane, max(p.arrived[n-1].Time-p.arrived[0].Time, 0)
		}
		p.arrived = p.arrived[:0]
	}
}

package trace

// This file holds the one reducer: the state of any object after its events.

import "slices"

// NumRooms is how many waiting rooms an object can have: a condition has an
// entry room (its lock's waiters) and a wait room.
const NumRooms = 4

// NumValues is how many values an object can have.
const NumValues = 8

// Member is a lane that holds an object or waits in one of its rooms, and
// since when.
type Member struct {
	Lane  Lane
	Since Time
	Depth int64 // how deep a holder holds it (an RLock); 0 for waiters
}

// ObjState is the state of an object at an instant: all that a card shows.
type ObjState struct {
	Seq     uint32 // the last event applied
	Changed Time   // when that was
	Holders []Member
	Rooms   [NumRooms][]Member // waiters in their order
	Values  [NumValues]int64
	Items   []int64
}

// Apply folds one event of the object into the state. Events that make no
// sense in the state (a Part of someone who is not there, a Join of someone who
// is) change nothing.
func (s *ObjState) Apply(e Event) {
	switch e.Kind {
	case KindTake:
		if i := index(s.Holders, e.Lane); i >= 0 {
			s.Holders[i].Depth = e.Arg
		} else {
			s.Holders = append(s.Holders, Member{e.Lane, e.Time, e.Arg})
		}
	case KindGive:
		s.Holders = without(s.Holders, e.Lane)
	case KindJoin:
		if e.Slot < NumRooms && index(s.Rooms[e.Slot], e.Lane) < 0 {
			s.Rooms[e.Slot] = append(s.Rooms[e.Slot], Member{e.Lane, e.Time, 0})
		}
	case KindRequeue:
		if e.Slot < NumRooms {
			if i := index(s.Rooms[e.Slot], e.Lane); i >= 0 {
				m := s.Rooms[e.Slot][i]
				s.Rooms[e.Slot] = append(slices.Delete(s.Rooms[e.Slot], i, i+1), m)
			}
		}
	case KindPart:
		if e.Slot < NumRooms {
			s.Rooms[e.Slot] = without(s.Rooms[e.Slot], e.Lane)
		}
	case KindSet:
		if e.Slot < NumValues {
			s.Values[e.Slot] = e.Arg
		}
	case KindPush:
		s.Items = append(s.Items, e.Arg)
	case KindPop:
		s.Items = withoutItem(s.Items, e.Arg, e.Slot == PopLast)
	}
	s.Seq, s.Changed = e.Seq, e.Time
}

// size is how much there is to copy.
func (s *ObjState) size() int {
	n := len(s.Holders) + len(s.Items)
	for _, r := range s.Rooms {
		n += len(r)
	}
	return n
}

// Clone is a copy that shares nothing with s.
func (s ObjState) Clone() ObjState {
	s.Holders = slices.Clone(s.Holders)
	for i := range s.Rooms {
		s.Rooms[i] = slices.Clone(s.Rooms[i])
	}
	s.Items = slices.Clone(s.Items)
	return s
}

// Owner is the lane that holds the object, 0 if none does; of several, the
// one that came first.
func (s *ObjState) Owner() Lane {
	if len(s.Holders) == 0 {
		return 0
	}
	return s.Holders[0].Lane
}

func index(m []Member, l Lane) int {
	return slices.IndexFunc(m, func(x Member) bool { return x.Lane == l })
}

// withoutItem takes the first or the last of the items that are x out.
func withoutItem(items []int64, x int64, last bool) []int64 {
	i := slices.Index(items, x)
	switch {
	case i < 0:
		return items
	case i == 0 && !last:
		return items[1:]
	}
	if last {
		for i = len(items) - 1; items[i] != x; i-- {
		}
	}
	return slices.Delete(items, i, i+1)
}

func without(m []Member, l Lane) []Member {
	if i := index(m, l); i >= 0 {
		return slices.Delete(m, i, i+1)
	}
	return m
}

package prim

// This file lets the tests look at a primitive's live state.

import (
	"sync/atomic"

	"corelanes/engine/trace"
)

// Snapshot is a primitive's live state at one moment.
type Snapshot struct {
	Seq    uint32
	Owner  trace.Lane // of a Lock
	Rooms  [trace.NumRooms][]trace.Lane
	Values [trace.NumValues]int64
	Items  []int64
}

func lanes(q *line, a *trace.Arena) (out []trace.Lane) {
	for x := q.first(); x != 0; x = q.after(a, x) {
		out = append(out, x)
	}
	return out
}

// Look is the live state now.
func (o *object) Look() (s Snapshot) {
	o.lock()
	defer o.unlock()
	s.Seq, s.Values = o.seq, o.value
	for i := range o.rooms {
		s.Rooms[i] = lanes(&o.rooms[i], o.arena)
	}
	return s
}

// Look is the live state now.
func (l *Lock) Look() (s Snapshot) {
	l.cell.guard.Lock(l.guard)
	defer l.cell.guard.Unlock(l.guard)
	word := atomic.LoadUint64(&l.cell.word)
	s.Seq, s.Owner = seqOf(word), ownerOf(word)
	s.Rooms[RoomWaiters] = lanes(&l.cell.waiters, l.arena)
	return s
}

// Look is the live state now.
func (q *Queue) Look() (s Snapshot) {
	s = q.object.Look()
	for {
		items := q.Labels()
		again := q.object.Look()
		if again.Seq == s.Seq {
			s.Items = items
			return s
		}
		s = again
	}
}

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
	l.lock()
	defer l.unlock()
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

// DieIn leaves the guard as a process would that is killed holding it, in the
// middle of a lane's joining the line: nothing but the link to it is there.
func (l *Lock) DieIn(pid int, lane trace.Lane) {
	l.lock()
	q := &l.cell.waiters
	SeatOf(l.arena, lane).next = 0
	if q.head == 0 {
		q.head = uint32(lane)
	} else {
		SeatOf(l.arena, trace.Lane(q.tail)).next = uint32(lane)
	}
	atomic.StoreUint32((*uint32)(&l.cell.guard), uint32(pid)<<1)
}

// DieIn leaves the guard as a process would that is killed holding it.
func (o *object) DieIn(pid int) {
	o.lock()
	atomic.StoreUint32((*uint32)(&o.guard), uint32(pid)<<1)
}

package prim

// This file holds the line: lanes that wait one behind the other, linked
// through their seats. A lane stands in one line at a time. Who changes a line
// holds the guard of the object that it belongs to.

import (
	"sync/atomic"

	"corelanes/engine/trace"
)

// line is a first-in, first-out queue of lanes, in shared memory.
type line struct {
	head, tail uint32 // lanes; 0: nobody
}

// first is who has waited longest, 0 if nobody waits.
func (q *line) first() trace.Lane { return trace.Lane(q.head) }

// last is who stands at the end, 0 if nobody waits.
func (q *line) last() trace.Lane { return trace.Lane(q.tail) }

// add puts a lane at the end.
func (q *line) add(a *trace.Arena, lane trace.Lane, now trace.Time) {
	s := SeatOf(a, lane)
	s.since, s.given = int64(now), 0
	atomic.StoreUint32(&s.cancelled, 0)
	q.append(a, lane)
}

// append puts a lane at the end, whenever its wait began.
func (q *line) append(a *trace.Arena, lane trace.Lane) {
	SeatOf(a, lane).next = 0
	if q.head == 0 {
		q.head = uint32(lane)
	} else {
		SeatOf(a, trace.Lane(q.tail)).next = uint32(lane)
	}
	q.tail = uint32(lane)
}

// requeue puts a lane that stands in the line at its end; false if it is there
// already, or does not stand in it.
func (q *line) requeue(a *trace.Arena, lane trace.Lane) bool {
	if q.last() == lane || !q.remove(a, lane) {
		return false
	}
	q.append(a, lane)
	return true
}

// after is who stands behind a lane, 0 at the end.
func (q *line) after(a *trace.Arena, lane trace.Lane) trace.Lane {
	return trace.Lane(SeatOf(a, lane).next)
}

// firstLive is the first who has not been cancelled, 0 if there is none.
func (q *line) firstLive(a *trace.Arena) trace.Lane {
	for x := q.first(); x != 0; x = q.after(a, x) {
		if SeatOf(a, x).live() {
			return x
		}
	}
	return 0
}

// remove takes a lane out, wherever it stands; false if it stands nowhere.
func (q *line) remove(a *trace.Arena, lane trace.Lane) bool {
	before := uint32(0)
	for x := q.head; x != 0; before, x = x, SeatOf(a, trace.Lane(x)).next {
		if trace.Lane(x) != lane {
			continue
		}
		next := SeatOf(a, lane).next
		if before == 0 {
			q.head = next
		} else {
			SeatOf(a, trace.Lane(before)).next = next
		}
		if q.tail == x {
			q.tail = before
		}
		return true
	}
	return false
}

// has says whether a lane stands in the line.
func (q *line) has(a *trace.Arena, lane trace.Lane) bool {
	for x := q.head; x != 0; x = SeatOf(a, trace.Lane(x)).next {
		if trace.Lane(x) == lane {
			return true
		}
	}
	return false
}

// length is how many stand in the line.
func (q *line) length(a *trace.Arena) (n int) {
	for x := q.first(); x != 0; x = q.after(a, x) {
		n++
	}
	return n
}

// only says whether nobody but lane stands in the line.
func (q *line) only(lane trace.Lane) bool {
	return trace.Lane(q.head) == lane && trace.Lane(q.tail) == lane
}

package prim

// This file holds how Python prints a primitive: repr, one table for each
// library. What Python gives as an address is the object's number here.

import (
	"fmt"
	"strings"

	"corelanes/engine/trace"
)

// reprs are the formats of a library.
type reprs struct {
	lock      func(l *Lock, w *Worker) string
	rlock     func(l *RLock, w *Worker) string
	semaphore func(s *Semaphore) string
	event     func(e *Event) string
	condition func(c *Condition, w *Worker) string
	barrier   func(b *Barrier) string
}

var representations = [numLibraries]reprs{
	Threading: {
		lock: func(l *Lock, _ *Worker) string {
			return fmt.Sprintf("<%s _thread.lock object at %s>", pick(l.Locked(), "locked", "unlocked"), address(l.obj))
		},
		rlock: func(l *RLock, _ *Worker) string {
			owner, depth := l.held()
			return fmt.Sprintf("<%s _thread.RLock object owner=%d count=%d at %s>", pick(depth > 0, "locked", "unlocked"), owner, depth, address(l.obj))
		},
		semaphore: func(s *Semaphore) string {
			if s.bounded {
				return fmt.Sprintf("<threading.BoundedSemaphore at %s: value=%d/%d>", address(s.obj), s.Value(), s.param)
			}
			return fmt.Sprintf("<threading.Semaphore at %s: value=%d>", address(s.obj), s.Value())
		},
		event: func(e *Event) string {
			return fmt.Sprintf("<threading.Event at %s: %s>", address(e.obj), pick(e.IsSet(), "set", "unset"))
		},
		condition: func(c *Condition, w *Worker) string {
			return fmt.Sprintf("<Condition(%s, %d)>", c.lock.Repr(w), c.Waiting())
		},
		barrier: func(b *Barrier) string { return threadingBarrier("threading", b) },
	},
	Asyncio: {
		lock: func(l *Lock, _ *Worker) string {
			return task("Lock", l.obj, pick(l.Locked(), "locked", "unlocked"), l.waiting())
		},
		rlock: func(l *RLock, _ *Worker) string { // asyncio has none
			_, depth := l.held()
			return task("RLock", l.obj, pick(depth > 0, "locked", "unlocked"), l.waiting(RoomWaiters))
		},
		semaphore: func(s *Semaphore) string {
			state := "locked"
			if !s.Locked() {
				state = fmt.Sprintf("unlocked, value:%d", s.Value())
			}
			return task(pick(s.bounded, "BoundedSemaphore", "Semaphore"), s.obj, state, s.waiting(RoomWaiters))
		},
		event: func(e *Event) string {
			return task("Event", e.obj, pick(e.IsSet(), "set", "unset"), e.waiting(RoomWaiters))
		},
		condition: func(c *Condition, _ *Worker) string {
			return task("Condition", c.obj, pick(c.lock.Locked(), "locked", "unlocked"), c.Waiting())
		},
		barrier: func(b *Barrier) string {
			b.lock()
			state, inside := b.value[BarrierState], b.value[BarrierCount]
			b.unlock()
			words := map[int64]string{BarrierFilling: "filling", BarrierDraining: "draining", BarrierResetting: "resetting", BarrierBroken: "broken"}
			text := words[state]
			if state != BarrierFilling {
				inside = 0
			}
			if state != BarrierBroken {
				text += fmt.Sprintf(", waiters:%d/%d", inside, b.param)
			}
			return task("Barrier", b.obj, text, 0)
		},
	},
	Multiprocessing: {
		lock: func(l *Lock, w *Worker) string {
			return fmt.Sprintf("<Lock(owner=%s)>", ownerName(l.arena, l.Owner(), w))
		},
		rlock: func(l *RLock, w *Worker) string {
			owner, depth := l.held()
			count := fmt.Sprint(depth)
			if owner != 0 && owner != w.Lane {
				count = "nonzero"
			}
			return fmt.Sprintf("<RLock(%s, %s)>", ownerName(l.arena, owner, w), count)
		},
		semaphore: func(s *Semaphore) string {
			if s.bounded {
				return fmt.Sprintf("<BoundedSemaphore(value=%d, maxvalue=%d)>", s.Value(), s.param)
			}
			return fmt.Sprintf("<Semaphore(value=%d)>", s.Value())
		},
		event: func(e *Event) string {
			return fmt.Sprintf("<Event at %s %s>", address(e.obj), pick(e.IsSet(), "set", "unset"))
		},
		condition: func(c *Condition, w *Worker) string {
			return fmt.Sprintf("<Condition(%s, %d)>", c.lock.Repr(w), c.Waiting())
		},
		barrier: func(b *Barrier) string { return threadingBarrier("multiprocessing.synchronize", b) },
	},
}

// Repr is the lock as Python prints it.
func (l *Lock) Repr(w *Worker) string { return representations[l.rules.Library()].lock(l, w) }

// Repr is the lock as Python prints it.
func (l *RLock) Repr(w *Worker) string { return representations[l.rules.Library()].rlock(l, w) }

// Repr is the semaphore as Python prints it.
func (s *Semaphore) Repr() string { return representations[s.rules.Library()].semaphore(s) }

// Repr is the event as Python prints it.
func (e *Event) Repr() string { return representations[e.rules.Library()].event(e) }

// Repr is the condition as Python prints it.
func (c *Condition) Repr(w *Worker) string { return representations[c.rules.Library()].condition(c, w) }

// Repr is the barrier as Python prints it.
func (b *Barrier) Repr() string { return representations[b.rules.Library()].barrier(b) }

// Repr is the queue as asyncio prints it (str); queue.Queue prints nothing of
// its state.
func (q *Queue) Repr() string {
	name := [...]string{"Queue", "LifoQueue", "PriorityQueue"}[q.order]
	if q.rules.Library() != Asyncio {
		return fmt.Sprintf("<queue.%s object at %s>", name, address(q.obj))
	}
	out := fmt.Sprintf("<%s at %s maxsize=%d", name, address(q.obj), q.param)
	if labels := q.Labels(); len(labels) > 0 {
		out += fmt.Sprintf(" _queue=[%s]", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(labels)), ", "), "[]"))
	}
	if n := q.waiting(RoomGetters); n > 0 {
		out += fmt.Sprintf(" _getters[%d]", n)
	}
	if n := q.waiting(RoomPutters); n > 0 {
		out += fmt.Sprintf(" _putters[%d]", n)
	}
	q.lock()
	defer q.unlock()
	if n := q.value[QueueUnfinished]; n > 0 {
		out += fmt.Sprintf(" tasks=%d", n)
	}
	if q.down() {
		out += " shutdown"
	}
	return out + ">"
}

// task is how asyncio prints its primitives.
func task(class string, o trace.Obj, state string, waiters int) string {
	if waiters > 0 {
		state += fmt.Sprintf(", waiters:%d", waiters)
	}
	return fmt.Sprintf("<asyncio.locks.%s object at %s [%s]>", class, address(o), state)
}

func threadingBarrier(module string, b *Barrier) string {
	if b.Broken() {
		return fmt.Sprintf("<%s.Barrier at %s: broken>", module, address(b.obj))
	}
	return fmt.Sprintf("<%s.Barrier at %s: waiters=%d/%d>", module, address(b.obj), b.Waiting(), b.param)
}

// ownerName is how multiprocessing calls the owner of a lock.
func ownerName(a *trace.Arena, owner trace.Lane, w *Worker) string {
	if owner == 0 {
		return "None"
	}
	info, _ := a.LaneInfo(owner)
	mine, _ := a.LaneInfo(w.Lane)
	switch {
	case owner == w.Lane:
		return mine.Name
	case info.PID == mine.PID:
		return "SomeOtherThread"
	}
	return "SomeOtherProcess"
}

func address(o trace.Obj) string { return fmt.Sprintf("0x%x", uint32(o)) }

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// held is who has the lock, and how deep.
func (l *RLock) held() (owner trace.Lane, depth int64) {
	l.lock()
	defer l.unlock()
	return l.owner(), l.value[RLockDepth]
}

// Locked says whether somebody holds the lock at this moment.
func (l *RLock) Locked() bool { owner, _ := l.held(); return owner != 0 }

// waiting is how many stand in a room.
func (o *object) waiting(room trace.Slot) int {
	o.lock()
	defer o.unlock()
	return o.rooms[room].length(o.arena)
}

func (l *Lock) waiting() int {
	l.lock()
	defer l.unlock()
	return l.cell.waiters.length(l.arena)
}

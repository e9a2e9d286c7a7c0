package prim

// This file holds the Condition, with its two rooms: the wait room, in which
// workers wait to be notified, and the entry room, which is the lock's own
// queue and through which each must pass again before it goes on.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// RoomWait is the room of a condition in which its waiters stand; those who
// have been notified stand in the room of its lock.
const RoomWait trace.Slot = 0

// Guarding is the lock of a condition: a Lock or an RLock.
type Guarding interface {
	Obj() trace.Obj
	Rules() Rules
	Locked() bool
	Repr(w *Worker) string
	Acquire(w *Worker, blocking bool, timeout Seconds) (bool, error)
	Release(w *Worker) error

	isOwned(w *Worker) bool
	releaseSave(w *Worker) (depth int64, err error)
	acquireRestore(w *Worker, depth int64) error
}

// Condition is threading.Condition, asyncio's or multiprocessing's.
type Condition struct {
	object
	lock Guarding
	told map[string]int64 // the recording's number of each predicate's text; under the guard
}

// Predicate is what a worker waits for at a condition: a question that is asked
// with the lock held, before the wait and after it.
type Predicate struct {
	Text  string // as a program would write it, "stored > 0"; "": nothing is recorded
	Holds func() bool
}

// NewCondition makes one with the lock given; the recording's Param says which
// object that is. Its rules are the lock's.
func NewCondition(a *trace.Arena, w osys.Waiter, name string, lock Guarding) (*Condition, error) {
	o, err := newObject(a, w, trace.ObjInfo{Kind: trace.ObjCondition, Name: name, Param: int64(lock.Obj()), Rule: int64(lock.Rules())})
	return &Condition{object: o, lock: lock}, err
}

// AttachCondition is the condition that another worker made as object o, with
// the lock that belongs to it.
func AttachCondition(a *trace.Arena, w osys.Waiter, o trace.Obj, lock Guarding) (*Condition, error) {
	x, err := attach(a, w, o, trace.ObjCondition)
	return &Condition{object: x, lock: lock}, err
}

// Acquire takes the condition's lock.
func (c *Condition) Acquire(w *Worker, blocking bool, timeout Seconds) (bool, error) {
	return c.lock.Acquire(w, blocking, timeout)
}

// Release releases the condition's lock.
func (c *Condition) Release(w *Worker) error { return c.lock.Release(w) }

// Wait gives the lock up, however deep it was taken, waits to be notified, at
// most timeout (None: as long as it takes), and takes the lock again, as long
// as that may take, also when the wait is cancelled. It reports whether it was
// notified; it never returns for no reason. An error when the lock is not
// held.
func (c *Condition) Wait(w *Worker, timeout Seconds) (bool, error) {
	if !c.lock.isOwned(w) {
		return false, c.refuse(w, c.rule.errors.waitUnacquired)
	}
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return false, err
	}
	w.at(OpWait, c.obj, until != trace.Forever)
	c.object.lock()
	c.lieDown(w, RoomWait, until)
	c.object.unlock()
	depth, err := c.lock.releaseSave(w)
	if err != nil {
		return false, c.giveUp(w, err)
	}
	notified, err := c.notified(w, until)
	for {
		again := c.lock.acquireRestore(w, depth)
		if again == nil {
			break
		}
		err = again // cancelled once more: the lock comes first, the error then
	}
	if err != nil && c.rule.passesOn {
		// The worker may have been notified before: somebody else takes its place.
		c.object.lock()
		c.letOut(w, RoomWait, 1)
		c.object.unlockFor(w)
	}
	return notified, err
}

// giveUp leaves the room, in which the worker had not yet begun to wait.
func (c *Condition) giveUp(w *Worker, err error) error {
	c.object.lock()
	defer c.object.unlockFor(w)
	c.getUp(w, RoomWait)
	return err
}

// notified waits until somebody lets the worker out of the room.
func (c *Condition) notified(w *Worker, until trace.Time) (bool, error) {
	c.object.lock()
	defer c.object.unlockFor(w)
	return c.sleep(w, RoomWait, until)
}

// Ask is what the predicate answers now, and records it. Who asks holds the
// lock, but for mistakes that are made on purpose.
func (c *Condition) Ask(w *Worker, p Predicate) bool {
	yes := p.Holds()
	if p.Text == "" || w.Rec.Off() {
		return yes
	}
	c.object.lock()
	defer c.object.unlock()
	text, known := c.told[p.Text]
	if !known {
		if c.told == nil {
			c.told = map[string]int64{}
		}
		text = textOf(c.arena, p.Text)
		c.told[p.Text] = text
	}
	c.put(w, trace.KindTest, w.Lane, trace.Slot(flag(yes)), text)
	return yes
}

// WaitFor waits until the predicate is true, at most timeout, and is its last
// answer.
func (c *Condition) WaitFor(w *Worker, p Predicate, timeout Seconds) (bool, error) {
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return false, err
	}
	for !c.Ask(w, p) {
		left := None
		if until != trace.Forever {
			left = Seconds(float64(until-w.Rec.Now()) / 1e9)
			if left <= 0 {
				return c.Ask(w, p), nil
			}
		}
		if _, err := c.Wait(w, left); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Notify lets up to n waiters out, the first come first. They go on when they
// have got the lock. An error when the lock is not held.
func (c *Condition) Notify(w *Worker, n int64) error {
	if !c.lock.isOwned(w) {
		return c.refuse(w, c.rule.errors.notifyUnacquired)
	}
	if w.at(OpNotify, c.obj, false) == FaultUnheard {
		c.unheard(w)
		return nil // it came before those who wait now, and nobody heard it
	}
	c.object.lock()
	defer c.object.unlockFor(w)
	if c.wakeUp(w, n, RoomWait) == 0 {
		c.unheard(w)
	}
	return nil
}

// unheard records that a notification woke nobody.
func (c *Condition) unheard(w *Worker) {
	w.Rec.Put(trace.Event{Kind: trace.KindWake, Lane: w.Lane, Obj: c.obj, Core: trace.CoreUnknown})
}

// NotifyAll lets all waiters out.
func (c *Condition) NotifyAll(w *Worker) error { return c.Notify(w, everybody) }

// Waiting is how many wait to be notified at this moment. Between processes
// that is who fell asleep less who has said that it is awake again.
func (c *Condition) Waiting() int {
	c.object.lock()
	defer c.object.unlock()
	if c.rule.confirms {
		return int(c.value[SleepingCount] - c.value[WokenCount])
	}
	return c.rooms[RoomWait].length(c.arena)
}

// A Lock as the lock of a condition. It knows no owner of its own; whom Python
// takes for one is in the table: between processes who took it, else anybody,
// for all that can be found out is that somebody holds it.

func (l *Lock) isOwned(w *Worker) bool {
	w.touch(l.obj, false)
	if l.rule.ownedByTaker {
		return l.Owner() == w.Lane
	}
	return l.Locked()
}

func (l *Lock) releaseSave(w *Worker) (int64, error) { return 1, l.Release(w) }

func (l *Lock) acquireRestore(w *Worker, _ int64) error {
	w.at(OpAcquire, l.obj, false)
	if l.try(w, false) {
		w.toggle(l.obj)
		return nil
	}
	got, err := l.wait(w, trace.Forever)
	if got {
		w.toggle(l.obj)
	}
	return err
}

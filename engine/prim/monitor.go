package prim

// This file holds what Condition, Event and Barrier have in common: a place
// where workers sleep until somebody wakes them.
//
// Between threads and between tasks a sleeper is taken out of its room by who
// wakes it, in one step under the object's guard, and nothing else is needed.
//
// multiprocessing has only semaphores to build on, so there it is done in
// several steps that others can see (Lib/multiprocessing/synchronize.py,
// Condition), and it is done in the same steps here, each semaphore being a
// value of the object:
//
//	to sleep   SleepingCount + 1, release the lock, take a unit of WaitUnits,
//	           or time out; WokenCount + 1; take the lock again
//	to wake n  settle the books: who timed out since the last time counts as
//	           neither asleep nor woken; then for each of n sleepers
//	           SleepingCount - 1 and WaitUnits + 1; then, still with the lock,
//	           wait until WokenCount was raised by each; WaitUnits back to 0
//
// So who wakes others goes on only when each of them is awake, and a sleeper
// that was killed keeps it waiting for ever.
//
// An Event and a Barrier have the lock inside. The guard does what it would do,
// except while somebody waits for confirmations with the lock held: Waker says
// who, and whoever else wants to enter waits in RoomEntry.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// The values of a Condition, an Event or a Barrier that processes share: the
// semaphores of multiprocessing.Condition.
const (
	SleepingCount trace.Slot = 4 // who fell asleep
	WokenCount    trace.Slot = 5 // who said that it is awake
	WaitUnits     trace.Slot = 6 // wake-ups that nobody has taken yet (_wait_semaphore)
	Waker         trace.Slot = 7 // the lane that waits for confirmations with the lock held, 0: nobody
)

// The rooms of an Event or a Barrier that processes share, and of a Condition
// the second.
const (
	RoomEntry   trace.Slot = 2 // who waits for the lock inside, which a waker holds
	RoomConfirm trace.Slot = 3 // the waker that waits for confirmations
)

// enter takes the guard, and the lock inside.
func (o *object) enter(w *Worker) {
	o.lock()
	for o.value[Waker] != 0 {
		o.join(w, RoomEntry, trace.Forever)
		_, err := o.await(w, RoomEntry, trace.Forever)
		_ = halt(err) // between processes nobody cancels
	}
}

// exit gives both back.
func (o *object) exit(w *Worker) { o.unlockFor(w) }

// lieDown has the worker enter a room in which it will sleep. The guard is held.
func (o *object) lieDown(w *Worker, room trace.Slot, until trace.Time) {
	if o.rule.confirms {
		o.set(w, SleepingCount, o.value[SleepingCount]+1)
	}
	o.join(w, room, until)
}

// getUp has the worker leave the room, not having slept. The guard is held.
func (o *object) getUp(w *Worker, room trace.Slot) {
	o.leave(w, w.Lane, room)
	if o.rule.confirms {
		o.confirm(w)
	}
}

// sleep waits, in a room in which the worker has lain down, until it is woken;
// false when the moment until came first. For the error, and what holds then,
// see await. The guard is held before and after, but not while waiting.
func (o *object) sleep(w *Worker, room trace.Slot, until trace.Time) (woken bool, err error) {
	if !o.rule.confirms {
		woken, err = o.await(w, room, until)
		return woken, halt(err)
	}
	defer func() {
		o.leave(w, w.Lane, room)
		o.confirm(w)
	}()
	for {
		if o.value[WaitUnits] > 0 {
			o.set(w, WaitUnits, o.value[WaitUnits]-1)
			return true, nil
		}
		if until <= w.Rec.Now() {
			return false, nil
		}
		switch o.park(w, until) {
		case osys.WokeSpuriously:
			o.startle(w, room)
			return true, nil
		case osys.WokeCancelled:
			return false, ErrCancelled
		case osys.WokeStopped:
			panic(ErrStopped)
		}
	}
}

// rest lies down, sleeps, and has the lock inside again. The guard is held
// before and after.
func (o *object) rest(w *Worker, room trace.Slot, until trace.Time) (woken bool, err error) {
	o.lieDown(w, room, until)
	woken, err = o.sleep(w, room, until)
	for o.value[Waker] != 0 {
		if _, again := o.wait(w, RoomEntry, trace.Forever); again != nil {
			err = halt(again)
		}
	}
	return woken, err
}

// park waits with the guard released.
func (o *object) park(w *Worker, until trace.Time) osys.Woke {
	o.unlockFor(w)
	defer o.lock()
	return w.Parker.Park(o.obj, until)
}

// confirm says that the worker is awake. The guard is held.
func (o *object) confirm(w *Worker) {
	o.set(w, WokenCount, o.value[WokenCount]+1)
	if waker := trace.Lane(o.value[Waker]); waker != 0 {
		w.toWake = append(w.toWake, waker)
	}
}

// wakeUp wakes up to n sleepers of the rooms, those of the first room first, the
// first come first, and is how many there were. The guard is held, but where they have to confirm not while
// waiting for that.
func (o *object) wakeUp(w *Worker, n int64, rooms ...trace.Slot) (woken int64) {
	if !o.rule.confirms {
		for _, room := range rooms {
			woken += o.letOut(w, room, n-woken)
		}
		return woken
	}
	if gone := o.value[WokenCount]; gone > 0 {
		o.set(w, WokenCount, 0)
		o.set(w, SleepingCount, o.value[SleepingCount]-gone)
	}
	n = min(n, o.value[SleepingCount])
	if n == 0 {
		return 0
	}
	o.set(w, SleepingCount, o.value[SleepingCount]-n)
	o.set(w, WaitUnits, o.value[WaitUnits]+n)
	left := n
	for _, room := range [...]trace.Slot{0, 1} { // the semaphore knows no rooms
		for x := o.rooms[room].first(); x != 0 && left > 0; x = o.rooms[room].after(o.arena, x) {
			if SeatOf(o.arena, x).live() { // a unit is for whoever takes it, and the dead take none
				o.wake(w, x)
				left--
			}
		}
	}
	o.awaitConfirmed(w, n)
	if o.value[WaitUnits] > 0 { // somebody timed out instead
		o.set(w, WaitUnits, 0)
	}
	return n
}

// awaitConfirmed waits until n sleepers have said that they are awake, keeping
// everybody else out of the lock inside.
func (o *object) awaitConfirmed(w *Worker, n int64) {
	o.set(w, Waker, int64(w.Lane))
	o.join(w, RoomConfirm, trace.Forever)
	defer func() {
		o.leave(w, w.Lane, RoomConfirm)
		o.set(w, Waker, 0)
		o.letOut(w, RoomEntry, everybody)
	}()
	for o.value[WokenCount] < n {
		if o.park(w, trace.Forever) == osys.WokeStopped {
			panic(ErrStopped)
		}
	}
	o.set(w, WokenCount, o.value[WokenCount]-n)
}

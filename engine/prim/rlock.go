package prim

// This file holds the RLock: a lock that its owner may take again.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// The values of an RLock in a recording.
const (
	RLockOwner trace.Slot = 0 // lane of the owner, 0 when it is free
	RLockDepth trace.Slot = 1 // how often the owner has taken it
)

// RLock is threading.RLock. Its owner is the worker that took it; nobody else
// can release it.
type RLock struct{ object }

// NewRLock makes a free one with a name.
func NewRLock(a *trace.Arena, w osys.Waiter, name string, r Rules) (*RLock, error) {
	o, err := newObject(a, w, trace.ObjInfo{Kind: trace.ObjRLock, Name: name, Rule: int64(r)})
	return &RLock{o}, err
}

// AttachRLock is the RLock that another worker made as object o.
func AttachRLock(a *trace.Arena, w osys.Waiter, o trace.Obj) (*RLock, error) {
	x, err := attach(a, w, o, trace.ObjRLock)
	return &RLock{x}, err
}

func (l *RLock) owner() trace.Lane { return trace.Lane(l.value[RLockOwner]) }

// own makes the worker the owner at a depth; the recording is told of both, and
// whether the worker would not have waited for ever.
func (l *RLock) own(w *Worker, depth int64, bounded bool) {
	if l.owner() != w.Lane {
		w.toggle(l.obj)
	}
	l.value[RLockOwner], l.value[RLockDepth] = int64(w.Lane), depth
	how := trace.Slot(0)
	if bounded {
		how = trace.TookBounded
	}
	l.put(w, trace.KindTake, w.Lane, how, depth)
}

// free gives the lock up and wakes the first waiter.
func (l *RLock) free(w *Worker) {
	w.toggle(l.obj)
	l.value[RLockOwner], l.value[RLockDepth] = 0, 0
	l.put(w, trace.KindGive, w.Lane, 0, 0)
	if first := l.rooms[RoomWaiters].firstLive(l.arena); first != 0 {
		l.wake(w, first)
	}
}

// Acquire takes the lock, or takes it once more when the worker has it
// already, which never waits. Arguments and errors are as for Lock.Acquire.
func (l *RLock) Acquire(w *Worker, blocking bool, timeout Seconds) (bool, error) {
	timeout, err := timeout.check(blocking, l.rule)
	if err != nil {
		return false, err
	}
	w.at(OpAcquire, l.obj, timeout > 0)
	l.lock()
	defer l.unlockFor(w)
	if l.owner() == w.Lane {
		l.own(w, l.value[RLockDepth]+1, timeout != Forever)
		return true, nil
	}
	until := timeout.until(w.Rec.Now())
	if timeout == 0 {
		until = 0
	}
	return l.take(w, 1, until)
}

// take waits for the lock until the moment given (0: not at all).
func (l *RLock) take(w *Worker, depth int64, until trace.Time) (bool, error) {
	if l.owner() == 0 && (l.rule.newcomerMayPass || l.rooms[RoomWaiters].first() == 0) {
		l.own(w, depth, until != trace.Forever)
		return true, nil
	}
	if until == 0 {
		return false, nil
	}
	l.join(w, RoomWaiters, until)
	var end osys.Woke // how the last wait ended
	got := false
	l.unlockFor(w)
	w.park(l.obj, until, func(woke osys.Woke) bool {
		l.lock()
		defer l.unlockFor(w)
		end = woke
		got = l.woken(w, depth, until != trace.Forever, woke)
		return got || woke != osys.WokeUp
	})
	l.lock()
	switch {
	case got:
		return true, nil
	case end == osys.WokeStopped:
		panic(ErrStopped)
	case end == osys.WokeCancelled:
		return false, ErrCancelled
	}
	return false, nil
}

// woken takes the lock, if it may, when a wait for it has ended; when it may
// not and the wait is over, it leaves. The guard is held.
func (l *RLock) woken(w *Worker, depth int64, bounded bool, woke osys.Woke) bool {
	first := l.rooms[RoomWaiters].first() == w.Lane
	if woke != osys.WokeCancelled && woke != osys.WokeStopped && l.owner() == 0 && (l.rule.newcomerMayPass || first) {
		l.leave(w, w.Lane, RoomWaiters)
		l.own(w, depth, bounded)
		return true
	}
	if woke != osys.WokeUp {
		l.leave(w, w.Lane, RoomWaiters)
		if next := l.rooms[RoomWaiters].firstLive(l.arena); l.owner() == 0 && next != 0 {
			w.toWake = append(w.toWake, next) // the wake-up was meant for whoever is next
		}
	} else if l.owner() != 0 && l.rule.newcomerMayPass && l.rooms[RoomWaiters].requeue(l.arena, w.Lane) {
		l.put(w, trace.KindRequeue, w.Lane, RoomWaiters, 0)
	}
	return false
}

// Release undoes one Acquire; the last one frees the lock. ErrReleaseForeign
// when the worker does not have it; nothing is changed then.
func (l *RLock) Release(w *Worker) error {
	if w.at(OpRelease, l.obj, false) == FaultTwice {
		if err := l.release(w); err != nil {
			return err
		}
	}
	return l.release(w)
}

func (l *RLock) release(w *Worker) error {
	l.lock()
	defer l.unlockFor(w)
	if l.owner() != w.Lane {
		return l.misuse(w, l.rule.errors.releaseForeign)
	}
	if depth := l.value[RLockDepth] - 1; depth > 0 {
		l.own(w, depth, false)
		return nil
	}
	l.free(w)
	return nil
}

// Count is how often the worker has taken the lock, 0 if it has not
// (_recursion_count).
func (l *RLock) Count(w *Worker) int {
	l.lock()
	defer l.unlock()
	if l.owner() != w.Lane {
		return 0
	}
	return int(l.value[RLockDepth])
}

// isOwned says whether the worker has the lock (_is_owned).
func (l *RLock) isOwned(w *Worker) bool { return l.Count(w) > 0 }

// releaseSave frees the lock however deep it was taken, and is that depth
// (_release_save).
func (l *RLock) releaseSave(w *Worker) (depth int64, err error) {
	w.at(OpRelease, l.obj, false)
	l.lock()
	defer l.unlockFor(w)
	if l.owner() != w.Lane {
		return 0, l.rule.errors.releaseForeign
	}
	depth = l.value[RLockDepth]
	l.free(w)
	return depth, nil
}

// acquireRestore takes the lock to a depth, waiting as long as it takes
// (_acquire_restore).
func (l *RLock) acquireRestore(w *Worker, depth int64) error {
	w.at(OpAcquire, l.obj, false)
	l.lock()
	defer l.unlockFor(w)
	_, err := l.take(w, depth, trace.Forever)
	return err
}

package prim

// This file holds the Lock.
//
// Its cell is one word of 64 bits: the upper half counts every change of the
// lock (Seq), the lower half is the owner's lane and a bit that says whether
// anybody waits. An uncontended acquire or release is a single
// compare-and-swap, and whoever wins it knows the place of the change in the
// lock's history without asking anybody.
//
// Waiters queue in the order in which they came: a list through their seats,
// under a small guard. Being woken is not being given the lock: a woken waiter
// tries again like everybody else, and if somebody was faster it waits on at the
// queue's end (the rules table says when the lock is handed over instead). After
// a time-out the waiter looks once more under the guard, so that a lock or a
// wake-up that was already given is used or passed on, never lost.

import (
	"fmt"
	"sync/atomic"
	"unsafe"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// RoomWaiters is the room of a lock in which its waiters stand.
const RoomWaiters trace.Slot = 0

// lockCell is the live state of a lock, in shared memory.
type lockCell struct {
	word    uint64 // Seq << 32 | owner's lane << 1 | somebody waits
	guard   guard
	waiters line
}

const waitersBit = 1

func ownerOf(word uint64) trace.Lane { return trace.Lane(uint32(word) >> 1) }
func seqOf(word uint64) uint32       { return uint32(word >> 32) }

// pack makes a word from its parts.
func pack(seq uint32, owner trace.Lane, waiters bool) uint64 {
	w := uint64(seq)<<32 | uint64(owner)<<1
	if waiters {
		w |= waitersBit
	}
	return w
}

// Lock is threading.Lock. It is not owned in the sense that anybody may
// release it; who took it is known and shown. Its methods may be called from
// any worker of the run, in any process.
type Lock struct {
	obj    trace.Obj
	arena  *trace.Arena
	cell   *lockCell
	rule   *rule
	rules  Rules
	waiter osys.Waiter
	pid    uint32 // of this process
}

// NewLock makes a free lock with a name.
func NewLock(a *trace.Arena, w osys.Waiter, name string, r Rules) (*Lock, error) {
	o, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjLock, Name: name, Core: trace.CoreUnknown, Rule: int64(r)})
	if err != nil {
		return nil, err
	}
	return AttachLock(a, w, o)
}

// AttachLock is the lock that another worker, perhaps of another process, made
// as object o.
func AttachLock(a *trace.Arena, w osys.Waiter, o trace.Obj) (*Lock, error) {
	info, ok := a.ObjInfo(o)
	r, known := Rules(info.Rule).row()
	if !ok || info.Kind != trace.ObjLock || !known {
		return nil, fmt.Errorf("attach to object %d as a lock: %w", o, trace.ErrArena)
	}
	return &Lock{obj: o, arena: a, cell: (*lockCell)(unsafe.Pointer(a.Cell(o))), rule: r, rules: Rules(info.Rule), waiter: w, pid: ownPID()}, nil
}

// Obj is the lock's number in the recording.
func (l *Lock) Obj() trace.Obj { return l.obj }

// Rules are whose rules the lock follows.
func (l *Lock) Rules() Rules { return l.rules }

// Owner is the lane that holds the lock at this moment, 0 when it is free.
func (l *Lock) Owner() trace.Lane { return ownerOf(atomic.LoadUint64(&l.cell.word)) }

// Locked says whether somebody holds the lock at this moment.
func (l *Lock) Locked() bool { return l.Owner() != 0 }

// Acquire takes the lock, waiting at most timeout for it; it reports whether
// it did. The errors are Python's for wrong arguments, and come before any
// attempt.
func (l *Lock) Acquire(w *Worker, blocking bool, timeout Seconds) (bool, error) {
	if blocking && timeout == Forever && w.Gate == nil && l.swap(w, 0, w.Lane) { // as most are; what follows comes to the same, in more steps
		if !w.Rec.Off() {
			l.took(w, seqOf(w.word), false)
		}
		w.toggle(l.obj)
		return true, nil
	}
	return l.acquire(w, blocking, timeout)
}

// swap makes to the owner of the lock if from owns it and nobody waits: if it is
// as the worker left it, and that was the last lock that it had. So nobody reads
// the word, which takes half as long again as changing it, right after a change.
func (l *Lock) swap(w *Worker, from, to trace.Lane) bool {
	old := w.word
	w.word = pack(seqOf(old)+1, to, false)
	return w.last == l.obj && uint32(old) == uint32(from)<<1 && atomic.CompareAndSwapUint64(&l.cell.word, old, w.word)
}

// acquire is Acquire of a lock that is not simply free, or with a limit, or in a
// controlled run.
func (l *Lock) acquire(w *Worker, blocking bool, timeout Seconds) (bool, error) {
	timeout, err := timeout.check(blocking, l.rule)
	if err != nil {
		return false, err
	}
	w.at(OpAcquire, l.obj, timeout > 0)
	if l.try(w, timeout != Forever) {
		w.toggle(l.obj)
		return true, nil
	}
	if timeout == 0 {
		return false, nil
	}
	got, err := l.wait(w, timeout.until(w.Rec.Now()))
	if got {
		w.toggle(l.obj)
	}
	return got, err
}

func (l *Lock) lock() {
	if l.cell.guard.lock(l.waiter, l.pid) {
		l.cell.waiters.mend(l.arena)
	}
}

func (l *Lock) unlock() { l.cell.guard.unlock(l.waiter) }

// try takes the lock if the rules let a newcomer do so now. bounded says that
// the caller would not wait for ever.
func (l *Lock) try(w *Worker, bounded bool) bool {
	for {
		old := atomic.LoadUint64(&l.cell.word)
		if ownerOf(old) != 0 || old&waitersBit != 0 && !l.rule.newcomerMayPass {
			return false
		}
		seq := seqOf(old) + 1
		if atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq, w.Lane, old&waitersBit != 0)) {
			l.took(w, seq, bounded)
			w.last, w.word = l.obj, pack(seq, w.Lane, false)
			return true
		}
	}
}

// wait queues up and parks until the lock is w's or the time is up.
func (l *Lock) wait(w *Worker, until trace.Time) (bool, error) {
	if !l.join(w, until != trace.Forever) {
		return true, nil // it came free in the meantime
	}
	var end osys.Woke // how the last wait ended
	var done, got bool
	w.park(l.obj, until, func(woke osys.Woke) bool {
		end = woke
		done, got = l.woken(w, woke)
		return done || woke == osys.WokeCancelled || woke == osys.WokeStopped
	})
	switch {
	case end != osys.WokeCancelled && end != osys.WokeStopped:
		return got, nil
	case got: // handed over before: it goes to whoever is next, unless somebody has released it already
		_ = l.release(w)
	}
	if end == osys.WokeStopped {
		panic(ErrStopped)
	}
	return false, ErrCancelled
}

// join enters the queue; false when the lock could be taken after all.
func (l *Lock) join(w *Worker, bounded bool) bool {
	l.lock()
	defer l.unlock()
	for {
		old := atomic.LoadUint64(&l.cell.word)
		seq := seqOf(old) + 1
		if ownerOf(old) == 0 && (l.rule.newcomerMayPass || l.cell.waiters.firstLive(l.arena) == 0) {
			if atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq, w.Lane, old&waitersBit != 0)) {
				l.took(w, seq, bounded)
				return false
			}
			continue
		}
		if atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq, ownerOf(old), true)) {
			now := w.Rec.Now()
			l.cell.waiters.add(l.arena, w.Lane, now)
			l.putAt(w, now, trace.KindJoin, w.Lane, seq, flag(bounded))
			return true
		}
	}
}

// woken looks, under the guard, what a return from Park is worth: done when the
// lock is w's, or when w is to wait no longer.
func (l *Lock) woken(w *Worker, woke osys.Woke) (done, got bool) {
	l.lock()
	defer l.unlock()
	if !l.cell.waiters.has(l.arena, w.Lane) { // a release handed it over and did all the rest
		return true, true
	}
	for {
		old := atomic.LoadUint64(&l.cell.word)
		seq := seqOf(old)
		first := l.cell.waiters.first() == w.Lane
		switch {
		case woke != osys.WokeCancelled && woke != osys.WokeStopped && ownerOf(old) == 0 && (first || l.rule.newcomerMayPass):
			if !atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq+2, w.Lane, !l.cell.waiters.only(w.Lane))) {
				continue
			}
			l.cell.waiters.remove(l.arena, w.Lane)
			now := w.Rec.Now()
			l.putAt(w, now, trace.KindPart, w.Lane, seq+1, 0)
			l.putAt(w, now, trace.KindTake, w.Lane, seq+2, 1)
			return true, true
		case woke != osys.WokeUp:
			if !atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq+1, ownerOf(old), !l.cell.waiters.only(w.Lane))) {
				continue
			}
			l.cell.waiters.remove(l.arena, w.Lane)
			l.put(w, trace.KindPart, w.Lane, seq+1, 0)
			if next := l.cell.waiters.firstLive(l.arena); ownerOf(old) == 0 && next != 0 { // the wake-up was meant for whoever is next
				w.Parker.Unpark(next)
			}
			return true, false
		case ownerOf(old) != 0 && l.rule.newcomerMayPass && l.cell.waiters.last() != w.Lane:
			if !atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq+1, ownerOf(old), true)) {
				continue
			}
			l.cell.waiters.requeue(l.arena, w.Lane)
			l.put(w, trace.KindRequeue, w.Lane, seq+1, 0)
		}
		return false, false
	}
}

// Release frees the lock, whoever took it. An error when it is free;
// nothing is changed then.
func (l *Lock) Release(w *Worker) error {
	if w.Gate == nil && l.swap(w, w.Lane, 0) {
		if !w.Rec.Off() {
			l.gave(w, w.Rec.Now(), w.Lane, seqOf(w.word))
		}
		w.toggle(l.obj)
		return nil
	}
	if w.at(OpRelease, l.obj, false) == FaultTwice {
		if err := l.release(w); err != nil {
			return err
		}
	}
	return l.release(w)
}

func (l *Lock) release(w *Worker) error {
	for {
		old := atomic.LoadUint64(&l.cell.word)
		if ownerOf(old) == 0 {
			if err := l.misuse(w, old); err != nil {
				return err
			}
			continue // it has been taken meanwhile
		}
		if old&waitersBit != 0 {
			return l.releaseToWaiters(w)
		}
		seq := seqOf(old) + 1
		if atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq, 0, false)) {
			if !w.Rec.Off() {
				l.gave(w, w.Rec.Now(), ownerOf(old), seq)
			}
			w.last, w.word = l.obj, pack(seq, 0, false)
			w.toggle(l.obj)
			return nil
		}
	}
}

// releaseToWaiters frees the lock and wakes its first waiter, or hands the lock
// to it. It wakes after the guard is free: the operating system may let the
// woken one go first, on this very core, and it needs the guard.
func (l *Lock) releaseToWaiters(w *Worker) error {
	first, now, err := l.passOn(w)
	if first != 0 {
		w.Rec.PutAt(trace.Event{Time: now, Kind: trace.KindWake, Lane: w.Lane, Obj: l.obj, Arg: int64(first), Core: trace.CoreUnknown})
		w.Parker.Unpark(first)
		w.giveWay(now)
	}
	if err == nil {
		w.toggle(l.obj)
	}
	return err
}

// passOn frees the lock, or hands it over, at the moment now, and is its first
// waiter, who is to be woken; 0 when there is none, or when one that was woken
// before is still on its way: that one will find the lock as it is now.
func (l *Lock) passOn(w *Worker) (first trace.Lane, now trace.Time, err error) {
	l.lock()
	defer l.unlock()
	for {
		old := atomic.LoadUint64(&l.cell.word)
		seq, owner := seqOf(old), ownerOf(old)
		if owner == 0 {
			if err := l.misuse(w, old); err != nil {
				return 0, 0, err
			}
			continue
		}
		first, now = l.cell.waiters.firstLive(l.arena), w.Rec.Now()
		if first == 0 || now-trace.Time(SeatOf(l.arena, first).since) <= l.rule.giveAfter {
			if !atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq+1, 0, l.cell.waiters.first() != 0)) {
				continue
			}
			l.gave(w, now, owner, seq+1)
			if first != 0 && SeatOf(l.arena, first).woken() {
				first = 0
			}
		} else {
			if !atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq+3, first, !l.cell.waiters.only(first))) {
				continue
			}
			l.cell.waiters.remove(l.arena, first)
			l.gave(w, now, owner, seq+1)
			l.putAt(w, now, trace.KindPart, first, seq+2, 0)
			l.putAt(w, now, trace.KindTake, first, seq+3, 1)
		}
		return first, now, nil
	}
}

// misuse records that the lock was released although it is free, and is the
// error; nil when it is no longer as it was.
func (l *Lock) misuse(w *Worker, old uint64) error {
	err := l.rule.errors.releaseFree
	if w.Rec.Off() {
		return err
	}
	seq := seqOf(old) + 1
	if !atomic.CompareAndSwapUint64(&l.cell.word, old, pack(seq, 0, old&waitersBit != 0)) {
		return nil
	}
	l.put(w, trace.KindMisuse, w.Lane, seq, textOf(l.arena, err.Error()))
	return err
}

// took records that w has the lock, which was free.
func (l *Lock) took(w *Worker, seq uint32, bounded bool) {
	if w.Rec.Off() {
		return
	}
	slot := trace.Slot(0)
	if bounded {
		slot = trace.TookBounded
	}
	w.Rec.Change(w.Rec.Now(), trace.KindTake, w.Lane, l.obj, seq, slot, 1)
}

// flag is 1 for yes.
func flag(yes bool) int64 {
	if yes {
		return trace.Timed
	}
	return 0
}

// gave records that the owner no longer has the lock, which w released.
func (l *Lock) gave(w *Worker, now trace.Time, owner trace.Lane, seq uint32) {
	slot := trace.Slot(0)
	if owner != w.Lane {
		slot = trace.GaveForeign
	}
	w.Rec.Change(now, trace.KindGive, owner, l.obj, seq, slot, 0)
}

// put records a change of the lock, about lane who.
func (l *Lock) put(w *Worker, k trace.Kind, who trace.Lane, seq uint32, arg int64) {
	l.putAt(w, w.Rec.Now(), k, who, seq, arg)
}

func (l *Lock) putAt(w *Worker, now trace.Time, k trace.Kind, who trace.Lane, seq uint32, arg int64) {
	w.Rec.Change(now, k, who, l.obj, seq, RoomWaiters, arg)
}

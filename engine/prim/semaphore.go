package prim

// This file holds the Semaphore and the BoundedSemaphore.

import (
	"fmt"
	"math"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// SemaphoreValue is a semaphore's value in a recording: how many units are
// left.
const SemaphoreValue trace.Slot = 0

// Semaphore is threading.Semaphore, or BoundedSemaphore when it has a limit.
// Nobody owns it: anybody may release it.
type Semaphore struct {
	object
	bounded bool
}

// NewSemaphore makes one with a value; ErrSemaphoreValue when that is
// negative.
func NewSemaphore(a *trace.Arena, w osys.Waiter, name string, value int64, r Rules) (*Semaphore, error) {
	return newSemaphore(a, w, trace.ObjInfo{Kind: trace.ObjSemaphore, Name: name, Param: value, Rule: int64(r)})
}

// NewBoundedSemaphore makes one whose value cannot rise above what it was at
// first.
func NewBoundedSemaphore(a *trace.Arena, w osys.Waiter, name string, value int64, r Rules) (*Semaphore, error) {
	return newSemaphore(a, w, trace.ObjInfo{Kind: trace.ObjBoundedSemaphore, Name: name, Param: value, Rule: int64(r)})
}

func newSemaphore(a *trace.Arena, w osys.Waiter, info trace.ObjInfo) (*Semaphore, error) {
	if r, ok := Rules(info.Rule).row(); ok && info.Param < 0 {
		return nil, r.errors.semaphoreValue
	}
	o, err := newObject(a, w, info)
	if err != nil {
		return nil, err
	}
	o.value[SemaphoreValue] = info.Param
	return &Semaphore{o, info.Kind == trace.ObjBoundedSemaphore}, nil
}

// AttachSemaphore is the semaphore that another worker made as object o.
func AttachSemaphore(a *trace.Arena, w osys.Waiter, o trace.Obj) (*Semaphore, error) {
	info, _ := a.ObjInfo(o)
	kind := trace.ObjSemaphore
	if info.Kind == trace.ObjBoundedSemaphore {
		kind = info.Kind
	}
	x, err := attach(a, w, o, kind)
	return &Semaphore{x, kind == trace.ObjBoundedSemaphore}, err
}

// Value is how many units are left at this moment.
func (s *Semaphore) Value() int64 {
	s.lock()
	defer s.unlock()
	return s.value[SemaphoreValue]
}

// Locked says whether a unit cannot be had at once: there is none left, or,
// where newcomers may not pass, somebody waits.
func (s *Semaphore) Locked() bool {
	s.lock()
	defer s.unlock()
	return !s.free()
}

// free says whether a newcomer may take a unit now. The guard is held.
func (s *Semaphore) free() bool {
	return s.value[SemaphoreValue] > 0 && (s.rule.newcomerMayPass || s.rooms[RoomWaiters].firstLive(s.arena) == 0)
}

// Acquire takes a unit, waiting at most timeout for one (None: as long as it
// takes). An error when it is to wait and not to wait, where that is wrong.
func (s *Semaphore) Acquire(w *Worker, blocking bool, timeout Seconds) (bool, error) {
	if !blocking && timeout != None && !s.rule.tryMayTime {
		return false, s.rule.errors.timeoutForTrySemaphore
	}
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return false, err
	}
	w.at(OpAcquire, s.obj, blocking && until != trace.Forever)
	s.lock()
	defer s.unlockFor(w)
	if s.free() {
		s.take(w)
		return true, nil
	}
	if !blocking {
		return false, nil
	}
	if s.rule.grants {
		return s.inLine(w, until)
	}
	return s.compete(w, until)
}

func (s *Semaphore) take(w *Worker) {
	s.set(w, SemaphoreValue, s.value[SemaphoreValue]-1)
	s.put(w, trace.KindTake, w.Lane, 0, 1)
}

// compete waits for a unit and whoever is first takes it.
func (s *Semaphore) compete(w *Worker, until trace.Time) (bool, error) {
	for w.Rec.Now() < until {
		out, err := s.wait(w, RoomWaiters, until)
		if err != nil {
			if out && s.value[SemaphoreValue] > 0 {
				s.letOut(w, RoomWaiters, 1) // the unit was meant for whoever is next
			}
			return false, halt(err)
		}
		// Being let out is not being given a unit: a newcomer may have been
		// faster, and then one queues up again, at the end, as Python does.
		if s.value[SemaphoreValue] > 0 {
			s.take(w)
			return true, nil
		}
	}
	return false, nil
}

// inLine waits in line until a unit is given. Who has been given one stays in
// line until it runs, so that no newcomer passes it. The value does not count
// what was given.
func (s *Semaphore) inLine(w *Worker, until trace.Time) (bool, error) {
	s.join(w, RoomWaiters, until)
	seat := SeatOf(s.arena, w.Lane)
	for {
		woke := s.park(w, until)
		given := seat.given != 0
		if !given && woke == osys.WokeUp {
			continue
		}
		s.leave(w, w.Lane, RoomWaiters)
		got := given && (woke == osys.WokeUp || woke == osys.WokeTimeout)
		switch {
		case got:
			s.put(w, trace.KindTake, w.Lane, 0, 1)
		case given:
			s.set(w, SemaphoreValue, s.value[SemaphoreValue]+1) // somebody else's now
			s.grant(w)
		}
		if s.rule.grantsAll {
			for s.value[SemaphoreValue] > 0 && s.grant(w) {
			}
		} else if got && s.value[SemaphoreValue] > 0 {
			s.grant(w)
		}
		switch woke {
		case osys.WokeCancelled:
			return false, ErrCancelled
		case osys.WokeStopped:
			panic(ErrStopped)
		}
		return got, nil
	}
}

// grant gives a unit to the first in line who is not cancelled and has none yet;
// false when there is nobody.
func (s *Semaphore) grant(w *Worker) bool {
	for x := s.rooms[RoomWaiters].first(); x != 0; x = s.rooms[RoomWaiters].after(s.arena, x) {
		if seat := SeatOf(s.arena, x); seat.given == 0 && seat.live() {
			seat.given = 1
			s.set(w, SemaphoreValue, s.value[SemaphoreValue]-1)
			s.wake(w, x)
			return true
		}
	}
	return false
}

// Release gives n units back and lets as many waiters try, or gives them the
// units, as the rules have it. ErrReleaseCount when n is less than one, another
// error when a bounded one would rise above its limit; nothing is changed then.
func (s *Semaphore) Release(w *Worker, n int64) error {
	if n < 1 {
		return ErrReleaseCount
	}
	if w.at(OpRelease, s.obj, false) == FaultTwice {
		if err := s.release(w, n); err != nil {
			return err
		}
	}
	return s.release(w, n)
}

func (s *Semaphore) release(w *Worker, n int64) error {
	s.lock()
	defer s.unlockFor(w)
	v := s.value[SemaphoreValue]
	if s.bounded && v > s.param-n {
		return s.misuse(w, s.rule.errors.releasedTooOften)
	}
	if v > math.MaxInt64-n {
		return fmt.Errorf("release %d units: %w", n, ErrReleaseCount)
	}
	s.put(w, trace.KindGive, w.Lane, 0, 0)
	s.set(w, SemaphoreValue, v+n)
	if !s.rule.grants {
		s.letOut(w, RoomWaiters, n)
		return nil
	}
	for range n {
		if !s.grant(w) {
			break
		}
	}
	return nil
}

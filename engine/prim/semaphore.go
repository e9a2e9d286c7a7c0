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
	if info.Param < 0 {
		return nil, ErrSemaphoreValue
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

// Acquire takes a unit, waiting at most timeout for one (None: as long as it
// takes). ErrTimeoutForTrySemaphore when it is to wait and not to wait.
func (s *Semaphore) Acquire(w *Worker, blocking bool, timeout Seconds) (bool, error) {
	if !blocking && timeout != None {
		return false, ErrTimeoutForTrySemaphore
	}
	until, err := timeout.deadline(w.Rec.Now())
	if err != nil {
		return false, err
	}
	w.at(OpAcquire, s.obj, blocking && until != trace.Forever)
	s.lock()
	defer s.unlock()
	if s.value[SemaphoreValue] > 0 && (s.rule.newcomerMayPass || s.rooms[RoomWaiters].first() == 0) {
		s.take(w)
		return true, nil
	}
	for blocking && w.Rec.Now() < until {
		out, err := s.wait(w, RoomWaiters, until)
		if err != nil {
			if out && s.value[SemaphoreValue] > 0 {
				s.letOut(w, RoomWaiters, 1) // the unit was meant for whoever is next
			}
			return false, err
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

func (s *Semaphore) take(w *Worker) {
	s.set(w, SemaphoreValue, s.value[SemaphoreValue]-1)
	s.put(w, trace.KindTake, w.Lane, 0, 1)
}

// Release gives n units back and lets as many waiters try. ErrReleaseCount when
// n is less than one, ErrReleasedTooOften when a bounded one would rise above
// its limit; nothing is changed then.
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
	defer s.unlock()
	v := s.value[SemaphoreValue]
	if s.bounded && v+n > s.param {
		return ErrReleasedTooOften
	}
	if v > math.MaxInt64-n {
		return fmt.Errorf("release %d units: %w", n, ErrReleaseCount)
	}
	s.put(w, trace.KindGive, w.Lane, 0, 0)
	s.set(w, SemaphoreValue, v+n)
	s.letOut(w, RoomWaiters, n)
	return nil
}

// Package prim holds the synchronisation primitives, each written once for
// every kind of worker, on top of park and unpark.
//
// A primitive's live state is a Cell without pointers, in memory that all of
// the run's workers share, be they threads or processes. Every change of it is
// one atomic step that also counts the object's own order (Seq), and is then
// recorded with that number, so a recording puts the changes of an object
// into their real order whatever the clocks said.
//
// Every call takes the calling worker explicitly: who owns a lock never
// depends on which goroutine or OS thread happens to make the call.
//
// This file holds what a primitive knows of a worker.
package prim

import (
	"sync/atomic"
	"unsafe"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// Worker is the calling worker, as a primitive sees it.
type Worker struct {
	Lane   trace.Lane
	Rec    *trace.Writer
	Parker Parker
	Gate   Gate // nil in a free run

	line int // of the text that is shown, on which it stands; 0 not known

	toWake []trace.Lane // whom it wakes when it has given a guard back

	last trace.Obj // the lock that it had last, and
	word uint64    // its word as the worker left that, see Lock.swap

	held   uint32           // which locks it holds, see toggle
	seen   [accesses]access // the shared numbers it read
	oldest uint8
}

// Parker is how one kind of worker waits and wakes others: a thread gives its
// GIL up and waits on the kernel, a task suspends to its loop.
type Parker interface {
	// Park waits until somebody calls Unpark for this worker, or until the
	// moment is there. One Unpark that came before is enough to return at
	// once; it may also return for no reason. It records the waiting. WokeStopped
	// is only for a worker that is to end where it waits: see ErrStopped;
	// WokeCancelled, which counts also when an Unpark came first, for one whose
	// wait is to end with ErrCancelled.
	Park(why trace.Obj, until trace.Time) osys.Woke
	// Unpark wakes the worker of lane peer, which is of the same run.
	Unpark(peer trace.Lane)
}

// Stand records that the worker stands on a line of the text that is shown,
// unless that is known.
func (w *Worker) Stand(line int) {
	if line != w.line {
		w.line = line
		w.Rec.Put(trace.Event{Kind: trace.KindLine, Lane: w.Lane, Arg: int64(line), Core: trace.CoreUnknown})
	}
}

// Line is the line on which the worker stands, 0 if that is not known.
func (w *Worker) Line() int { return w.line }

// wakeAll wakes whom the worker has to wake, in order.
func (w *Worker) wakeAll() {
	for _, peer := range w.toWake {
		w.Parker.Unpark(peer)
	}
	w.toWake = w.toWake[:0]
}

// Retaker is a Parker whose worker, once woken, has to wait for something more
// before it goes on: a thread for its GIL. A lock is taken before that, as
// CPython takes it: whoever holds the GIL cannot take it back meanwhile just
// because it does.
type Retaker interface {
	Parker
	// ParkTrying is Park over and over until try, which is told how each ended,
	// says that the wait is over. The worker goes on only then.
	ParkTrying(why trace.Obj, until trace.Time, try func(osys.Woke) bool)
}

// GivesWay is a Parker whose worker is an OS thread, which can leave its core to
// one that it has just woken. A Lock's waiter gets the lock when it is faster
// than whoever released it and asks again: on another core it hardly ever is, on
// this core the kernel decides. CPython's thread is preempted there at once. One
// whose sleep has just ended is not, because the timer of the Go runtime's
// monitor went off with its own: the kernel would have that go first, and then
// leaves everything as it is.
type GivesWay interface {
	Parker
	// GiveWay lets another thread go first that the operating system has put on
	// the caller's core; it returns at once when there is none. now is the present
	// moment.
	GiveWay(now trace.Time)
}

// giveWay lets the waiter of a lock that the worker has woken go first.
func (w *Worker) giveWay(now trace.Time) {
	if p, ok := w.Parker.(GivesWay); ok && w.Gate == nil {
		p.GiveWay(now)
	}
}

// StepsBack is a Parker whose worker is an OS thread that can leave its core to
// others for a moment, without keeping what they need.
type StepsBack interface {
	Parker
	// StepBack does so; false when that is of no use: the worker holds the GIL.
	StepBack() bool
}

// stepBack lets other workers go first, if it can.
func (w *Worker) stepBack() bool {
	p, ok := w.Parker.(StepsBack)
	return ok && w.Gate == nil && p.StepBack()
}

// park waits until try says that the wait is over. In a controlled run the
// worker is let go first.
func (w *Worker) park(why trace.Obj, until trace.Time, try func(osys.Woke) bool) {
	if p, ok := w.Parker.(Retaker); ok && w.Gate == nil {
		p.ParkTrying(why, until, try)
		return
	}
	for !try(w.Parker.Park(why, until)) {
	}
}

// Seat is where a worker waits: it lies in the recording's shared memory, so
// that a worker of another process can wake it.
type Seat struct {
	token uint32 // tokenGiven …
	next  uint32 // the lane behind in the queue of the object waited for
	since int64  // when the wait began, trace.Time

	cancelled uint32 // 1: the wait will end with ErrCancelled, and is no longer to be woken
	given     uint32 // 1: it was given, under the object's guard, what it waits for
}

// SeatOf is the seat of lane l.
func SeatOf(a *trace.Arena, l trace.Lane) *Seat { return (*Seat)(unsafe.Pointer(a.Seat(l))) }

// The values of a seat's token.
const (
	tokenNone   = iota
	tokenGiven  // an unpark has not been used up
	tokenAsleep // the worker has asked the operating system to wake it
)

// Wait sits down until the token is there, or ns nanoseconds (negative: no
// limit) are over; it may also return for no reason.
func (s *Seat) Wait(w osys.Waiter, ns int64) osys.Woke {
	if s.Take() {
		return osys.WokeUp
	}
	woke := osys.WokeUp
	if atomic.CompareAndSwapUint32(&s.token, tokenNone, tokenAsleep) { // else it has come between the two
		woke = w.Wait(&s.token, tokenAsleep, ns)
	}
	if atomic.SwapUint32(&s.token, tokenNone) == tokenGiven {
		return osys.WokeUp
	}
	return woke
}

// Take uses the token up; false when there is none.
func (s *Seat) Take() bool { return atomic.CompareAndSwapUint32(&s.token, tokenGiven, tokenNone) }

// woken says whether an unpark has not been used up: its worker is on its way.
func (s *Seat) woken() bool { return atomic.LoadUint32(&s.token) == tokenGiven }

// Cancel marks the wait of the lane as cancelled, or its worker as dead. It is called the moment
// somebody cancels a wait that nobody has woken yet, before the worker can go
// on: whoever looks for someone to wake passes it over.
func (s *Seat) Cancel() { atomic.StoreUint32(&s.cancelled, 1) }

// live says whether the wait has not been cancelled.
func (s *Seat) live() bool { return atomic.LoadUint32(&s.cancelled) == 0 }

// Wake gives the token. The operating system is asked only when the worker
// sleeps.
func (s *Seat) Wake(w osys.Waiter) {
	if atomic.SwapUint32(&s.token, tokenGiven) == tokenAsleep {
		w.Wake(&s.token, 1)
	}
}

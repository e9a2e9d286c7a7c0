package work

// This file holds what a model's workers see of a controlled run, in which
// exactly one of them goes at a time.

import (
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Control is a controlled run.
type Control interface {
	// Enter adds a worker, the next in the order of creation. The first one is
	// let go at once; the others wait until it is their turn.
	Enter(lane trace.Lane, name string) Turn
	// OwnThreads says whether each worker is to be a thread of the operating
	// system. A search that tries thousands of schedules does without.
	OwnThreads() bool
	// Split says whether a worker is to stand also between the parts of a step
	// that is not atomic: before it reads something shared, before it works with
	// that, and before it writes.
	Split() bool
	// Pick decides which of an event loop's tasks goes next: all that have not
	// ended are told. timer says that the chosen one waited, and its time is over
	// now. The error ends the run.
	Pick(all []Candidate) (lane trace.Lane, timer bool, err error)
	// Gone says that a task has ended.
	Gone(lane trace.Lane)
}

// Candidate is a task that has not ended.
type Candidate struct {
	Lane  trace.Lane
	Point prim.Point // what it waits for, or goes on after
	Can   bool       // it is ready
	Until trace.Time // when its timer is due; trace.Forever: it has none
}

// Turn is one worker of a controlled run. Its methods are for the worker, and
// while it goes.
type Turn interface {
	// Begin waits until the worker is let go for the first time.
	Begin() osys.Woke
	// Next says that the worker stands before p, and decides who goes now. When
	// that is another one (stay is false) the worker gets out of that one's way,
	// and calls Await.
	Next(p prim.Point) (stay bool)
	// Rest says that the worker cannot go on after p before it is woken, or
	// until the moment is there; it then calls Await. False: it has been woken
	// already, and goes on.
	Rest(p prim.Point, until trace.Time) bool
	// Await passes the turn on and waits until the worker is let go again.
	// WokeStopped: it is to end there.
	Await() osys.Woke
	// Fault is what is to go wrong with the operation that the worker was let go
	// for. It is told once.
	Fault() prim.Fault
	// Wake makes another worker able to go on.
	Wake(peer trace.Lane)
	// Touch says what the worker reads or changes of what others share.
	Touch(o trace.Obj, write bool)
	// Touched says whether it has done so since it was let go.
	Touched() bool
	// Leave ends the worker and passes the turn on.
	Leave()
}

// What workers share beside the objects of the recording, as numbers for Touch
// that no object has.
const (
	TouchGlobals trace.Obj = 1<<30 + iota // the global variables of the text
	TouchWorld                            // files, and all else outside the run
	TouchCrew                             // who is there, in which order
)

// TouchEnd is the number of a lane's end.
func TouchEnd(l trace.Lane) trace.Obj { return 1<<31 | trace.Obj(l) }

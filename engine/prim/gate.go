package prim

// This file holds the gate: where a controlled run stops a worker and decides
// who goes next. In a free run there is none, and an operation pays one
// comparison for it.

import "corelanes/engine/trace"

// Op is what a worker is about to do.
type Op uint8

// The operations before which a controlled run can let somebody else go.
const (
	OpNone    Op = iota
	OpBegin      // its first instruction
	OpAcquire    // Lock, RLock, Semaphore
	OpRelease    // Lock, RLock, Semaphore
	OpWait       // Condition, Event, Barrier
	OpNotify     // Condition
	OpSet        // Event
	OpClear      // Event
	OpReset      // Barrier
	OpAbort      // Barrier
	OpPut        // a queue
	OpGet        // a queue
	OpLoad       // reading a shared value
	OpStore      // writing one
	OpSleep      // time.sleep, asyncio.sleep
	OpStart      // starting another worker
	OpJoin       // waiting for another worker's end
	OpNative     // native code that releases the GIL
	OpIO         // a blocking call of the operating system
	OpText       // going on in its text, at a checkpoint
	OpResume     // going on after a wait
	OpCompute    // working with a shared value that it has read
)

var opNames = [...]string{"", "begin", "acquire", "release", "wait", "notify", "set", "clear", "reset", "abort", "put", "get", "load", "store",
	"sleep", "start", "join", "native", "io", "text", "resume", "compute"}

// String is the operation's name, "acquire".
func (o Op) String() string {
	if int(o) < len(opNames) {
		return opNames[o]
	}
	return "unknown"
}

// Point is where a worker stands: before an operation.
type Point struct {
	Op    Op
	Obj   trace.Obj  // what it is done to; 0 if that is no object
	Peer  trace.Lane // the worker joined
	Line  int        // of the text, for OpText
	Timed bool       // it waits no longer than a time-out
	Alone bool       // nobody else can be let go here: it keeps its GIL
}

// Fault is what a person has go wrong with an operation, to see what becomes of
// it.
type Fault uint8

// The faults that an operation can be made to commit.
const (
	NoFault      Fault = iota
	FaultTwice         // it releases once more than it should
	FaultUnheard       // its notification comes before anybody waits
)

// Gate is what a controlled run has each of its workers pass. Exactly one
// worker is let go at a time.
type Gate interface {
	// Step is called before an operation, with no guard held. It returns when
	// the worker is let go, and panics with ErrStopped when the worker is to end
	// there.
	Step(p Point) Fault
	// Touch says that the worker reads (or changes) something that others share,
	// where no other can be let go.
	Touch(o trace.Obj, write bool)
}

// at lets a controlled run let others go before an operation.
func (w *Worker) at(op Op, o trace.Obj, timed bool) Fault {
	if w.Gate == nil {
		return NoFault
	}
	return w.Gate.Step(Point{Op: op, Obj: o, Timed: timed})
}

// touch says that the worker reads, or changes, an object here.
func (w *Worker) touch(o trace.Obj, write bool) {
	if w.Gate != nil {
		w.Gate.Touch(o, write)
	}
}

// At is for what is made of primitives outside this package: a controlled run
// can let others go before the operation on the object.
func (w *Worker) At(op Op, o trace.Obj) { w.at(op, o, false) }

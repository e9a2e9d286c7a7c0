// Package trace is the recording: what a run leaves behind, written while it
// runs and readable while it is being written.
//
// A run's workers, in one process or in many, append fixed-size events to a
// shared piece of memory, the Arena. A Recording reads that memory, from any
// process that maps it, and answers two questions about any moment: what was
// each worker doing (tracks of spans), and in what state was each
// synchronisation object (ObjState, one reducer for all of them).
//
// The idea that carries it: events record effects, not operations. "Lane 3
// now holds object 7", not "acquire was called". So the state of any object
// at any instant is a fold over its events that knows nothing of locks,
// barriers or queues, and a new primitive needs no new reader.
//
// This file holds the event and the small types it is made of.
package trace

import "strconv"

// Time is a moment of a run: nanoseconds since the run began (see
// Arena.Begin), on the machine's monotonic clock, the same for all of the
// run's processes.
type Time int64

// Forever is the Time that never comes: the deadline of a wait without one.
const Forever Time = 1<<63 - 1

// Lane numbers one row of the picture: a worker, from 1 on. 0 is nobody.
type Lane uint32

// Obj numbers one object with a state: a lock, a GIL, a counter, from 1 on.
// 0 is no object.
type Obj uint32

// Core numbers a processor core as the operating system does, from 0 on.
type Core int16

// CoreUnknown is the Core of an event whose core was not looked up, or
// cannot be on this system.
const CoreUnknown Core = -1

// Slot says which of an object's values or rooms an event changes, or, in a
// KindState event, which State the lane enters.
type Slot uint8

// Kind is what an event says.
type Kind uint8

// The kinds of events. The comment names the fields each one uses beside
// Time and Lane (the subject, not always the writer).
const (
	KindNone    Kind = iota
	KindState        // Slot the State entered (or gone on with, on another Core); Obj what it waits for; Arg Timed, a peer lane when there is no Obj, an Overhead, or less than 0: see View.Label
	KindTake         // Obj, Seq: the lane now holds the object; Arg how deep (an RLock), else 1; Slot TookBounded
	KindGive         // Obj, Seq: the lane no longer holds it; Slot GaveForeign when another lane released it
	KindJoin         // Obj, Seq, Slot room: the lane entered a waiting room; Arg Timed when it will not wait for ever
	KindPart         // Obj, Seq, Slot room: the lane left it; Arg PartSpurious when it woke for no reason
	KindSet          // Obj, Seq, Slot value: Arg the value after the step
	KindPush         // Obj, Seq: Arg an item added at the end
	KindPop          // Obj, Seq: an item left; Arg the item; Slot PopLast: of equal ones the one added last
	KindWake         // Arg the peer lane that this lane woke, 0 when a notification found nobody; Obj through which object
	KindLine         // Arg the source line the lane stands on
	KindSay          // Arg the number of a text that the lane printed
	KindSample       // Obj a counter: Arg its value now
	KindCPU          // Arg processor time, user and system, that the lane used in all, ns
	KindEnd          // the lane ended; Arg 0, or 1 when it died of an error or a signal
	KindRead         // Obj a Value: the lane read it, Arg the version (the Seq it was set with); Slot ReadStale before a write over later ones
	KindGap          // what the run's clock does not tell: Slot why, one of GapStopped …; Arg how long, ns, up to Time or, of GapSuspended, beside the clock
	KindMisuse       // Obj, Seq: what the lane did to the object was refused, and changed nothing; Arg the number of a text, Python's error
	KindTest         // Obj, Seq: the lane asked a condition's predicate, which changed nothing; Slot 1 when it was true; Arg the number of a text, the predicate
	KindCost         // Arg processor time that recording took from what is recorded, ns, in the run; Lane the first one's
	KindStop         // Arg 1: a signal stopped the lane's process; 0: it goes on, with what the lane did before
	KindRequeue      // Obj, Seq, Slot room: the lane woke, could not take the object, and waits on behind all others of the room
	numKinds
)

// kindNames are the kinds' names in tables.
var kindNames = [numKinds]string{
	"none", "state", "take", "give", "join", "part", "set", "push", "pop", "wake", "line", "say", "sample", "cpu", "end", "read", "gap", "misuse", "test", "cost", "stop", "requeue",
}

// String is the kind's name in tables, "take".
func (k Kind) String() string {
	if k < numKinds {
		return kindNames[k]
	}
	return "kind-" + strconv.Itoa(int(k))
}

// Event is one thing that happened: 32 bytes, no pointers.
type Event struct {
	Time Time   // when
	Arg  int64  // value after the step, item, or peer lane
	Obj  Obj    // the object it is about
	Seq  uint32 // the object's own order: 1, 2, 3 … without gaps
	Lane Lane   // the subject
	Core Core   // where, CoreUnknown if not looked up
	Kind Kind
	Slot Slot
}

// State is what a lane is doing.
type State uint8

// The states of a lane, in the order of the legend.
const (
	StateNone     State = iota // not yet started, or ended
	StateRunning               // executing on a core
	StateNative                // executing code that has released the GIL
	StateWaitGIL               // could run, but another thread holds the GIL
	StateBlocked               // waiting on a primitive
	StateIO                    // waiting for network, file or pipe
	StateSleep                 // waiting for a timer
	StateReady                 // could run, waiting for a core or for the loop
	StateOverhead              // starting, serialising, shutting down
	StateStopped               // its process is stopped by a signal: see KindStop
	NumStates                  // how many there are
)

// stateNames are the states' names in the command line's JSON.
var stateNames = [NumStates]string{"none", "running", "native", "wait_gil", "blocked", "io", "sleep", "ready", "overhead", "stopped"}

// String is the state's name as in the command line's JSON, "wait_gil".
func (s State) String() string {
	if s < NumStates {
		return stateNames[s]
	}
	return "unknown"
}

// Executing says whether a lane in this state uses a core.
func (s State) Executing() bool { return s == StateRunning || s == StateNative || s == StateOverhead }

// ItemNone is the item of a KindPush or KindPop event that is None, by custom the
// mark of the end.
const ItemNone int64 = -1

// The Slots of a KindPop event: which of equal items left, the one that was
// added first or the one that was added last.
const (
	PopFirst Slot = 0
	PopLast  Slot = 1
)

// Timed is the Arg of a KindState event with which a lane begins to wait for an
// object no longer than until a moment.
const Timed = 1

// GaveForeign is the Slot of a KindGive event whose lane did not release the
// object itself: another one did.
const GaveForeign Slot = 1

// TookBounded is the Slot of a KindTake event of a lock that was taken by a
// call which would not have waited for ever.
const TookBounded Slot = 1

// The Slots of a KindGap event.
const (
	GapStopped   Slot = iota // all of the run's processes were stopped by a signal, and went on now
	GapSuspended             // the machine was suspended: the run's clock stood still
	GapUnseen                // nothing was measured: the machine was busy or halted, or who measures was
	NumGaps                  // how many there are
)

// PartSpurious is the Arg of a KindPart event of a lane that nobody let out and
// whose time was not up.
const PartSpurious = 1

// ReadStale is the Slot of a KindRead event that is noted right before the lane
// writes the Value, because others have written it since the lane read it: what
// they wrote is lost, if the new value was made of the one read.
const ReadStale Slot = 1

// Overhead names what an overhead span is spent on; it is the Arg of a
// KindState event that enters StateOverhead.
type Overhead int64

// The kinds of overhead.
const (
	OverheadStart    Overhead = iota // asking the operating system for the worker
	OverheadReceive                  // receiving and decoding what the worker needs
	OverheadSend                     // encoding and sending
	OverheadShutdown                 // ending the worker
	OverheadInit                     // a pool's initializer
	OverheadRuntime                  // a new process: libraries and the language's runtime come up
	OverheadImport                   // a new process: the program's packages come up
	OverheadReady                    // making what the worker's code needs, before its first line
	OverheadModelled                 // computing for nothing, to be as slow as something else: a model
	NumOverheads                     // how many there are
)

var overheadNames = [NumOverheads]string{"start", "receive", "send", "shutdown", "init", "runtime", "import", "ready", "modelled"}

// String is the overhead's name, "start".
func (o Overhead) String() string {
	if o >= 0 && o < NumOverheads {
		return overheadNames[o]
	}
	return "overhead"
}

package work

// This file holds what is special about workers that are processes: their data,
// their signals, their state.

import (
	"errors"
	"os"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// Signals that can be sent to a process.
const (
	SignalTerm = "TERM" // asks it to end
	SignalKill = "KILL" // ends it
	SignalStop = "STOP" // halts it until CONT
	SignalCont = "CONT"
	SignalInt  = "INT" // as Ctrl+C does
)

// Signals are all of them, in the order of the buttons.
var Signals = []string{SignalTerm, SignalKill, SignalStop, SignalCont, SignalInt}

// Process is a Handle whose worker is a process.
type Process interface {
	Handle
	PID() int
	// Signal sends one of Signals.
	Signal(name string) error
	// Letter is the state that the operating system shows: "R" running, "S"
	// sleeping, "D" waiting for a device, "T" stopped, "Z" ended and not joined;
	// "X" when it is gone, "" where it cannot be told.
	Letter() string
}

// ErrNoProcess is returned for a worker that is no process.
var ErrNoProcess = errors.New("this worker is no process")

// ProcessOf is the process behind a handle; ErrNoProcess if there is none.
func ProcessOf(h Handle) (Process, error) {
	if p, ok := h.(Process); ok {
		return p, nil
	}
	return nil, ErrNoProcess
}

// Bequeather is a worker whose workers do not share its memory.
type Bequeather interface {
	Bequeath(data []byte) error
}

// Bequeath makes data what every worker that w starts from now on finds as its
// kit's Inherited. Workers that share memory with w see these very bytes.
// Processes have them from their beginning when they are forked, and are sent a
// copy otherwise. data is not to be changed afterwards.
func Bequeath(w Worker, k *Kit, data []byte) error {
	k.Inherited = data
	if b, ok := w.(Bequeather); ok {
		return b.Bequeath(data)
	}
	return nil
}

// Crash is a segmentation fault: the process of the worker dies of it, with all
// that lives in it.
func Crash() { osys.Crash() }

// KillSelf kills the process of the worker, as KILL from outside does.
func KillSelf() { osys.KillSelf() }

// Memory is what the process of the worker has now; an error where that cannot
// be told.
func Memory() (trace.Resident, error) { return osys.Resident(os.Getpid()) }

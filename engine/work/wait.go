package work

// This file holds what only some workers can do, and what the others do
// instead.

import (
	"corelanes/engine/ipc"
	"corelanes/engine/trace"
)

// WaitOn runs f, which blocks until something happens to object o, with the GIL
// released. A worker that cannot be seen waiting for it is shown in I/O.
func WaitOn(w Worker, o trace.Obj, f func() error) error { return ipc.WaitOn(w, o, f) }

// Spend runs f, which is work for the machinery's sake, keeping the GIL.
func Spend(w Worker, what trace.Overhead, f func() error) error { return ipc.Spend(w, what, f) }

package work

// This file holds what only some workers can do, and what the others do
// instead.

import "corelanes/engine/trace"

// Waiter is a worker that can wait in a call of the operating system for an
// object of the recording, with the GIL released.
type Waiter interface {
	WaitOn(o trace.Obj, f func() error) error
}

// WaitOn runs f, which blocks until something happens to object o. A worker
// that cannot be seen waiting for it is shown in I/O.
func WaitOn(w Worker, o trace.Obj, f func() error) error {
	if x, ok := w.(Waiter); ok {
		return x.WaitOn(o, f)
	}
	return w.IO(f)
}

// Spender is a worker whose overhead can be shown for what it is.
type Spender interface {
	Spend(what trace.Overhead, f func() error) error
}

// Spend runs f, which is work for the machinery's sake, keeping the GIL.
func Spend(w Worker, what trace.Overhead, f func() error) error {
	if x, ok := w.(Spender); ok {
		return x.Spend(what, f)
	}
	return f()
}

package loop

// This file holds the future: a result that is not there yet.

import (
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// The errors of futures and tasks, by CPython's class and text.
var (
	ErrTimeout      = &prim.Error{Class: "TimeoutError"}
	ErrInvalidState = &prim.Error{Class: "asyncio.InvalidStateError", Message: "invalid state"}
	ErrNotSet       = &prim.Error{Class: "asyncio.InvalidStateError", Message: "Result is not set."}
	ErrOtherLoop    = &prim.Error{Class: "RuntimeError", Message: "Task got Future attached to a different loop"}
	ErrAwaitsItself = &prim.Error{Class: "RuntimeError", Message: "Task cannot await on itself"}
	ErrNoLoop       = &prim.Error{Class: "RuntimeError", Message: "no running event loop"}
	ErrLoopClosed   = &prim.Error{Class: "RuntimeError", Message: "Event loop is closed"}
)

type futureState uint8

const (
	pending futureState = iota
	cancelled
	finished
)

// Future is asyncio.Future: it is pending until it has a result or an error, or
// is cancelled. It belongs to its loop's thread.
type Future struct {
	loop    *Loop
	task    *Task       // whose result it is; nil: somebody sets it
	cancels func() bool // what Cancel does instead of the ordinary; nil: the ordinary
	value   any
	err     error
	state   futureState
	asked   bool     // somebody has seen how it ended
	first   waiter   // most futures have one
	more    []waiter // after the first
}

// waiter is who is to know of a future's end: a task that awaits it, or a
// callback.
type waiter struct {
	task *Task
	call func(*Future)
}

// Awaitable is what a task can await: a Future or a Task.
type Awaitable interface{ future() *Future }

func (f *Future) future() *Future { return f }

// NewFuture makes one that is pending: loop.create_future.
func (l *Loop) NewFuture() *Future { return &Future{loop: l} }

// Done says whether it has ended, in whatever way.
func (f *Future) Done() bool { return f.state != pending }

// Cancelled says whether it was cancelled.
func (f *Future) Cancelled() bool { return f.state == cancelled }

// Result is the result, or the error with which it ended: prim.ErrCancelled
// when it was cancelled, ErrNotSet while it is pending.
func (f *Future) Result() (any, error) {
	switch f.state {
	case pending:
		return nil, ErrNotSet
	case cancelled:
		f.asked = true
		if f.err != nil {
			return nil, f.err
		}
		return nil, prim.ErrCancelled
	}
	f.asked = true
	return f.value, f.err
}

// SetResult ends it with a result. ErrInvalidState when it has ended; nothing is
// changed then.
func (f *Future) SetResult(v any) error { return f.settle(finished, v, nil) }

// SetError ends it with an error. ErrInvalidState when it has ended; nothing is
// changed then.
func (f *Future) SetError(err error) error { return f.settle(finished, nil, err) }

// Cancel cancels it, unless it has ended already: false then. Of a task it is
// Task.Cancel.
func (f *Future) Cancel() bool {
	switch {
	case f.state != pending:
		return false
	case f.task != nil:
		return f.task.Cancel()
	case f.cancels != nil:
		return f.cancels()
	}
	return f.settle(cancelled, nil, nil) == nil
}

// settle ends the future and makes those ready who wait for that.
func (f *Future) settle(s futureState, v any, err error) error {
	if f.state != pending {
		return ErrInvalidState
	}
	f.state, f.value, f.err = s, v, err
	if s == finished && err != nil {
		f.loop.failed = append(f.loop.failed, f)
	}
	f.tell(f.first)
	for _, w := range f.more {
		f.tell(w)
	}
	f.first, f.more = waiter{}, nil
	return nil
}

// tell lets a waiter know that the future has ended: in the next turn.
func (f *Future) tell(w waiter) {
	switch {
	case w.task != nil:
		switch {
		case w.task.waits != forFuture || w.task.waitsFor != f: // it waits no more
		case f.task != nil: // a task ends at the moment that its loop last saw
			f.loop.makeReadyAt(w.task, f.loop.now)
		default:
			f.loop.makeReady(w.task)
		}
	case w.call != nil:
		f.loop.CallSoon(func() { w.call(f) })
	}
}

func (f *Future) add(w waiter) {
	if f.first.task == nil && f.first.call == nil {
		f.first = w
		return
	}
	f.more = append(f.more, w)
}

// OnDone has call called, by the loop, when the future has ended; soon, if it
// has already: add_done_callback.
func (f *Future) OnDone(call func(*Future)) {
	if f.Done() {
		f.tell(waiter{call: call})
		return
	}
	f.add(waiter{call: call})
}

// Await waits for the end of a future or a task, and is its result. A task that
// is cancelled while it waits cancels what it waits for, and gets
// prim.ErrCancelled when that has ended.
func (t *Task) Await(a Awaitable) (any, error) {
	f := a.future()
	switch {
	case f == &t.Future:
		return nil, ErrAwaitsItself
	case f.loop != t.loop:
		return nil, ErrOtherLoop
	case !f.Done():
		if err := t.awaitPending(f); err != nil {
			return nil, err
		}
	}
	return f.Result()
}

// awaitPending suspends until the future has ended.
func (t *Task) awaitPending(f *Future) error {
	peer := int64(0)
	if f.task != nil {
		peer = int64(f.task.self.Lane)
	}
	f.add(waiter{task: t})
	t.waitsFor = f
	err := t.suspend(forFuture, trace.StateBlocked, 0, peer)
	t.waitsFor = nil
	return err
}

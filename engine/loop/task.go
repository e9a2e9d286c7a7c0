package loop

// This file holds the task: a coroutine that is a worker, and how it waits.

import (
	"errors"
	"fmt"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Coro is the code of a task.
type Coro func(t *Task) (any, error)

// bodyCoro makes a task's code of a scenario's body.
func bodyCoro(l *Loop, body work.Body, arg []byte) Coro {
	return func(t *Task) (any, error) {
		out, err := body(t, l.kit, arg)
		return out, err
	}
}

// waits says what a suspended task waits for.
type waits uint8

const (
	forNothing waits = iota // it runs, or has not begun
	forTurn                 // ready: for its turn
	forTimer
	forSocket
	forUnpark
	forFuture
)

// Task is a worker that is a task of a loop: asyncio.Task. It is a work.Worker,
// and the Future of its own result.
type Task struct {
	Future
	self     prim.Worker
	name     string
	run      Coro
	co       *coroutine // while it is under way
	timer    timer      // what will wake it, if set
	waitsFor *Future
	inner    *Generator // whose code the task runs; nil: its own
	scope    *Scope     // the innermost cancel scope it is in; nil: none
	group    *Group     // the nursery that it was started in; nil: none
	own      *Group     // the nursery in which it starts others; nil: none yet

	since        trace.Time // when its state began
	socket       int        // the descriptor it waits for
	cancels      int        // requests that uncancel has not taken back
	limits       int        // timeouts it is under
	state        trace.State
	waits        waits
	queued       bool       // in the queue of what is ready
	token        bool       // an unpark that has not been used up
	timedOut     bool       // the timer woke it
	mustCancel   bool       // its next wait ends with ErrCancelled
	inText       bool       // it runs interpreted text, and cannot be suspended
	suspended    bool       // it has been, at least once
	socketWrites bool       // it waits to write
	at           prim.Point // what it waits for, or goes on after: for a controlled run
}

// Name is the task's name.
func (t *Task) Name() string { return t.name }

// Loop is the loop that runs the task.
func (t *Task) Loop() *Loop { return t.loop }

// live runs the task's code, from its beginning to its end.
func (t *Task) live() {
	var out any
	err := error(prim.ErrCancelled)
	switch {
	case t.mustCancel || t.scope.called(): // it was cancelled before it could begin
	case t.loop.options.Nursery:
		t.own = newGroup(t)
		t.scope = t.own.scope
		out, err = t.guarded(t.run)
		out, err = t.own.close(out, err)
	default:
		out, err = t.guarded(t.run)
	}
	t.loop.now = t.loop.rec.Now()
	t.finish(out, err)
}

// guarded turns a panic of a task's code into its error.
func (t *Task) guarded(f Coro) (out any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked(p)
		}
	}()
	return f(t)
}

// panicked is the error that a panic stands for.
func panicked(p any) error {
	if err, ok := p.(error); ok && (errors.Is(err, ErrStopped) || errors.Is(err, prim.ErrCancelled)) {
		return err
	}
	return fmt.Errorf("internal error: %v\n%s", p, osys.Stack())
}

// finish notes how the task ended, and tells who waits for that.
func (t *Task) finish(out any, err error) {
	if t.Done() {
		return
	}
	l := t.loop
	arg := int64(0)
	how := finished
	switch {
	case errors.Is(err, ErrStopped):
		how, err = cancelled, ErrStopped
	case errors.Is(err, prim.ErrCancelled), err == nil && t.mustCancel:
		how, err, out = cancelled, nil, nil
	case err != nil:
		arg = 1
		err = fmt.Errorf("%s: %w", t.name, err)
		work.Say(t, "Task exception: "+err.Error())
	}
	l.rec.PutAt(trace.Event{Kind: trace.KindEnd, Lane: t.self.Lane, Arg: arg, Core: trace.CoreUnknown, Time: l.now})
	l.tasks[t.self.Lane] = nil
	l.alive--
	if l.options.Control != nil {
		l.options.Control.Gone(t.self.Lane)
	}
	l.timers.remove(&t.timer)
	if t.group != nil {
		t.group.left(err)
	}
	_ = t.settle(how, out, err) // it was pending
	t.run, t.waitsFor = nil, nil
}

// suspend hands control back to the loop until what the task waits for has
// happened. The error is prim.ErrCancelled when the task was cancelled, and
// ErrStopped when it is to end at once.
func (t *Task) suspend(for_ waits, s trace.State, o trace.Obj, arg int64) error {
	if t.inText {
		// All tasks share the thread's machine: another one's text would run
		// in the middle of this one's. Python has no such wait either: only
		// "async def" code can await.
		panic("a function that interpreted text calls must not wait in a task")
	}
	t.waits = for_
	if t.loop.options.Control != nil {
		t.at = standing(s, o, arg)
	}
	t.stage(s, o, arg)
	t.suspended = true
	if t.mustCancel || t.scope.called() {
		t.abandon()
	}
	if !t.hand() {
		return ErrStopped
	}
	t.waits = forNothing
	if t.mustCancel {
		t.mustCancel = false
		return prim.ErrCancelled
	}
	if t.scope.called() {
		return prim.ErrCancelled
	}
	return nil
}

// enter records that the task's state is s from now on, and is the moment.
func (t *Task) enter(s trace.State, o trace.Obj, arg int64) trace.Time {
	now := t.stage(s, o, arg)
	t.loop.rec.Publish()
	return now
}

// stage is enter that is seen with the loop's next event: the next task's step,
// as a rule.
func (t *Task) stage(s trace.State, o trace.Obj, arg int64) trace.Time {
	l := t.loop
	now := l.rec.Now()
	if t.state == trace.StateRunning && now-t.since > askLostAfter {
		if off := l.base.Lost(t.since); off > 0 { // its loop's thread was without a core
			l.rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateReady), Lane: t.self.Lane, Time: now - off, Core: trace.CoreUnknown})
		}
	}
	core := trace.CoreUnknown
	if s.Executing() {
		core = l.core
	}
	l.rec.Stage(trace.Event{Kind: trace.KindState, Slot: trace.Slot(s), Lane: t.self.Lane, Obj: o, Arg: arg, Core: core, Time: now})
	t.state, t.since, l.now = s, now, now
	return now
}

// askLostAfter is how long a step must have taken for it to be worth asking
// whether the thread was without a core, ns.
const askLostAfter = 500_000

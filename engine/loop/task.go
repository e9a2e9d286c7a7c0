package loop

// This file holds the task: a coroutine that is a worker, and how it waits.

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"corelanes/engine/code"
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
	queued       bool // in the queue of what is ready
	token        bool // an unpark that has not been used up
	timedOut     bool // the timer woke it
	mustCancel   bool // its next wait ends with ErrCancelled
	inText       bool // it runs interpreted text, and cannot be suspended
	suspended    bool // it has been, at least once
	socketWrites bool // it waits to write
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
	return fmt.Errorf("internal error: %v\n%s", p, debug.Stack())
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
	t.enter(s, o, arg)
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
	l.rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(s), Lane: t.self.Lane, Obj: o, Arg: arg, Core: core, Time: now})
	t.state, t.since, l.now = s, now, now
	return now
}

// askLostAfter is how long a step must have taken for it to be worth asking
// whether the thread was without a core, ns.
const askLostAfter = 500_000

// during does what freezes the loop, showing the task in the state s. what is
// the call's name, in case it does so for long.
func (t *Task) during(s trace.State, what string, f func() error) error {
	begin := t.enter(s, 0, 0)
	err := f()
	t.loop.seen.called(t.loop, what, t.enter(trace.StateRunning, 0, 0)-begin)
	return err
}

// Self is as in work.Worker.
func (t *Task) Self() *prim.Worker { return &t.self }

// Call is as in work.Worker. Where the model computes outside the loop, the
// task suspends meanwhile.
func (t *Task) Call(fn string, args ...code.Value) (code.Value, error) {
	if w := t.loop.options.Computing; w != OnLoop && !t.inText {
		out, err := t.offload(w, &Job{Name: fn, Call: fn, Args: args})
		v, _ := out.(code.Value)
		return v, err
	}
	t.loop.base.ActFor(t)
	t.inText = true
	defer func() { t.inText = false }()
	begin := t.loop.rec.Now()
	v, err := t.loop.base.Call(fn, args...)
	t.loop.seen.called(t.loop, fn+"()", t.loop.rec.Now()-begin)
	return v, err
}

// Native is as in work.Worker.
func (t *Task) Native(f func() error) error {
	return t.blocking("native code", func(w work.Worker) error { return w.Native(f) }, trace.StateNative)
}

// IO is as in work.Worker: nothing else of the loop runs meanwhile, unless the
// model makes blocking calls elsewhere.
func (t *Task) IO(f func() error) error {
	return t.blocking("a blocking call", func(w work.Worker) error { return w.IO(f) }, trace.StateIO)
}

// Block is as in work.Worker: nothing else of the loop runs meanwhile, unless
// the model makes blocking calls elsewhere, or has it switch.
func (t *Task) Block(d time.Duration) error {
	if t.loop.options.Patched && !t.inText {
		return t.Sleep(d)
	}
	return t.blocking("time.sleep", func(w work.Worker) error { return w.Block(d) }, trace.StateSleep)
}

// blocking makes a call that blocks its thread.
func (t *Task) blocking(what string, f func(w work.Worker) error, s trace.State) error {
	if w := t.loop.options.Blocking; w != OnLoop && !t.inText {
		_, err := t.offload(w, &Job{Name: what, Func: func(w work.Worker) (any, error) { return nil, f(w) }})
		return err
	}
	return t.during(s, what, func() error { return f(t.loop.base) })
}

// Sleep is as in work.Worker: asyncio.sleep.
func (t *Task) Sleep(d time.Duration) error {
	l := t.loop
	if d <= 0 {
		if !t.queued {
			t.queued = true
			l.ready.push(item{task: t})
		}
		return t.suspend(forTurn, trace.StateReady, 0, 0)
	}
	at := l.after(d)
	l.timers.add(&t.timer, at)
	return t.suspend(forTimer, trace.StateSleep, 0, int64(at))
}

// Park is as in prim.Parker.
func (t *Task) Park(why trace.Obj, until trace.Time) osys.Woke {
	if !t.token {
		timed := int64(0)
		if until != trace.Forever {
			t.loop.timers.add(&t.timer, until)
		}
		if until != trace.Forever || t.limits > 0 {
			timed = trace.Timed
		}
		err := t.suspend(forUnpark, trace.StateBlocked, why, timed)
		t.loop.timers.remove(&t.timer)
		switch {
		case errors.Is(err, ErrStopped):
			return osys.WokeStopped
		case err != nil:
			t.token = false
			return osys.WokeCancelled
		}
	}
	if t.token {
		t.token = false
		return osys.WokeUp
	}
	return osys.WokeTimeout
}

// Unpark is as in prim.Parker. A lane that is no task of the loop is a thread,
// which sits on its seat.
func (t *Task) Unpark(peer trace.Lane) {
	if !t.loop.unpark(peer) {
		prim.SeatOf(t.loop.kit.Arena, peer).Wake(t.loop.kit.Waiter)
	}
}

// Unpark wakes the loop's task of that lane, if there is one.
func (l *Loop) Unpark(peer trace.Lane) { l.unpark(peer) }

// unpark wakes the loop's task of that lane; false if there is none.
func (l *Loop) unpark(peer trace.Lane) bool {
	if int(peer) >= len(l.tasks) || l.tasks[peer] == nil {
		return false
	}
	p := l.tasks[peer]
	p.token = true
	if p.waits == forUnpark {
		l.makeReady(p)
	}
	return true
}

// Dial is as in work.Worker: the socket never blocks, the loop watches it.
func (t *Task) Dial(address osys.Address) (io.ReadWriteCloser, error) {
	return osys.DialReady(address, t.loop)
}

// Crew is as in work.Worker: a task for each piece.
func (t *Task) Crew(n int) int { return max(1, n) }

// Local is as in work.Worker: all tasks of a loop share their thread's.
func (t *Task) Local(key string, mk func() any) any { return t.loop.base.Local(key, mk) }

// Start is as in work.Worker: asyncio.create_task. The task begins when the
// caller next waits.
func (t *Task) Start(name, body string, arg []byte) (work.Handle, error) {
	f, ok := t.loop.bodies[body]
	if !ok {
		return nil, fmt.Errorf("create task %s: the scenario has no body %q", name, body)
	}
	child, err := t.startCoro(name, bodyCoro(t.loop, f, arg))
	if err != nil {
		return nil, err
	}
	return &handle{by: t, on: child}, nil
}

// startCoro starts a task: in the caller's nursery, if the model has such.
func (t *Task) startCoro(name string, f Coro) (*Task, error) {
	if t.loop.options.Nursery {
		return t.own.Start(name, f)
	}
	return t.loop.create(name, f, t.self.Lane)
}

// handle is an awaitable as who started it sees it.
type handle struct {
	by *Task
	on Awaitable
}

// Join is as in work.Handle: await.
func (h *handle) Join() ([]byte, error) {
	out, err := h.by.Await(h.on)
	data, _ := out.([]byte)
	return data, err
}

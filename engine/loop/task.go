package loop

// This file holds the task: a coroutine that is a worker.

import (
	"container/heap"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Task is a worker that is a task of a loop. It is a work.Worker.
type Task struct {
	loop     *Loop
	self     prim.Worker
	name     string
	next     func() (struct{}, bool)
	stop     func()
	yield    func(struct{}) bool
	state    trace.State
	since    trace.Time // when that began
	ready    bool       // queued to be run
	token    bool       // an unpark that has not been used up
	timer    *timer     // what will wake it, if anything
	timedOut bool       // the timer woke it
	inText   bool       // it runs interpreted text, and cannot be suspended
	done     bool
	out      []byte
	err      error
	joiners  []*Task // who wait for its end
}

func newTask(l *Loop, lane trace.Lane, name string, body work.Body, arg []byte) *Task {
	t := &Task{loop: l, name: name}
	t.self = prim.Worker{Lane: lane, Rec: l.rec, Parker: t}
	t.next, t.stop = iter.Pull(func(yield func(struct{}) bool) {
		t.yield = yield
		t.end(guard(func() ([]byte, error) { return body(t, l.kit, arg) }))
	})
	return t
}

// guard turns a panic of a task's code into its error.
func guard(f func() ([]byte, error)) (out []byte, err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case ErrStopped:
			err = ErrStopped
		default:
			err = fmt.Errorf("internal error: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// step runs the task until it waits for something or ends.
func (t *Task) step() {
	t.ready = false
	if t.done {
		return
	}
	t.loop.running = t
	t.loop.base.ActFor(t)
	t.enter(trace.StateRunning, 0, 0)
	t.next()
	t.loop.running = nil
}

// end notes the task's result and wakes who waits for it.
func (t *Task) end(out []byte, err error) {
	if t.done {
		return
	}
	t.done, t.out, t.err = true, out, err
	arg := int64(0)
	if err != nil && !errors.Is(err, ErrStopped) {
		arg = 1
		t.err = fmt.Errorf("%s: %w", t.name, err)
		work.Say(t, "Task exception: "+t.err.Error())
	}
	t.self.Rec.Put(trace.Event{Kind: trace.KindEnd, Lane: t.self.Lane, Arg: arg, Core: trace.CoreUnknown})
	delete(t.loop.tasks, t.self.Lane)
	for _, j := range t.joiners {
		t.loop.makeReady(j)
	}
}

// suspend hands control back to the loop until something makes the task ready.
func (t *Task) suspend(s trace.State, o trace.Obj, arg int64) error {
	if t.inText {
		// All tasks share the thread's machine: another one's text would run
		// in the middle of this one's. Python has no such wait either: only
		// "async def" code can await.
		panic("a function that interpreted text calls must not wait in a task")
	}
	t.enter(s, o, arg)
	if !t.yield(struct{}{}) {
		return ErrStopped
	}
	return nil
}

func (t *Task) enter(s trace.State, o trace.Obj, arg int64) {
	if t.state == trace.StateRunning {
		if off := t.loop.base.Lost(t.since); off > 0 { // its loop's thread was without a core
			t.self.Rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateReady), Lane: t.self.Lane, Time: t.self.Rec.Now() - off, Core: trace.CoreUnknown})
		}
	}
	core := trace.CoreUnknown
	if s.Executing() {
		core = t.loop.core
	}
	t.state = s
	t.since = t.self.Rec.State(t.self.Lane, s, o, arg, core)
}

// during does what freezes the loop, showing the task in the state s.
func (t *Task) during(s trace.State, f func() error) error {
	t.enter(s, 0, 0)
	err := f()
	t.enter(trace.StateRunning, 0, 0)
	return err
}

// Self is as in work.Worker.
func (t *Task) Self() *prim.Worker { return &t.self }

// Call is as in work.Worker.
func (t *Task) Call(fn string, args ...code.Value) (code.Value, error) {
	t.inText = true
	defer func() { t.inText = false }()
	return t.loop.base.Call(fn, args...)
}

// Native is as in work.Worker.
func (t *Task) Native(f func() error) error {
	return t.during(trace.StateNative, func() error { return t.loop.base.Native(f) })
}

// IO is as in work.Worker: nothing else of the loop runs meanwhile.
func (t *Task) IO(f func() error) error {
	return t.during(trace.StateIO, func() error { return t.loop.base.IO(f) })
}

// Block is as in work.Worker: nothing else of the loop runs meanwhile.
func (t *Task) Block(d time.Duration) error {
	return t.during(trace.StateSleep, func() error { return t.loop.base.Block(d) })
}

// Sleep is as in work.Worker: asyncio.sleep.
func (t *Task) Sleep(d time.Duration) error {
	if d <= 0 {
		t.loop.makeReady(t)
		return t.suspend(trace.StateReady, 0, 0)
	}
	t.wakeAt(t.self.Rec.Now() + min(trace.Time(d), trace.Forever/2))
	for t.timer != nil {
		if err := t.suspend(trace.StateSleep, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// wakeAt sets the task's timer.
func (t *Task) wakeAt(at trace.Time) {
	l := t.loop
	l.order++
	t.timer = &timer{at: at, order: l.order, task: t}
	heap.Push(&l.timers, t.timer)
}

// unsetTimer takes back a timer that has not woken the task.
func (t *Task) unsetTimer() {
	if t.timer != nil {
		heap.Remove(&t.loop.timers, t.timer.place)
		t.timer = nil
	}
}

// Park is as in prim.Parker.
func (t *Task) Park(why trace.Obj, until trace.Time) osys.Woke {
	t.timedOut = false
	timed := int64(0)
	if until != trace.Forever {
		timed = trace.Timed
		t.wakeAt(until)
	}
	for !t.token && !t.timedOut {
		if t.suspend(trace.StateBlocked, why, timed) != nil {
			return osys.WokeStopped
		}
	}
	t.unsetTimer()
	if t.token {
		t.token = false
		return osys.WokeUp
	}
	return osys.WokeTimeout
}

// Unpark is as in prim.Parker.
func (t *Task) Unpark(peer trace.Lane) {
	if p := t.loop.tasks[peer]; p != nil {
		p.token = true
		t.loop.makeReady(p)
	}
}

// Dial is as in work.Worker: the socket never blocks, the loop watches it.
func (t *Task) Dial(address osys.Address) (io.ReadWriteCloser, error) {
	return osys.DialReady(address, t.awaitSocket)
}

// awaitSocket suspends until the socket can be read, or written.
func (t *Task) awaitSocket(fd int, write bool) error {
	l := t.loop
	if err := l.sel.Watch(fd, write); err != nil {
		return err
	}
	l.watched[fd] = t
	for l.watched[fd] == t {
		if err := t.suspend(trace.StateIO, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// Crew is as in work.Worker: a task for each piece.
func (t *Task) Crew(n int) int { return max(1, n) }

// Local is as in work.Worker: all tasks of a loop share their thread's.
func (t *Task) Local(key string, mk func() any) any { return t.loop.base.Local(key, mk) }

// Start is as in work.Worker: asyncio.create_task. The task begins when the
// caller next waits.
func (t *Task) Start(name, body string, arg []byte) (work.Handle, error) {
	child, err := t.loop.create(name, body, arg)
	if err != nil {
		return nil, err
	}
	return &taskHandle{by: t, task: child}, nil
}

// taskHandle is a task as its creator sees it.
type taskHandle struct{ by, task *Task }

// Join is as in work.Handle: await.
func (h *taskHandle) Join() ([]byte, error) {
	for !h.task.done {
		h.task.joiners = append(h.task.joiners, h.by)
		if err := h.by.suspend(trace.StateBlocked, 0, int64(h.task.self.Lane)); err != nil {
			return nil, err
		}
	}
	return h.task.out, h.task.err
}

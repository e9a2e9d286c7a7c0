package loop

// This file holds the task as a worker: work.Worker and prim.Parker.

import (
	"errors"
	"fmt"
	"io"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

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
	return t.loop.net.Dial(address, t.loop)
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

package interp

// This file holds the thread: an operating system's thread that runs the
// bodies of a scenario, holding a GIL while it executes Python text.

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// breakDrop is the bit of the eval breaker that asks for the GIL.
const breakDrop = 1

// Thread is a worker that is an OS thread. It is a work.Worker.
type Thread struct {
	in      *Interpreter
	self    prim.Worker
	vm      *code.Thread
	breaker atomic.Uint32
	acts    work.Worker // for whom it runs text: itself, or a task of its loop
	watch   watch
	paid    penalty
	lineAt  trace.Time // when it was last noted, without a change of state, on which line it is
	slept   trace.Time // when its last sleep was over
	locals  map[string]any
	gate    *gate // nil in a free run
}

// Attach makes the calling goroutine, locked to its OS thread from now on, the
// worker of a lane, and takes the GIL. The caller ends it with Detach.
func (in *Interpreter) Attach(lane trace.Lane) *Thread { return in.attach(lane, nil) }

// AttachFirst is Attach for the first worker of a controlled run.
func (in *Interpreter) AttachFirst(lane trace.Lane, name string) *Thread {
	if in.control == nil {
		return in.attach(lane, nil)
	}
	turn := in.control.Enter(lane, name)
	turn.Begin()
	return in.attach(lane, turn)
}

func (in *Interpreter) attach(lane trace.Lane, turn work.Turn) *Thread {
	if !in.loose && (in.control == nil || in.control.OwnThreads()) {
		runtime.LockOSThread()
	}
	t := &Thread{in: in, locals: map[string]any{}}
	t.self = prim.Worker{Lane: lane, Rec: in.Arena.NewWriter(in.Clock, lane), Parker: t}
	t.vm = code.NewThread(t, &t.breaker)
	t.acts = t
	in.pin(lane)
	tid := 0 // a goroutine has many, one after the other
	if !in.loose {
		tid = osys.ThreadID()
	}
	in.Arena.SetLaneIDs(lane, os.Getpid(), os.Getppid(), tid)
	if in.control == nil && !in.loose {
		t.watch.open()
	}
	if in.control != nil {
		t.vm.PollEvery = 1
	}
	if turn != nil {
		t.enterControl(turn)
	}
	t.retake()
	return t
}

// Detach ends the worker: its lane ends, its GIL is free, its locals that are
// io.Closers are closed. The OS thread stays locked, so that it ends with its
// goroutine.
func (t *Thread) Detach(died bool) {
	t.finish(died)
	t.leave()
}

// leave passes the turn of a controlled run on, for good.
func (t *Thread) leave() {
	if t.gate != nil {
		t.gate.turn.Leave()
	}
}

// finish ends the worker's lane.
func (t *Thread) finish(died bool) {
	for _, v := range t.locals {
		if c, ok := v.(io.Closer); ok {
			c.Close()
		}
	}
	if cpu, err := osys.ThreadCPU(); err == nil && t.in.control == nil && !t.in.loose {
		t.self.Rec.Put(trace.Event{Kind: trace.KindCPU, Lane: t.self.Lane, Arg: cpu - t.watch.cpuAtStart, Core: trace.CoreUnknown})
	}
	arg := int64(0)
	if died {
		arg = 1
	}
	t.self.Rec.Put(trace.Event{Kind: trace.KindEnd, Lane: t.self.Lane, Arg: arg, Core: trace.CoreUnknown})
	if g := t.in.GIL; g != nil {
		g.drop(t, true)
	}
	t.watch.close()
}

// Leave ends the execution of Python text without ending the lane: the GIL is
// free, and what follows is the process's own closing.
func (t *Thread) Leave() {
	t.enter(trace.StateOverhead, 0, int64(trace.OverheadShutdown))
	if g := t.in.GIL; g != nil {
		g.drop(t, true)
	}
	t.watch.close()
}

// Waiting runs f, which waits for the end of lane peer, with the GIL released.
func (t *Thread) Waiting(peer trace.Lane, f func() error) error {
	t.release(trace.StateBlocked, 0, int64(peer))
	err := f()
	t.retake()
	return err
}

// WaitOn is as in work.Waiter.
func (t *Thread) WaitOn(o trace.Obj, f func() error) error {
	t.release(trace.StateBlocked, o, 0)
	err := f()
	t.retake()
	return err
}

// Spend is as in work.Spender.
func (t *Thread) Spend(what trace.Overhead, f func() error) error {
	t.enter(trace.StateOverhead, 0, int64(what))
	err := f()
	t.enter(trace.StateRunning, 0, 0)
	return err
}

// OnMove has f called whenever the thread, while it computes, is found on
// another core: a loop's tasks move with it.
func (t *Thread) OnMove(f func(trace.Core)) { t.watch.moved = f }

// ActFor says for whom the thread runs text from now on.
func (t *Thread) ActFor(w work.Worker) { t.acts = w }

// Lost is how much of the time since a moment, all of which the thread wanted to
// run, it waited for a core; 0 when that cannot be told.
func (t *Thread) Lost(since trace.Time) trace.Time { return t.watch.lost(since, t.self.Rec.Now()) }

// Late does a wait that should be over at a moment, and records as ready for how
// long the thread then had no core. It is for use within IO.
func (t *Thread) Late(due trace.Time, wait func() error) error {
	t.watch.mark(t.self.Rec.Now())
	err := wait()
	now := t.self.Rec.Now()
	if off := t.watch.lost(due, now); off > 0 {
		ready(&t.self, now, off)
	}
	return err
}

// Self is as in work.Worker.
func (t *Thread) Self() *prim.Worker { return &t.self }

// enter records that the thread's state is s from now on.
func (t *Thread) enter(s trace.State, o trace.Obj, arg int64) {
	t.enterAt(t.self.Rec.Now(), s, o, arg)
}

// enterAt is enter at the present moment, where that is known.
func (t *Thread) enterAt(now trace.Time, s trace.State, o trace.Obj, arg int64) {
	t.watch.leaving(&t.self, now)
	core := trace.CoreUnknown
	if s.Executing() && t.in.control == nil {
		core = osys.CurrentCore()
	}
	t.self.Rec.PutAt(trace.Event{Time: now, Kind: trace.KindState, Slot: trace.Slot(s), Lane: t.self.Lane, Obj: o, Arg: arg, Core: core})
	t.watch.entered(now, s, core)
}

// release enters a waiting state and gives the GIL up.
func (t *Thread) release(s trace.State, o trace.Obj, arg int64) {
	t.stand(t.vm.Line())
	t.enter(s, o, arg)
	if g := t.in.GIL; g != nil {
		g.drop(t, false)
	}
}

// retake takes the GIL and goes on running.
func (t *Thread) retake() {
	if g := t.in.GIL; g != nil {
		g.take(t)
	}
	t.enter(trace.StateRunning, 0, 0)
}

// Poll is called by the interpreter at a checkpoint, when the eval breaker is
// set and every thousand checkpoints or so.
func (t *Thread) Poll(line int) error {
	if t.in.control != nil {
		t.in.Arena.MoveClock(textTime)
		if t.gate != nil {
			t.gate.checkpoint(line)
		}
		return nil
	}
	if t.breaker.Load()&breakDrop != 0 {
		if g := t.in.GIL; g != nil {
			t.stand(line)
			t.enter(trace.StateWaitGIL, g.obj, 0)
			g.drop(t, false)
			t.retake()
			return nil
		}
	}
	t.watch.look(&t.self)
	if t.in.penalty > 1 {
		t.pay()
	}
	if t.watch.last-t.lineAt >= lineEveryNs {
		t.lineAt = t.watch.last
		t.stand(line)
	}
	return nil
}

// Checkpoint gives the GIL up if another thread asks for it: what Go code does
// that runs for long without executing Python text.
func (t *Thread) Checkpoint() {
	if t.breaker.Load()&breakDrop != 0 && t.in.GIL != nil {
		t.enter(trace.StateWaitGIL, t.in.GIL.obj, 0)
		t.in.GIL.drop(t, false)
		t.retake()
	}
}

// Call is as in work.Worker.
func (t *Thread) Call(fn string, args ...code.Value) (code.Value, error) {
	if t.in.lines == nil {
		return t.vm.Call(t.in.Kit.Module, fn, args...)
	}
	self := t.acts.Self()
	before := self.Line()
	if f := t.in.Kit.Module.Program().Func(fn); f != nil {
		t.stand(f.FirstLine)
	}
	v, err := t.vm.Call(t.in.Kit.Module, fn, args...)
	if before != 0 {
		self.Stand(before)
	}
	return v, err
}

// Native is as in work.Worker.
func (t *Thread) Native(f func() error) error { return t.without(trace.StateNative, f) }

// IO is as in work.Worker.
func (t *Thread) IO(f func() error) error { return t.without(trace.StateIO, f) }

func (t *Thread) without(s trace.State, f func() error) error {
	if t.gate != nil {
		op := prim.OpNative
		if s == trace.StateIO {
			op = prim.OpIO
		}
		return t.gate.outside(op, s, f)
	}
	t.release(s, 0, 0)
	err := f()
	t.retake()
	return err
}

// Sleep is as in work.Worker: time.sleep.
func (t *Thread) Sleep(d time.Duration) error {
	if t.gate != nil {
		t.gate.sleep(d)
		return nil
	}
	t.release(trace.StateSleep, 0, 0)
	t.pause(d)
	t.retake()
	return nil
}

// Block is as in work.Worker; a thread knows no other sleep.
func (t *Thread) Block(d time.Duration) error { return t.Sleep(d) }

// pause waits for the time d on the operating system's timer.
func (t *Thread) pause(d time.Duration) {
	if t.in.control != nil { // nobody else goes meanwhile
		t.in.Arena.MoveClock(max(0, trace.Time(d)))
		return
	}
	var word uint32 // nobody wakes it
	until := t.self.Rec.Now() + trace.Time(d)
	for left := d; left > 0; left = time.Duration(until - t.slept) {
		t.in.Waiter.Wait(&word, 0, int64(left))
		t.slept = t.self.Rec.Now()
	}
}

// Park is as in prim.Parker.
func (t *Thread) Park(why trace.Obj, until trace.Time) (woke osys.Woke) {
	if t.gate != nil {
		return t.gate.park(why, until)
	}
	t.ParkTrying(why, until, func(w osys.Woke) bool {
		woke = w
		return true
	})
	return woke
}

// ParkTrying is as in prim.Retaker: try is called before the GIL is taken.
func (t *Thread) ParkTrying(why trace.Obj, until trace.Time, try func(osys.Woke) bool) {
	ns, timed := int64(-1), int64(0)
	if until != trace.Forever {
		timed = trace.Timed
	}
	t.release(trace.StateBlocked, why, timed)
	for seat := prim.SeatOf(t.in.Arena, t.self.Lane); ; {
		if timed != 0 {
			ns = max(0, int64(until-t.self.Rec.Now()))
		}
		if try(seat.Wait(t.in.Waiter, ns)) {
			break
		}
	}
	t.retake()
}

// Unpark is as in prim.Parker.
func (t *Thread) Unpark(peer trace.Lane) {
	if t.gate != nil {
		t.gate.turn.Wake(peer)
		return
	}
	prim.SeatOf(t.in.Arena, peer).Wake(t.in.Waiter)
}

// justSlept is how long after a sleep the Go runtime's monitor may still wait for
// the core: it looks round every 20 µs, the kernel lets its timer go off with
// another up to 50 µs late, and then it needs some.
const justSlept = 100_000

// GiveWay is as in prim.GivesWay. A thread that executes Python text holds the
// GIL meanwhile, as CPython's does that is preempted.
func (t *Thread) GiveWay(now trace.Time) {
	if t.in.GIL != nil && now-t.slept < justSlept {
		osys.Yield()
	}
}

// StepBack is as in prim.StepsBack.
func (t *Thread) StepBack() bool {
	if t.in.GIL != nil || t.in.loose {
		return false
	}
	osys.Yield()
	return true
}

// Dial is as in work.Worker: connect, and later reads and writes, block the
// thread with the GIL released.
func (t *Thread) Dial(address osys.Address) (io.ReadWriteCloser, error) {
	return osys.DialBlocking(address, t.IO)
}

// Local is as in work.Worker.
func (t *Thread) Local(key string, mk func() any) any {
	v, ok := t.locals[key]
	if !ok {
		v = mk()
		t.locals[key] = v
	}
	return v
}

// Guard calls f and turns a panic in it into an error with its stack.
func Guard[T any](f func() (T, error)) (out T, err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case prim.ErrStopped:
			err = prim.ErrStopped
		default:
			err = fmt.Errorf("internal error: %v\n%s", p, osys.Stack())
		}
	}()
	return f()
}

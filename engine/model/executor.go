package model

// This file holds the executors of event loops: what run_in_executor and
// to_thread hand calls to.

import (
	"fmt"
	"strconv"
	"sync"

	"corelanes/engine/interp"
	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// threadExecutor is a loop.Executor whose workers are threads.
type threadExecutor struct {
	loop   func() *loop.Loop
	bodies map[string]work.Body
	engine work.PoolEngine

	mu   sync.Mutex
	last uint64
	open map[uint64]*openJob
}

// openJob is a job that has not ended, and then its result.
type openJob struct {
	*loop.Job
	out any
}

// jobBody is the one body that the pool's threads run.
const jobBody = "job"

// job is the bodies of the pool's threads.
func (x *threadExecutor) job() map[string]work.Body {
	return map[string]work.Body{jobBody: func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
		id, err := strconv.ParseUint(string(arg), 10, 64)
		if err != nil {
			return nil, err
		}
		x.mu.Lock()
		j := x.open[id]
		x.mu.Unlock()
		if j.Dropped() {
			return nil, nil
		}
		t, ok := w.(*interp.Thread)
		if !ok {
			return nil, fmt.Errorf("job %s: %T is no thread", j.Name, w)
		}
		b := newBeside(t, x.loop())
		t.ActFor(b)
		j.out, err = x.do(b, k, j.Job)
		return nil, err
	}}
}

// do makes the call that a job is.
func (x *threadExecutor) do(w work.Worker, k *work.Kit, j *loop.Job) (any, error) {
	switch {
	case j.Func != nil:
		return j.Func(w)
	case j.Call != "":
		return w.Call(j.Call, j.Args...)
	}
	f, ok := x.bodies[j.Body]
	if !ok {
		return nil, fmt.Errorf("job %s: the scenario has no body %q", j.Name, j.Body)
	}
	return f(w, k, j.Arg)
}

// Submit is as in loop.Executor.
func (x *threadExecutor) Submit(by work.Worker, j *loop.Job, done func(out any, err error)) error {
	x.mu.Lock()
	x.last++
	id, open := x.last, &openJob{Job: j}
	x.open[id] = open
	x.mu.Unlock()
	return x.engine.Put(by, work.PoolTask{Body: jobBody, Args: [][]byte{strconv.AppendUint(nil, id, 10)}, Done: func(_ [][]byte, err error) {
		x.mu.Lock()
		delete(x.open, id)
		x.mu.Unlock()
		done(open.out, err)
	}})
}

// ShutDown is as in loop.Executor.
func (x *threadExecutor) ShutDown(by work.Worker) error {
	x.engine.Close(by)
	return x.engine.Join(by)
}

// beside is a thread beside a loop: the tasks that it wakes, by releasing a lock
// say, are made ready by their loop.
type beside struct {
	*interp.Thread
	loop *loop.Loop
	self prim.Worker
}

func newBeside(t *interp.Thread, l *loop.Loop) *beside {
	b := &beside{Thread: t, loop: l, self: *t.Self()}
	b.self.Parker = b
	return b
}

// Self is as in work.Worker.
func (b *beside) Self() *prim.Worker { return &b.self }

// Park is as in prim.Parker.
func (b *beside) Park(why trace.Obj, until trace.Time) osys.Woke { return b.Thread.Park(why, until) }

// Unpark is as in prim.Parker.
func (b *beside) Unpark(peer trace.Lane) {
	if info, ok := b.self.Rec.Arena().LaneInfo(peer); ok && info.Kind == trace.LaneTask {
		// A loop that has closed has no tasks that wait.
		_ = b.loop.CallSoonThreadsafe(func() { b.loop.Unpark(peer) })
		return
	}
	b.Thread.Unpark(peer)
}

// processExecutor is a loop.Executor whose workers are processes. They are
// started beside the loop: each takes its starter milliseconds, and on a busy
// machine tens of them, for which the loop would stand still. What is submitted
// meanwhile waits until the pool is there.
type processExecutor struct {
	loop   func() *loop.Loop
	made   chan struct{}   // closed when the pool is there, or cannot be
	engine work.PoolEngine // when it is
	err    error
	early  []earlyTask // for the loop's thread alone
}

type earlyTask struct {
	by   work.Worker
	task work.PoolTask
}

// newProcessExecutor has mk, on a goroutine of its own, make the pool. ShutDown
// waits for that.
func newProcessExecutor(l func() *loop.Loop, mk func() (work.PoolEngine, error)) *processExecutor {
	x := &processExecutor{loop: l, made: make(chan struct{})}
	go func() {
		x.engine, x.err = mk()
		close(x.made)
		// A loop that has closed puts them itself: see ShutDown.
		_ = l().CallSoonThreadsafe(x.putEarly)
	}()
	return x
}

// putEarly puts what came before the pool was there.
func (x *processExecutor) putEarly() {
	for _, e := range x.early {
		if err := x.put(e.by, e.task); err != nil {
			e.task.Done(nil, err)
		}
	}
	x.early = nil
}

// put is Put of a pool that is there.
func (x *processExecutor) put(by work.Worker, t work.PoolTask) error {
	if x.err != nil {
		return fmt.Errorf("make an executor: %w", x.err)
	}
	return x.engine.Put(by, t)
}

// Submit is as in loop.Executor: what is called must be reachable by name in
// the other process.
func (x *processExecutor) Submit(by work.Worker, j *loop.Job, done func(out any, err error)) error {
	body, arg := j.Body, j.Arg
	switch {
	case j.Func != nil:
		return fmt.Errorf("job %s: TypeError: cannot pickle 'function' object", j.Name)
	case j.Call != "":
		data, err := work.PackCall(j.Call, j.Args)
		if err != nil {
			return err
		}
		body, arg = work.CallBody, data
	}
	t := work.PoolTask{Body: body, Args: [][]byte{arg}, Done: func(out [][]byte, err error) {
		switch {
		case err != nil || len(out) != 1:
			done(nil, err)
		case j.Call != "":
			done(work.UnpackResult(out[0]))
		default:
			done(out[0], nil)
		}
	}}
	select {
	case <-x.made:
		x.putEarly() // in the order in which they came
		return x.put(by, t)
	default:
		x.early = append(x.early, earlyTask{by, t})
		return nil
	}
}

// ShutDown is as in loop.Executor.
func (x *processExecutor) ShutDown(by work.Worker) error {
	<-x.made
	x.putEarly()
	if x.err != nil {
		return nil // who submitted anything was told
	}
	x.engine.Close(by)
	return x.engine.Join(by)
}

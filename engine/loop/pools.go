package loop

// This file holds the calls that run elsewhere: run_in_executor and to_thread.

import (
	"errors"
	"fmt"
	"sync/atomic"

	"corelanes/engine/code"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// ErrNoExecutor is returned where the model has no such pool.
var ErrNoExecutor = &prim.Error{Class: "RuntimeError", Message: "this event loop has no such executor"}

// Where says where calls run that would hold the loop.
type Where uint8

// The places.
const (
	OnLoop      Where = iota // on the loop's own thread, which they freeze
	InThreads                // in a thread of the loop's pool
	InProcesses              // in a process of the loop's pool
	numPlaces
)

// Executor runs jobs outside the loop.
type Executor interface {
	// Submit has a job run, and then done called, once, on any goroutine. It
	// returns at once. A job that is Dropped before it begins need not run;
	// done is called all the same.
	Submit(by work.Worker, j *Job, done func(out any, err error)) error
	// ShutDown waits for the jobs under way, and ends the executor's workers.
	ShutDown(by work.Worker) error
}

// Job is a call that an executor is to make, in one of its three forms.
type Job struct {
	Name string
	Func func(w work.Worker) (any, error) // only within this process
	Body string                           // a body of the program, with Arg; its result is a []byte
	Arg  []byte
	Call string // an interpreted function, with Args; its result is a code.Value
	Args []code.Value

	dropped atomic.Bool
}

// Dropped says whether nobody wants the job's result any more.
func (j *Job) Dropped() bool { return j.dropped.Load() }

// pools are the executors that the loop has made.
type pools [numPlaces]Executor

// executor is the pool of a place, made when it is first asked for.
func (l *Loop) executor(w Where) (Executor, error) {
	if l.pools[w] != nil {
		return l.pools[w], nil
	}
	mk := map[Where]func(work.Worker) (Executor, error){InThreads: l.options.Threads, InProcesses: l.options.Processes}[w]
	if mk == nil {
		return nil, ErrNoExecutor
	}
	x, err := mk(l.base)
	if err != nil {
		return nil, fmt.Errorf("make an executor: %w", err)
	}
	l.pools[w] = x
	return x, nil
}

// shutDown ends the executors. It waits for the jobs under way, as asyncio.run
// does at its end.
func (p *pools) shutDown(l *Loop) error {
	var errs []error
	for i, x := range p {
		if x != nil {
			errs = append(errs, x.ShutDown(l.base))
			p[i] = nil
		}
	}
	return errors.Join(errs...)
}

// RunInExecutor has a job run in a pool, and is the future of its result.
// Cancelling that drops a job that has not begun; one under way goes on, and
// nobody sees how it ends.
func (l *Loop) RunInExecutor(where Where, j *Job) (*Future, error) {
	x, err := l.executor(where)
	if err != nil {
		return nil, err
	}
	f := l.NewFuture()
	f.cancels = func() bool {
		j.dropped.Store(true)
		return f.settle(cancelled, nil, nil) == nil
	}
	l.outside++
	err = x.Submit(l.base, j, func(out any, err error) {
		// A loop that has closed waits for nothing any more.
		_ = l.CallSoonThreadsafe(func() {
			l.outside--
			if where == InProcesses {
				l.lookAtSeats()
			}
			if f.Done() {
				return
			}
			_ = f.settle(finished, out, err)
		})
	})
	if err != nil {
		l.outside--
		return nil, err
	}
	return f, nil
}

// lookAtSeats makes ready the tasks that another process has woken: it cannot
// reach the loop, so it leaves a token on the task's seat, which is looked at
// when its job has ended.
func (l *Loop) lookAtSeats() {
	for _, t := range l.tasks {
		if t != nil && t.waits == forUnpark && prim.SeatOf(l.kit.Arena, t.self.Lane).Take() {
			l.unpark(t.self.Lane)
		}
	}
}

// offload runs a job in a pool while the task waits.
func (t *Task) offload(where Where, j *Job) (any, error) {
	f, err := t.loop.RunInExecutor(where, j)
	if err != nil {
		return nil, err
	}
	return t.Await(f)
}

// ToThread runs f in a thread of the pool while the task waits:
// asyncio.to_thread.
func (t *Task) ToThread(name string, f func(w work.Worker) (any, error)) (any, error) {
	return t.offload(InThreads, &Job{Name: name, Func: f})
}

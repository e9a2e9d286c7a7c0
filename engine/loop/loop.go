// Package loop is the event loop: tasks that run one at a time on one thread
// and hand control back whenever they wait.
//
// One turn of the loop is asyncio's (Lib/asyncio/base_events.py, _run_once):
// ask the selector which sockets are ready, waiting no longer than until the
// next timer and not at all when a task is ready; make the tasks ready whose
// socket or timer it was; then run those that were ready at that moment, each
// until it waits for something. A task that becomes ready meanwhile waits for
// the next turn.
//
// A task is a coroutine: Go's iter.Pull switches to it and back directly,
// without the scheduler, so no task's code ever runs beside the loop's own.
//
// This file holds the loop.
package loop

import (
	"container/heap"
	"errors"
	"fmt"
	"maps"
	"slices"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// ErrNeverEnds is returned when no task can run, no timer is pending and no
// socket is watched, yet the main task has not ended: it waits for ever.
var ErrNeverEnds = errors.New("the event loop has nothing left to wait for, but its tasks wait: a deadlock")

// ErrStopped is how a suspended task's wait ends when the loop ends without it:
// returned by what returns errors, else as in package prim.
var ErrStopped = prim.ErrStopped

// Loop runs tasks on the thread of base. It is for one goroutine.
type Loop struct {
	base    Thread // and its lane
	kit     *work.Kit
	bodies  map[string]work.Body
	rec     *trace.Writer
	sel     *osys.Selector
	ready   []*Task
	timers  timers
	order   uint64 // timers made, so that equal ones keep their order
	watched map[int]*Task
	tasks   map[trace.Lane]*Task // those that have not ended
	core    trace.Core
	running *Task // nil between two
	ended   bool  // the tasks that are left are being stopped
}

// Thread is the worker on whose thread a loop runs. It can say what the
// operating system does to it (moves it to another core, takes its core away),
// and runs text on behalf of the loop's tasks.
type Thread interface {
	work.Worker
	OnMove(func(trace.Core))
	Lost(since trace.Time) trace.Time
	ActFor(w work.Worker)
}

// New makes a loop that runs on the thread of base, which is the caller's.
func New(base Thread, kit *work.Kit, bodies map[string]work.Body) (*Loop, error) {
	sel, err := osys.NewSelector()
	if err != nil {
		return nil, err
	}
	l := &Loop{
		base: base, kit: kit, bodies: bodies, rec: base.Self().Rec, sel: sel,
		watched: map[int]*Task{}, tasks: map[trace.Lane]*Task{}, core: trace.CoreUnknown,
	}
	base.OnMove(l.moved)
	return l, nil
}

// moved notes that the loop, and the task it runs, go on on another core.
func (l *Loop) moved(core trace.Core) {
	l.core = core
	if t := l.running; t != nil {
		t.enter(trace.StateRunning, 0, 0)
	}
}

// Run runs the main body as the first task, and every task that comes of it,
// until the main one has ended; it is asyncio.run. Tasks that are left then
// are stopped where they wait.
func (l *Loop) Run(name, body string, arg []byte) ([]byte, error) {
	defer l.sel.Close()
	main, err := l.create(name, body, arg)
	if err != nil {
		return nil, err
	}
	defer l.stopAll()
	var sockets []int
	for !main.done {
		if sockets, err = l.poll(sockets); err != nil {
			if errors.Is(err, ErrNeverEnds) { // how the tasks are stopped now is no part of what happened
				l.kit.Arena.Finish(l.rec.Now())
			}
			return nil, err
		}
		for _, fd := range sockets {
			if t := l.watched[fd]; t != nil {
				delete(l.watched, fd)
				l.makeReady(t)
			}
		}
		l.fire()
		l.core = osys.CurrentCore()
		for n := len(l.ready); n > 0; n-- {
			t := l.ready[0]
			l.ready = l.ready[1:]
			t.step()
		}
	}
	return main.out, main.err
}

// poll waits in the selector for as long as nothing else is to be done.
func (l *Loop) poll(sockets []int) ([]int, error) {
	if len(l.ready) > 0 {
		return l.sel.Wait(0, sockets)
	}
	ns := int64(-1)
	if len(l.timers) > 0 {
		ns = max(0, int64(l.timers[0].at-l.rec.Now()))
	} else if len(l.watched) == 0 {
		return nil, ErrNeverEnds
	}
	err := l.base.IO(func() (err error) {
		sockets, err = l.sel.Wait(ns, sockets)
		return err
	})
	return sockets, err
}

// fire makes the tasks ready whose time has come.
func (l *Loop) fire() {
	now := l.rec.Now()
	for len(l.timers) > 0 && l.timers[0].at <= now {
		t := heap.Pop(&l.timers).(*timer).task
		t.timer = nil
		t.timedOut = true
		l.makeReady(t)
	}
}

// makeReady queues a suspended task to be run in the next turn.
func (l *Loop) makeReady(t *Task) {
	if t.ready || t.done {
		return
	}
	t.ready = true
	l.ready = append(l.ready, t)
	l.rec.State(t.self.Lane, trace.StateReady, 0, 0, trace.CoreUnknown)
}

// stopAll ends the tasks that are left, the oldest first. None can be created
// meanwhile.
func (l *Loop) stopAll() {
	l.ended = true
	for _, lane := range slices.Sorted(maps.Keys(l.tasks)) {
		t := l.tasks[lane]
		t.stop()
		t.end(nil, ErrStopped)
	}
}

// create makes a task, ready to run in the next turn.
func (l *Loop) create(name, body string, arg []byte) (*Task, error) {
	if l.ended {
		return nil, fmt.Errorf("create task %s: %w", name, ErrStopped)
	}
	f, ok := l.bodies[body]
	if !ok {
		return nil, fmt.Errorf("create task %s: the scenario has no body %q", name, body)
	}
	lane, err := l.kit.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneTask, Name: name, Parent: l.base.Self().Lane})
	if err != nil {
		return nil, fmt.Errorf("create task %s: %w", name, err)
	}
	t := newTask(l, lane, name, f, arg)
	l.tasks[lane] = t
	l.makeReady(t)
	return t, nil
}

// timer wakes a task at a moment.
type timer struct {
	at    trace.Time
	order uint64
	task  *Task
	place int // in the heap
}

// timers is a heap, the earliest first.
type timers []*timer

func (h timers) Len() int { return len(h) }
func (h timers) Less(i, j int) bool {
	return h[i].at < h[j].at || h[i].at == h[j].at && h[i].order < h[j].order
}

// Swap is for package heap.
func (h timers) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].place, h[j].place = i, j
}

// Push is for package heap.
func (h *timers) Push(x any) {
	t := x.(*timer)
	t.place = len(*h)
	*h = append(*h, t)
}

// Pop is for package heap.
func (h *timers) Pop() any {
	old := *h
	x := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	return x
}

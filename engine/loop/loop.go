// Package loop is the event loop: tasks that run one at a time on one thread
// and hand control back whenever they wait.
//
// One turn of the loop is asyncio's (Lib/asyncio/base_events.py, _run_once):
// ask the selector which sockets are ready, waiting no longer than until the
// next timer and not at all when something is ready to run; make ready what
// waited for one of these sockets, or for a moment that has come; then run what
// was ready at that moment, each until it waits for something. What becomes
// ready meanwhile waits for the next turn.
//
// Everything belongs to the loop's thread, and is for the code that runs on it:
// tasks and callbacks. What other threads may call says so.
//
// This file holds the loop and its turn.
package loop

import (
	"errors"
	"fmt"
	"os"

	"corelanes/engine/osys"
	"corelanes/engine/osys/network"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// ErrNeverEnds is returned when no task can run, no timer is pending, no
// socket is watched and nothing outside the loop is under way, yet the main
// task has not ended: it waits for ever.
var ErrNeverEnds = errors.New("the event loop has nothing left to wait for, but its tasks wait: a deadlock")

// ErrStopped is how a suspended task's wait ends when it is stopped for good:
// returned by what returns errors, else as in package prim.
var ErrStopped = prim.ErrStopped

// Options say what a loop is like beyond asyncio's own.
type Options struct {
	// Lean leaves out of a turn what asyncio does although nothing needs it:
	// while tasks are ready the selector is asked at most every askEvery. (One
	// that watches nothing is asked in vain, and not at all by either loop.)
	Lean bool
	// Network makes the selector and its sockets; nil: the system's best.
	Network func() (osys.Network, error)
	// Threads and Processes make the pools for calls that must not run on the
	// loop's thread, when they are first asked for; nil: there is none.
	Threads   func(by work.Worker) (Executor, error)
	Processes func(by work.Worker) (Executor, error)
	// Computing and Blocking say where the tasks' interpreted functions and
	// their blocking calls run.
	Computing Where
	Blocking  Where
	// Patched has Block suspend the task: blocking-style code whose waits
	// switch.
	Patched bool
	// Nursery has each task wait for the tasks it started, and an error of one
	// cancel the others: see nursery.go.
	Nursery bool
	// Control decides which task goes next; nil: the loop does.
	Control work.Control
}

// Loop runs tasks on the thread of base. It is for one goroutine.
type Loop struct {
	base    Thread // and its lane
	pid     int
	kit     *work.Kit
	bodies  map[string]work.Body
	options Options
	rec     *trace.Writer
	net     osys.Network
	socks   []osys.Ready // what the selector said last
	ready   ring
	timers  timers
	watched map[int]*watch
	tasks   []*Task // by lane; nil: not of this loop, or ended
	alive   int     // tasks that have not ended
	idle    []*coroutine
	outside int       // calls under way outside the loop, each of which will end with a CallSoonThreadsafe
	failed  []*Future // that ended with an error
	unheard []*Coroutine
	gens    []*Generator // begun and not closed

	running *Task      // nil between two
	now     trace.Time // the clock, when last read: no event of the loop's is younger
	began   trace.Time // when the running step or callback began
	asked   trace.Time // when the selector was last asked
	core    trace.Core
	coreAt  trace.Time // when that was looked up
	ended   bool       // nothing may begin any more
	still   bool       // the clock is virtual: see pass
	seen    seen
	pools   pools
	signals signals

	handler func(Lost) // for errors that nobody sees; nil: the ordinary one

	inbox inbox
}

// Thread is the worker on whose thread a loop runs. It can say what the
// operating system does to it (moves it to another core, takes its core away),
// and runs text on behalf of the loop's tasks.
type Thread interface {
	work.Worker
	OnMove(func(trace.Core))
	Lost(since trace.Time) trace.Time
	Late(due trace.Time, wait func() error) error
	ActFor(w work.Worker)
	// Checkpoint gives the GIL up if another thread asks for it.
	Checkpoint()
}

// New makes a loop that runs on the thread of base, which is the caller's.
func New(base Thread, kit *work.Kit, bodies map[string]work.Body, o Options) (*Loop, error) {
	if o.Network == nil {
		o.Network = network.Open
	}
	nw, err := o.Network()
	if err != nil {
		return nil, err
	}
	l := &Loop{
		base: base, pid: os.Getpid(), kit: kit, bodies: bodies, options: o, rec: base.Self().Rec, net: nw,
		watched: map[int]*watch{}, core: trace.CoreUnknown,
	}
	_, l.still = kit.Arena.Virtual()
	if err := l.seen.open(l); err != nil {
		return nil, errors.Join(err, nw.Close())
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

// turn is one turn of the loop.
func (l *Loop) turn() error {
	if l.options.Control != nil && !l.ended {
		return l.controlledTurn()
	}
	if err := l.poll(); err != nil {
		return err
	}
	l.takeIn()
	l.fire()
	for n := l.ready.n; n > 0 && l.ready.n > 0; n-- {
		if x := l.ready.pop(); x.task != nil {
			l.step(x.task)
		} else {
			l.call(x.call)
		}
	}
	return nil
}

const (
	askEvery  = 50_000  // ns; of a lean loop
	coreEvery = 250_000 // ns; how often the core is looked up
)

// poll asks the selector, waiting for as long as nothing else is to be done.
func (l *Loop) poll() (err error) {
	l.rec.Publish()
	if l.ready.n > 0 {
		l.base.Checkpoint()
		if len(l.watched) > 0 && (!l.options.Lean || l.now-l.asked >= askEvery) { // with nothing watched it has no answer
			l.asked = l.now
			err = l.ask(0)
		}
		l.now = l.rec.Now()
		return err
	}
	l.now = l.rec.Now()
	ns, due := int64(-1), trace.Forever
	if first := l.timers.first(); first != nil {
		due = first.at
		ns = l.pass(max(0, due-l.now))
	} else if len(l.watched) == 0 && l.outside == 0 && !l.signals.any() {
		return ErrNeverEnds
	}
	if !l.inbox.sleep() {
		ns = 0
	}
	l.seen.phase(l, PhaseSelect)
	err = l.base.IO(func() error { return l.base.Late(due, func() error { return l.ask(ns) }) })
	l.inbox.wake()
	l.now = l.rec.Now()
	l.asked = l.now
	l.seen.phase(l, PhaseReady)
	return err
}

// pass is how long to wait in the selector for a timer that is due in d, ns. On a
// virtual clock, which nobody else moves, that is not at all: the moment is
// there. Only while something outside the loop may still answer the clock stands
// still until it has.
func (l *Loop) pass(d trace.Time) int64 {
	switch {
	case !l.still:
		return int64(d)
	case len(l.watched) > 0 || l.outside > 0 || l.signals.any():
		return -1
	}
	l.kit.Arena.MoveClock(d)
	return 0
}

// ask asks the selector, and makes ready who waited for its answer.
func (l *Loop) ask(ns int64) error {
	socks, err := l.net.Wait(ns, l.socks)
	if err != nil {
		return err
	}
	l.socks = socks
	for _, s := range socks {
		if err := l.heard(s); err != nil {
			return err
		}
	}
	return nil
}

// fire makes ready what waits for a moment that has come.
func (l *Loop) fire() {
	for {
		x := l.timers.first()
		if x == nil || x.at > l.now {
			return
		}
		l.timers.remove(x)
		l.seen.late(l, l.now-x.at)
		if x.task != nil {
			x.task.timedOut = true
			l.makeReadyAt(x.task, l.now)
		} else {
			l.ready.push(item{call: x.call})
		}
	}
}

// step runs a task until it waits for something or ends.
func (l *Loop) step(t *Task) {
	t.queued = false
	if t.Done() {
		return
	}
	if l.now-l.coreAt > coreEvery && l.options.Control == nil {
		l.core, l.coreAt = osys.CurrentCore(), l.now
	}
	if t.co == nil {
		t.co = l.coroutine(t)
	}
	begin := l.now
	l.running, l.began = t, begin
	t.state, t.since = trace.StateRunning, begin
	l.rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateRunning), Lane: t.self.Lane, Core: l.core, Time: begin})
	t.co.next()
	l.running = nil
	if t.Done() {
		l.idle = append(l.idle, t.co)
		t.co = nil
	}
	if held := l.now - begin; held >= freezeAfter {
		l.seen.froze(l, t, held)
	}
}

// makeReady queues a suspended task to be run in the next turn.
func (l *Loop) makeReady(t *Task) { l.makeReadyAt(t, l.rec.Now()) }

// makeReadyAt is makeReady by one who has just looked at the clock.
func (l *Loop) makeReadyAt(t *Task, now trace.Time) {
	if t.queued || t.Done() {
		return
	}
	t.queued = true
	t.waits = forTurn
	l.ready.push(item{task: t})
	l.now = now
	l.rec.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateReady), Lane: t.self.Lane, Core: trace.CoreUnknown, Time: l.now})
}

// create makes a task, ready to run in the next turn.
func (l *Loop) create(name string, f Coro, parent trace.Lane) (*Task, error) {
	if l.ended {
		return nil, fmt.Errorf("create task %s: %w", name, ErrStopped)
	}
	lane, err := l.kit.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneTask, Name: name, Parent: parent, PID: l.pid})
	if err != nil {
		return nil, fmt.Errorf("create task %s: %w", name, err)
	}
	t := &Task{name: name, run: f}
	t.loop, t.Future.task = l, t
	t.timer.task = t
	t.self = prim.Worker{Lane: lane, Rec: l.rec, Parker: t}
	for len(l.tasks) <= int(lane) {
		l.tasks = append(l.tasks, nil)
	}
	l.tasks[lane] = t
	l.alive++
	if l.options.Control != nil {
		t.at.Op = prim.OpBegin
		l.options.Control.Enter(lane, name)
	}
	l.makeReady(t)
	return t, nil
}

// CreateTask makes a task of a function; it begins when the running task next
// waits.
func (l *Loop) CreateTask(name string, f Coro) (*Task, error) {
	parent := l.base.Self().Lane
	if t := l.running; t != nil {
		parent = t.self.Lane
	}
	return l.create(name, f, parent)
}

// CurrentTask is the task that runs; nil in a callback.
func (l *Loop) CurrentTask() *Task { return l.running }

// AllTasks are the tasks that have not ended, the oldest first.
func (l *Loop) AllTasks() []*Task {
	out := make([]*Task, 0, l.alive)
	for _, t := range l.tasks {
		if t != nil {
			out = append(out, t)
		}
	}
	return out
}

// Running is the loop that runs the worker: get_running_loop. ErrNoLoop when
// the worker is no task.
func Running(w work.Worker) (*Loop, error) {
	if t, ok := w.(*Task); ok {
		return t.loop, nil
	}
	return nil, ErrNoLoop
}

// Now is the loop's clock: loop.time.
func (l *Loop) Now() trace.Time { return l.rec.Now() }

// Selector is the name of what the loop waits in: "epoll".
func (l *Loop) Selector() string { return l.net.Name() }

// Lane is the lane of the loop's thread.
func (l *Loop) Lane() trace.Lane { return l.base.Self().Lane }

package engine

// This file holds a run: a plan being carried out in a process of its own,
// watched from here.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"corelanes/engine/cpython"
	"corelanes/engine/entry"
	_ "corelanes/engine/entry/late" // in a child process that speaks HTTP: does its work and exits
	"corelanes/engine/insight"
	"corelanes/engine/lean"
	"corelanes/engine/meter"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/scenario"
	"corelanes/engine/trace"
)

// StopGrace is how long a runner is given to end by itself when asked to; then
// it is killed, with all its children.
const StopGrace = 100 * time.Millisecond

// goneWithin is how long is waited for killed processes to be gone, which takes
// longer on a machine that has much else to do.
const goneWithin = 2 * time.Second

// sampleEvery is how often cores and processes are measured.
const sampleEvery = 100 * time.Millisecond

// Status is how a run ended.
type Status string

// The ways a run ends.
const (
	Done       Status = "done"
	Failed     Status = "failed"
	Stopped    Status = "stopped"    // by Stop
	Deadline   Status = "deadline"   // its time was up
	Deadlocked Status = "deadlocked" // its workers wait for each other for ever
)

// ErrDeadline is the Err of an Outcome whose run did not end in time.
var ErrDeadline = errors.New("the run did not end before its deadline")

// ErrStopped is the Err of an Outcome whose run was stopped.
var ErrStopped = errors.New("stopped")

// Outcome is how a run ended. What happened is in its recording.
type Outcome struct {
	Status Status
	Result json.RawMessage // what the scenario computed; nil unless Done
	Err    error           // nil when Done

	Schedule string // what was chosen in a controlled run; "" when nothing was, or too much to be told
}

// Run is a plan being carried out. Its methods may be called from any
// goroutine.
type Run struct {
	Plan Plan // as checked

	started time.Time
	rec     *trace.Recording
	arena   *trace.Arena
	clock   trace.Clock
	child   *proc.Child

	printing sync.Mutex
	prints   [2]*os.File // what a script prints, to be read; nil without one, and when the run has ended
	printed  [2][]byte   // what nobody has read of it then
	done     chan struct{}
	out      Outcome
	mu       sync.Mutex
	ending   Status // why it was told to end: Stopped, Deadline, or ""
	asks     chan Situation
	told     chan struct{} // closed when it was told to end
}

// Start checks the plan and starts it. The error is a *UsageError when the
// plan is wrong; nothing is started then. The run ends by itself, by Stop, or
// at its deadline; Wait waits for that.
func Start(p Plan) (*Run, error) { return launch(p, nil) }

// launch starts a plan, or with explore the search of its schedules.
func launch(p Plan, explore *entry.Explore) (*Run, error) {
	if p.Model == CPython && p.Script == nil {
		_ = AskPackages(context.Background(), p.Interpreter) // one that does not answer is started all the same, and says why itself
	}
	p, err := p.Checked()
	if err != nil {
		return nil, err
	}
	mem, err := osys.NewMemory(trace.DefaultArenaBytes)
	if err != nil {
		return nil, fmt.Errorf("start the run: %w", err)
	}
	arena, err := trace.NewArenaFor(mem.Bytes(), trace.MostLanes, mem)
	if err != nil {
		return nil, fmt.Errorf("start the run: %w", err)
	}
	Sweep()
	dir, err := os.MkdirTemp("", dirPrefix())
	if err != nil {
		return nil, fmt.Errorf("start the run: make a directory for its files: %w", errors.Join(err, mem.CloseFile()))
	}
	r := &Run{Plan: p, arena: arena, rec: trace.NewRecording(arena), clock: osys.NewClock(), started: time.Now(), done: make(chan struct{}), asks: make(chan Situation), told: make(chan struct{})}
	python, err := prim.ParsePython(p.Python)
	if err != nil {
		return nil, fmt.Errorf("start the run: %w", errors.Join(err, mem.CloseFile(), os.RemoveAll(dir)))
	}
	if err := r.openOutput(dir); err != nil {
		return nil, fmt.Errorf("start the run: %w", errors.Join(err, mem.CloseFile(), os.RemoveAll(dir)))
	}
	spec, err := json.Marshal(entry.Spec{
		Scenario: p.Scenario, Model: p.Model, Values: scenario.Values(p.Set), Dir: dir,
		Options:    model.Options{Workers: p.Workers, Start: p.Start, SwitchInterval: p.SwitchInterval, Pin: p.Pin, Penalty: p.Penalty, NoLines: p.NoLines, Python: python, ThroughParent: p.ThroughParent, Portable: p.Portable, Job: p.job(), Inside: p.Inside},
		Controlled: p.control(),
		Explore:    explore,
	})
	if err == nil {
		role := proc.RoleRunner.For(p.program)
		if p.Portable {
			role = proc.RoleLateRunner
		}
		r.child, err = startRunner(role, mem)
	}
	if err = errors.Join(err, mem.CloseFile()); err != nil {
		if r.child != nil {
			r.child.KillGroup()
			r.child.Wait()
		}
		return nil, fmt.Errorf("start the run: %w", errors.Join(err, r.closeOutput(), os.RemoveAll(dir)))
	}
	go r.watch(spec, dir)
	return r, nil
}

// startRunner starts the process of a run: the lean program, where that will do
// and is to be had; else this one.
func startRunner(role proc.Role, mem *osys.Memory) (*proc.Child, error) {
	if role == proc.RoleRunner {
		if path, err := lean.Path(); err == nil {
			return proc.SpawnFrom(path, role, mem, 0, true)
		}
	}
	return proc.Spawn(role, mem, 0, true)
}

// Started is when the run was started.
func (r *Run) Started() time.Time { return r.started }

// Recording is what the run leaves. It grows while the run goes on: call its
// Update with Now.
func (r *Run) Recording() *trace.Recording { return r.rec }

// Now is the present moment of the run; 0 before it has begun.
func (r *Run) Now() trace.Time {
	if end, ended := r.arena.Ended(); ended {
		return end
	}
	if now, virtual := r.arena.Virtual(); virtual {
		return now
	}
	epoch, begun := r.arena.Epoch()
	if !begun || r.Plan.Controlled() {
		return 0
	}
	return trace.Time(r.clock.Machine() - epoch)
}

// Steps is how many steps of the work are done, and of how many; total is 0
// when that is not known.
func (r *Run) Steps() (done, total int) { return r.arena.Steps() }

// Stop ends the run, whatever it is doing: it is asked to, and killed after
// StopGrace. It does not wait for the end.
func (r *Run) Stop() { r.end(Stopped) }

// Done is closed when the run has ended and nothing of it is left.
func (r *Run) Done() <-chan struct{} { return r.done }

// Wait waits until the run has ended, and is how. Nothing of it is left then
// but its recording, which is complete.
func (r *Run) Wait() Outcome {
	<-r.done
	return r.out
}

// grace is how long the runner is given to end: StopGrace, and more where it has
// a script to put an end to, and everything that the script has started.
func (r *Run) grace() time.Duration {
	if r.Plan.Model == CPython {
		return scriptGrace
	}
	return StopGrace
}

// scriptGrace is the time for a script's own KeyboardInterrupt, and for all its
// processes to be found and ended.
const scriptGrace = 3 * time.Second

// end tells the runner to end; the first reason counts.
func (r *Run) end(why Status) {
	r.mu.Lock()
	first := r.ending == ""
	if first {
		r.ending = why
	}
	r.mu.Unlock()
	if !first {
		return
	}
	close(r.told)
	kill := time.AfterFunc(r.grace(), r.child.KillGroup)
	go func() {
		_ = r.child.Send(proc.Message{Kind: proc.KindStop})
		<-r.done
		kill.Stop()
	}()
}

// watch carries the run from its first message to the last trace of its
// processes. It owns everything that belongs to the run but its recording.
func (r *Run) watch(spec []byte, dir string) {
	defer close(r.done)
	defer os.RemoveAll(dir)
	defer r.keepOutput()
	defer osys.RemoveShared(filepath.Base(dir))
	deadline := time.AfterFunc(r.Plan.Deadline, func() { r.end(Deadline) })
	defer deadline.Stop()

	quit := make(chan struct{})
	var watchers sync.WaitGroup
	if !r.Plan.Controlled() { // a controlled run knows its deadlocks, and its time is not the machine's
		watchers.Go(func() { r.lookForDeadlock(quit) })
		watchers.Go(func() { meter.Follow(r.arena, r.clock, r.child.PID, sampleEvery, quit) })
	}
	_ = r.child.Send(proc.Message{Kind: proc.KindStart, Spec: spec})
	m, err := r.receive()
	close(r.asks)
	close(quit)
	watchers.Wait()
	if err == nil {
		_ = r.child.Hang()
	}
	grace := time.AfterFunc(r.grace(), r.child.KillGroup)
	exit := r.child.Wait()
	grace.Stop()
	r.child.KillGroup() // whatever a runner that was killed left behind
	r.child.GroupGone(goneWithin)
	if r.Plan.Model == CPython {
		cpython.Sweep(dir)
	}
	r.arena.Finish(r.Now())
	r.rec.Update(trace.Forever)
	r.out = r.outcome(m, err, exit)
}

// lookForDeadlock ends the run when the same workers can never go on at two
// looks in a row: nobody of them has changed its wait.
func (r *Run) lookForDeadlock(quit <-chan struct{}) {
	tick := time.NewTicker(deadlockEvery)
	defer tick.Stop()
	var before *insight.Deadlock
	for {
		select {
		case <-quit:
			return
		case <-tick.C:
		}
		r.rec.Update(r.Now())
		v := r.rec.Cut()
		now := insight.Stuck(v, v.End())
		if r.Plan.Model == CPython && now != nil && !now.Circle {
			now = nil // somebody may wait, or act, in a way that no agent sees: only a circle of locks is certain
		}
		if before.Same(now) {
			r.end(Deadlocked)
			return
		}
		before = now
	}
}

// deadlockEvery is how often it is looked who can never go on: with the two
// looks that it takes, and the time a runner is given to end, a deadlock is told
// within a second of closing.
const deadlockEvery = 200 * time.Millisecond

// deadlock is the error that tells the deadlock in the recording.
func (r *Run) deadlock() error {
	v := r.rec.Cut()
	if d := insight.Stuck(v, v.End()); d != nil {
		return fmt.Errorf("deadlock: %s", d.Words(v))
	}
	return errors.New("deadlock: every worker waits, and none can go on")
}

// outcome puts together how the run ended.
func (r *Run) outcome(m proc.Message, err error, exit proc.Exit) Outcome {
	r.mu.Lock()
	ending := r.ending
	r.mu.Unlock()
	var o entry.Outcome
	if err == nil {
		_ = json.Unmarshal(m.Spec, &o) // what cannot be read was not said
	}
	if err == nil && m.Kind == proc.KindResult {
		return Outcome{Status: Done, Result: json.RawMessage(m.Data), Schedule: o.Schedule}
	}
	switch ending {
	case Stopped:
		return Outcome{Status: Stopped, Err: ErrStopped}
	case Deadlocked:
		return Outcome{Status: Deadlocked, Err: r.deadlock()}
	case Deadline:
		return Outcome{Status: Deadline, Err: fmt.Errorf("%w of %s", ErrDeadline, r.Plan.Deadline)}
	}
	if err != nil && r.Plan.program.Died != nil {
		return Outcome{Status: Done, Result: json.RawMessage(r.Plan.program.Died)} // the crash of one took all along
	}
	if err != nil {
		return Outcome{Status: Failed, Err: fmt.Errorf("the runner process (PID %d) %s", r.child.PID, exit)}
	}
	switch {
	case o.Deadlock:
		return Outcome{Status: Deadlocked, Err: r.deadlock(), Schedule: o.Schedule}
	case o.Wrong != nil:
		return Outcome{Status: Failed, Err: wrongSchedule(o.Wrong), Schedule: o.Schedule}
	}
	return Outcome{Status: Failed, Err: errors.New(m.Text), Schedule: o.Schedule}
}

// dirPrefix begins the name of a run's directory: whose it is, so that what a
// killed program left can be told from what is in use.
func dirPrefix() string { return fmt.Sprintf("corelanes-run-%d-", os.Getpid()) }

// Sweep removes what runs whose program is gone have left: their directories,
// with named pipes and sockets in them, and their shared memory. Every run that
// is started begins with it.
func Sweep() {
	dirs, err := filepath.Glob(filepath.Join(os.TempDir(), "corelanes-run-*"))
	if err != nil {
		return
	}
	for _, d := range dirs {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(d), "corelanes-run-%d-", &pid); err == nil && !proc.Alive(pid) {
			osys.RemoveShared(filepath.Base(d)) // first: it is found by the directory's name
			os.RemoveAll(d)
		}
	}
}

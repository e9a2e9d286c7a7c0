package model

// This file holds how the processes of a run begin: afresh, or forked from a
// process that waits for that.

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"corelanes/engine/interp"
	"corelanes/engine/osys"
	"corelanes/engine/proc"
	"corelanes/engine/proc/forker"
	"corelanes/engine/trace"
)

// The start methods.
const (
	Spawn      = "spawn"      // this program afresh; data is sent to it
	Fork       = "fork"       // a copy, with the parent's data in it
	ForkServer = "forkserver" // a copy of a clean process; data is sent to it
)

// StartMethod is a way in which a process begins.
type StartMethod struct {
	ID      string
	WhyNot  string // why not on this machine; "" where it is possible
	Warning string // what to be careful of; "" for nothing
}

// StartMethods are CPython's, the default of this program first.
func StartMethods() []StartMethod {
	fork := StartMethod{ID: Fork, WhyNot: forker.WhyNot}
	if runtime.GOOS == "darwin" {
		fork.Warning = "macOS's own libraries may crash in a forked process; CPython has started afresh here since 3.8"
	}
	return []StartMethod{{ID: Spawn}, fork, {ID: ForkServer, WhyNot: forker.WhyNot}}
}

// startsHere are the start methods that are possible on this machine.
func startsHere() (ids []string) {
	for _, s := range StartMethods() {
		if s.WhyNot == "" {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// beget begins a worker process by the run's start method.
func (p *parent) beget(lane trace.Lane) (*proc.Child, error) {
	s := p.stage
	role := proc.RoleWorker.For(s.Program)
	if s.Start == Spawn {
		return s.Family.Spawn(role, s.Memory, lane)
	}
	const tries = 3 // a waiting process that has died is replaced
	for i := 1; ; i++ {
		w, err := p.forks.from()
		if err != nil {
			return nil, err
		}
		c, err := s.Family.Fork(w, role, s.Memory, lane)
		if i == tries || !errors.Is(err, proc.ErrWaitingGone) {
			return c, err
		}
		<-w.Gone()
	}
}

// Bequeath is as in work.Bequeather.
func (p *parent) Bequeath(data []byte) error {
	f := &p.forks
	f.mu.Lock()
	f.data, f.has = data, p.stage.Start != Fork
	f.mu.Unlock()
	if p.stage.Start != Fork {
		return nil
	}
	// The process to fork from is to hold what its parent holds: now, as the
	// parent's memory is there before a fork, and not when the first is made.
	return p.IO(func() error {
		_, err := f.from()
		return err
	})
}

// sent is what every child is sent of what the parent holds: nothing where it
// inherits that.
func (p *parent) sent() []byte {
	if p.stage.Start == Fork {
		return nil
	}
	p.forks.mu.Lock()
	defer p.forks.mu.Unlock()
	return p.forks.data
}

// forks is the process from which the run's workers are forked: begun when it
// is needed first, and begun again when it has died.
type forks struct {
	stage *Stage
	by    *interp.Thread

	mu     sync.Mutex
	w      *proc.Waiting // nil before the first
	rec    *trace.Writer
	lane   trace.Lane
	number int    // how many there were
	data   []byte // what it is to have loaded
	has    bool   // it has
	ends   sync.WaitGroup
}

// from is the waiting process, with all that its children are to have.
func (f *forks) from() (*proc.Waiting, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.w != nil && isClosed(f.w.Gone()) {
		f.w = nil
	}
	if f.w == nil {
		if err := f.begin(); err != nil {
			return nil, err
		}
	}
	if f.has {
		return f.w, nil
	}
	f.state(trace.StateOverhead, int64(trace.OverheadReceive))
	if err := f.w.Load(f.data); err != nil {
		return nil, err
	}
	f.has = true
	f.state(trace.StateIO, 0)
	f.measure()
	return f.w, nil
}

// begin starts a waiting process, as a lane of its own.
func (f *forks) begin() error {
	f.number++
	name := f.stage.Start
	if f.number > 1 {
		name = fmt.Sprintf("%s-%d", name, f.number)
	}
	lane, err := f.stage.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneForkserver, Name: name, Parent: f.by.Self().Lane})
	if err != nil {
		return fmt.Errorf("start the process to fork from: %w", err)
	}
	f.lane, f.rec = lane, f.stage.Arena.NewWriter(f.stage.Clock, lane)
	f.has = f.data == nil || f.stage.Start != Fork // a clean one holds nothing
	f.state(trace.StateOverhead, int64(trace.OverheadStart))
	w, err := f.stage.Family.StartWaiting(f.stage.Start == Fork)
	if err != nil {
		f.rec.Put(trace.Event{Kind: trace.KindEnd, Lane: lane, Arg: 1, Core: trace.CoreUnknown})
		return err
	}
	f.stage.Arena.SetLaneIDs(lane, w.PID, os.Getpid(), w.PID)
	f.state(trace.StateIO, 0) // it waits for what it is asked
	f.w = w
	f.measure()
	f.ends.Go(func() { f.follow(w, lane) })
	return nil
}

// measure notes how much memory the waiting process has.
func (f *forks) measure() {
	if r, err := osys.Resident(f.w.PID); err == nil {
		f.stage.Arena.SetLaneMemory(f.lane, r)
	}
}

func (f *forks) state(s trace.State, arg int64) {
	f.rec.State(f.lane, s, 0, arg, trace.CoreUnknown)
}

// follow writes down how a waiting process ended.
func (f *forks) follow(w *proc.Waiting, lane trace.Lane) {
	<-w.Gone()
	exit := w.Ended()
	if _, ended := f.stage.Arena.Ended(); ended {
		return // with the run
	}
	f.stage.Arena.SetLaneExit(lane, exit.Code, int(exit.Signal))
	rec := f.stage.Arena.NewWriter(f.stage.Clock, lane)
	if !exit.Clean() {
		f.stage.bury(lane, rec)
		return
	}
	rec.Put(trace.Event{Kind: trace.KindEnd, Lane: lane, Core: trace.CoreUnknown})
}

// goodbye is how long a waiting process may take to end.
const goodbye = 50 * time.Millisecond

// end ends the waiting process, whose children have ended.
func (f *forks) end() {
	f.mu.Lock()
	w := f.w
	f.mu.Unlock()
	if w != nil {
		w.Quit(goodbye)
	}
	f.ends.Wait()
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

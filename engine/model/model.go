// Package model holds the concurrency models: what a worker is, and what
// starting one, waiting and sharing mean. Each model is one file on top of the
// interpreter, the loop and the processes.
//
// This file holds the table of models and the stage they run on.
package model

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"time"

	"corelanes/engine/control"
	"corelanes/engine/interp"
	"corelanes/engine/ipc"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// Info is one row of the table of models.
type Info struct {
	ID       string   // the name on the command line
	Honest   string   // what is real about it here
	Possible bool     // on this machine
	WhyNot   string   // if it is not
	Starts   []string // the start methods it offers, the default first; nil: none
	Parallel bool     // its workers can execute at the same instant

	Concurrent bool // its workers are under way at the same time
	Controlled bool // its runs can be controlled
	Processes  bool // each is an operating system's process
	Tasks      bool // they are tasks: as many are under way as there are pieces of work, whatever the number of workers

	Isolated bool // its workers share no object
	Penalty  bool // it can be made slower by a factor, as a model

	Reads string // the model whose Python texts show what its workers do; "": its own

	run func(*Stage) ([]byte, error)
}

// Stage is what a model runs on: a program, a recording, and the choices.
type Stage struct {
	Program work.Program
	Spec    json.RawMessage // from which a worker process makes the program anew
	Memory  *osys.Memory    // the recording's memory, to hand to processes
	Arena   *trace.Arena
	Clock   trace.Clock
	Family  *proc.Family        // the processes of the run
	Dir     string              // for the run's files
	Server  string              // the address of the program's server
	Control *control.Controller // nil: a free run
	Real    Python              // nil unless the model is cpython
	work.Services
	Options

	wait      osys.Waiter     // nil before it is asked for
	talk      *ipc.Exchange   // nil before it is asked for
	alone     bool            // the run has no other process
	child     bool            // it is that of a worker process
	processes bool            // what is made is for other processes, too
	files     *osys.FileShare // what is handed to the run's processes; nil before it is asked for
}

// Options are the choices of a run.
type Options struct {
	Workers        int           `json:"workers"`
	Start          string        `json:"start"`
	SwitchInterval time.Duration `json:"switch_interval"`
	Pin            bool          `json:"pin"`
	Python         prim.Python   `json:"python"`            // whose rules the primitives follow
	Penalty        float64       `json:"penalty,omitempty"` // how many times slower text is to be executed (modelled); 0: as it is
	NoLines        bool          `json:"no_lines"`          // nobody asks on which line of the text a worker is

	Job           *Job   `json:"job,omitempty"`    // what a real CPython is to run; nil: there is none
	Inside        string `json:"inside,omitempty"` // the model whose text that is
	ThroughParent bool   `json:"through_parent"`   // processes wait for each other through their parent, although the system offers something better
	Portable      bool   `json:"portable"`         // loops use the portable network, although the system offers something better
}

// All are the engine's own models, in the order of the picker.
func All() []Info {
	return []Info{
		sequential(),
		threads(),
		threadPool(),
		freeThreads(),
		interpreters(),
		processes(),
		processPool(),
		asyncio(),
		asyncioThreads(),
		asyncioProcesses(),
		nursery(),
		green(),
		uvloop(),
		goroutines(),
	}
}

// Find is the model with the ID; the error is a *usage.Error that names the
// nearest known ones.
func Find(id string) (Info, error) {
	var known []string
	for _, m := range append(All(), RealPython()) {
		if m.ID == id {
			return m, nil
		}
		known = append(known, m.ID)
	}
	return Info{}, usage.Unknown("model", id, known)
}

// CheckStart is the start method to use: start, or the model's default for "".
// The error is a *usage.Error.
func (m Info) CheckStart(start string) (string, error) {
	if start == "" {
		if len(m.Starts) == 0 {
			return "", nil
		}
		return m.Starts[0], nil
	}
	if len(m.Starts) == 0 {
		return "", &usage.Error{What: "start method", Got: start, Why: "model " + m.ID + " starts no processes"}
	}
	for _, s := range m.Starts {
		if s == start {
			return s, nil
		}
	}
	for _, s := range StartMethods() {
		if s.ID == start {
			return "", &usage.Error{What: "start method", Got: start, Why: s.WhyNot}
		}
	}
	return "", usage.Unknown("start method", start, m.Starts)
}

// Run runs the stage's program under the model, and is the result of its main
// body. It begins the recording's time.
func (m Info) Run(s *Stage) ([]byte, error) {
	s.alone = len(m.Starts) == 0 && s.Real == nil
	s.Arena.SetSteps(s.Program.Steps)
	s.Arena.Begin(s.Clock.Machine())
	defer func() {
		if s.files != nil {
			s.files.Close()
		}
		s.tellLeaks()
	}()
	return m.run(s)
}

// tellLeaks removes the shared memory that the program has not, and says so as
// Python's resource tracker does.
func (s *Stage) tellLeaks() {
	left := 0
	if s.Dir != "" {
		left = len(osys.RemoveShared(osys.Base(s.Dir)))
	}
	if left > 0 {
		s.Arena.NewWriter(s.Clock, 0).Say(1, fmt.Sprintf("resource_tracker: There appear to be %d leaked shared_memory objects to clean up at shutdown", left))
	}
}

// share offers open files to the run's processes. It is for the main thread.
func (s *Stage) share() (*osys.FileShare, error) {
	if s.files == nil {
		f, err := osys.NewFileShare(s.Dir)
		if err != nil {
			return nil, err
		}
		s.files = f
	}
	return s.files, nil
}

// kit is the kit of one process of the run.
func (s *Stage) kit(l prim.Library) *work.Kit {
	k := &work.Kit{
		Arena: s.Arena, Waiter: s.waiter(), Rules: l.In(s.Python), Workers: s.Workers, Dir: s.Dir, Server: s.Server, Services: s.Services,
		Talk: s.exchange(),
	}
	if !s.NoLines {
		k.Source = &s.Program.Source
	}
	return k
}

// waiter is how this process waits, one for all of its kits.
func (s *Stage) waiter() osys.Waiter {
	if s.wait == nil {
		s.wait = osys.OS()
		if s.alone {
			s.wait = osys.Private()
		}
		if s.Memory != nil && s.waitsThroughParent() {
			s.wait = proc.NewArbiter(s.Memory.Bytes(), s.wait)
		}
	}
	return s.wait
}

// waitsThroughParent says whether processes wait for each other through their
// parent.
func (o Options) waitsThroughParent() bool { return o.ThroughParent || !osys.Shared() }

// exchange is this process's ways to talk, one for all of its kits.
func (s *Stage) exchange() *ipc.Exchange {
	if s.talk == nil {
		s.talk = &ipc.Exchange{Arena: s.Arena, Clock: s.Clock, Waiter: s.waiter(), Dir: s.Dir, Main: !s.child}
	}
	return s.talk
}

// setUp makes the kit of the run's first process, with the program's
// primitives in it.
func (s *Stage) setUp(l prim.Library) (*work.Kit, error) {
	return s.prepare(s.kit(l))
}

// prepare makes the program's primitives, for the kit of the run's first process.
func (s *Stage) prepare(k *work.Kit) (*work.Kit, error) {
	if s.processes {
		k.Talk.Share, k.Queues = s.share, processQueues{}
	}
	if s.Program.Setup != nil {
		if err := s.Program.Setup(k); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// mainThread makes the run's main lane and attaches the calling goroutine to
// it, as the main thread of an interpreter. It must be called on a goroutine of
// its own, and ended with Detach.
func (s *Stage) mainThread(kind trace.LaneKind, name string, k *work.Kit, free bool) (*interp.Thread, *interp.Interpreter, error) {
	lane, err := s.Arena.AddLane(trace.LaneInfo{Kind: kind, Name: name})
	if err != nil {
		return nil, nil, err
	}
	o := interp.Options{Workers: s.Workers, FreeThreads: free, SwitchInterval: s.SwitchInterval, Pin: s.Pin, Lane: lane, Name: "GIL", Penalty: s.Penalty}
	if s.Control != nil {
		o.Control = s.Control
	}
	in, err := interp.New(k, s.Clock, s.Program, o)
	if err != nil {
		return nil, nil, err
	}
	if kind == trace.LaneMain {
		return in.AttachFirst(lane, name), in, nil
	}
	return in.Attach(lane), in, nil // of a loop: its tasks are the workers
}

// ended is how a run has ended, whose main body gave out and err: in a
// controlled run it may be otherwise.
func (s *Stage) ended(out []byte, err error) ([]byte, error) {
	if s.Control != nil && s.Control.Err() != nil {
		return nil, s.Control.Err()
	}
	return out, err
}

// onThread runs f on a new OS thread, which ends with it, and waits for that. In a
// run without threads of its own the caller does.
func (s *Stage) onThread(f func() ([]byte, error)) ([]byte, error) {
	if s.Control != nil && !s.Control.OwnThreads() {
		return f()
	}
	type result struct {
		out []byte
		err error
	}
	c := make(chan result, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		out, err := f()
		c <- result{out, err}
	}()
	r := <-c
	return r.out, r.err
}

// Honest words shared by several rows.
func honest(parts ...string) string { return strings.Join(parts, "; ") }

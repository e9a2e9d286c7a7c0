package model

// This file holds the model processes: a child process for each worker, each
// with an interpreter and a GIL of its own.
//
// The main process asks the operating system for the child, sends it what it
// needs through a pipe, and later receives its result through another. A
// child that dies makes the whole run fail, at once: whoever waits is told.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"corelanes/engine/interp"
	"corelanes/engine/pool"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Spawn is the start method that begins a process afresh.
const Spawn = "spawn"

func processes() Info {
	return Info{ID: "processes", Honest: "real OS processes, each with its own GIL; data crosses through pipes", Possible: true, Concurrent: true, Starts: []string{Spawn}, Parallel: true, run: func(s *Stage) ([]byte, error) { return runProcesses(s, false) }}
}

// ErrWorkerDied is returned when a worker process ended without a result.
var ErrWorkerDied = errors.New("a worker process died")

// runProcesses runs the program; with pooled, what it maps goes through a pool
// of as many processes as the run has workers.
func runProcesses(s *Stage, pooled bool) ([]byte, error) {
	s.processes = true
	return s.onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Barging)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneMain, "MainProcess", k, false)
		if err != nil {
			return nil, err
		}
		p := &parent{Thread: t, stage: s, died: make(chan struct{}), pooled: pooled}
		out, err := interp.Guard(func() ([]byte, error) { return in.Bodies[work.Main](p, k, nil) })
		err = errors.Join(err, p.endPools())
		p.endAll()
		err = errors.Join(err, k.Talk.Close(t))
		t.Detach(err != nil)
		return out, err
	})
}

// parent is the main thread of the main process: what it starts are processes.
type parent struct {
	*interp.Thread
	stage       *Stage
	pooled      bool
	pools       []work.PoolEngine
	poolWorkers atomic.Int32
	mu          sync.Mutex
	children    []*process
	died        chan struct{} // closed when the first child has died
	once        sync.Once
	death       error
}

// process is a started child.
type process struct {
	by    *parent
	child *proc.Child
	lane  trace.Lane
	name  string
	done  chan struct{} // closed when out and err are there
	out   []byte
	err   error
	ended func(said string, err error) // of a pool's worker: called when it is gone; else nil
}

// startSpec is what a child is told beside its argument.
type startSpec struct {
	Stage   json.RawMessage `json:"stage"`
	Options Options         `json:"options"`
	Dir     string          `json:"dir"`
	Server  string          `json:"server"`
	Seat    *pool.Seat      `json:"seat,omitempty"` // of a pool's worker
}

// Start is as in work.Worker: it starts a process, and returns when the child
// has been sent what it needs.
func (p *parent) Start(name, body string, arg []byte) (work.Handle, error) {
	return p.launch(p.Self(), &process{name: name}, proc.Message{Kind: proc.KindStart, Name: name, Body: body, Data: arg}, nil)
}

// launch starts a process for self, and sends it its first message.
func (p *parent) launch(self *prim.Worker, c *process, m proc.Message, seat *pool.Seat) (*process, error) {
	lane, err := p.stage.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneProcess, Name: c.name, Parent: self.Lane})
	if err != nil {
		return nil, fmt.Errorf("start process %s: %w", c.name, err)
	}
	c.by, c.lane, c.done = p, lane, make(chan struct{})
	self.Rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadStart), trace.CoreUnknown)
	if m.Spec, err = json.Marshal(startSpec{p.stage.Spec, p.stage.Options, p.stage.Dir, p.stage.Server, seat}); err != nil {
		return nil, fmt.Errorf("start process %s: %w", c.name, err)
	}
	if c.child, err = p.stage.Family.Spawn(proc.RoleWorker.For(p.stage.Program), p.stage.Memory, lane); err != nil {
		self.Rec.Put(trace.Event{Kind: trace.KindEnd, Lane: lane, Arg: 1, Core: trace.CoreUnknown})
		return nil, err
	}
	p.stage.Arena.SetLaneIDs(lane, c.child.PID, os.Getpid(), c.child.PID)
	p.mu.Lock()
	p.children = append(p.children, c)
	p.mu.Unlock()
	// A child that is dead already says so when it is waited for.
	_ = c.child.Send(m)
	go c.follow()
	return c, nil
}

// follow receives the child's result, waits for its end, and writes down what
// the child itself could not. It ends with the child.
func (c *process) follow() {
	defer func() {
		if c.ended != nil {
			c.ended(string(c.out), c.err)
		}
		close(c.done)
	}()
	m, err := c.child.Receive()
	if err == nil {
		_ = c.child.Hang()
	}
	exit := c.child.Wait()
	c.record(exit)
	switch {
	case err == nil && m.Kind == proc.KindResult:
		c.out = m.Data
		return
	case err == nil && m.Kind == proc.KindError:
		c.err = fmt.Errorf("%s: %s", c.name, m.Text)
		return
	case err == nil:
		err = fmt.Errorf("it sent %q", m.Kind)
	case errors.Is(err, io.EOF):
		err = nil
	}
	c.err = fmt.Errorf("%w: %s (PID %d) %s", ErrWorkerDied, c.name, c.child.PID, exit)
	if err != nil {
		c.err = fmt.Errorf("%w: %w", c.err, err)
	}
	if c.ended != nil {
		return // its pool knows what to do
	}
	c.by.once.Do(func() {
		c.by.death = c.err
		close(c.by.died)
	})
}

// record writes how the process ended. A process that ends by itself has
// written the end of its lane; for one that was killed the parent does.
func (c *process) record(exit proc.Exit) {
	s := c.by.stage
	if _, ended := s.Arena.Ended(); ended {
		return // it was ended with the run
	}
	s.Arena.SetLaneExit(c.lane, exit.Code, int(exit.Signal))
	rec := s.Arena.NewWriter(s.Clock, c.lane)
	rec.Put(trace.Event{Kind: trace.KindCPU, Lane: c.lane, Arg: int64(exit.CPU), Core: trace.CoreUnknown})
	if !exit.Clean() {
		rec.Put(trace.Event{Kind: trace.KindEnd, Lane: c.lane, Arg: 1, Core: trace.CoreUnknown})
	}
}

// Join is as in work.Handle. When any child has died it returns that error
// at once: a dead process may hold what the others wait for.
func (c *process) Join() ([]byte, error) {
	p := c.by
	err := p.Waiting(c.lane, func() error {
		select {
		case <-c.done:
			return nil
		case <-p.died:
			return p.death
		}
	})
	if err != nil {
		return nil, err
	}
	return c.out, c.err
}

// endAll ends the children that are still there. None is left after it.
func (p *parent) endAll() {
	p.mu.Lock()
	children := p.children
	p.mu.Unlock()
	for _, c := range children {
		select {
		case <-c.done:
		default:
			c.child.Kill()
			<-c.done
		}
	}
}

// Program makes a scenario's program anew from a stage's Spec.
type Program func(spec json.RawMessage) (work.Program, error)

// Work is the life of a worker process. http is nil in one whose program does
// not ask for it.
func Work(program Program, http work.HTTP, clock trace.Clock) error {
	mem, err := proc.Memory()
	if err != nil {
		return err
	}
	arena, err := trace.OpenArena(mem.Bytes(), mem)
	if err != nil {
		return err
	}
	lane := proc.Lane()
	rec := arena.NewWriter(clock, lane)
	rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadReceive), trace.CoreUnknown)
	m, err := proc.ReadMessage(os.Stdin)
	if err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	var done atomic.Bool
	go watchParent(&done)
	out, err := workerBody(program, http, clock, arena, lane, m)
	done.Store(true)
	rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadSend), trace.CoreUnknown)
	answer := proc.Message{Kind: proc.KindResult, Data: out}
	end := trace.Event{Kind: trace.KindEnd, Lane: lane, Core: trace.CoreUnknown}
	if err != nil {
		answer, end.Arg = proc.Message{Kind: proc.KindError, Text: err.Error()}, 1
	}
	err = proc.WriteMessage(os.Stdout, answer)
	rec.Put(end)
	return err
}

// watchParent ends this process when the parent hangs up before the result is
// there. It ends with the process.
func watchParent(done *atomic.Bool) {
	for {
		if _, err := proc.ReadMessage(os.Stdin); err != nil {
			if !done.Load() {
				os.Exit(1)
			}
			return
		}
	}
}

// workerBody runs the body that a message asks for.
func workerBody(program Program, http work.HTTP, clock trace.Clock, arena *trace.Arena, lane trace.Lane, m proc.Message) ([]byte, error) {
	var spec startSpec
	if err := json.Unmarshal(m.Spec, &spec); err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	p, err := program(spec.Stage)
	if err != nil {
		return nil, err
	}
	s := &Stage{Program: p, Arena: arena, Clock: clock, Dir: spec.Dir, Server: spec.Server, HTTP: http, Options: spec.Options}
	k := s.kit(prim.Barging)
	in, err := interp.New(k, clock, p, interp.Options{Workers: 1, SwitchInterval: s.SwitchInterval, Pin: s.Pin, Lane: lane, Name: "GIL " + m.Name})
	if err != nil {
		return nil, err
	}
	body, ok := in.Bodies[m.Body]
	if spec.Seat != nil {
		body, ok = poolWorker(in, spec), true
	}
	if !ok {
		return nil, fmt.Errorf("the scenario has no body %q", m.Body)
	}
	t := in.Attach(lane)
	out, err := interp.Guard(func() ([]byte, error) { return body(t, k, m.Data) })
	if err != nil {
		work.Say(t, "Process "+m.Name+": "+err.Error())
	}
	if cerr := k.Talk.Close(t); err == nil {
		err = cerr
	}
	t.Leave()
	in.Wait()
	return out, err
}

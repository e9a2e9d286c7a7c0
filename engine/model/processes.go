package model

// This file holds the model processes: a child process for each worker, each
// with an interpreter and a GIL of its own.
//
// The main process asks the operating system for the child, sends it what it
// needs through a pipe, and later receives its result through another. A
// child that dies harms nobody else; who joins it is told.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"corelanes/engine/interp"
	"corelanes/engine/pool"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func processes() Info {
	return Info{ID: "processes", Honest: "real OS processes, each with its own GIL; data crosses through pipes", Possible: true, Concurrent: true, Starts: startsHere(), Parallel: true, Processes: true, run: func(s *Stage) ([]byte, error) { return runProcesses(s, false) }}
}

// ErrWorkerDied is returned when a worker process ended without a result.
var ErrWorkerDied = errors.New("a worker process died")

// runProcesses runs the program; with pooled, what it maps goes through a pool
// of as many processes as the run has workers.
func runProcesses(s *Stage, pooled bool) ([]byte, error) {
	s.processes = true
	return s.onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Multiprocessing)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneMain, "MainProcess", k, false)
		if err != nil {
			return nil, err
		}
		p := newParent(t, s)
		p.pooled = pooled
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
	forks       forks
}

func newParent(t *interp.Thread, s *Stage) *parent {
	s.tellStops()
	return &parent{Thread: t, stage: s, forks: forks{stage: s, by: t}}
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
	Inherit int             `json:"inherit"`        // how many bytes of data follow, for the kit's Inherited
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
	p.reap()
	c.by, c.lane, c.done = p, lane, make(chan struct{})
	self.Rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadStart), trace.CoreUnknown)
	if m.Spec, err = json.Marshal(startSpec{p.stage.Spec, p.stage.Options, p.stage.Dir, p.stage.Server, seat, len(p.sent())}); err != nil {
		return nil, fmt.Errorf("start process %s: %w", c.name, err)
	}
	if c.child, err = p.beget(lane); err != nil {
		self.Rec.Put(trace.Event{Kind: trace.KindEnd, Lane: lane, Arg: 1, Core: trace.CoreUnknown})
		return nil, err
	}
	p.stage.Arena.SetLaneIDs(lane, c.child.PID, c.child.PPID, c.child.PID)
	p.mu.Lock()
	p.children = append(p.children, c)
	p.mu.Unlock()
	// A child that is dead already says so when it is waited for.
	_ = c.child.Send(m)
	if data := p.sent(); data != nil {
		send := func() error { return c.child.SendData(data) }
		if seat == nil {
			_ = p.IO(send)
		} else { // a pool starts workers on any goroutine, and the thread is not that one's
			_ = send()
		}
	}
	go c.follow()
	return c, nil
}

// follow receives the child's result, waits for its end, and writes down what
// the child itself could not. It ends with the child.
func (c *process) follow() {
	defer func() {
		if c.ended != nil { // its pool joins it
			c.child.Wait()
			c.ended(string(c.out), c.err)
		}
		close(c.done)
	}()
	m, err := c.receive()
	switch {
	case err == nil && (m.Kind == proc.KindResult || m.Kind == proc.KindError):
		_ = c.child.Hang()
	case !errors.Is(err, io.EOF): // what makes no sense ends who sends it
		c.child.Kill()
	}
	exit := c.child.Ended()
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
}

// receive is what the child says last. Until then it may wait through this
// process.
func (c *process) receive() (proc.Message, error) {
	if a, ok := c.by.stage.waiter().(*proc.Arbiter); ok {
		return c.child.Serve(a)
	}
	return c.child.Receive()
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
		s.bury(c.lane, rec)
	}
}

// Join is as in work.Handle. Until then a child that has ended is a zombie; the
// others go on, however it ended.
func (c *process) Join() ([]byte, error) {
	err := c.by.Waiting(c.lane, func() error {
		<-c.done
		c.child.Wait()
		return nil
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
		if !isClosed(c.done) {
			c.child.Kill()
			<-c.done
		}
		c.child.Wait()
	}
	p.forks.end()
}

// reap lets the children go that have ended, as multiprocessing does whenever it
// starts another.
func (p *parent) reap() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.children {
		if isClosed(c.done) {
			c.child.Wait()
		}
	}
}

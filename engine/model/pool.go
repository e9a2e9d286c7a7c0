package model

// This file holds the models of pools: workers that stay, and a queue of tasks.
// Whatever a scenario maps goes through the pool. The models threads and
// processes supply the same pools to a scenario that asks for one.

import (
	"errors"
	"fmt"

	"corelanes/engine/interp"
	"corelanes/engine/osys"
	"corelanes/engine/pool"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func threadPool() Info {
	return Info{
		ID: "thread-pool", Reads: "threads", Possible: true, Concurrent: true, Controlled: true,
		Honest: honest("real OS threads that take tasks from a queue (ThreadPoolExecutor)", "the GIL is CPython's algorithm on a real lock"),
		run:    func(s *Stage) ([]byte, error) { return runThreads(s, false, true) },
	}
}

func processPool() Info {
	i := Info{
		ID: "process-pool", Reads: "processes", Possible: osys.PacketSockets(), Concurrent: true, Parallel: true, Processes: true, Starts: processes().Starts,
		Honest: "real OS processes, each with its own GIL, that take tasks from one socket (multiprocessing.Pool)",
		run:    func(s *Stage) ([]byte, error) { return runProcesses(s, true) },
	}
	if !i.Possible {
		i.WhyNot = "its workers share a socket that keeps messages apart, which is used on Linux only"
	}
	return i
}

// threadMaker is a main thread that can make pools of threads.
type threadMaker struct {
	*interp.Thread
	in     *interp.Interpreter
	pooled bool
	pools  []work.PoolEngine
}

// end closes the pools that the program left open, as Python does at its exit:
// what is queued is still done.
func (m *threadMaker) end() {
	for _, e := range m.pools {
		e.Close(m)
	}
}

// Pooled is as in work.PoolMaker.
func (m *threadMaker) Pooled() int {
	if m.pooled {
		return m.in.Workers
	}
	return 0
}

// MakePool is as in work.PoolMaker.
func (m *threadMaker) MakePool(n int, o work.PoolOptions) (work.PoolEngine, error) {
	e, err := pool.NewThreads(m.Thread, m.in.Bodies, fmt.Sprintf("ThreadPoolExecutor-%d", len(m.pools)), n, o)
	if err != nil {
		return nil, err
	}
	m.pools = append(m.pools, e)
	return e, nil
}

// Pooled is as in work.PoolMaker.
func (p *parent) Pooled() int {
	if p.pooled {
		return p.stage.Workers
	}
	return 0
}

// poolNames are what multiprocessing calls the workers of its pools.
var poolNames = map[string]string{Spawn: "SpawnPoolWorker", Fork: "ForkPoolWorker", ForkServer: "ForkServerPoolWorker"}

// MakePool is as in work.PoolMaker.
func (p *parent) MakePool(n int, o work.PoolOptions) (work.PoolEngine, error) {
	if !osys.PacketSockets() {
		return nil, fmt.Errorf("make a pool of processes: %s", processPool().WhyNot)
	}
	files, err := p.stage.share()
	if err != nil {
		return nil, err
	}
	crew := pool.Crew{Arena: p.stage.Arena, Clock: p.stage.Clock, Share: files, Start: p.startPooled}
	e, err := pool.NewProcesses(p, crew, fmt.Sprintf("Pool-%d", len(p.pools)+1), n, o)
	if err != nil {
		return nil, err
	}
	p.pools = append(p.pools, e)
	return e, nil
}

// endPools ends the pools that the program left open, as the Pool's finalizer
// does.
func (p *parent) endPools() error {
	var errs []error
	for _, e := range p.pools {
		e.Terminate(p)
		errs = append(errs, e.Join(p))
	}
	return errors.Join(errs...)
}

// startPooled starts a worker of a pool. It may be called from any goroutine.
func (p *parent) startPooled(w work.Worker, s pool.Seat, ended func(said string, err error)) (pool.Process, error) {
	name := fmt.Sprintf("%s-%d", poolNames[p.stage.Start], p.poolWorkers.Add(1))
	lane := w.Self().Lane
	self := &prim.Worker{Lane: lane, Rec: p.stage.Arena.NewWriter(p.stage.Clock, lane)}
	return p.launch(self, &process{name: name, ended: ended}, proc.Message{Kind: proc.KindStart, Name: name}, &s)
}

// Lane is as in pool.Process.
func (c *process) Lane() trace.Lane { return c.lane }

// Kill is as in pool.Process.
func (c *process) Kill() { c.child.Kill() }

// poolWorker is the body of a pool's worker process.
func poolWorker(in *interp.Interpreter, spec startSpec) work.Body {
	return func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
		said, err := pool.Serve(w, k, in.Bodies, spec.Dir, *spec.Seat)
		return []byte(said), err
	}
}

package model

// This file holds the models of event loops: tasks on one loop on one thread.
// They differ in what a loop does with calls that would hold it, and in who may
// outlive whom.

import (
	"errors"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/pool"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func asyncio() Info {
	return onLoop("asyncio", "real: one thread, a real event loop on the operating system's own selector", loop.Options{})
}

// onLoop is the row of a model whose workers are tasks of a loop.
func onLoop(id, honest string, o loop.Options) Info {
	return Info{ID: id, Honest: honest, Possible: true, Concurrent: true, Tasks: true, Controlled: o.Blocking == loop.OnLoop && o.Computing == loop.OnLoop, Reads: "asyncio", run: func(s *Stage) ([]byte, error) { return runLoop(s, o) }}
}

// runLoop runs the program as a loop's main task.
func runLoop(s *Stage, o loop.Options) ([]byte, error) {
	return s.onThread(func() ([]byte, error) {
		if s.Start == "" {
			s.Start = Spawn
		}
		k, err := s.setUp(prim.Asyncio)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneLoop, "Event loop", k, false)
		if err != nil {
			return nil, err
		}
		p := newParent(t, s)
		var l *loop.Loop
		o.Threads = func(work.Worker) (loop.Executor, error) {
			n := s.Workers
			if o.Blocking == loop.OnLoop {
				n = defaultThreads()
			}
			x := &threadExecutor{loop: func() *loop.Loop { return l }, bodies: in.Bodies, open: map[uint64]*openJob{}}
			x.engine, err = pool.NewThreads(t, x.job(), "asyncio", n, work.PoolOptions{Executor: true})
			return x, err
		}
		o.Processes = func(work.Worker) (loop.Executor, error) {
			if _, err := s.share(); err != nil { // which is for this thread
				return nil, err
			}
			return newProcessExecutor(func() *loop.Loop { return l }, func() (work.PoolEngine, error) {
				return p.MakePool(s.Workers, work.PoolOptions{Executor: true})
			}), nil
		}
		if s.Control != nil {
			o.Control = s.Control
		}
		if s.Options.Portable {
			o.Network = s.Services.Portable
		}
		if l, err = loop.New(t, k, in.Bodies, o); err != nil {
			t.Detach(true)
			return nil, err
		}
		out, err := l.Run("Task-main", work.Main, nil)
		err = errors.Join(err, p.endPools())
		p.endAll()
		err = errors.Join(err, k.Talk.Close(t))
		t.Detach(err != nil)
		in.Wait()
		return s.ended(out, err)
	})
}

// defaultThreads is how many threads asyncio's own executor has at most.
func defaultThreads() int { return min(32, len(osys.Allowed())+4) }

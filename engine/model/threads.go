package model

// This file holds the models of threads: an OS thread for each worker, under
// one GIL or under none.

import (
	"errors"

	"corelanes/engine/interp"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func threads() Info {
	return Info{
		ID: "threads", Possible: true, Concurrent: true, Controlled: true,
		Honest: honest("real OS threads", "the GIL is CPython's algorithm on a real lock"),
		run:    func(s *Stage) ([]byte, error) { return runThreads(s, false, false) },
	}
}

func freeThreads() Info {
	return Info{
		ID: "free-threads", Reads: "threads", Possible: true, Concurrent: true, Parallel: true, Controlled: true, Penalty: true,
		Honest: "real OS threads without a GIL; each operation on a list is whole by a lock of its own; that a free-threaded CPython runs one thread slower is modelled only if a penalty is set",
		run:    func(s *Stage) ([]byte, error) { return runThreads(s, true, false) },
	}
}

// runThreads runs the program; with pooled, what it maps goes through a pool of
// as many threads as the run has workers.
func runThreads(s *Stage, free, pooled bool) ([]byte, error) {
	return s.onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Threading)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneMain, "MainThread", k, free)
		if err != nil {
			return nil, err
		}
		m := &threadMaker{Thread: t, in: in, pooled: pooled}
		out, err := interp.Guard(func() ([]byte, error) { return in.Bodies[work.Main](m, k, nil) })
		m.end()
		err = errors.Join(err, k.Talk.Close(t))
		t.Detach(err != nil)
		in.Wait()
		return s.ended(out, err)
	})
}

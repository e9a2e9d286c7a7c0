package model

// This file holds the models of threads: an OS thread for each worker, under
// one GIL or under none.

import (
	"corelanes/engine/interp"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func threads() Info {
	return Info{
		ID: "threads", Possible: true, Concurrent: true,
		Honest: honest("real OS threads", "the GIL is CPython's algorithm on a real lock"),
		run:    func(s *Stage) ([]byte, error) { return runThreads(s, false) },
	}
}

func freeThreads() Info {
	return Info{
		ID: "free-threads", Possible: true, Concurrent: true, Parallel: true,
		Honest: "real OS threads without a GIL; the slower single thread of a free-threaded CPython is not modelled",
		run:    func(s *Stage) ([]byte, error) { return runThreads(s, true) },
	}
}

func runThreads(s *Stage, free bool) ([]byte, error) {
	return onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Barging)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneMain, "MainThread", k, free)
		if err != nil {
			return nil, err
		}
		out, err := interp.Guard(func() ([]byte, error) { return in.Bodies[work.Main](t, k, nil) })
		t.Detach(err != nil)
		in.Wait()
		return out, err
	})
}

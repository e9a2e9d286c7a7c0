package model

// This file holds the model goroutines, a yardstick: workers are goroutines as
// Go programs have them, which its scheduler moves between as few threads as it
// can. No GIL, and no thread of their own: waits park the goroutine.

import (
	"errors"

	"corelanes/engine/interp"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func goroutines() Info {
	return Info{
		ID: "goroutines", Possible: true, Concurrent: true, Parallel: true,
		Honest: honest("real goroutines on Go's own scheduler, without a GIL", "the core is the one they were on when a state began", "sockets and files keep a thread while they wait"),
		run:    runGoroutines,
	}
}

func runGoroutines(s *Stage) ([]byte, error) {
	type result struct {
		out []byte
		err error
	}
	done := make(chan result)
	go func() { // not locked to a thread, unlike the main thread of every other model
		out, err := s.goroutines()
		done <- result{out, err}
	}()
	r := <-done
	return r.out, r.err
}

func (s *Stage) goroutines() ([]byte, error) {
	k := s.kit(prim.Threading)
	k.Waiter = osys.NewParkingLot() // waits park the goroutine, not its thread
	if _, err := s.prepare(k); err != nil {
		return nil, err
	}
	lane, err := s.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneMain, Name: "main"})
	if err != nil {
		return nil, err
	}
	in, err := interp.New(k, s.Clock, s.Program, interp.Options{Workers: s.Workers, FreeThreads: true, Loose: true, Lane: lane})
	if err != nil {
		return nil, err
	}
	before, cerr := osys.SelfCPU()
	t := in.Attach(lane)
	out, err := interp.Guard(func() ([]byte, error) { return in.Bodies[work.Main](t, k, nil) })
	err = errors.Join(err, k.Talk.Close(t))
	// What each used cannot be told, for they share threads: the main one's lane
	// has it all.
	if after, aerr := osys.SelfCPU(); cerr == nil && aerr == nil {
		t.Self().Rec.Put(trace.Event{Kind: trace.KindCPU, Lane: lane, Arg: after - before, Core: trace.CoreUnknown})
	}
	t.Detach(err != nil)
	in.Wait()
	return s.ended(out, err)
}

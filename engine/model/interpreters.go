package model

// This file holds the model interpreters: every worker is an interpreter of its
// own in the one process, with a GIL, modules and global variables of its own
// (PEP 554, PEP 684). They share no object: what one is given is a copy.

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"corelanes/engine/interp"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func interpreters() Info {
	return Info{
		ID: "interpreters", Possible: true, Concurrent: true, Controlled: true, Parallel: true, Isolated: true,
		Honest: honest("real OS threads in one process", "each has an interpreter and a GIL of its own", "data really is copied between them"),
		run:    runInterpreters,
	}
}

func runInterpreters(s *Stage) ([]byte, error) {
	return s.onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Threading)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneMain, "MainInterpreter", k, false)
		if err != nil {
			return nil, err
		}
		m := &firstInterpreter{Thread: t, stage: s, kit: k}
		out, err := interp.Guard(func() ([]byte, error) { return in.Bodies[work.Main](m, k, nil) })
		err = errors.Join(err, k.Talk.Close(t))
		t.Detach(err != nil)
		for _, other := range m.made {
			other.Wait()
		}
		return s.ended(out, err)
	})
}

// firstInterpreter is the main interpreter's thread: what it starts are
// interpreters.
type firstInterpreter struct {
	*interp.Thread
	stage *Stage
	kit   *work.Kit
	made  []*interp.Interpreter
}

// Start is as in work.Worker: it makes an interpreter, and a thread that runs
// the body in it.
func (m *firstInterpreter) Start(name, body string, arg []byte) (work.Handle, error) {
	self, s := m.Self(), m.stage
	m.StandBeforeStart()
	lane, err := s.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneInterpreter, Name: name, Parent: self.Lane, PID: os.Getpid(), PPID: os.Getppid()})
	if err != nil {
		return nil, fmt.Errorf("start interpreter %s: %w", name, err)
	}
	self.Rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadReady), trace.CoreUnknown)
	kit := s.kit(prim.Threading)
	if m.kit.Inherited != nil { // what the parent has for its workers crosses by copy, too
		_ = m.Spend(trace.OverheadSend, func() error { kit.Inherited = slices.Clone(m.kit.Inherited); return nil })
	}
	o := interp.Options{Workers: 1, SwitchInterval: s.SwitchInterval, Pin: s.Pin, Lane: lane, Name: "GIL " + name}
	if s.Control != nil {
		o.Control = s.Control
	}
	in, err := interp.New(kit, s.Clock, s.Program, o)
	if err == nil && in.Bodies[body] == nil {
		err = fmt.Errorf("the scenario has no body %q", body)
	}
	if err != nil {
		self.Rec.Put(trace.Event{Kind: trace.KindEnd, Lane: lane, Arg: 1, Core: trace.CoreUnknown})
		return nil, fmt.Errorf("start interpreter %s: %w", name, err)
	}
	m.made = append(m.made, in)
	self.Rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadStart), trace.CoreUnknown)
	return m.BeginWithin(in, lane, name, in.Bodies[body], arg), nil
}

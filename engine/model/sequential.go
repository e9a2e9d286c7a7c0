package model

// This file holds the model sequential: one thread, one task after another.

import (
	"errors"
	"fmt"

	"corelanes/engine/interp"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func sequential() Info {
	return Info{ID: "sequential", Honest: "real: one OS thread", Possible: true, run: runSequential}
}

func runSequential(s *Stage) ([]byte, error) {
	return s.onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Threading)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneMain, "MainThread", k, false)
		if err != nil {
			return nil, err
		}
		out, err := interp.Guard(func() ([]byte, error) {
			return in.Bodies[work.Main](&inline{t, in}, k, nil)
		})
		err = errors.Join(err, k.Talk.Close(t))
		t.Detach(err != nil)
		return out, err
	})
}

// inline is a thread that runs what it starts itself, at once.
type inline struct {
	*interp.Thread
	in *interp.Interpreter
}

// Crew is as in work.Worker: there is one worker, the caller.
func (*inline) Crew(int) int { return 1 }

// Start is as in work.Worker: a plain call.
func (w *inline) Start(name, body string, arg []byte) (work.Handle, error) {
	f, ok := w.in.Bodies[body]
	if !ok {
		return nil, fmt.Errorf("call %s: the scenario has no body %q", name, body)
	}
	out, err := f(w, w.in.Kit, arg)
	return called{out, err}, nil
}

// called is a call that has returned.
type called struct {
	out []byte
	err error
}

// Join is as in work.Handle.
func (c called) Join() ([]byte, error) { return c.out, c.err }

// Package interp is the interpreter: threads that execute a scenario's Python
// text under a global interpreter lock, or without one.
//
// The language itself, its compiler and its machine, is package code. Here is
// what makes it CPython's: the GIL and its switch interval, the checkpoints at
// which it is given up, and the regions (blocking calls, native code) that
// release it.
//
// This file holds the interpreter: what the threads of one process share.
package interp

import (
	"fmt"
	"sync"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Interpreter is one interpreter in one process.
type Interpreter struct {
	Arena   *trace.Arena
	Clock   trace.Clock
	Waiter  osys.Waiter
	Kit     *work.Kit
	Bodies  map[string]work.Body
	GIL     *GIL // nil: free threads
	Workers int  // how many workers the run has
	Pin     bool // keep each thread on a core of its own, in turn

	loose   bool
	penalty float64
	control work.Control   // nil: a free run
	globals bool           // the text changes global variables
	lines   []int          // for each line of the interpreted text where it is shown; nil: nobody asks
	threads sync.WaitGroup // the threads that Start began
}

// Options say what an interpreter is like.
type Options struct {
	Workers        int
	FreeThreads    bool    // no GIL
	Loose          bool    // workers are goroutines, which Go's scheduler moves from thread to thread; only without a GIL
	Penalty        float64 // how many times slower text is to be executed than it is (modelled); up to 1: it is as it is
	SwitchInterval time.Duration
	Pin            bool
	Lane           trace.Lane   // the process or main lane it belongs to
	Name           string       // the GIL's name in the recording
	Control        work.Control // nil: a free run
}

// New makes the interpreter of a program in this process. kit's Module is
// filled in from the program's text.
func New(kit *work.Kit, clock trace.Clock, p work.Program, o Options) (*Interpreter, error) {
	in := &Interpreter{Arena: kit.Arena, Clock: clock, Waiter: kit.Waiter, Kit: kit, Bodies: work.WithPoolBody(p.Bodies), Workers: o.Workers, Pin: o.Pin && !o.Loose, loose: o.Loose, penalty: o.Penalty, control: o.Control}
	if p.Text != "" {
		compiled, err := code.Compile("scenario.py", p.Text)
		if err != nil {
			return nil, fmt.Errorf("compile the scenario's text: %w", err)
		}
		in.globals = o.Control != nil && storesGlobals(compiled)
		in.lines = kit.Source.Find(p.Text)
		kit.Module = code.NewModule(compiled, natives(kit, p.Natives))
	}
	if p.SwitchInterval > 0 {
		o.SwitchInterval = p.SwitchInterval
	}
	if !o.FreeThreads {
		g, err := newGIL(kit.Arena, kit.Waiter, o.Lane, o.Name, o.SwitchInterval)
		if err != nil {
			return nil, fmt.Errorf("make the GIL: %w", err)
		}
		in.GIL = g
	}
	return in, nil
}

// natives makes the program's natives callable from its text: on behalf of the
// worker for which the calling thread acts.
func natives(kit *work.Kit, of map[string]work.Native) map[string]code.Native {
	out := map[string]code.Native{}
	for name, f := range of {
		out[name] = func(t *code.Thread, args []code.Value) (code.Value, error) {
			th, ok := t.Host.(*Thread)
			if !ok {
				return code.None(), fmt.Errorf("%s was called outside a worker", name)
			}
			return f(th.acts, kit, args)
		}
	}
	return out
}

// Wait waits until every thread that was started has ended.
func (in *Interpreter) Wait() { in.threads.Wait() }

// pin keeps the calling thread on the core whose turn it is.
func (in *Interpreter) pin(lane trace.Lane) {
	if !in.Pin || in.control != nil {
		return
	}
	if cores := osys.Allowed(); len(cores) > 0 {
		// Not being able to is no reason to fail: the lanes show the cores.
		_ = osys.PinThread(cores[int(lane)%len(cores)])
	}
}

package interp

// This file holds the thread in a controlled run: it passes the turn on
// wherever CPython could switch to another thread, and gets out of the way of
// whoever is let go, which under a GIL means that it gives that up.
//
// Under a GIL another thread can run only where the GIL is given up: at a
// checkpoint of the text, and around what waits. Of the checkpoints only those
// count before which something shared was touched; letting somebody go at
// another one comes to the same as doing so a little earlier. Without a GIL
// another thread can run anywhere: before every single access to something
// shared.

import (
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// gate is a thread's part in a controlled run. It is a prim.Gate.
type gate struct {
	t    *Thread
	turn work.Turn
}

// enterControl makes the thread one of a controlled run's.
func (t *Thread) enterControl(turn work.Turn) {
	t.gate = &gate{t, turn}
	t.self.Gate = t.gate
	if t.in.globals {
		t.vm.Step = t.gate.global
	}
}

// storesGlobals says whether a function of the program changes a global
// variable.
func storesGlobals(p *code.Program) bool {
	for _, name := range p.Funcs() {
		for _, in := range p.Func(name).Code() {
			if in.Op == code.StoreGlobal {
				return true
			}
		}
	}
	return false
}

// Step is as in prim.Gate. A load or store needs no turn of its own under a
// GIL: where steps are split the thread stands before it, but keeps the GIL.
func (g *gate) Step(p prim.Point) prim.Fault {
	part := p.Op == prim.OpLoad || p.Op == prim.OpCompute || p.Op == prim.OpStore
	p.Alone = part && g.t.in.GIL != nil
	if (p.Alone || p.Op == prim.OpCompute) && !g.t.in.control.Split() {
		g.turn.Touch(p.Obj, p.Op == prim.OpStore)
		return prim.NoFault
	}
	if !g.turn.Next(p) {
		if g.aside() == osys.WokeStopped {
			panic(prim.ErrStopped)
		}
	}
	g.turn.Touch(p.Obj, p.Op != prim.OpLoad && p.Op != prim.OpCompute)
	return g.turn.Fault()
}

// Touch is as in prim.Gate.
func (g *gate) Touch(o trace.Obj, write bool) { g.turn.Touch(o, write) }

// aside waits for the thread's turn while it could run.
func (g *gate) aside() osys.Woke {
	if gil := g.t.in.GIL; gil != nil {
		g.t.enter(trace.StateWaitGIL, gil.obj, 0)
		gil.drop(g.t, true)
	} else {
		g.t.enter(trace.StateReady, 0, 0)
	}
	woke := g.turn.Await()
	g.t.retake()
	return woke
}

// rest waits, in a state that the lane shows, until the thread is woken or the
// moment is there.
func (g *gate) rest(p prim.Point, until trace.Time, s trace.State, arg int64) osys.Woke {
	p.Timed = until != trace.Forever
	if !g.turn.Rest(p, until) {
		return osys.WokeUp
	}
	g.t.release(s, p.Obj, arg)
	woke := g.turn.Await()
	g.t.retake()
	g.turn.Touch(p.Obj, true)
	return woke
}

// park is Thread.Park.
func (g *gate) park(why trace.Obj, until trace.Time) osys.Woke {
	timed := int64(0)
	if until != trace.Forever {
		timed = trace.Timed
	}
	return g.rest(prim.Point{Op: prim.OpResume, Obj: why}, until, trace.StateBlocked, timed)
}

// sleep is Thread.Sleep. A sleep of no time only lets others go.
func (g *gate) sleep(d time.Duration) {
	if d <= 0 {
		g.Step(prim.Point{Op: prim.OpSleep})
		return
	}
	until := g.t.self.Rec.Now() + min(trace.Time(d), trace.Forever/2)
	if g.rest(prim.Point{Op: prim.OpSleep}, until, trace.StateSleep, 0) == osys.WokeStopped {
		panic(prim.ErrStopped)
	}
}

// textTime is by how much the virtual clock moves at each checkpoint of the text,
// so that text which waits for the clock comes to an end.
const textTime = trace.Time(1e3)

// checkpoint is a checkpoint of the text.
func (g *gate) checkpoint(line int) {
	if g.t.in.GIL != nil && g.turn.Touched() {
		g.Step(prim.Point{Op: prim.OpText, Line: line})
	}
}

// global is called before the text reads or changes a global variable.
func (g *gate) global(op code.Op, line int) error {
	write := op == code.StoreGlobal
	if split := g.t.in.control.Split(); split || g.t.in.GIL == nil && (write || g.turn.Touched()) {
		p := prim.Point{Op: prim.OpLoad, Obj: work.TouchGlobals, Line: line}
		if write {
			p.Op = prim.OpStore
		}
		g.Step(p)
		return nil
	}
	g.turn.Touch(work.TouchGlobals, write)
	return nil
}

// outside runs f, which has the GIL released.
func (g *gate) outside(op prim.Op, s trace.State, f func() error) error {
	g.Step(prim.Point{Op: op})
	if op == prim.OpIO {
		g.turn.Touch(work.TouchWorld, true)
	}
	g.t.release(s, 0, 0)
	err := f()
	g.t.retake()
	if op == prim.OpIO {
		g.Step(prim.Point{Op: prim.OpResume})
	}
	return err
}

// join waits for the end of a thread.
func (g *gate) join(lane trace.Lane, ended func() bool) {
	g.Step(prim.Point{Op: prim.OpJoin, Peer: lane})
	g.turn.Touch(work.TouchEnd(lane), true)
	for !ended() {
		if g.rest(prim.Point{Op: prim.OpJoin, Peer: lane}, trace.Forever, trace.StateBlocked, int64(lane)) == osys.WokeStopped {
			panic(prim.ErrStopped)
		}
	}
}

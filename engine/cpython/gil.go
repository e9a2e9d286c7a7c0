package cpython

// This file holds who has the GIL of a process, put together from two sources:
// samples from outside, and the records themselves, for a thread that writes one
// has it at that moment.

import (
	"corelanes/engine/trace"
)

// gilForced is the Arg of the event with which a GIL is given up on request, as
// the engine's own interpreter records it; slotSwitches the value that counts
// how often it went to another thread.
const (
	gilForced    = 1
	slotSwitches = 1
)

// gil is the GIL of one process.
type gil struct {
	object  *object
	holder  *thread
	seen    bool   // it is sampled from outside
	first   uint64 // the interpreter's own count of switches at the first sample
	counted uint64
}

// gilOf is the GIL's object, made when there is a second thread to wait for it.
func (tr *translation) gilOf(p *process) *object {
	g := p.gil
	if g.object != nil || len(p.threads) < 2 {
		return g.object
	}
	name := "GIL (inferred)"
	if p.sampling {
		name = "GIL (sampled)"
	}
	id, err := tr.arena.AddObj(trace.ObjInfo{Kind: trace.ObjGIL, Name: name, Core: trace.CoreUnknown, Param: p.begun.Interval * 1000, Lane: p.lane})
	if err != nil {
		return nil
	}
	g.object = &object{obj: id, kind: trace.ObjGIL}
	return g.object
}

// holds takes note that a thread has the GIL at t. Whoever had it, and had not
// begun to wait for something else, was made to give it up.
func (tr *translation) holds(p *process, th *thread, t trace.Time) {
	g := p.gil
	if g == nil || g.holder == th {
		return
	}
	if old := g.holder; old != nil {
		tr.releases(p, old, t, true)
	}
	g.holder, th.since = th, t
	if o := tr.gilOf(p); o != nil {
		if th.waitsForGIL() {
			tr.put(o, trace.KindPart, th.lane, 0, 0, t)
		}
		tr.put(o, trace.KindTake, th.lane, 0, 1, t)
		if !p.sampling {
			g.counted++
			tr.set(o, th.lane, slotSwitches, int64(g.counted), t)
		}
	}
	if th.waitsForGIL() || th.state == trace.StateNative {
		tr.enter(&th.actor, trace.StateRunning, 0, 0, t)
	}
	for _, other := range p.threads { // who could run waits
		if other != th && other.state == trace.StateRunning && !other.ended {
			tr.lines(p, other, t)
		}
	}
}

func (th *thread) waitsForGIL() bool { return th.state == trace.StateWaitGIL }

// lines has a thread that could run wait for the GIL.
func (tr *translation) lines(p *process, th *thread, t trace.Time) {
	o := tr.gilOf(p)
	if o == nil {
		return
	}
	tr.put(o, trace.KindJoin, th.lane, 0, 0, t)
	tr.enter(&th.actor, trace.StateWaitGIL, o.obj, 0, t)
}

// releases takes note that a thread has given the GIL up: because it was made
// to, or to wait for something else.
func (tr *translation) releases(p *process, th *thread, t trace.Time, forced bool) {
	g := p.gil
	if g == nil || g.holder != th {
		return
	}
	g.holder = nil
	th.held += int64(t - th.since)
	o := tr.gilOf(p)
	if o == nil {
		return
	}
	arg := int64(0)
	if forced && th.state == trace.StateRunning {
		arg = gilForced
	}
	tr.put(o, trace.KindGive, th.lane, 0, arg, t)
}

// sample takes in what was seen from outside.
func (tr *translation) sample(p *process, r *record, t trace.Time) {
	g := p.gil
	if g == nil || p.begun == nil {
		return
	}
	if !g.seen {
		g.seen, g.first = true, uint64(r.arg)
	}
	if !r.timed() && g.holder != nil && p.idents[r.obj] == g.holder { // it has given it up, and nobody has taken it
		tr.releases(p, g.holder, t, false)
		return
	}
	th := p.idents[r.obj]
	if th == nil || th.ended {
		return
	}
	if r.timed() && (th.state == trace.StateRunning || th.state == trace.StateWaitGIL || th.state == trace.StateOverhead) {
		tr.holds(p, th, t)
	}
	if n := uint64(r.arg) - g.first; n != g.counted && g.object != nil {
		g.counted = n
		tr.set(g.object, th.lane, slotSwitches, int64(n), t)
	}
}

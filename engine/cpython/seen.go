package cpython

// This file holds what is made of looks at threads from outside: on which core
// each was, and which executes without the GIL.
//
// That a thread has no GIL and is said to be running is not enough for that: it
// may have been woken to ask for it. But one that has used much more processor
// time, over some looks, than it has had the GIL executes code that released it:
// a hash, a compression, a matrix.

import (
	"slices"

	"corelanes/engine/trace"
)

// looks are how many looks at a thread are compared, four milliseconds apart;
// apartShare is how much of the time between the first and the last it has to
// have executed without the GIL. The operating system counts processor time in
// steps of up to four milliseconds.
const (
	looks      = 4
	apartShare = 0.6
)

// glance is what was known of a thread at a moment.
type glance struct {
	t, ran, held int64
}

// seen takes in that a thread was seen: on a core, having used so much.
func (tr *translation) seen(p *process, r *record, t trace.Time) {
	th := p.byTID(int(r.obj))
	if th == nil || th.ended {
		if !p.begun.Known {
			p.early[int(r.obj)] = r.timed()
		}
		return
	}
	th.ran = max(th.ran, r.arg)
	if r.timed() { // it executes, or could
		th.core = trace.Core(r.word >> coreShift)
		if th.task != nil {
			th.task.core = th.core
		}
	}
	if !p.begun.Known {
		tr.glimpsed(th, r.timed(), t)
		return
	}
	held := th.held
	if p.gil != nil && p.gil.holder == th {
		held += int64(t - th.since)
	}
	th.glances = append(th.glances, glance{int64(t), r.arg, held})
	if len(th.glances) > looks {
		th.glances = slices.Delete(th.glances, 0, 1)
	}
	switch {
	case th.state == trace.StateRunning && r.timed():
		tr.enter(&th.actor, th.state, th.obj, th.arg, t) // on another core, perhaps
	case th.state == trace.StateWaitGIL && p.sampling && th.apart():
		tr.put(p.gil.object, trace.KindPart, th.lane, 0, 0, t)
		tr.enter(&th.actor, trace.StateNative, 0, 0, t)
	case th.state == trace.StateNative && th.apart():
		tr.enter(&th.actor, th.state, 0, 0, t)
	case th.state == trace.StateNative:
		tr.lines(p, th, t)
	}
}

// glimpsed takes in whether a thread of a version that the agent does not know
// executes. That is all that can be told of it: nothing in it says what it does,
// so neither who has the GIL nor what it waits for is inferred.
func (tr *translation) glimpsed(th *thread, executes bool, t trace.Time) {
	switch waits := th.state == trace.StateBlocked && th.obj == 0 && th.arg == 0; {
	case executes && (waits || th.state == trace.StateRunning):
		tr.enter(&th.actor, trace.StateRunning, 0, 0, t)
	case !executes && th.state == trace.StateRunning:
		tr.enter(&th.actor, trace.StateBlocked, 0, 0, t)
	}
}

// apart says whether the thread executed without the GIL lately.
func (th *thread) apart() bool {
	if len(th.glances) < looks {
		return false
	}
	first, last := th.glances[0], th.glances[looks-1]
	return float64(last.ran-first.ran-(last.held-first.held)) > apartShare*float64(last.t-first.t)
}

func (p *process) byTID(tid int) *thread {
	for _, th := range p.threads {
		if th.native == tid && !th.ended {
			return th
		}
	}
	return nil
}

package interp

// This file holds the penalty: a free-threaded CPython runs a single thread
// slower than one with a GIL, because it counts references and locks objects in
// ways that this interpreter does not need. Who wants to see that gives a factor;
// the thread then computes for nothing, now and then, as long as it takes to be
// that much slower. That is a model, and its lane says so.

import (
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// payEveryNs is how much computing is paid for at a time.
const payEveryNs = 1_000_000

// penalty is what has been paid for.
type penalty struct {
	at  trace.Time // when last
	cpu int64      // up to which of the thread's processor time, ns
}

// pay keeps the core busy for what the penalty makes of the processor time since
// the last pay.
func (t *Thread) pay() {
	now := t.self.Rec.Now()
	if now-t.paid.at < payEveryNs {
		return
	}
	t.paid.at = now
	cpu, err := osys.ThreadCPU()
	if err != nil {
		return // where that is not told there is no penalty
	}
	used := cpu - max(t.paid.cpu, t.watch.cpuAtStart)
	t.enter(trace.StateOverhead, 0, int64(trace.OverheadModelled))
	for until := cpu + int64(float64(used)*(t.in.penalty-1)); cpu < until && err == nil; {
		cpu, err = osys.ThreadCPU()
	}
	t.paid.cpu = cpu
	t.enter(trace.StateRunning, 0, 0)
}

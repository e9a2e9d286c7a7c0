package insight_test

// This file tests whose processor time counts.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

func TestWhatTheMainLaneComputedBeforeTheWorkersIsNotTheirs(t *testing.T) {
	r := newRun(t)
	m := r.child(trace.LaneMain, "main", 0)
	w := r.child(trace.LaneThread, "W", m)
	r.state(0, m, trace.StateNative, 0, 0)
	r.state(900, m, trace.StateBlocked, 0, int64(w))
	r.state(900, w, trace.StateRunning, 0, 0)
	r.put(trace.Event{Time: 1000, Kind: trace.KindCPU, Lane: w, Arg: 90})
	r.state(1000, w, trace.StateNone, 0, 0)
	r.put(trace.Event{Time: 1010, Kind: trace.KindCPU, Lane: m, Arg: 905})
	r.state(1010, m, trace.StateNone, 0, 0)
	s := insight.Summarise(r.view(1010))
	if s.Wall != 100 || s.CPU != 90 {
		t.Errorf("%d ns of processor time in %d ns, want the worker's 90 in 100", s.CPU, s.Wall)
	}
}

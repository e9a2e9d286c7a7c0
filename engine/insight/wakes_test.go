package insight_test

// This file tests who is said to have woken whom.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

func TestAWakeReachesToWhereTheLaneWentOn(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	o := r.obj(trace.ObjEvent, "e", 0)
	r.state(0, a, trace.StateRunning, 0, 0)
	r.state(0, b, trace.StateBlocked, o, 0)
	r.put(trace.Event{Time: 5, Kind: trace.KindWake, Lane: a, Obj: o, Arg: int64(b)})
	r.put(trace.Event{Time: 6, Kind: trace.KindWake, Lane: a, Obj: o, Arg: int64(b)})
	r.state(8, b, trace.StateWaitGIL, 0, 0)
	r.state(9, b, trace.StateRunning, 0, 0)
	r.put(trace.Event{Time: 11, Kind: trace.KindWake, Lane: a, Obj: o, Arg: int64(a)})
	v := r.view(20)
	got := insight.Wakes(v, 0, v.LogLen())
	want := []insight.Wake{{From: a, To: b, Obj: o, At: 6, Resumed: 9}, {From: a, To: a, Obj: o, At: 11, Resumed: 11}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("wakes %+v, want %+v", got, want)
	}
}

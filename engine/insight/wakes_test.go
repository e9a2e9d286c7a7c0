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

func TestBetweenProcessesWhoTookAWakeUpWasWokenAndWhoTookNoneTimedOut(t *testing.T) {
	r := newRun(t)
	a, b, c, d := r.lane("A"), r.lane("B"), r.lane("C"), r.lane("D")
	o := r.obj(trace.ObjCondition, "c", 0)
	for _, l := range []trace.Lane{b, c, d} {
		r.on(1, o, trace.KindJoin, l, insight.ConditionWaitRoom, 0)
	}
	r.on(5, o, trace.KindSet, a, insight.WaitUnits, 2)
	r.put(trace.Event{Time: 5, Kind: trace.KindWake, Lane: a, Obj: o, Arg: int64(b)})
	r.on(7, o, trace.KindSet, b, insight.WaitUnits, 1)
	r.on(7, o, trace.KindPart, b, insight.ConditionWaitRoom, 0)
	r.on(8, o, trace.KindSet, d, insight.WaitUnits, 0) // it was faster than whom the unit was meant for
	r.on(8, o, trace.KindPart, d, insight.ConditionWaitRoom, 0)
	r.on(9, o, trace.KindPart, c, insight.ConditionWaitRoom, 0)
	v := r.view(20)
	want := map[trace.Lane]trace.Lane{b: a, d: a, c: 0}
	x := v.Obj(o)
	for i := range x.Len() {
		if e := x.Event(i); e.Kind == trace.KindPart && insight.Woken(v, e) != want[e.Lane] {
			t.Errorf("lane %d was woken by %d, want %d", e.Lane, insight.Woken(v, e), want[e.Lane])
		}
	}
}

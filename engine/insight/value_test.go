package insight_test

// This file tests what values objects begin with, and why lanes left a room.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

func TestPermitsBeginWithTheSemaphoresOwn(t *testing.T) {
	r := newRun(t)
	l := r.lane("A")
	taken, released := r.obj(trace.ObjSemaphore, "taken", 2), r.obj(trace.ObjSemaphore, "released", 2)
	r.on(10, taken, trace.KindSet, l, insight.SemaphoreLeft, 1)
	r.on(10, taken, trace.KindTake, l, 0, 1)
	r.on(20, taken, trace.KindSet, l, insight.SemaphoreLeft, 0)
	r.on(10, released, trace.KindGive, l, 0, 0)
	r.on(11, released, trace.KindSet, l, insight.SemaphoreLeft, 3)
	v := r.view(30)
	for _, c := range []struct {
		o    trace.Obj
		at   trace.Time
		want int64
	}{{taken, 5, 2}, {taken, 15, 1}, {taken, 25, 0}, {released, 10, 2}, {released, 15, 3}} {
		s := v.Obj(c.o).At(c.at)
		if got := insight.Permits(v.Obj(c.o), &s); got != c.want {
			t.Errorf("semaphore %d has %d units left at %d, want %d", c.o, got, c.at, c.want)
		}
	}
}

func TestWhoLetALaneOutWokeItAndNobodyWokeTheOneWhoseTimeWasUp(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	o := r.obj(trace.ObjCondition, "c", 0)
	r.on(1, o, trace.KindJoin, b, 0, 0)
	r.on(5, o, trace.KindPart, b, 0, 0) // by itself
	r.on(7, o, trace.KindJoin, b, 0, 0)
	r.on(9, o, trace.KindPart, b, 0, 0) // let out
	r.put(trace.Event{Time: 9, Kind: trace.KindWake, Lane: a, Obj: o, Arg: int64(b)})
	v := r.view(20)
	for step, want := range map[int]trace.Lane{1: 0, 3: a} {
		if got := insight.Woken(v, v.Obj(o).Event(step)); got != want {
			t.Errorf("step %d: woken by %d, want %d", step, got, want)
		}
	}
}

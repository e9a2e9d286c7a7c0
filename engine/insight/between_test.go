package insight

// This file tests the sums over a stretch of a recording.

import (
	"testing"

	"corelanes/engine/trace"
)

func TestAStretchIsSummedUpByStatesWaitsAndOperations(t *testing.T) {
	mem := make([]byte, trace.MinArenaBytes+2*64<<10)
	a, err := trace.NewArena(mem, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	var lanes [2]trace.Lane
	for i := range lanes {
		if lanes[i], err = a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "T"}); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	w := a.NewWriter(trace.Clock{}, 0)
	state := func(at trace.Time, l trace.Lane, s trace.State, o trace.Obj, c trace.Core) {
		w.PutAt(trace.Event{Time: at, Kind: trace.KindState, Slot: trace.Slot(s), Lane: l, Obj: o, Core: c})
	}
	state(0, lanes[0], trace.StateRunning, 0, 0)
	state(0, lanes[1], trace.StateRunning, 0, 1)
	w.PutAt(trace.Event{Time: 10000, Kind: trace.KindTake, Lane: lanes[0], Obj: lock, Seq: 1, Arg: 1})
	state(20000, lanes[1], trace.StateBlocked, lock, trace.CoreUnknown)
	w.PutAt(trace.Event{Time: 60000, Kind: trace.KindGive, Lane: lanes[0], Obj: lock, Seq: 2})
	state(60000, lanes[1], trace.StateRunning, 0, 1)
	a.Finish(100000)
	r := trace.NewRecording(a)
	r.Update(0)
	b := Sum(r.Cut(), 10000, 60000)
	if b.Lanes != 2 || !near(b.States[trace.StateRunning], 60000) || !near(b.States[trace.StateBlocked], 40000) {
		t.Errorf("%d lanes, running %d, blocked %d; want 2, 60000, 40000", b.Lanes, b.States[trace.StateRunning], b.States[trace.StateBlocked])
	}
	if b.Busy < 1.19 || b.Busy > 1.21 {
		t.Errorf("%v cores busy, want 1.2", b.Busy)
	}
	if b.Ops[trace.KindTake] != 1 || b.Ops[trace.KindGive] != 0 {
		t.Errorf("operations %v: the stretch begins with its first instant and ends before its last", b.Ops)
	}
	if len(b.Waits) != 1 || b.Waits[0] != (WaitSum{State: trace.StateBlocked, Obj: lock, Times: 1, Time: 40000}) {
		t.Errorf("waits %v", b.Waits)
	}
	if empty := Sum(r.Cut(), 80000, 80000); empty.Lanes != 0 || len(empty.Waits) != 0 {
		t.Errorf("nothing summed up to %v", empty)
	}
}

// near says whether a sum of shares is what it should be, to a thousandth.
func near(got, want trace.Time) bool { return max(got-want, want-got) <= want/1000 }

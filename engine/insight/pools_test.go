package insight

// This file tests what is told of a pool, on a recording written by hand.

import (
	"testing"
	"time"

	"corelanes/engine/trace"
)

func TestAPoolsSummaryTellsItsTasksAndItsWorkers(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := trace.NewClock(time.Now(), 1)
	a.Begin(1)
	main, _ := a.AddLane(trace.LaneInfo{Kind: trace.LaneMain, Name: "main"})
	one, _ := a.AddLane(trace.LaneInfo{Kind: trace.LaneProcess, Name: "one"})
	two, _ := a.AddLane(trace.LaneInfo{Kind: trace.LaneProcess, Name: "two"})
	pool, _ := a.AddObj(trace.ObjInfo{Kind: trace.ObjPool, Name: "Pool-1", Param: 2})
	rec := a.NewWriter(clock, main)
	seq := uint32(0)
	put := func(at trace.Time, k trace.Kind, lane trace.Lane, arg int64) {
		seq++
		rec.PutAt(trace.Event{Time: at, Kind: k, Lane: lane, Obj: pool, Seq: seq, Arg: arg, Core: trace.CoreUnknown})
	}
	state := func(at trace.Time, lane trace.Lane, s trace.State, o trace.Obj, arg trace.Overhead) {
		rec.PutAt(trace.Event{Time: at, Kind: trace.KindState, Slot: trace.Slot(s), Lane: lane, Obj: o, Arg: int64(arg), Core: trace.CoreUnknown})
	}
	state(0, one, trace.StateOverhead, 0, trace.OverheadStart)
	state(3, one, trace.StateOverhead, 0, trace.OverheadInit)
	state(5, one, trace.StateBlocked, pool, 0)
	for n := range int64(3) {
		put(6, trace.KindPush, main, n+1)
	}
	put(7, trace.KindPop, one, 1)
	put(7, trace.KindTake, one, 1)
	state(7, one, trace.StateRunning, 0, 0)
	put(8, trace.KindPop, two, 2)
	put(8, trace.KindTake, two, 2)
	put(10, trace.KindGive, two, 0)
	put(11, trace.KindPop, two, 3)
	put(11, trace.KindTake, two, 3)
	put(17, trace.KindGive, one, 0)
	put(17, trace.KindSet, one, 2)
	state(17, one, trace.StateBlocked, pool, 0)
	a.Finish(20)
	r := trace.NewRecording(a)
	r.Update(0)
	pools := Pools(r.Cut())
	if len(pools) != 1 {
		t.Fatalf("%d pools", len(pools))
	}
	p := pools[0]
	wantTasks := []PoolTask{{1, one, 6, 7, 17}, {2, two, 6, 8, 10}, {3, two, 6, 11, 20}}
	for i, x := range wantTasks {
		if i >= len(p.Tasks) || p.Tasks[i] != x {
			t.Fatalf("tasks %+v, want %+v", p.Tasks, wantTasks)
		}
	}
	want := []PoolWorker{
		{Lane: one, Name: "one", Tasks: 1, StartUp: 3, Init: 2, Waiting: 5, Working: 10, Longest: 10},
		{Lane: two, Name: "two", Tasks: 2, Working: 11, Longest: 9},
	}
	for i, x := range want {
		if p.Workers[i] != x {
			t.Errorf("worker %+v, want %+v", p.Workers[i], x)
		}
	}
	if p.Backlog != 3 || p.Failed != 0 {
		t.Errorf("backlog %d, failed %d", p.Backlog, p.Failed)
	}
}

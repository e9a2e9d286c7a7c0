package insight

// This file tests what is told of event loops.

import (
	"testing"
	"time"

	"corelanes/engine/trace"
)

func TestALoopsSummaryTellsHowLateItWasAndWhatHeldIt(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	home, err1 := a.AddLane(trace.LaneInfo{Kind: trace.LaneLoop, Name: "Event loop"})
	task, err2 := a.AddLane(trace.LaneInfo{Kind: trace.LaneTask, Name: "hog", Parent: home})
	still, err6 := a.AddLane(trace.LaneInfo{Kind: trace.LaneTask, Name: "still", Parent: home})
	loop, err3 := a.AddObj(trace.ObjInfo{Kind: trace.ObjLoop, Lane: home, Core: trace.CoreUnknown})
	lag, err4 := a.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Unit: "ns", Lane: home, Core: trace.CoreUnknown})
	other, err5 := a.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Unit: "B", Lane: home, Core: trace.CoreUnknown})
	for _, err := range []error{err1, err2, err3, err4, err5, err6} {
		if err != nil {
			t.Fatal(err)
		}
	}
	w := a.NewWriter(trace.NewClock(time.Now().Add(-time.Second), 1), home) // a second has passed
	const at = trace.Time(200e6)
	state := func(s trace.State, t trace.Time) {
		w.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(s), Lane: home, Core: trace.CoreUnknown, Time: t})
	}
	state(trace.StateIO, 1)
	state(trace.StateReady, at-100e6) // it has no core, until it is at last 20 ms late by its own doing
	state(trace.StateRunning, at-20e6)
	for i, v := range []int64{1e6, 90e6, 2e6} {
		w.PutAt(trace.Event{Kind: trace.KindSample, Lane: home, Obj: lag, Arg: v, Time: at + trace.Time(i)})
	}
	w.PutAt(trace.Event{Kind: trace.KindSample, Lane: home, Obj: other, Arg: 1 << 50, Time: at + 5})
	w.Say(home, "hello")
	w.Say(home, "Executing hog took 0.090 seconds: time.sleep")
	now := w.Now()
	w.PutAt(trace.Event{Kind: trace.KindSet, Lane: home, Obj: loop, Seq: 1, Slot: LoopPhase, Arg: LoopSelects, Time: now - 2e6})
	w.PutAt(trace.Event{Kind: trace.KindSet, Lane: task, Obj: loop, Seq: 2, Slot: LoopHeld, Arg: 90e6, Time: now - 1e6})
	a.Finish(now + 1)
	r := trace.NewRecording(a)
	r.Update(now + 1)
	got := Loops(r.Cut())
	if len(got) != 1 || got[0].Lag != 90e6 || got[0].Median != 2e6 || len(got[0].Freezes) != 1 {
		t.Fatalf("%+v", got)
	}
	if own := got[0].OwnLag; own < 20e6 || own > 20e6+2 {
		t.Errorf("%d ns late by its own doing, want 20 ms", own)
	}
	v := r.Cut()
	if f, ok := FrozenAt(v, still, now-50e6); !ok || f.Lane != task || f.Call != "time.sleep" {
		t.Errorf("another task stood under the freeze: %+v, %v", f, ok)
	}
	for lane, at := range map[trace.Lane]trace.Time{still: now, task: now - 50e6, home: now - 50e6} {
		if f, ok := FrozenAt(v, lane, at); ok {
			t.Errorf("lane %d at %d: %+v", lane, at, f)
		}
	}
	if f := got[0].Freezes[0]; f.Lane != task || f.To-f.From != 90e6 || f.Call != "time.sleep" {
		t.Errorf("%+v", f)
	}
}

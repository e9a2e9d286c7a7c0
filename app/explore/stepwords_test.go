package explore

// This file tests what is said of a worker of a controlled run.

import (
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

func TestOfAWorkerThatAnErrorEndedTheStepsSayWhereItStands(t *testing.T) {
	speak(t, text.English)
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := osys.NewClock()
	a.Begin(clock.Machine())
	want := map[trace.Lane]string{}
	for arg, says := range []string{"has ended", "has ended with an error, which stands in Output"} {
		l, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "W"})
		if err != nil {
			t.Fatal(err)
		}
		w := a.NewWriter(clock, l)
		w.State(l, trace.StateRunning, 0, 0, trace.CoreUnknown)
		w.Put(trace.Event{Kind: trace.KindEnd, Lane: l, Arg: int64(arg), Core: trace.CoreUnknown})
		want[l] = says
	}
	rec := trace.NewRecording(a)
	rec.Update(trace.Forever - 1)
	v := rec.Cut()
	for l, says := range want {
		if got := standing(v, engine.Standing{Lane: l, Ended: true}); got != says {
			t.Errorf("lane %d: %q, want %q", l, got, says)
		}
	}
}

package lanefile_test

// This file tests recordings of more lanes than stand in one block.

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"corelanes/engine/lanefile"
	"corelanes/engine/trace"
)

// lanesOfMany is more than stand in two blocks.
const lanesOfMany = 2<<14 + 100

func TestManyLanesAreWrittenInPartsAndReadAgain(t *testing.T) {
	a, err := trace.NewArenaFor(make([]byte, trace.BytesFor(lanesOfMany)+trace.BytesForMore(lanesOfMany)), lanesOfMany, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	w := a.NewWriter(trace.Clock{}, 1)
	add := func(n int) {
		for range n {
			l, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneTask})
			if err != nil {
				t.Fatal(err)
			}
			w.PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateRunning), Lane: l, Time: trace.Time(l), Core: trace.CoreUnknown})
		}
	}
	var streamed bytes.Buffer
	s, err := lanefile.NewStream(&streamed, lanefile.Head{Program: "test", Started: time.Unix(1, 0).UTC()}, a)
	if err != nil {
		t.Fatal(err)
	}
	add(100)
	if err := s.Append(); err != nil {
		t.Fatal(err)
	}
	add(lanesOfMany - 200)
	if err := s.Append(); err != nil {
		t.Fatal(err)
	}
	a.SetLaneExit(1, 7, 0) // the first part changes when there are others already
	a.SetLaneExit(1<<14+1, 8, 0)
	add(100)
	a.Finish(lanesOfMany + 1)
	if err := s.Close(lanefile.Tail{Status: "done"}); err != nil {
		t.Fatal(err)
	}
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	for how, data := range map[string][]byte{"while it went on": streamed.Bytes(), "afterwards": written(t, r)} {
		f, err := lanefile.Read(bytes.NewReader(data))
		if err != nil || !f.Complete {
			t.Fatalf("%s: %v, %q", how, err, f.Damage)
		}
		v := f.Recording.Cut()
		if n := len(v.Lanes()); n != lanesOfMany {
			t.Fatalf("%s: %d lanes of %d", how, n, lanesOfMany)
		}
		exits := ""
		for _, l := range []trace.Lane{1, 1 << 14, 1<<14 + 1, lanesOfMany} {
			lane := v.Lane(l)
			exits += fmt.Sprint(lane.Info.Exit, " ")
			if lane.Info.ID != l || lane.Len() != 1 {
				t.Errorf("%s: lane %d is %+v with %d spans", how, l, lane.Info, lane.Len())
			}
		}
		if exits != "7 0 8 0 " {
			t.Errorf("%s: exit codes %s", how, exits)
		}
	}
}

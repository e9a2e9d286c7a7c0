package explore_test

// This file tests a recording that is too large for everything to be known at
// once: its lanes are shown first, sums and findings come later, and the figures
// of a range are counted beside the window's own work.

import (
	"path/filepath"
	"strings"
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

// large writes a recording of three lanes that sleep and run in turn.
func large(t *testing.T, events int) string {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.BytesFor(events+4*trace.EventsPerChunk)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	w := a.NewWriter(trace.Clock{}, 0)
	for range 3 {
		if _, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "T"}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range events {
		e := trace.Event{Time: trace.Time(i) * 1000, Kind: trace.KindState, Slot: trace.Slot(trace.StateRunning), Lane: trace.Lane(1 + i%3), Core: trace.Core(i % 2)}
		if i/3%2 == 1 {
			e.Slot, e.Core = trace.Slot(trace.StateSleep), trace.CoreUnknown
		}
		w.PutAt(e)
	}
	a.Finish(trace.Time(events) * 1000)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	o := &engine.Opened{Plan: engine.Plan{Scenario: "lock-file", Model: "threads", Workers: 3}, Outcome: engine.Outcome{Status: engine.Done}, Recording: r, Program: "test"}
	path := filepath.Join(t.TempDir(), "large.lane")
	if err := o.Save(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestALargeRecordingIsShownBeforeItIsSummedUpAndItsRangesAreCountedBesideIt(t *testing.T) {
	p := sitDown(t, text.English)
	p.page.Open(large(t, 301_000))
	p.waitFor("the lanes", func() bool { return p.page.View() != nil })
	p.waitFor("the sums", func() bool { return len(p.page.Told().Figures) > 0 && !p.sees("Sums and findings are being made") })
	p.page.SelectRange(0, 1)
	p.waitFor("the range's waits", func() bool { return p.sees("waits for") && !p.sees("are being counted") })
	p.page.SelectRange(0, 0.9)
	p.page.SelectRange(0.4, 0.5) // the one before is of no interest any more, this one is small
	p.mustSee("waits for")
	if at := p.page.Told(); !strings.Contains(at.Sentence, "3 threads") {
		t.Errorf("%q", at.Sentence)
	}
}

package explore

// This file tests what the tab Output shows of what workers printed.

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

func TestALineOfTheOutputThatIsCutIsShownWholeBelow(t *testing.T) {
	test.NewTempApp(t)
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := osys.NewClock()
	a.Begin(clock.Machine())
	lane, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneMain, Name: "main"})
	if err != nil {
		t.Fatal(err)
	}
	w := a.NewWriter(clock, lane)
	long := "Exception in thread Worker-1: RuntimeError: " + strings.Repeat("release unlocked lock ", 3)
	w.Say(lane, "done")
	w.Say(lane, long)
	rec := trace.NewRecording(a)
	rec.Update(trace.Forever - 1)
	v := rec.Cut()
	o := newOutput(func(trace.Time) {})
	window := test.NewTempWindow(t, o.build())
	window.Resize(fyne.NewSize(400, 300))
	for _, c := range []struct {
		last  int
		below bool
	}{{0, false}, {1, true}, {0, false}} {
		o.show(v, v.Log(c.last).Time)
		if o.below.Visible() != c.below {
			t.Errorf("with line %d the last one, the place below is shown: %v", c.last, !c.below)
		}
	}
	o.show(v, v.Log(1).Time)
	if o.whole.Text != long {
		t.Errorf("below stands %q", o.whole.Text)
	}
	window.Resize(fyne.NewSize(2000, 300))
	if o.show(v, v.Log(1).Time); o.below.Visible() {
		t.Error("a line that is not cut stands twice")
	}
}

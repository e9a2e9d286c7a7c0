package timeline

// This file tests the origin of times, and two timelines on one axis.

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

func TestTheAxisCountsFromWhereItsZeroIsDragged(t *testing.T) {
	tl, _, _ := shown(t)
	l := &tl.easel.layout
	f := tl.pixels()
	zero := fyne.NewPos(float32(l.X(0)/f), float32(float64(l.Axis.Max.Y-2)/f))
	want := runLength / 2
	pull(tl, zero, float32((l.X(want)-l.X(0))/f), 0, 0)
	px := runLength / trace.Time(l.Plot.Dx())
	if d := tl.Origin() - want; d > 2*px || d < -2*px {
		t.Fatalf("the origin is at %d, dragged to %d", tl.Origin(), want)
	}
	if says := tl.Say(tl.Origin()); !strings.HasPrefix(says, "0.0") {
		t.Errorf("the axis says %q of its zero", says)
	}
	if says := tl.Say(0); !strings.HasPrefix(says, "-95") && !strings.HasPrefix(says, "-94") {
		t.Errorf("the axis says %q of the run's beginning", says)
	}
	tl.SetInstant(tl.Origin())
	tl.ToggleOrigin()
	if tl.Origin() != 0 {
		t.Error("it does not go back to the beginning")
	}
}

func TestATimelineReachesAsFarAsTheOneBesideIt(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetReach(-100*synth.MS, 2*runLength)
	tl.Fit()
	if from, to := tl.Window(); from != -100*synth.MS || to != 2*runLength {
		t.Errorf("all is %d … %d", from, to)
	}
	if l := &tl.easel.layout; l.MinimapTime(float64(l.Minimap.Min.X)) != -100*synth.MS {
		t.Error("the minimap does not show all")
	}
	told := false
	tl.OnWindow = func(trace.Time, trace.Time) { told = true }
	tl.Mirror(10, 500, 77)
	if from, to := tl.Window(); from != 10 || to != 500 || tl.Instant() != 77 || told {
		t.Errorf("it mirrors %d … %d at %d, told %v", from, to, tl.Instant(), told)
	}
	tl.SetReach(0, 0)
	tl.Fit()
	if from, to := tl.Window(); from != 0 || to != runLength {
		t.Errorf("alone, all is %d … %d", from, to)
	}
}

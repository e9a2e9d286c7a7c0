package strips

// This file tests that all runs share one axis, and that the pointer finds them.

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
)

func shown(t *testing.T) *Strips {
	t.Helper()
	a := test.NewTempApp(t)
	s := New()
	s.Set([]Strip{
		{Title: "short", View: synth.Lock(2, 5e8).View(5e8)},
		{Title: "long", Note: "1 s", View: synth.Tasks(60, 1e9).View(1e9)},
		{Title: "failed"},
	})
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	w.SetContent(s)
	w.Resize(fyne.NewSize(namesWidth+400, s.Height()+20))
	return s
}

func TestAShortRunEndsWhereTheCommonAxisSays(t *testing.T) {
	s := shown(t)
	size := s.raster.Size()
	img, ok := s.paint(int(size.Width), int(size.Height)).(*image.RGBA)
	if !ok {
		t.Fatal("nothing was painted")
	}
	y := axisHeight + laneHeight/2
	beyond := look.Light().Panel
	if c := img.RGBAAt(int(size.Width)*3/4, y); c != beyond {
		t.Errorf("after its end the short run is %v, want %v", c, beyond)
	}
	if c := img.RGBAAt(int(size.Width)/4, y); c == beyond {
		t.Error("before its end nothing is seen of the short run")
	}
}

func TestThePointerFindsTheRunAndTheMoment(t *testing.T) {
	s := shown(t)
	tapped, at := -1, trace.Time(-1)
	s.OnTap, s.OnInstant = func(i int) { tapped = i }, func(x trace.Time) { at = x }
	y := float32(axisHeight)
	for i, x := range s.strips {
		s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(200, y+5)})
		if tapped != i {
			t.Errorf("%d was tapped, want %d", tapped, i)
		}
		y += s.height(x) + gap
	}
	wide := s.Size().Width - namesWidth
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(namesWidth+wide/2, 50)}})
	if d := at - s.end/2; d > s.end/100 || d < -s.end/100 || !s.head.Visible() {
		t.Errorf("the playhead is at %d of %d", at, s.end)
	}
	s.MouseOut()
	if s.head.Visible() {
		t.Error("the playhead stays")
	}
}

func TestARunWithManyLanesKeepsWithinItsRoom(t *testing.T) {
	s := shown(t)
	if h := s.height(s.strips[1]); h != mostStrip {
		t.Errorf("sixty tasks are %g high", h)
	}
	if h := s.height(s.strips[2]); h != leastStrip {
		t.Errorf("a run that is not there is %g high", h)
	}
}

package tour

// This file tests the tour.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestATourGoesThroughItsStopsAndCanBeLeft(t *testing.T) {
	test.NewTempApp(t)
	part := widget.NewButton("part", nil)
	w := test.NewTempWindow(t, container.NewVBox(part))
	w.Resize(fyne.NewSize(800, 600))
	ended := 0
	stops := []Stop{{Word: "a.tour.welcome"}, {Word: "a.tour.run", At: func() fyne.CanvasObject { return part }}}
	x := Start(w.Canvas(), stops, func() { ended++ })
	x.Back() // there is nothing before
	x.Next()
	ring, box := x.over.Objects[4], x.over.Objects[5]
	if x.At() != 1 || ring.Size() != part.Size() {
		t.Errorf("stop %d, ring %v around %v", x.At(), ring.Size(), part.Size())
	}
	if box.Position().Y < part.Position().Y+part.Size().Height || box.Position().Y+box.Size().Height > 600 {
		t.Errorf("the words stand at %v, %v", box.Position(), box.Size())
	}
	x.Next()
	if ended != 1 || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("ended %d times", ended)
	}
	x = Start(w.Canvas(), stops, func() { ended++ })
	x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if x.At() != 0 || x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5}) {
		t.Errorf("at %d, or F5 did not reach the page", x.At())
	}
	if ended != 2 || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("ended %d times", ended)
	}
}

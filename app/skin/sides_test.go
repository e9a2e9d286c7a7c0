package skin

// This file tests that what stands at two sides of a line never lies over each other.

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestWhatHasNoRoomBesideGoesBelow(t *testing.T) {
	test.NewTempApp(t)
	a, b := canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	a.SetMinSize(fyne.NewSize(300, 20))
	b.SetMinSize(fyne.NewSize(100, 30))
	c := container.New(&Sides{}, a, b)
	c.Resize(fyne.NewSize(500, 30))
	if b.Position() != fyne.NewPos(400, 0) || c.MinSize().Height != 30 {
		t.Errorf("with room for both the second stands at %v, height %g", b.Position(), c.MinSize().Height)
	}
	c.Resize(fyne.NewSize(350, 60))
	if b.Position().X != 250 || b.Position().Y < 20 || c.MinSize().Height < 50 {
		t.Errorf("without, the second stands at %v, height %g", b.Position(), c.MinSize().Height)
	}
	if w := c.MinSize().Width; w != 300 {
		t.Errorf("it wants to be %g wide", w)
	}
}

package skin

// This file tests that what flows asks for the room that it needs.

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// counting is a layout that counts how often it is asked to lay out.
type counting struct {
	of    fyne.Layout
	times int
}

func (c *counting) MinSize(objects []fyne.CanvasObject) fyne.Size { return c.of.MinSize(objects) }

func (c *counting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.times++
	c.of.Layout(objects, size)
}

func TestWhatFlowsIntoMoreLinesHasTheWindowLaidOutOnceMore(t *testing.T) {
	test.NewTempApp(t)
	for name, l := range map[string]fyne.Layout{"flow": &Flow{}, "columns": &Columns{Most: 4}} {
		var boxes []fyne.CanvasObject
		for range 4 {
			b := canvas.NewRectangle(color.Black)
			b.SetMinSize(fyne.NewSize(100, 20))
			boxes = append(boxes, b)
		}
		outer := &counting{of: container.NewVBox().Layout}
		w := test.NewTempWindow(t, container.New(outer, container.New(l, boxes...), canvas.NewRectangle(color.White)))
		w.Resize(fyne.NewSize(900, 400))
		for _, c := range []struct {
			width float32
			more  int // how often it is laid out
		}{{800, 1}, {250, 2}, {240, 1}, {800, 1}, {120, 2}} {
			before := outer.times
			w.Resize(fyne.NewSize(c.width, 400))
			if got := outer.times - before; got < c.more {
				t.Errorf("%s: %v wide: laid out %d times, want %d", name, c.width, got, c.more)
			}
		}
	}
}

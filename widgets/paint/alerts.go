package paint

// This file paints where something was found to be wrong: a red triangle on the
// axis, and on each lane that it is about; and the moment from which lanes can
// never go on, a red line from the first of them to the last.

import (
	"image"
	"image/color"

	"corelanes/engine/trace"
)

// Alert is a moment at which something is wrong, and whom it is about.
type Alert struct {
	At    trace.Time
	Lanes []trace.Lane
	Stuck bool // from here on they can never go on
}

const (
	alertWidth = 9.0
	alertTall  = 8.0
)

// alertInk is red enough beside every state's colour, on light and dark.
func (f *frame) alertInk() color.RGBA {
	if f.s.Theme.Dark {
		return color.RGBA{0xFF, 0x5A, 0x4F, 0xFF}
	}
	return color.RGBA{0xC6, 0x1A, 0x10, 0xFF}
}

// alerts paints them over the lanes.
func (f *frame) alerts() {
	f.unclip()
	for _, a := range f.s.Alerts {
		x := round(f.l.X(a.At))
		if x < f.l.Plot.Min.X || x >= f.l.Plot.Max.X {
			continue
		}
		f.alert(x, f.l.Axis.Max.Y-f.s.unit(alertTall))
		top, bottom := f.l.Plot.Max.Y, f.l.Plot.Min.Y
		for _, lane := range a.Lanes {
			r, shown := f.l.RowOf(lane)
			if !shown {
				continue
			}
			box := f.l.Box(r).Intersect(f.l.Plot)
			if box.Empty() {
				continue
			}
			top, bottom = min(top, box.Min.Y), max(bottom, box.Max.Y)
			f.alert(x, box.Min.Y)
		}
		if a.Stuck && top < bottom {
			f.fill(image.Rect(x-f.s.unit(1), top, x+f.s.unit(1), bottom), f.alertInk())
		}
	}
}

// alert is a triangle that points down at a moment, with an outline that shows it on any
// colour.
func (f *frame) alert(x, top int) {
	w, h := f.s.unit(alertWidth), f.s.unit(alertTall)
	for _, layer := range []struct {
		grow int
		ink  color.RGBA
	}{{f.s.unit(1), f.s.Theme.CrossEdge}, {0, f.alertInk()}} {
		for y := -layer.grow; y < h; y++ {
			half := (w/2+layer.grow)*(h-y)/h + layer.grow/2
			f.fill(image.Rect(x-half, top+y, x+half+1, top+y+1), layer.ink)
		}
	}
}

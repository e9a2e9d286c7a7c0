package paint

// This file paints connectors: lines from the operation that woke a lane to
// where that lane went on.

import (
	"image"
	"image/color"
	"math"

	"corelanes/engine/insight"
	"corelanes/widgets/look"
)

const (
	fewConnectors = 60   // so many are drawn without being asked for
	maxConnectors = 2000 // so many when they are
)

// connectors paints those among the events lo … hi of the log.
func (f *frame) connectors(lo, hi int) {
	if !f.marks && !f.s.Connectors {
		return
	}
	wakes := insight.Wakes(f.s.View, max(lo, hi-maxMarksInView), hi)
	all := len(wakes) < fewConnectors || f.s.Connectors
	if len(wakes) > maxConnectors {
		wakes = wakes[:maxConnectors]
	}
	f.clip = f.l.Plot
	defer f.unclip()
	for _, mine := range []bool{false, true} { // those of the selected lane over the others
		for _, w := range wakes {
			if is := f.s.Selected != 0 && (w.From == f.s.Selected || w.To == f.s.Selected); is == mine && (mine || all) {
				f.connector(w, mine)
			}
		}
	}
}

// connector paints one line, from the lower or upper edge of one bar to the
// nearer edge of the other, with a head.
func (f *frame) connector(w insight.Wake, selected bool) {
	a, ok := f.l.RowOf(w.From)
	b, also := f.l.RowOf(w.To)
	if !ok || !also || w.From == w.To {
		return
	}
	from, to := f.barBox(f.l.Box(a)), f.barBox(f.l.Box(b))
	y0, y1 := from.Max.Y, to.Min.Y
	if to.Min.Y < from.Min.Y {
		y0, y1 = from.Min.Y, to.Max.Y-1
	}
	ink := look.Mix(f.s.Theme.Text, f.s.Theme.Background, 0.25)
	wide := f.s.scale()
	if selected {
		ink, wide = f.s.Theme.Accent, 2*f.s.scale()
	}
	x0, x1 := f.l.X(w.At)+0.5, f.l.X(w.Resumed)+0.5
	f.line(x0, float64(y0), x1, float64(y1), wide+2, f.s.Theme.CrossEdge, 150)
	f.line(x0, float64(y0), x1, float64(y1), wide, ink, 255)
	f.arrow(int(x1), y1, y1 > y0, ink)
}

// line draws a straight line by rows or columns, whichever has more steps.
func (f *frame) line(x0, y0, x1, y1, width float64, ink color.RGBA, weight uint32) {
	steps := int(math.Max(math.Abs(x1-x0), math.Abs(y1-y0))) + 1
	steps = min(steps, 4*(f.s.Size.X+f.s.Size.Y))
	steep := math.Abs(y1-y0) >= math.Abs(x1-x0)
	half, w := width/2, max(1, int(width+0.5))
	for i := range steps {
		part := float64(i) / float64(steps)
		x, y := x0+(x1-x0)*part, y0+(y1-y0)*part
		if steep {
			left := round(x - half)
			f.tint(image.Rect(left, int(y), left+w, int(y)+1), ink, weight)
		} else {
			top := round(y - half)
			f.tint(image.Rect(int(x), top, int(x)+1, top+w), ink, weight)
		}
	}
}

// arrow draws the head of a connector whose tip is at a bar's edge.
func (f *frame) arrow(x, y int, down bool, ink color.RGBA) {
	size := f.s.unit(4)
	for i := range size {
		row := y + i
		if down {
			row = y - i
		}
		f.fill(image.Rect(x-i*2/3, row, x+i*2/3+1, row+1), ink)
	}
}

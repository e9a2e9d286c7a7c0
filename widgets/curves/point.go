package curves

// This file draws what points something out in a chart: the cursor, and the marks
// with their words.

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Sizes, units of length.
const (
	ring        = 15
	cursorWidth = 3
	beside      = 5 // between a mark's line and its words
)

// cursor draws the upright line.
func (r *renderer) cursor(f *frame) {
	top := f.at(Point{r.of.cursor, f.most})
	if top.X < f.x0-1 || top.X > f.x1+1 {
		return
	}
	r.line(top, fyne.NewPos(top.X, f.y1), theme.Color(theme.ColorNamePrimary), cursorWidth)
}

// marks draws the marks from left to right. The words of one that has no room left
// between those before it and the end of the chart are left out: its ring stays.
func (r *renderer) marks(f *frame) {
	ink := theme.Color(theme.ColorNameForeground)
	free := f.x0
	for _, m := range r.of.chart.Marks {
		if m.At.Y > f.most {
			continue
		}
		at := f.at(m.At)
		r.dashes(fyne.NewPos(at.X, f.y0), fyne.NewPos(at.X, f.y1), ink)
		o := canvas.NewCircle(nil)
		o.StrokeColor, o.StrokeWidth = ink, lineWidth
		o.Resize(fyne.NewSquareSize(ring))
		o.Move(at.SubtractXY(ring/2.0, ring/2.0))
		r.objects = append(r.objects, o)
		wide := fyne.MeasureText(m.Text, f.small, fyne.TextStyle{Bold: true}).Width
		x := at.X + beside
		if x+wide > f.x1 {
			x = at.X - beside - wide
		}
		if m.Text != "" && x >= free {
			r.text(m.Text, fyne.NewPos(x, f.y0), ink, f.small, true)
			free = x + wide + beside
		}
	}
}

// Crossing is where two lines cross between neighbouring points, the second one
// falling below the first: false if it does not.
func Crossing(was, is [2]Point) (Point, bool) {
	before, after := is[0].Y-was[0].Y, was[1].Y-is[1].Y
	if before < 0 || after < 0 || before+after == 0 || math.IsNaN(before+after) {
		return Point{}, false
	}
	share := before / (before + after)
	return Point{was[0].X + share*(was[1].X-was[0].X), was[0].Y + share*(was[1].Y-was[0].Y)}, true
}

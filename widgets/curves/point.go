package curves

// This file draws what points something out in a chart: the cursor, and the marks
// with their words.

import (
	"image/color"
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

// marks draws the marks from left to right. Words stand in the first of two rows
// that is free; those of a mark that finds none are left out: its ring stays.
func (r *renderer) marks(f *frame) {
	ink := theme.Color(theme.ColorNameForeground)
	free := [2]float32{f.x0, f.x0}
	for _, m := range r.of.chart.Marks {
		if m.At.Y <= f.most {
			r.ring(f, f.at(m.At), ink)
		}
	}
	for _, m := range r.of.chart.Marks {
		if m.Text == "" || m.At.Y > f.most {
			continue
		}
		size := fyne.MeasureText(m.Text, f.small, fyne.TextStyle{Bold: true})
		x := min(f.at(m.At).X+beside, f.x1-size.Width)
		for row := range free {
			if x < free[row] {
				continue
			}
			at := fyne.NewPos(x, f.y0+float32(row)*size.Height)
			under := canvas.NewRectangle(theme.Color(theme.ColorNameBackground))
			under.Resize(size)
			under.Move(at)
			r.objects = append(r.objects, under)
			r.text(m.Text, at, ink, f.small, true)
			free[row] = x + size.Width + beside
			break
		}
	}
}

// ring draws a mark's ring and line.
func (r *renderer) ring(f *frame, at fyne.Position, ink color.Color) {
	r.dashes(fyne.NewPos(at.X, f.y0), fyne.NewPos(at.X, f.y1), ink)
	o := canvas.NewCircle(nil)
	o.StrokeColor, o.StrokeWidth = ink, lineWidth
	o.Resize(fyne.NewSquareSize(ring))
	o.Move(at.SubtractXY(ring/2.0, ring/2.0))
	r.objects = append(r.objects, o)
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

package rows

// This file draws pips: a small circle for each of a few things, in a line or
// nested into each other.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Pip is one circle; without a Fill it is a ring.
type Pip struct {
	Fill, Edge color.Color
}

const (
	pipUnits     = 10.0
	pipGapUnits  = 4.0
	ringWidth    = 1.6
	pipEdgeWidth = 1.8
)

// pipsWidth is how much of a row a line's pips take.
func pipsWidth(l *Line) float32 {
	n := len(l.Pips)
	switch {
	case n == 0:
		return 0
	case l.Nested:
		return Height()
	}
	scale := theme.TextSize() / 14
	return float32(n)*pipUnits*scale + float32(n-1)*pipGapUnits*scale
}

// arrangePips puts the pips so that they end at x1.
func (r *Row) arrangePips(x1, height float32) {
	l := &r.line
	for len(r.pips) < len(l.Pips) {
		r.pips = append(r.pips, &canvas.Circle{})
	}
	scale := theme.TextSize() / 14
	side, gap := pipUnits*scale, pipGapUnits*scale
	for i, c := range r.pips {
		show(c, i < len(l.Pips))
		if i >= len(l.Pips) {
			continue
		}
		p := l.Pips[i]
		c.FillColor, c.StrokeColor, c.StrokeWidth = p.Fill, p.Edge, 0
		if p.Fill == nil {
			c.FillColor = color.Transparent
		}
		if p.Edge != nil {
			c.StrokeWidth = pipEdgeWidth
		}
		if l.Nested {
			whole := height * 0.9
			d := whole * float32(len(l.Pips)-i) / float32(len(l.Pips))
			c.StrokeWidth = ringWidth
			placeCircle(c, x1-whole/2-d/2, (height-d)/2, d)
			continue
		}
		x := x1 - float32(len(l.Pips)-i)*side - float32(len(l.Pips)-1-i)*gap
		placeCircle(c, x, (height-side)/2, side)
	}
}

func placeCircle(c *canvas.Circle, x, y, d float32) {
	c.Resize(fyne.NewSize(d, d))
	c.Move(fyne.NewPos(x, y))
	c.Refresh()
}

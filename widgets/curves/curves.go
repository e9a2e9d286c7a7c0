// Package curves draws a few series of numbers over a common axis as lines with
// dots, some of them dashed.
//
// This file holds the widget and what it is told.
package curves

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Point is one number of a series, at a place of the axis below.
type Point struct{ X, Y float64 }

// Line is one series.
type Line struct {
	Label  string
	Color  color.Color // nil: that of the theme's text, weak
	Dashed bool        // no measurement: dashes without dots
	Points []Point     // by growing X
}

// Tick is a mark of the axis below.
type Tick struct {
	X    float64
	Text string
}

// Mark is a point that is pointed out: a ring, and a dashed line down to the axis
// with a few words at its upper end.
type Mark struct {
	At   Point
	Text string
}

// Chart is what is drawn.
type Chart struct {
	Title string
	Lines []Line
	Ticks []Tick
	Marks []Mark
	// Most is the upper end of the axis at the left; 0: a round number above all
	// points. Lines leave the picture there.
	Most float64
	Say  func(y float64) string // how a number of the axis at the left is written
}

// Curves is the widget.
type Curves struct {
	widget.BaseWidget

	chart  Chart
	cursor float64 // where the upright line stands, on the axis below; NaN: there is none
}

// New makes the widget.
func New(c Chart) *Curves {
	x := &Curves{chart: c, cursor: math.NaN()}
	x.ExtendBaseWidget(x)
	return x
}

// SetCursor puts an upright line at a place of the axis below; NaN takes it away.
func (x *Curves) SetCursor(at float64) {
	x.cursor = at
	x.Refresh()
}

// CreateRenderer makes the objects that draw the widget.
func (x *Curves) CreateRenderer() fyne.WidgetRenderer {
	x.ExtendBaseWidget(x)
	r := &renderer{of: x}
	r.draw(x.Size())
	return r
}

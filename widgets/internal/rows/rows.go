// Package rows holds the lines that cards, legend, summary and bars are made
// of: a chip of colour, a text, a bar of parts, a value.
//
// A row is a few canvas objects that are made once and changed in place, since
// the panels change ten times a second while a run goes on.
package rows

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sizes, units of length; they grow with the theme's text.
const (
	chipUnits   = 8.0
	swatchUnits = 26.0
	gapUnits    = 6.0
	barPart     = 0.62 // of the row's height
	textPart    = 0.92 // of the theme's text size
	nameWidest  = 0.40 // of the row's width, beside a bar
	valueWidest = 0.62 // of the row's width
)

// Part is one part of a bar.
type Part struct {
	Color color.Color
	Share float64 // of the bar's whole width
}

// Line is what one row shows.
type Line struct {
	Chip   color.Color // a square of colour; nil for none
	Swatch image.Image // a small picture instead
	Left   string
	Right  string
	Bar    []Part  // between left and right
	Pips   []Pip   // before right
	Nested bool    // the pips lie in each other
	Ghost  float64 // share of the bar's width that an outline has; 0 for none
	Strong bool    // bold
	Muted  bool    // of less weight
	Key    int64   // the caller's own, told by OnTap
}

// Row shows one line.
type Row struct {
	widget.BaseWidget
	OnTap func(Line)

	line   Line
	beside float32 // the least width of right, so that the bars of a column are as long as each other
	chip   *canvas.Rectangle
	swatch *canvas.Image
	left   *canvas.Text
	right  *canvas.Text
	ground *canvas.Rectangle
	ghost  *canvas.Rectangle
	parts  []*canvas.Rectangle
	pips   []*canvas.Circle
}

// NewRow makes an empty row.
func NewRow() *Row {
	r := &Row{
		chip: &canvas.Rectangle{CornerRadius: 2}, swatch: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch},
		left: &canvas.Text{}, right: &canvas.Text{Alignment: fyne.TextAlignTrailing},
		ground: &canvas.Rectangle{CornerRadius: 2}, ghost: &canvas.Rectangle{FillColor: color.Transparent, StrokeWidth: 1},
	}
	r.ExtendBaseWidget(r)
	r.Set(Line{})
	return r
}

// Set changes what the row shows.
func (r *Row) Set(l Line) {
	r.line = l
	for len(r.parts) < len(l.Bar) {
		r.parts = append(r.parts, &canvas.Rectangle{})
	}
	r.arrange()
}

// Line is what the row shows.
func (r *Row) Line() Line { return r.line }

// Tapped tells that the row was tapped.
func (r *Row) Tapped(*fyne.PointEvent) {
	if r.OnTap != nil {
		r.OnTap(r.line)
	}
}

// Refresh takes colours and sizes from the theme again.
func (r *Row) Refresh() {
	r.arrange()
	r.BaseWidget.Refresh()
}

// arrange puts everything in its place.
func (r *Row) arrange() {
	size, l := r.Size(), &r.line
	ink := theme.Color(theme.ColorNameForeground)
	if l.Muted {
		ink = theme.Color(theme.ColorNamePlaceHolder)
	}
	text, style := theme.TextSize()*textPart, fyne.TextStyle{Bold: l.Strong}
	gap := float32(gapUnits)
	x := float32(0)
	show(r.chip, l.Chip != nil && l.Swatch == nil)
	if l.Chip != nil && l.Swatch == nil {
		side := min(float32(chipUnits)*theme.TextSize()/14, size.Height)
		r.chip.FillColor = l.Chip
		place(r.chip, 0, (size.Height-side)/2, side, side)
		x = side + gap
	}
	show(r.swatch, l.Swatch != nil)
	if l.Swatch != nil {
		w := float32(swatchUnits) * theme.TextSize() / 14
		h := size.Height * 0.75
		if r.swatch.Image != l.Swatch {
			r.swatch.Image = l.Swatch
			r.swatch.Refresh()
		}
		place(r.swatch, 0, (size.Height-h)/2, w, h)
		x = w + gap
	}
	rw := float32(0)
	if l.Right != "" {
		rw = min(max(widthOf(l), r.beside), size.Width*valueWidest)
	}
	pw := pipsWidth(l)
	if pw > 0 && rw > 0 {
		pw += gap
	}
	lw := max(size.Width-x-rw-pw-gap, 0)
	if len(l.Bar) > 0 || l.Ghost > 0 {
		lw = max(min(size.Width*nameWidest-x, lw), 0)
	}
	set(r.left, Fit(l.Left, lw, text, style), text, style, ink)
	h := r.left.MinSize().Height
	place(r.left, x, (size.Height-h)/2, lw, h)
	set(r.right, Fit(l.Right, rw, text, style), text, style, ink)
	place(r.right, size.Width-rw, (size.Height-h)/2, rw, h)
	end := size.Width
	if rw > 0 {
		end -= rw + gap
	}
	r.arrangePips(end, size.Height)
	r.arrangeBar(x+lw+gap, size.Width-rw-gap, size.Height)
}

// widthOf is how wide the right text of a line is.
func widthOf(l *Line) float32 {
	return fyne.MeasureText(l.Right, theme.TextSize()*textPart, fyne.TextStyle{Bold: l.Strong}).Width + 1
}

func (r *Row) arrangeBar(x0, x1, height float32) {
	l := &r.line
	has := (len(l.Bar) > 0 || l.Ghost > 0) && x1 > x0
	show(r.ground, has)
	show(r.ghost, has && l.Ghost > 0)
	for i, p := range r.parts {
		show(p, has && i < len(l.Bar) && l.Bar[i].Share > 0)
	}
	if !has {
		return
	}
	h := height * barPart
	y := (height - h) / 2
	r.ground.FillColor = theme.Color(theme.ColorNameInputBackground)
	place(r.ground, x0, y, x1-x0, h)
	x := x0
	for i, part := range l.Bar {
		w := float32(part.Share) * (x1 - x0)
		r.parts[i].FillColor = part.Color
		place(r.parts[i], x, y, max(min(w, x1-x), 0), h)
		x += w
	}
	r.ghost.StrokeColor = theme.Color(theme.ColorNameForeground)
	place(r.ghost, x0, y-1, float32(min(l.Ghost, 1))*(x1-x0), h+2)
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos(x, y))
}

func show(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}

// set changes a text where it differs.
func set(t *canvas.Text, s string, size float32, style fyne.TextStyle, c color.Color) {
	if t.Text == s && t.TextSize == size && t.TextStyle == style && t.Color == c {
		return
	}
	t.Text, t.TextSize, t.TextStyle, t.Color = s, size, style, c
	t.Refresh()
}

// Fit shortens a text to a width, with an ellipsis.
func Fit(s string, width, size float32, style fyne.TextStyle) string {
	if s == "" || fyne.MeasureText(s, size, style).Width <= width {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if fyne.MeasureText(string(runes[:mid])+"…", size, style).Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		return ""
	}
	return string(runes[:lo]) + "…"
}

// Room beside a row, units: on the right a scroll bar may lie over it.
const (
	insetLeftUnits  = 6.0
	insetRightUnits = 12.0
)

// Inset gives a row or column room at its sides.
func Inset(o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(0, 0, insetLeftUnits, insetRightUnits), o)
}

// Of is the row in an Inset; nil when there is none.
func Of(o fyne.CanvasObject) *Row {
	if c, ok := o.(*fyne.Container); ok && len(c.Objects) == 1 {
		r, _ := c.Objects[0].(*Row)
		return r
	}
	return nil
}

// Height is how high a row is.
func Height() float32 { return theme.TextSize() * 1.55 }

// CreateRenderer makes the objects that draw the row.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	return &rowRenderer{r, nil}
}

type rowRenderer struct {
	r       *Row
	objects []fyne.CanvasObject
}

func (x *rowRenderer) Layout(fyne.Size) { x.r.arrange() }
func (x *rowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.TextSize()*8, Height())
}
func (x *rowRenderer) Refresh() {}
func (x *rowRenderer) Destroy() {}
func (x *rowRenderer) Objects() []fyne.CanvasObject {
	if r := x.r; len(x.objects) != 6+len(r.parts)+len(r.pips) {
		x.objects = append(x.objects[:0], r.ground)
		for _, p := range r.parts {
			x.objects = append(x.objects, p)
		}
		for _, p := range r.pips {
			x.objects = append(x.objects, p)
		}
		x.objects = append(x.objects, r.ghost, r.chip, r.swatch, r.left, r.right)
	}
	return x.objects
}

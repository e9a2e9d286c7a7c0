package listing

// This file holds one line of the text.

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/themed"
	"corelanes/widgets/words"
)

// maxNamed is how many workers are named on one line.
const maxNamed = 6

// line is one line of the text: who stands on it as squares before it and
// names behind it.
type line struct {
	widget.BaseWidget
	listing *Listing
	on      []trace.Lane
	ground  *canvas.Rectangle
	squares [maxNamed]*canvas.Rectangle
	number  *canvas.Text
	code    *canvas.Text
	names   *canvas.Text
	objects []fyne.CanvasObject
}

func newLine(l *Listing, n int, text string) *line {
	x := &line{listing: l, ground: &canvas.Rectangle{CornerRadius: 3}, number: &canvas.Text{Text: strconv.Itoa(n), Alignment: fyne.TextAlignTrailing}, code: &canvas.Text{Text: text}, names: &canvas.Text{}}
	x.code.TextStyle.Monospace, x.names.TextStyle.Bold = true, true
	x.objects = []fyne.CanvasObject{x.ground}
	for i := range x.squares {
		x.squares[i] = &canvas.Rectangle{CornerRadius: 2}
		x.squares[i].Hide()
		x.objects = append(x.objects, x.squares[i])
	}
	x.objects = append(x.objects, x.number, x.code, x.names)
	x.ExtendBaseWidget(x)
	x.colours()
	return x
}

// colours takes colours and sizes from the theme.
func (x *line) colours() {
	size := theme.TextSize()
	x.number.TextSize, x.code.TextSize, x.names.TextSize = size*0.85, size, size*0.85
	x.number.Color, x.code.Color = theme.Color(theme.ColorNamePlaceHolder), theme.Color(theme.ColorNameForeground)
	if text := strings.TrimSpace(x.code.Text); strings.HasPrefix(text, "#") || strings.HasPrefix(text, "//") {
		x.code.Color = theme.Color(theme.ColorNamePlaceHolder)
	}
}

// mark says who stands on the line.
func (x *line) mark(on []trace.Lane, selected trace.Lane) {
	x.on = on
	th := themed.Look(x.listing.view)
	var ground, ink color.Color = color.Transparent, theme.Color(theme.ColorNameForeground)
	names := make([]string, 0, maxNamed)
	for i, l := range on {
		if i == maxNamed {
			names = append(names, "…")
			break
		}
		names = append(names, words.Lane(x.listing.view, l))
		x.squares[i].FillColor = th.OwnerOf(l)
		x.squares[i].Show()
		if l == selected {
			ground = th.Select
		}
	}
	for _, s := range x.squares[min(len(on), maxNamed):] {
		s.Hide()
	}
	if len(on) > 0 && ground == color.Transparent {
		ground = th.RowEven
	}
	x.ground.FillColor = ground
	x.names.Text, x.names.Color = "", ink
	if len(names) > 0 {
		x.names.Text = "‹ " + strings.Join(names, ", ")
	}
	x.arrange()
	canvas.Refresh(x)
}

const (
	squareUnits = 8.0
	squareGap   = 2.0
)

// gutter is the width before the text: squares and the line's number.
func gutter() (squares, number float32) {
	s := theme.TextSize() / 14
	return (squareUnits + squareGap) * s * 3, 30 * s
}

// arrange puts everything in its place.
func (x *line) arrange() {
	size, s := x.Size(), theme.TextSize()/14
	squares, number := gutter()
	x.ground.Resize(size)
	step := (squareUnits + squareGap) * s
	if n := len(x.on); n > 3 { // they share the room
		step = squares / float32(min(n, maxNamed))
	}
	for i, q := range x.squares {
		q.Resize(fyne.NewSize(step-squareGap*s, squareUnits*s))
		q.Move(fyne.NewPos(2*s+float32(i)*step, (size.Height-squareUnits*s)/2))
	}
	put := func(t *canvas.Text, left float32) float32 {
		m := t.MinSize()
		t.Resize(m)
		t.Move(fyne.NewPos(left, (size.Height-m.Height)/2))
		return left + m.Width
	}
	put(x.number, squares+number-x.number.MinSize().Width)
	end := put(x.code, squares+number+8*s)
	put(x.names, end+12*s)
}

// Tapped selects the first worker on the line.
func (x *line) Tapped(*fyne.PointEvent) {
	if len(x.on) > 0 && x.listing.OnSelect != nil {
		x.listing.OnSelect(x.on[0])
	}
}

// CreateRenderer makes the objects that draw the line.
func (x *line) CreateRenderer() fyne.WidgetRenderer {
	x.ExtendBaseWidget(x)
	return lineRenderer{x}
}

type lineRenderer struct{ x *line }

func (r lineRenderer) Layout(fyne.Size) { r.x.arrange() }
func (r lineRenderer) MinSize() fyne.Size {
	squares, number := gutter()
	return fyne.NewSize(squares+number+r.x.code.MinSize().Width+r.x.names.MinSize().Width+40, theme.TextSize()*1.5)
}
func (r lineRenderer) Refresh()                     { r.x.arrange(); canvas.Refresh(r.x) }
func (r lineRenderer) Objects() []fyne.CanvasObject { return r.x.objects }
func (r lineRenderer) Destroy()                     {}

// column lays the lines one under the other, without gaps.
type column struct{}

// MinSize is the widest line's width, and all heights.
func (column) MinSize(lines []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range lines {
		m := o.MinSize()
		size.Width, size.Height = max(size.Width, m.Width), size.Height+m.Height
	}
	return size
}

// Layout gives each the whole width.
func (column) Layout(lines []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range lines {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

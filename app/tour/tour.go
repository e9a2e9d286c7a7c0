// Package tour leads a person through the window: a ring around one part after
// another, and beside it what the part is for. It can be left at every stop.
//
// This file holds the tour.
package tour

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
)

// Stop is one part of the window.
type Stop struct {
	Word string                   // key of its words; Word+".title" is their heading
	At   func() fyne.CanvasObject // the part, as it is at the moment; nil for the whole window
}

// Tour is a tour under way.
type Tour struct {
	canvas fyne.Canvas
	stops  []Stop
	at     int
	over   *fyne.Container // lies over the window
	ended  func()
}

// Start begins a tour over a window; ended is called when it is left, at its end
// or before.
func Start(c fyne.Canvas, stops []Stop, ended func()) *Tour {
	t := &Tour{canvas: c, stops: stops, ended: ended}
	t.over = container.New(t)
	c.Overlays().Add(t.over)
	t.over.Resize(c.Size())
	t.show()
	return t
}

// At is the number of the stop, from 0 on.
func (t *Tour) At() int { return t.at }

// Next goes on; from the last stop, to the end.
func (t *Tour) Next() {
	if t.at++; t.at >= len(t.stops) {
		t.End()
		return
	}
	t.show()
}

// Back goes back.
func (t *Tour) Back() {
	if t.at > 0 {
		t.at--
		t.show()
	}
}

// End leaves the tour.
func (t *Tour) End() {
	t.canvas.Overlays().Remove(t.over)
	if t.ended != nil {
		t.ended()
		t.ended = nil
	}
}

// TypedKey is a key while the tour goes on; true says that it is the tour's. F5
// leaves it, and runs.
func (t *Tour) TypedKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyRight, fyne.KeyPageDown:
		t.Next()
	case fyne.KeyLeft, fyne.KeyPageUp:
		t.Back()
	case fyne.KeyEscape:
		t.End()
	case fyne.KeyF5:
		t.End()
		return false
	}
	return true
}

// show shows the stop.
func (t *Tour) show() {
	shade := color.NRGBA{0, 0, 0, 0x70}
	t.over.Objects = nil
	for range 4 { // around the part
		t.over.Add(canvas.NewRectangle(shade))
	}
	ring := canvas.NewRectangle(color.Transparent)
	ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = theme.Color(theme.ColorNamePrimary), 3, theme.InputRadiusSize()
	t.over.Add(ring)
	t.over.Add(t.box())
	t.over.Refresh()
}

// box is the words, and the way on.
func (t *Tour) box() fyne.CanvasObject {
	s := t.stops[t.at]
	title := widget.NewLabel(text.X(s.Word + ".title"))
	title.TextStyle.Bold, title.SizeName = true, theme.SizeNameSubHeadingText
	says := widget.NewLabel(text.X(s.Word))
	says.Wrapping = fyne.TextWrapWord
	count := widget.NewLabel(text.X("a.tour.count", text.With{"Stop": t.at + 1, "Of": len(t.stops)}))
	count.Importance = widget.LowImportance
	skip := widget.NewButton(text.X("a.tour.skip"), t.End)
	skip.Importance = widget.LowImportance
	back := widget.NewButtonWithIcon("", theme.NavigateBackIcon(), t.Back)
	word := "a.tour.next"
	if t.at == len(t.stops)-1 {
		word = "a.tour.end"
		skip.Hide()
	}
	if t.at == 0 {
		back.Disable()
	}
	next := widget.NewButton(text.X(word), t.Next)
	next.Importance = widget.HighImportance
	row := container.NewHBox(count, layout.NewSpacer(), skip, back, next)
	back.Importance = widget.LowImportance
	paper := canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	paper.CornerRadius = theme.InputRadiusSize()
	paper.StrokeColor, paper.StrokeWidth = theme.Color(theme.ColorNameSeparator), 1
	return container.NewStack(paper, container.NewPadded(container.NewVBox(title, says, row)))
}

// boxWidth is the width of the words, in sizes of type.
const boxWidth = 30

// MinSize asks for nothing: the tour lies over what is there.
func (t *Tour) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout shades all but the part, and puts the words where there is room.
func (t *Tour) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if len(o) < 6 {
		return
	}
	at, part := t.part(size)
	put := func(i int, x, y, w, h float32) {
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	}
	right, bottom := at.X+part.Width, at.Y+part.Height
	put(0, 0, 0, size.Width, at.Y)
	put(1, 0, bottom, size.Width, size.Height-bottom)
	put(2, 0, at.Y, at.X, part.Height)
	put(3, right, at.Y, size.Width-right, part.Height)
	put(4, at.X, at.Y, part.Width, part.Height)
	w := min(theme.TextSize()*boxWidth, size.Width-2*theme.Padding())
	box := o[5]
	box.Resize(fyne.NewSize(w, box.MinSize().Height))
	h := box.MinSize().Height // the words are wrapped now
	gap := 2 * theme.Padding()
	x := min(max(at.X, gap), size.Width-w-gap)
	y := bottom + gap
	switch {
	case y+h <= size.Height:
	case at.Y-gap-h >= 0:
		y = at.Y - gap - h
	default: // inside the part, which is large
		x, y = (size.Width-w)/2, (size.Height-h)/2
	}
	put(5, x, y, w, h)
}

// part is where the stop's part is; the middle of the window for one without.
func (t *Tour) part(size fyne.Size) (fyne.Position, fyne.Size) {
	if t.at < len(t.stops) && t.stops[t.at].At != nil {
		if o := t.stops[t.at].At(); o != nil && o.Visible() {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
		}
	}
	return fyne.NewPos(size.Width/2, size.Height/2), fyne.Size{}
}

package findings

// This file holds one line of the list: an icon, a name, what was found, and
// what helps.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// row is a line that can be tapped.
type row struct {
	widget.BaseWidget
	body   fyne.CanvasObject
	ground *canvas.Rectangle
	tapped func() // nil: there is nothing to show
}

var (
	_ fyne.Tappable      = (*row)(nil)
	_ desktop.Hoverable  = (*row)(nil)
	_ desktop.Cursorable = (*row)(nil)
)

func newRow(icon fyne.Resource, name, says, cure string, tapped func()) *row {
	r := &row{tapped: tapped, ground: canvas.NewRectangle(color.Transparent)}
	r.ground.CornerRadius = theme.InputRadiusSize()
	text := widget.NewRichText()
	text.Wrapping = fyne.TextWrapWord
	part := func(s string, style widget.RichTextStyle) {
		if s != "" {
			text.Segments = append(text.Segments, &widget.TextSegment{Text: s, Style: style})
		}
	}
	part(name, widget.RichTextStyleStrong)
	if name != "" {
		text.Segments[0].(*widget.TextSegment).Style.Inline = false
	}
	part(says, widget.RichTextStyleParagraph)
	small := widget.RichTextStyleParagraph
	small.ColorName = theme.ColorNamePlaceHolder
	part(cure, small)
	sign := container.NewVBox(container.NewPadded(widget.NewIcon(icon)))
	r.body = container.NewBorder(nil, nil, sign, nil, text)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is as in fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.ground, r.body))
}

// Tapped shows where it is.
func (r *row) Tapped(*fyne.PointEvent) {
	if r.tapped != nil {
		r.tapped()
	}
}

// MouseIn lights the line up, if there is something to show.
func (r *row) MouseIn(*desktop.MouseEvent) {
	if r.tapped != nil {
		r.ground.FillColor = theme.Color(theme.ColorNameHover)
		r.ground.Refresh()
	}
}

// MouseMoved is there for drivers that ask.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends that.
func (r *row) MouseOut() {
	r.ground.FillColor = color.Transparent
	r.ground.Refresh()
}

// Cursor is the hand over what can be tapped.
func (r *row) Cursor() desktop.Cursor {
	if r.tapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

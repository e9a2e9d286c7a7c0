package pick

// This file holds one row of the list.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// row shows an item: title and tag, and under them the detail, or why not.
type row struct {
	widget.BaseWidget
	item   *Item
	onTap  func()
	ground *canvas.Rectangle
	inside fyne.CanvasObject
	marked bool
}

var (
	_ fyne.Tappable      = (*row)(nil)
	_ desktop.Hoverable  = (*row)(nil)
	_ desktop.Cursorable = (*row)(nil)
)

func newRow(i *Item, chosen bool, onTap func()) *row {
	r := &row{item: i, onTap: onTap, ground: canvas.NewRectangle(color.Transparent)}
	r.ground.CornerRadius = 4
	title := widget.NewLabel(i.Title)
	title.TextStyle.Bold = true
	tag := widget.NewLabel(i.Tag)
	tag.Importance = widget.LowImportance
	detail := widget.NewLabel(i.Detail)
	detail.SizeName, detail.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
	if i.WhyNot != "" {
		title.Importance = widget.LowImportance
		detail.Text, detail.Importance = i.WhyNot, widget.WarningImportance
	}
	if detail.Text == "" {
		detail.Hide()
	}
	sign := widget.NewIcon(nil)
	if chosen {
		sign.SetResource(theme.ConfirmIcon())
	}
	words := container.New(tight{}, container.NewBorder(nil, nil, nil, tag, title), detail)
	r.inside = container.NewBorder(nil, nil, sign, nil, words)
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) setMarked(on bool) {
	r.marked = on
	r.paint(false)
}

func (r *row) paint(hover bool) {
	switch {
	case r.marked:
		r.ground.FillColor = theme.Color(theme.ColorNameSelection)
	case hover:
		r.ground.FillColor = theme.Color(theme.ColorNameHover)
	default:
		r.ground.FillColor = color.Transparent
	}
	r.ground.Refresh()
}

// Tapped chooses the item.
func (r *row) Tapped(*fyne.PointEvent) { r.onTap() }

// MouseIn lights the row.
func (r *row) MouseIn(*desktop.MouseEvent) { r.paint(r.item.WhyNot == "") }

// MouseMoved is there for the interface.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (r *row) MouseOut() { r.paint(false) }

// Cursor is a hand where the item can be chosen.
func (r *row) Cursor() desktop.Cursor {
	if r.item.WhyNot != "" {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer draws the row.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.ground, r.inside))
}

// tight lays two texts one under the other, closer than labels stand by
// themselves.
type tight struct{}

// overlap is the part of the padding between the texts that is saved.
const overlap = 1.4

func (tight) saved() float32 { return theme.InnerPadding() * overlap }

// MinSize is the two texts' height, less what is saved.
func (t tight) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if !o[1].Visible() {
		return fyne.NewSize(a.Width, a.Height-t.saved()/2)
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height-t.saved())
}

// Layout gives both the whole width.
func (t tight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	a := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, a))
	o[0].Move(fyne.Position{})
	o[1].Move(fyne.NewPos(0, a-t.saved()))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-a+t.saved()))
}

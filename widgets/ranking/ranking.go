// Package ranking lets a person put a few things in order: by dragging them with
// the pointer, or with the arrow keys and Space.
//
// This file holds the widget: its order, and what is drawn of it.
package ranking

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Ranking is the widget. The first thing in its order has the shortest bar, the
// last one the longest: what is put in order are times.
type Ranking struct {
	widget.BaseWidget
	OnOrder func(order []int) // the person put them in another order: indices of the labels

	labels  []string
	order   []int
	at      int     // the row of the cursor
	lifted  bool    // the arrow keys move the row, not the cursor
	focused bool    // the keyboard is here
	dragged int     // the row that is being dragged, -1: none
	offset  float32 // how far it is from its place
	sealed  bool    // it is only shown
}

// New makes a ranking of things in the order of their labels.
func New(labels ...string) *Ranking {
	r := &Ranking{labels: labels, dragged: -1, order: make([]int, len(labels))}
	for i := range r.order {
		r.order[i] = i
	}
	r.ExtendBaseWidget(r)
	return r
}

// Order is the order now: indices of the labels, the first on top.
func (r *Ranking) Order() []int { return append([]int(nil), r.order...) }

// SetOrder changes the order, without a call of OnOrder. What is no order of all
// labels is left out of account.
func (r *Ranking) SetOrder(order []int) {
	seen := make([]bool, len(r.labels))
	for _, i := range order {
		if i < 0 || i >= len(seen) || seen[i] {
			return
		}
		seen[i] = true
	}
	if len(order) == len(r.labels) {
		r.order = append([]int(nil), order...)
		r.Refresh()
	}
}

// Seal makes the order one that is only looked at.
func (r *Ranking) Seal(on bool) {
	r.sealed, r.lifted = on, false
	r.Refresh()
}

// move brings a row to another place.
func (r *Ranking) move(from, to int) {
	if r.sealed || from == to || to < 0 || to >= len(r.order) {
		return
	}
	x := r.order[from]
	r.order = append(r.order[:from], r.order[from+1:]...)
	r.order = append(r.order[:to], append([]int{x}, r.order[to:]...)...)
	if r.OnOrder != nil {
		r.OnOrder(r.Order())
	}
}

// rowHeight is the height of a row with the gap under it.
func rowHeight() float32 {
	return fyne.MeasureText("M", theme.TextSize(), fyne.TextStyle{Bold: true}).Height + 3*theme.InnerPadding()
}

// row is what a row is drawn with.
type row struct {
	back, bar     *canvas.Rectangle
	number, label *canvas.Text
}

// drawn is how the ranking is drawn.
type drawn struct {
	r       *Ranking
	rows    []row
	objects []fyne.CanvasObject
}

// CreateRenderer makes the objects that draw the rows.
func (r *Ranking) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	d := &drawn{r: r}
	for range r.labels {
		x := row{canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Black), canvas.NewText("", color.Black)}
		x.back.CornerRadius, x.bar.CornerRadius = theme.InputRadiusSize(), theme.InputRadiusSize()
		x.label.TextStyle.Bold, x.number.TextStyle.Bold = true, true
		d.rows = append(d.rows, x)
		d.objects = append(d.objects, x.back, x.bar, x.number, x.label)
	}
	d.Refresh()
	return d
}

// numberWidth is the room for a row's number.
func numberWidth() float32 { return theme.TextSize() * 2.2 }

// MinSize has room for the longest label.
func (d *drawn) MinSize() fyne.Size {
	w := float32(0)
	for _, l := range d.r.labels {
		w = max(w, fyne.MeasureText(l, theme.TextSize(), fyne.TextStyle{Bold: true}).Width)
	}
	return fyne.NewSize(w+numberWidth()+4*theme.InnerPadding(), float32(len(d.rows))*rowHeight())
}

// Layout places the rows; the one that is dragged where the pointer has it.
func (d *drawn) Layout(size fyne.Size) {
	h := rowHeight()
	for i, x := range d.rows {
		y := float32(i) * h
		if i == d.r.dragged {
			y = min(max(y+d.r.offset, 0), size.Height-h)
		}
		box := fyne.NewSize(size.Width, h-theme.Padding())
		x.back.Move(fyne.NewPos(0, y))
		x.back.Resize(box)
		room := size.Width - numberWidth()
		x.bar.Move(fyne.NewPos(numberWidth(), y))
		x.bar.Resize(fyne.NewSize(room*float32(i+2)/float32(len(d.rows)+1), box.Height))
		line := x.label.MinSize().Height
		x.number.Move(fyne.NewPos(theme.InnerPadding(), y+(box.Height-line)/2))
		x.label.Move(fyne.NewPos(numberWidth()+theme.InnerPadding(), y+(box.Height-line)/2))
	}
}

// Refresh takes the order, colours and sizes again.
func (d *drawn) Refresh() {
	for i, x := range d.rows {
		x.back.FillColor = theme.Color(theme.ColorNameInputBackground)
		x.back.StrokeWidth = 0
		x.bar.FillColor = theme.Color(theme.ColorNameSelection)
		if d.r.focused && i == d.r.at && !d.r.sealed {
			x.back.StrokeColor, x.back.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
			if d.r.lifted {
				x.bar.FillColor = theme.Color(theme.ColorNameFocus)
			}
		}
		if i == d.r.dragged {
			x.bar.FillColor = theme.Color(theme.ColorNameFocus)
		}
		x.number.Text, x.label.Text = strconv.Itoa(i+1)+".", d.r.labels[d.r.order[i]]
		for _, t := range []*canvas.Text{x.number, x.label} {
			t.Color, t.TextSize = theme.Color(theme.ColorNameForeground), theme.TextSize()
		}
	}
	d.Layout(d.r.Size())
	canvas.Refresh(d.r)
}

// Objects are what is drawn, row by row.
func (d *drawn) Objects() []fyne.CanvasObject { return d.objects }

// Destroy has nothing to end.
func (d *drawn) Destroy() {}

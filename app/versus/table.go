package versus

// This file holds tables of texts, each column as wide as what stands in it.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// table is filled cell by cell, row after row.
type table struct {
	grid *fyne.Container
	wide int // columns
}

// newTable makes one with the heads of its columns.
func newTable(heads ...string) *table {
	t := &table{container.New(&columns{len(heads)}), len(heads)}
	for _, h := range heads {
		t.add(h).TextStyle.Bold = true
	}
	for _, o := range t.grid.Objects {
		o.(*widget.Label).Importance = widget.LowImportance
	}
	return t
}

func (t *table) add(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Truncation = fyne.TextTruncateEllipsis
	t.grid.Add(l)
	return l
}

// texts are what stands in the table, the heads and the rows.
func (t *table) texts() (head []string, rows [][]string) {
	for i, o := range t.grid.Objects {
		if i%t.wide == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], o.(*widget.Label).Text)
	}
	return rows[0], rows[1:]
}

func (t *table) cell(s string)   { t.add(s) }
func (t *table) strong(s string) { t.add(s).TextStyle.Bold = true }

// columns lays labels in rows of so many; what is left of the width is shared
// alike, and what is missing is taken from each by its width.
type columns struct{ wide int }

// widths are those of the columns that show everything.
func (c *columns) widths(objects []fyne.CanvasObject) (all []float32, sum float32) {
	all = make([]float32, c.wide)
	for i, o := range objects {
		l := o.(*widget.Label)
		w := fyne.MeasureText(l.Text, theme.TextSize(), l.TextStyle).Width + 2*theme.InnerPadding()
		all[i%c.wide] = max(all[i%c.wide], w)
	}
	for _, w := range all {
		sum += w
	}
	return all, sum
}

// MinSize has room for all rows; any width will do.
func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	rows := (len(objects) + c.wide - 1) / c.wide
	line := objects[0].MinSize()
	return fyne.NewSize(line.Width*float32(c.wide), (line.Height+theme.Padding())*float32(rows)-theme.Padding())
}

// Layout places the labels.
func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	widths, sum := c.widths(objects)
	high := objects[0].MinSize().Height
	at := fyne.NewPos(0, 0)
	for i, o := range objects {
		w := widths[i%c.wide]
		if sum > size.Width {
			w *= size.Width / sum
		} else {
			w += (size.Width - sum) / float32(c.wide)
		}
		o.Move(at)
		o.Resize(fyne.NewSize(w, high))
		at.X += w
		if i%c.wide == c.wide-1 {
			at = fyne.NewPos(0, at.Y+high+theme.Padding())
		}
	}
}

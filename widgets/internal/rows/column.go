package rows

// This file holds the Column: rows under each other.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Column is rows under each other.
type Column struct {
	widget.BaseWidget
	OnTap func(Line)

	rows []*Row
	used int
}

// NewColumn makes an empty column.
func NewColumn() *Column {
	c := &Column{}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what the column shows.
func (c *Column) Set(lines []Line) {
	for len(c.rows) < len(lines) {
		r := NewRow()
		r.OnTap = func(l Line) {
			if c.OnTap != nil {
				c.OnTap(l)
			}
		}
		c.rows = append(c.rows, r)
	}
	beside := float32(0)
	for i := range lines {
		if len(lines[i].Bar) > 0 {
			beside = max(beside, widthOf(&lines[i]))
		}
	}
	changed := c.used != len(lines)
	c.used = len(lines)
	for i, r := range c.rows {
		show(r, i < len(lines))
		if i < len(lines) {
			r.beside = 0
			if len(lines[i].Bar) > 0 {
				r.beside = beside
			}
			r.Set(lines[i])
		}
	}
	if changed {
		c.BaseWidget.Refresh()
	}
}

// Lines are what the column shows.
func (c *Column) Lines() []Line {
	out := make([]Line, 0, c.used)
	for _, r := range c.rows[:c.used] {
		out = append(out, r.line)
	}
	return out
}

// Refresh takes colours and sizes from the theme again.
func (c *Column) Refresh() {
	c.Set(c.Lines())
	for _, r := range c.rows {
		r.Refresh()
	}
	c.BaseWidget.Refresh()
}

// CreateRenderer makes the objects that draw the column.
func (c *Column) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return &columnRenderer{c, nil}
}

type columnRenderer struct {
	c       *Column
	objects []fyne.CanvasObject
}

func (x *columnRenderer) Layout(size fyne.Size) {
	for i, r := range x.c.rows {
		place(r, 0, float32(i)*Height(), size.Width, Height())
	}
}
func (x *columnRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.TextSize()*8, float32(x.c.used)*Height())
}
func (x *columnRenderer) Refresh() { x.Layout(x.c.Size()) }
func (x *columnRenderer) Destroy() {}
func (x *columnRenderer) Objects() []fyne.CanvasObject {
	if len(x.objects) != len(x.c.rows) {
		x.objects = x.objects[:0]
		for _, r := range x.c.rows {
			x.objects = append(x.objects, r)
		}
	}
	return x.objects
}

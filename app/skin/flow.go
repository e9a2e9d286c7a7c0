package skin

// This file holds two layouts that break into more lines when the window is
// narrow, or the type large.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Flow lays objects side by side, each as wide as it must be, and begins
// another line where there is no room left. The last object gets what is left
// of its line.
type Flow struct{ width float32 }

// Columns lays objects in columns of equal width, as many as there is room
// for, up to Most.
type Columns struct {
	Most  int
	width float32
}

// place puts objects into lines of a width, all of the same height, and is the
// height of the lines together.
func (f *Flow) place(objects []fyne.CanvasObject, width float32, put bool) float32 {
	gap, line := theme.Padding(), highest(objects)
	x, y := float32(0), float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			x, y = 0, y+line+gap
		}
		if put {
			m.Height = line
			if i == len(objects)-1 {
				m.Width = max(m.Width, width-x)
			}
			o.Move(fyne.NewPos(x, y))
			o.Resize(m)
		}
		x += m.Width + gap
	}
	return y + line
}

// MinSize is the widest object's width, and the height at the width of now.
func (f *Flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), f.place(objects, max(f.width, widest(objects)), false))
}

// Layout places the objects.
func (f *Flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	changed := f.width != size.Width
	f.width = size.Width
	if f.place(objects, size.Width, true) > size.Height && changed {
		again(objects)
	}
}

// again has the window laid out once more: who made room for the objects asked
// how high they are before they were as wide as they are now.
func again(objects []fyne.CanvasObject) {
	fyne.Do(func() {
		d := fyne.CurrentApp().Driver()
		if len(d.AllWindows()) == 0 {
			return // nothing is to be seen yet
		}
		if c := d.CanvasForObject(objects[0]); c != nil && c.Content() != nil {
			c.Content().Refresh()
		}
	})
}

// columns is how many columns there is room for in a width.
func (c *Columns) columns(objects []fyne.CanvasObject, width float32) int {
	return min(max(int(width/max(widest(objects), 1)), 1), c.Most)
}

// place puts objects into columns and is the height of them all.
func (c *Columns) place(objects []fyne.CanvasObject, width float32, put bool) float32 {
	gap := theme.Padding()
	n := c.columns(objects, width)
	w := (width - gap*float32(n-1)) / float32(n)
	y, line := float32(0), float32(0)
	for i, o := range objects {
		if i > 0 && i%n == 0 {
			y, line = y+line+gap, 0
		}
		if put {
			o.Resize(fyne.NewSize(w, o.MinSize().Height))
			o.Move(fyne.NewPos(float32(i%n)*(w+gap), y))
		}
		line = max(line, o.MinSize().Height)
	}
	return y + line
}

// MinSize is the widest object's width, and the height at the width of now.
func (c *Columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), c.place(objects, max(c.width, widest(objects)), false))
}

// Layout places the objects.
func (c *Columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	changed := c.width != size.Width
	c.width = size.Width
	if c.place(objects, size.Width, true) > size.Height && changed {
		again(objects)
	}
}

func widest(objects []fyne.CanvasObject) (w float32) {
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return w
}

func highest(objects []fyne.CanvasObject) (h float32) {
	for _, o := range objects {
		if o.Visible() {
			h = max(h, o.MinSize().Height)
		}
	}
	return h
}

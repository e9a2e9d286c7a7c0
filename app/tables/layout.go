package tables

// This file holds the page's layouts: a table whose rows are as high as what
// stands in them at the width of now, and a table beside its detail.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// grid lays objects in rows: first, where there is one, a title of a share of the
// width, then cells that cover one column or several.
type grid struct {
	columns int
	first   float32 // the title's share of the width; 0: rows have none
	spans   []int   // of each object, columns; 0: it is a row's title
	width   float32
}

// place puts the objects into a width, and is their height together.
func (g *grid) place(objects []fyne.CanvasObject, width float32, put bool) float32 {
	gap := theme.Padding()
	title := width * g.first
	column := (width - title - gap*float32(g.columns)) / float32(g.columns)
	y, at := float32(0), 0
	for at < len(objects) {
		row, covered, high := at, 0, float32(0)
		for ; at < len(objects) && (at == row || g.spans[at] > 0) && covered+g.spans[at] <= g.columns; at++ {
			covered += g.spans[at]
			o := objects[at]
			w := title
			if n := float32(g.spans[at]); n > 0 {
				w = column*n + gap*(n-1)
			}
			o.Resize(fyne.NewSize(w, max(o.Size().Height, 1))) // how high it is depends on how wide it is
			high = max(high, o.MinSize().Height)
		}
		x := float32(0)
		for i := row; put && i < at; i++ {
			objects[i].Move(fyne.NewPos(x, y))
			objects[i].Resize(fyne.NewSize(objects[i].Size().Width, high))
			x += objects[i].Size().Width + gap
		}
		y += high + gap
	}
	return y
}

// MinSize is the height at the width of now; any width will do.
func (g *grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth, g.place(objects, max(g.width, leastWidth), false))
}

// leastWidth is the narrowest that a table gets.
const leastWidth = 420

// Layout places the objects.
func (g *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	changed := g.width != size.Width
	g.width = size.Width
	if g.place(objects, size.Width, true) > size.Height && changed && len(objects) > 0 {
		again(objects[0])
	}
}

// again has the window laid out once more: who made room asked how high the
// objects are before they were as wide as they are now.
func again(o fyne.CanvasObject) {
	fyne.Do(func() {
		d := fyne.CurrentApp().Driver()
		if len(d.AllWindows()) == 0 {
			return // nothing is to be seen yet
		}
		if c := d.CanvasForObject(o); c != nil && c.Content() != nil {
			c.Content().Refresh()
		}
	})
}

// split lays two objects side by side, the first with a share of the width.
type split struct{ share float32 }

// MinSize is that of both.
func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+b.Width, max(a.Height, b.Height))
}

// Layout places both.
func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Padding()
	w := size.Width * s.share
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(w, size.Height))
	objects[1].Move(fyne.NewPos(w+2*gap, 0))
	objects[1].Resize(fyne.NewSize(size.Width-w-2*gap, size.Height))
}

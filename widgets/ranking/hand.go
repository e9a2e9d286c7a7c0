package ranking

// This file holds what the pointer and the keyboard do.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Draggable     = (*Ranking)(nil)
	_ fyne.Focusable     = (*Ranking)(nil)
	_ fyne.Tappable      = (*Ranking)(nil)
	_ desktop.Cursorable = (*Ranking)(nil)
)

// rowAt is the row at a height.
func (r *Ranking) rowAt(y float32) int {
	return min(max(int(y/rowHeight()), 0), len(r.order)-1)
}

// Dragged moves a row with the pointer; it changes places with those that it
// passes.
func (r *Ranking) Dragged(e *fyne.DragEvent) {
	if r.sealed || len(r.order) == 0 {
		return
	}
	if r.dragged < 0 {
		r.dragged, r.offset = r.rowAt(e.Position.Y-e.Dragged.DY), 0
	}
	r.offset += e.Dragged.DY
	for h := rowHeight(); r.offset > h/2 && r.dragged < len(r.order)-1; r.offset -= h {
		r.move(r.dragged, r.dragged+1)
		r.dragged++
	}
	for h := rowHeight(); r.offset < -h/2 && r.dragged > 0; r.offset += h {
		r.move(r.dragged, r.dragged-1)
		r.dragged--
	}
	r.at = r.dragged
	r.Refresh()
}

// DragEnd drops the row at the nearest place.
func (r *Ranking) DragEnd() {
	r.dragged, r.offset = -1, 0
	r.Refresh()
}

// Tapped takes the keyboard, with the cursor on the row.
func (r *Ranking) Tapped(e *fyne.PointEvent) {
	if len(r.order) == 0 {
		return
	}
	r.at = r.rowAt(e.Position.Y)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
	r.Refresh()
}

// Cursor is the pointer over the rows.
func (r *Ranking) Cursor() desktop.Cursor {
	if r.sealed {
		return desktop.DefaultCursor
	}
	return desktop.VResizeCursor
}

// FocusGained shows the cursor.
func (r *Ranking) FocusGained() {
	r.focused = true
	r.Refresh()
}

// FocusLost hides the cursor, and puts down what was lifted.
func (r *Ranking) FocusLost() {
	r.focused, r.lifted = false, false
	r.Refresh()
}

// TypedRune means nothing here.
func (r *Ranking) TypedRune(rune) {}

// TypedKey moves the cursor, or with a row lifted by Space or Enter, the row.
func (r *Ranking) TypedKey(e *fyne.KeyEvent) {
	by := 0
	switch e.Name {
	case fyne.KeyUp:
		by = -1
	case fyne.KeyDown:
		by = 1
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		r.lifted = !r.lifted && !r.sealed
	case fyne.KeyEscape:
		r.lifted = false
	}
	if to := r.at + by; by != 0 && to >= 0 && to < len(r.order) {
		if r.lifted {
			r.move(r.at, to)
		}
		r.at = to
	}
	r.Refresh()
}

package form

// This file holds the layout of one field.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// cell lays name, input and hint one under the other, closer than a VBox. What
// is hidden takes no room.
type cell struct{ least float32 } // its width, at least

// MinSize is the heights of what is seen, less what is saved.
func (c cell) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	size.Width = c.least
	seen := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width, size.Height = max(size.Width, m.Width), size.Height+m.Height
		seen++
	}
	size.Height -= float32(max(seen-1, 0)) * theme.InnerPadding() * saved
	return size
}

// saved is the part of the padding between the lines that is saved.
const saved = 0.8

// Layout gives each the whole width.
func (cell) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h - theme.InnerPadding()*saved
	}
}

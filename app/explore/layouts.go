package explore

// This file holds a layout for names and their values.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"corelanes/app/skin"
)

// columnsOf lays names and values in two columns; a row is as high as what
// stands in it.
type columnsOf struct{ n int }

// nameShare is the part of the width that names get.
const nameShare = 0.46

func (columnsOf) widths(all float32) [2]float32 {
	return [2]float32{all * nameShare, all * (1 - nameShare)}
}

// MinSize is the rows' heights.
func (c columnsOf) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		h += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height) - skin.Closer()
	}
	return fyne.NewSize(120, h+2*theme.InnerPadding())
}

// Layout places the rows.
func (c columnsOf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := c.widths(size.Width)
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		a, b := objects[i], objects[i+1]
		a.Resize(fyne.NewSize(w[0], a.MinSize().Height))
		b.Resize(fyne.NewSize(w[1], b.MinSize().Height))
		h := max(a.MinSize().Height, b.MinSize().Height)
		a.Move(fyne.NewPos(0, y))
		b.Move(fyne.NewPos(w[0], y))
		a.Resize(fyne.NewSize(w[0], h))
		b.Resize(fyne.NewSize(w[1], h))
		y += h - skin.Closer()
	}
}

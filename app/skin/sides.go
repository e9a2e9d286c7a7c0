package skin

// This file holds the layout of what stands at the two sides of a line.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Sides lays two objects at the left and the right end of a line; where there is not
// room for both, the second goes to the right end of a line of its own.
type Sides struct{ width float32 }

// fit says whether both objects have room in a line.
func (s *Sides) fit(o []fyne.CanvasObject, width float32) bool {
	return o[0].MinSize().Width+theme.Padding()+o[1].MinSize().Width <= width
}

// MinSize is the wider one's width, and the height at the width of now.
func (s *Sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if s.width == 0 || s.fit(o, s.width) {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+theme.Padding()+b.Height)
}

// Layout places both.
func (s *Sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	changed := s.width != size.Width
	s.width = size.Width
	a, b := o[0].MinSize(), o[1].MinSize()
	left := max(size.Width-b.Width, 0)
	if s.fit(o, size.Width) {
		high := max(a.Height, b.Height)
		o[0].Resize(fyne.NewSize(a.Width, high))
		o[1].Resize(fyne.NewSize(b.Width, high))
		o[1].Move(fyne.NewPos(left, 0))
	} else {
		o[0].Resize(fyne.NewSize(size.Width, a.Height))
		o[1].Resize(b)
		o[1].Move(fyne.NewPos(left, a.Height+theme.Padding()))
	}
	o[0].Move(fyne.Position{})
	if s.MinSize(o).Height > size.Height && changed {
		again(o)
	}
}

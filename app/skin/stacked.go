package skin

// This file holds a layout whose lines stand closer than Fyne's own.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Closer is how much of the labels' padding is saved between lines that belong
// together.
func Closer() float32 { return 1.5 * theme.InnerPadding() }

// Stacked lays labels one under the other, closer than a VBox.
type Stacked struct {
	Loose bool // leave half of what is saved
}

func (s Stacked) saved() float32 {
	if s.Loose {
		return Closer() / 2
	}
	return Closer()
}

// MinSize is the labels' heights, less what is saved.
func (s Stacked) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for i, o := range objects {
		m := o.MinSize()
		size.Width, size.Height = max(size.Width, m.Width), size.Height+m.Height
		if i > 0 {
			size.Height -= s.saved()
		}
	}
	return size
}

// Layout gives each the whole width.
func (s Stacked) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h - s.saved()
	}
}

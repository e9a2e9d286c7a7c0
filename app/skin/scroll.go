package skin

// This file holds the keys that scroll.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	scrolledLine = 40  // by an arrow key
	scrolledPage = 0.9 // of what is to be seen, by a page key
)

// Scroll moves what is scrolled by a key: the arrows, page up and down, home and
// end; it says whether the key was one of them.
func Scroll(s *container.Scroll, key fyne.KeyName) bool {
	page := s.Size().Height * scrolledPage
	by := map[fyne.KeyName]float32{fyne.KeyPageDown: page, fyne.KeyPageUp: -page, fyne.KeyDown: scrolledLine, fyne.KeyUp: -scrolledLine}
	switch d, is := by[key]; {
	case is:
		s.ScrollToOffset(s.Offset.AddXY(0, d))
	case key == fyne.KeyHome:
		s.ScrollToTop()
	case key == fyne.KeyEnd:
		s.ScrollToBottom()
	default:
		return false
	}
	return true
}

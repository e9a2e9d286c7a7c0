package form

// This file holds the slider: Fyne's own keeps the keys that it is given.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Slider goes through whole numbers, and hands keys on to the window.
type Slider struct {
	widget.Slider
	OnRune func(rune) // gets the signs that are typed, where some are bound to something; nil: nobody does
	onKey  func(*fyne.KeyEvent)
}

// NewSlider makes one from 0 to most that stands at at; onKey gets the keys that
// are the window's, nil for nobody.
func NewSlider(most, at int, changed func(int), onKey func(*fyne.KeyEvent)) *Slider {
	s := &Slider{onKey: onKey}
	s.Max, s.Step, s.Value = float64(most), 1, float64(min(max(at, 0), most))
	s.OnChanged = func(x float64) { changed(int(x + 0.5)) }
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey goes a step with the arrows to the sides, to an end with Home and End,
// and hands all other keys on.
func (s *Slider) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		s.Slider.TypedKey(ev)
	case fyne.KeyHome:
		s.SetValue(s.Min)
	case fyne.KeyEnd:
		s.SetValue(s.Max)
	default:
		if s.onKey != nil {
			s.onKey(ev)
		}
	}
}

// TypedRune hands a sign on.
func (s *Slider) TypedRune(r rune) {
	if s.OnRune != nil {
		s.OnRune(r)
	}
}

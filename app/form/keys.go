package form

// This file holds the choices that are clicked: Fyne's own keep the keys that
// they are given, and here keys are the window's. Return does what Space does
// elsewhere, since Space plays.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is a box to tick that hands keys on to the window.
type Check struct {
	widget.Check
	OnRune func(rune) // gets the signs that are typed, where some are bound to something; nil: nobody does
	onKey  func(*fyne.KeyEvent)
}

// NewCheck makes a box; onKey gets the keys that are the window's, nil for
// nobody.
func NewCheck(label string, changed func(bool), onKey func(*fyne.KeyEvent)) *Check {
	c := &Check{onKey: onKey}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey ticks with Return, and hands all other keys on.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter:
		c.SetChecked(!c.Checked)
	case c.onKey != nil:
		c.onKey(ev)
	}
}

// TypedRune hands a sign on.
func (c *Check) TypedRune(r rune) {
	if c.OnRune != nil {
		c.OnRune(r)
	}
}

// Select is a choice of few that hands keys on to the window.
type Select struct {
	widget.Select
	onKey func(*fyne.KeyEvent)
}

// NewSelect makes a choice of labels; onKey gets the keys that are the
// window's, nil for nobody. Who has chosen is done with it: it gives the
// keyboard back.
func NewSelect(labels []string, changed func(string), onKey func(*fyne.KeyEvent)) *Select {
	s := &Select{onKey: onKey}
	s.Options = labels
	s.OnChanged = func(label string) {
		changed(label)
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.Focused() == s {
			c.Unfocus()
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey opens the list with Return and the arrows up and down, and hands all
// other keys on.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyUp, fyne.KeyDown:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	default:
		if s.onKey != nil {
			s.onKey(ev)
		}
	}
}

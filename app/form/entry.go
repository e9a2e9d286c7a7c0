package form

// This file holds the field to type in: an entry that hands on the keys of the
// window.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is a field of one line. Function keys, Escape and
// shortcuts that are not for editing go to the window.
type Entry struct {
	widget.Entry
	onKey func(*fyne.KeyEvent)
}

// NewEntry makes a field; onKey gets the keys that are the window's, nil for
// nobody.
func NewEntry(onChanged func(string), onKey func(*fyne.KeyEvent)) *Entry {
	e := &Entry{onKey: onKey}
	e.OnChanged = onChanged
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey types, or hands the key on.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyEscape:
		if e.onKey != nil {
			e.onKey(ev)
		}
	case fyne.KeyPageUp, fyne.KeyPageDown: // one line has no pages
		if e.onKey != nil && !e.MultiLine {
			e.onKey(ev)
			return
		}
		e.Entry.TypedKey(ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut edits, and hands on what may be the window's.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	if _, other := s.(*desktop.CustomShortcut); other {
		if w, ok := fyne.CurrentApp().Driver().CanvasForObject(e).(fyne.Shortcutable); ok {
			w.TypedShortcut(s)
		}
	}
}

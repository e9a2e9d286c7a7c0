package glossary

// This file holds the titles that lead to the glossary.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/hint"
	"corelanes/app/text"
)

// Opener opens the glossary: at the terms of a panel, by its ID, and at one of
// them; both may be "". nil opens nothing.
type Opener func(panel, term string)

// Late opens by what a variable holds when it is asked, which may be set later.
func Late(open *Opener) Opener {
	return func(panel, term string) {
		if *open != nil {
			(*open)(panel, term)
		}
	}
}

// Mark is the button behind a panel's title that opens the glossary there. It can
// be reached by Tab; keys that are not its own go to onKey.
func (open Opener) Mark(panel string, onKey func(*fyne.KeyEvent)) *hint.Button {
	b := hint.NewButton(nil, "", theme.QuestionIcon(), func() {
		if open != nil {
			open(panel, "")
		}
	}, func() string { return text.X("a.glossary.mark") })
	b.Importance, b.OnKey = widget.LowImportance, onKey
	return b
}

// Title is a panel's title with its mark.
func (open Opener) Title(panel string, onKey func(*fyne.KeyEvent)) fyne.CanvasObject {
	l := widget.NewLabel("")
	if p := panelOf(panel); p != nil {
		l.Text = say(p.Word)
	}
	l.TextStyle.Bold = true
	return container.NewHBox(l, open.Mark(panel, onKey))
}

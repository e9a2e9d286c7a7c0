package app

// This file holds the glossary over the window.

import (
	"fyne.io/fyne/v2"

	"corelanes/app/glossary"
)

// pagePanels are the pages in the glossary, for who asks by the key.
var pagePanels = [...]string{atExplore: glossary.State, atCompare: glossary.Bars, atTables: glossary.Table, atLessons: glossary.Lessons, atHistory: glossary.History, atAgainst: glossary.Table}

// showGlossary explains the terms of a panel, and one of them; both may be "".
func (w *window) showGlossary(panel, term string) {
	if w.glossary != nil {
		w.glossary.Close()
	}
	w.glossary = glossary.Open(w.window.Canvas(), panel, term)
	w.glossary.Closed = func() { w.glossary = nil }
	w.glossary.See = func(scenario, model string) {
		w.goTo(atExplore)
		w.page.Choose(scenario, model)
	}
}

// termKey is a key of the glossary's; true says that it took it.
func (w *window) termKey(e *fyne.KeyEvent) bool {
	switch {
	case w.glossary != nil:
		return w.glossary.TypedKey(e)
	case e.Name == fyne.KeyF2 && w.at != atExplore: // that page has it in its table
		w.showGlossary(pagePanels[w.at], "")
		return true
	}
	return false
}

package app

// This file holds the pages of the window, and the row by which one goes from
// one to another.

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/against"
	"corelanes/app/browse"
	"corelanes/app/lessons"
	"corelanes/app/past"
	"corelanes/app/tables"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/app/versus"
	"corelanes/engine"
	"corelanes/engine/history"
)

// page is one page of the window.
type page interface {
	Content() fyne.CanvasObject
	Rebuild() // makes everything anew that shows words
}

// place is a page with its name. Most of the time between the start and the first
// frame went into pages that nobody looked at, so a page is made when it comes to
// be shown.
type place struct {
	word  string // key of its name
	make  func() page
	page  page   // nil: not made yet
	stale bool   // its words or colours are no longer the chosen ones
	show  func() // called when it comes to be shown; nil for nothing
}

// listPlaces lists the pages. Of them only Explore is there yet.
func (w *window) listPlaces() {
	w.places = []place{
		{word: "a.page.explore", page: w.page},
		{word: "a.page.compare", make: w.makeVersus},
		{word: "a.page.tables", make: w.makeTables, show: func() { w.tables.Arrive() }},
		{word: "a.page.lessons", make: w.makeLessons, show: func() { w.lessons.Shown() }},
		{word: "a.page.history", make: w.makePast, show: func() { w.past.Refresh() }},
		{word: "a.page.against", make: w.makeAgainst},
	}
}

// ready makes a page, or makes it anew, if that is needed before it is shown.
func (w *window) ready(i int) {
	p := &w.places[i]
	switch {
	case p.page == nil:
		p.page = p.make()
		p.page.Content() // is what takes the time
	case p.stale:
		p.page.Rebuild()
	}
	p.stale = false
}

// keyOn takes the keys that are the whole window's, while a page is on show: what has
// the keyboard there hands them on to the page.
func (w *window) keyOn(at int) func(*fyne.KeyEvent) bool {
	return func(e *fyne.KeyEvent) bool { return w.at == at && (w.classKey(e) || w.termKey(e)) }
}

func (w *window) makeVersus() page {
	w.versus = versus.New(w.window, w.settings, w.post)
	w.versus.OnOpen = w.present
	w.versus.OnBoth = func(upper, lower *engine.Opened) {
		w.present(upper)
		w.page.Beside(lower)
	}
	w.versus.Save = w.saveAs
	w.versus.OnKey = w.keyOn(atCompare)
	w.versus.OnGlossary = w.showGlossary
	w.wg.Go(func() {
		all := engine.Interpreters(w.ctx)
		w.post(func() { w.versus.Pythons(all) })
	})
	return w.versus
}

func (w *window) makeTables() page {
	w.tables = tables.New(w.window, w.settings, w.post)
	w.tables.OnOpen, w.tables.OnTry, w.tables.Shown = w.present, w.try, w.page.View
	w.tables.OnKey = w.keyOn(atTables)
	if w.keep != "" {
		w.tables.Keep(w.keep)
	}
	return w.tables
}

func (w *window) makeLessons() page {
	w.lessons = lessons.New(w.app, w.window, w.settings, w.post)
	w.lessons.OnOpen = w.present
	w.lessons.OnKey = w.keyOn(atLessons)
	w.lessons.Scale = w.page.Scale
	w.lessons.OnGlossary = w.showGlossary
	if w.keep != "" {
		w.lessons.Keep(w.keep)
	}
	return w.lessons
}

func (w *window) makeAgainst() page {
	w.against = against.New(w.settings, w.post)
	if w.keep != "" {
		w.against.Keep(w.keep)
	}
	return w.against
}

// present shows a finished run on the page where runs are looked at.
func (w *window) present(o *engine.Opened) {
	w.goTo(atExplore)
	w.page.Present(o)
}

// pageRow is a button for each page; the one on show is marked.
func (w *window) pageRow() fyne.CanvasObject {
	row := container.NewHBox()
	for i, p := range w.places {
		b := widget.NewButton(text.X(p.word), func() { w.goTo(i) })
		b.Importance = widget.LowImportance
		if i == w.at {
			b.Importance = widget.HighImportance
		}
		row.Add(b)
	}
	return row
}

// goTo shows a page, and remembers it.
func (w *window) goTo(i int) {
	w.at = i
	w.settings.SetPage(i)
	w.ready(i)
	if show := w.places[i].show; show != nil {
		show()
	}
	w.window.Canvas().Unfocus()
	w.build()
}

// Numbers of the pages.
const (
	atExplore = iota
	atCompare
	atTables
	atLessons
	atHistory
	atAgainst
)

// saveAs asks where a table goes, and has it written there.
func (w *window) saveAs(name string, write func(path string) error) {
	browse.Ask(w.window, browse.Question{
		Title: text.X("a.versus.save"), Folder: w.settings.Folder(), Suffix: filepath.Ext(name), Name: name,
		Chosen: func(path string) {
			w.settings.SetFolder(filepath.Dir(path))
			if err := write(path); err != nil {
				dialog.ShowError(err, w.window)
			}
		},
	})
}

// onExplore has a key reach the Explore page only while that is on show.
func onExplore[T any](w *window, f func(T)) func(T) {
	return func(x T) {
		if w.at == atExplore {
			f(x)
		}
	}
}

// typedKey has a key reach the page on show that has use for it.
func (w *window) typedKey(e *fyne.KeyEvent) {
	if w.class.frozen == nil && w.tour != nil && w.tour.TypedKey(e) {
		return
	}
	if w.classKey(e) || w.termKey(e) {
		return
	}
	switch w.at {
	case atExplore:
		w.page.TypedKey(e)
	case atCompare:
		w.versus.TypedKey(e)
	case atTables:
		w.tables.TypedKey(e)
	case atLessons:
		w.lessons.TypedKey(e)
	case atAgainst:
		w.against.TypedKey(e)
	}
}

// openHistory opens the history in a folder, and keeps every run from now on.
// Without a history the program is whole but for that; the page says why.
func (w *window) openHistory(dir string) {
	engine.Sweep()
	refresh := func() {
		w.post(func() {
			if w.past != nil && w.at == atHistory {
				w.past.Refresh()
			}
		})
	}
	store, err := history.Open(dir, version.Number, w.settings.History(), refresh)
	w.history, w.noHistory = store, err
	if store != nil {
		w.wg.Go(func() {
			if past.PortrayLeft(w.ctx, store) {
				refresh()
			}
		})
		w.page.OnRun = func(r *engine.Run) {
			store.Keep(r, func(id string) {
				past.Portray(store, id, r)
				if id != "" {
					w.post(func() { w.settings.SetLast(store.Path(id)) })
				}
			})
		}
	}
	w.build()
}

func (w *window) makePast() page {
	w.past = past.New(w.window, w.settings, w.history, w.noHistory)
	w.past.OnOpen = func(path string) {
		w.goTo(atExplore)
		w.page.Open(path)
	}
	w.past.OnBeside = func(path string) {
		w.goTo(atExplore)
		w.page.OpenBeside(path)
	}
	return w.past
}

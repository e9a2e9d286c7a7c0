package app

// This file holds the pages of the window, and the row by which one goes from
// one to another.

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/past"
	"corelanes/app/picture"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/history"
)

// page is one page of the window.
type page interface {
	Content() fyne.CanvasObject
	Rebuild() // makes everything anew that shows words
}

// place is a page with its name.
type place struct {
	word string // key of its name
	page page
	show func() // called when it comes to be shown; nil for nothing
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
	store, err := history.Open(dir, version.Number, w.settings.History(), func() {
		w.post(func() {
			if w.past != nil && w.at == atHistory {
				w.past.Refresh()
			}
		})
	})
	w.history = store
	w.makePast(err)
	if store != nil {
		w.page.OnRun = func(r *engine.Run) {
			store.Keep(r, func(id string) {
				portray(store, id, r)
				if id != "" {
					w.post(func() { w.settings.SetLast(store.Path(id)) })
				}
			})
		}
	}
	w.build()
}

// makePast makes the History page.
func (w *window) makePast(why error) {
	w.past = past.New(w.window, w.settings, w.history, why)
	w.past.OnOpen = func(path string) {
		w.goTo(atExplore)
		w.page.Open(path)
	}
	w.past.OnBeside = func(path string) {
		w.goTo(atExplore)
		w.page.OpenBeside(path)
	}
	w.places[atHistory].page = w.past
	w.places[atHistory].show = w.past.Refresh
}

// portray makes the small picture of a run that was kept. That there is none is
// no loss.
func portray(s *history.Store, id string, r *engine.Run) {
	if id == "" {
		return
	}
	f, err := s.NewPicture()
	if err != nil {
		return
	}
	err = picture.Small(f, r.Recording().Cut())
	if cerr := f.Close(); err == nil && cerr == nil && os.Rename(f.Name(), s.Picture(id)) == nil {
		return
	}
	_ = os.Remove(f.Name())
}

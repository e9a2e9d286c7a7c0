// Package lessons holds the Lessons page: the list of lessons with what was
// done of each, a lesson step by step (read, predict, run, reveal, explain, try,
// check), and an editor in which a teacher writes one.
//
// This file holds the page: which of the three is on show.
package lessons

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"corelanes/app/glossary"
	"corelanes/app/settings"
	"corelanes/app/skin"
	shipped "corelanes/assets/lessons"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// Page is the Lessons page. Its methods are for the main goroutine.
type Page struct {
	// OnOpen is called with a run that is to be looked at on the Explore page.
	OnOpen func(*engine.Opened)
	// OnGlossary explains the terms of a panel; nil: there is no glossary.
	OnGlossary glossary.Opener
	// OnKey is a key that a field of the page's has handed on and the page has no
	// use for; true says that it was taken. nil: nobody wants it.
	OnKey func(*fyne.KeyEvent) bool
	// Scale is the size of type; nil: the one that was set.
	Scale func() float64

	app      fyne.App
	window   fyne.Window
	settings settings.Settings
	post     func(func())
	folder   string // of the person's own lessons, "": none
	book     *book
	records  records
	scroll   *container.Scroll // of the list; nil: another view is on show
	content  *fyne.Container

	shipped, own lesson.Shelf
	session      *session    // the lesson on show, nil: none
	assignment   *assignment // the homework on show, nil: none
	class        *class      // a class's answers on show, nil: none
	student      string      // the name under which homework is handed in
	editor       *editor     // nil: not on show
	notes        *notes      // the window for the speaker, nil: not open
}

// New makes the page, which keeps nothing until Keep says where. Post runs a
// function on the main goroutine without waiting for it.
func New(a fyne.App, w fyne.Window, s settings.Settings, post func(func())) *Page {
	p := &Page{app: a, window: w, settings: s, post: post, book: openBook(""), content: container.NewStack()}
	p.records = records{shipped.Files}
	p.shipped = lesson.Load(shipped.Files)
	p.Rebuild()
	return p
}

// Keep says where to keep things: the person's own lessons lie in a folder of
// dir, which is made when the first is written, and what was done of every lesson
// stands in a file there.
func (p *Page) Keep(dir string) {
	p.folder = filepath.Join(dir, "lessons")
	p.book = openBook(filepath.Join(dir, "lessons.json"))
	p.Shown()
}

// scale is the size of type.
func (p *Page) scale() float64 {
	if p.Scale != nil {
		return p.Scale()
	}
	return p.settings.Scale()
}

// load reads the person's own lessons.
func (p *Page) load() {
	p.own = lesson.Shelf{}
	if p.folder != "" {
		p.own = lesson.Load(os.DirFS(p.folder))
	}
}

// Content is what the window shows.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Close stops what goes on, and waits for it.
func (p *Page) Close() {
	p.leave()
	p.closeNotes()
}

// Shown is called when the page comes to be shown: lessons may have been written
// meanwhile.
func (p *Page) Shown() {
	if p.session == nil && p.editor == nil && p.assignment == nil && p.class == nil {
		p.load()
		p.Rebuild()
	}
}

// Rebuild makes everything anew that shows words. What was predicted, run and
// answered stays.
func (p *Page) Rebuild() {
	var o fyne.CanvasObject
	p.scroll = nil
	switch {
	case p.session != nil:
		p.window.Canvas().Unfocus() // what had the keyboard is made anew, and the keys are the lesson's
		o = p.session.build()
	case p.assignment != nil:
		o = p.assignment.build()
	case p.class != nil:
		o = p.class.build()
	case p.editor != nil:
		o = p.editor.build()
	default:
		o = p.list()
	}
	skin.Replace(p.content, o)
	p.showNotes()
}

// Begin opens a lesson at its beginning.
func (p *Page) Begin(l *lesson.Lesson, shipped bool) {
	p.leave()
	p.session = newSession(p, l, shipped)
	p.Rebuild()
}

// Leave goes back to the list, or to the editor that the lesson was opened from.
func (p *Page) Leave() {
	p.leave()
	p.load()
	p.Rebuild()
}

func (p *Page) leave() {
	if p.session != nil {
		p.session.close()
		p.session = nil
	}
	if p.assignment != nil {
		p.assignment.close()
		p.assignment = nil
	}
	if p.class != nil {
		p.class.close()
		p.class = nil
	}
}

// TypedKey is a key that nothing on the page has taken: a lesson's steps are gone
// through with Page Up and Page Down, which is also what a presenter's remote
// sends, and with the arrows; the list is scrolled.
func (p *Page) TypedKey(e *fyne.KeyEvent) {
	if p.OnKey != nil && p.OnKey(e) {
		return
	}
	if p.assignment != nil {
		switch e.Name {
		case fyne.KeyF5:
			p.assignment.start()
		case fyne.KeyEscape:
			p.assignment.stop()
		}
		return
	}
	if p.session == nil {
		if p.scroll != nil {
			skin.Scroll(p.scroll, e.Name)
		}
		return
	}
	switch e.Name {
	case fyne.KeyPageDown, fyne.KeyRight:
		p.session.next()
	case fyne.KeyPageUp, fyne.KeyLeft:
		p.session.back()
	case fyne.KeyEscape:
		p.session.stop()
	case fyne.KeyF5:
		p.session.run()
	}
}

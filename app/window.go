package app

// This file holds the window: the thin row on top, and the page under it.

import (
	"context"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/against"
	"corelanes/app/explore"
	"corelanes/app/glossary"
	"corelanes/app/lessons"
	"corelanes/app/past"
	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/tables"
	"corelanes/app/text"
	"corelanes/app/tour"
	"corelanes/app/versus"
	"corelanes/engine"
	"corelanes/engine/history"
)

// window is the main window.
type window struct {
	app       fyne.App
	window    fyne.Window
	settings  settings.Settings
	page      *explore.Page // this one is there from the start; the others are nil before they are first shown
	versus    *versus.Page
	against   *against.Page
	tables    *tables.Page
	past      *past.Page
	lessons   *lessons.Page
	keep      string          // the folder where the pages keep what is to stay; "": nothing stays
	tour      *tour.Tour      // under way, nil: none
	glossary  *glossary.Sheet // on show, nil: not
	history   *history.Store  // nil: none is kept
	noHistory error           // why
	class     classroom
	places    []place
	at        int // which of places is on show
	content   *fyne.Container
	row       fyne.CanvasObject // the buttons of the pages
	post      func(func())      // runs a function on the main goroutine, later

	// What looks at the machine ends with the window.
	ctx    context.Context // the window's life
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

// firstSize is the window's size at the first start.
var firstSize = fyne.NewSize(1280, 800)

// newWindow makes the window. Post runs a function on the main goroutine
// without waiting for it.
func newWindow(a fyne.App, s settings.Settings, post func(func())) *window {
	w := &window{app: a, settings: s, post: post, content: container.NewStack()}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	if err := text.Use(s.Language()); err != nil {
		fyne.LogError("The language cannot be loaded", err)
	}
	a.Settings().SetTheme(w.skin())
	w.window = a.NewWindow("Corelanes")
	w.window.SetMaster()
	w.window.SetPadded(false)
	w.page = explore.New(w.window, s, post)
	w.page.OnPresent = func(bool) { w.paint() }
	w.page.OnOpened = w.opened
	w.page.OnGlossary = w.showGlossary
	w.listPlaces()
	w.window.Canvas().SetOnTypedKey(w.typedKey)
	w.window.Canvas().SetOnTypedRune(onExplore(w, w.page.TypedRune))
	w.takeFiles()
	w.window.SetContent(w.content)
	w.build()
	w.window.Resize(firstSize)
	w.window.SetOnClosed(w.close)
	return w
}

// try runs a plan on the page where runs are looked at.
func (w *window) try(plan engine.Plan) error {
	w.goTo(atExplore)
	return w.page.Start(plan)
}

// close ends everything that the window has begun, and waits for it.
func (w *window) close() {
	w.cancel()
	for _, p := range w.places {
		if c, ok := p.page.(interface{ Close() }); ok {
			c.Close()
		}
	}
	w.wg.Wait()
	if w.history != nil {
		w.history.Close()
	}
}

// build makes the row on top anew.
func (w *window) build() {
	var menu *widget.Button
	menu = widget.NewButtonWithIcon("", theme.MenuIcon(), func() { w.showMenu(menu) })
	menu.Importance = widget.LowImportance
	name := widget.NewLabel("Corelanes")
	name.TextStyle.Bold = true
	w.row = w.pageRow()
	left := container.NewHBox(menu, name, w.row)
	right := container.NewHBox(w.languages(), w.typeSize(), w.variant())
	top := container.New(&skin.Sides{}, left, right)
	head := container.NewVBox(top, widget.NewSeparator())
	if w.page.Presenting() {
		head.Hide()
	}
	page := container.NewBorder(head, nil, nil, nil, w.curtain(w.places[w.at].page.Content()))
	all := []fyne.CanvasObject{container.NewPadded(page)}
	if w.class.laser != nil {
		all = append(all, w.class.laser)
	}
	skin.Replace(w.content, all...)
}

// languages is a button for each language; the one in use is marked.
func (w *window) languages() fyne.CanvasObject {
	box := container.NewHBox()
	for _, l := range text.Languages {
		b := widget.NewButton(languageNames[l], func() { w.speak(l) })
		if l == text.Chosen() {
			b.Importance = widget.HighImportance
		} else {
			b.Importance = widget.LowImportance
		}
		box.Add(b)
	}
	return box
}

// languageNames are the same in every language.
var languageNames = map[text.Language]string{text.English: "EN", text.Russian: "RU"}

// speak changes the language.
func (w *window) speak(l text.Language) {
	if l == text.Chosen() {
		return
	}
	if err := text.Use(l); err != nil {
		fyne.LogError("The language cannot be loaded", err)
		return
	}
	w.settings.SetLanguage(l)
	w.rebuild()
}

// typeSize is the buttons that make type smaller and larger.
func (w *window) typeSize() fyne.CanvasObject {
	grow := func(by float64) func() {
		return func() {
			w.settings.SetScale(min(max(w.settings.Scale()+by, skin.MinScale), skin.MaxScale))
			w.paint()
		}
	}
	smaller, larger := widget.NewButton("A−", grow(-skin.ScaleStep)), widget.NewButton("A+", grow(skin.ScaleStep))
	smaller.Importance, larger.Importance = widget.LowImportance, widget.LowImportance
	return container.NewHBox(smaller, larger)
}

// variant is the button that goes from light to dark to the system's.
func (w *window) variant() fyne.CanvasObject {
	b := widget.NewButtonWithIcon(text.X("a.variant."+string(w.settings.Variant())), theme.ColorPaletteIcon(), func() {
		w.settings.SetVariant(w.settings.Variant().Next())
		w.paint()
	})
	b.Importance = widget.LowImportance
	width := canvas.NewRectangle(color.Transparent) // so that the buttons beside it stay where they are
	for _, v := range skin.Variants() {
		other := widget.NewButtonWithIcon(text.X("a.variant."+string(v)), theme.ColorPaletteIcon(), nil)
		width.SetMinSize(width.MinSize().Max(other.MinSize()))
	}
	return container.NewStack(width, b)
}

// paint takes the theme that was chosen. What is on show is taken away before:
// else all of it would take the theme, once for every box around it, and then be
// made anew.
func (w *window) paint() {
	w.content.RemoveAll()
	w.app.Settings().SetTheme(w.skin())
	w.rebuild()
}

// skin is the theme that was chosen, larger for a class.
func (w *window) skin() *skin.Skin {
	scale := w.settings.Scale()
	if w.page != nil {
		scale = w.page.Scale()
	}
	s := skin.New(w.settings.Variant(), scale)
	if w.settings.Contrast() {
		return s.Strong()
	}
	return s
}

// rebuild makes everything anew that shows words or colours: what is on show at
// once, the other pages when they come to be shown.
func (w *window) rebuild() {
	for i := range w.places {
		w.places[i].stale = true
	}
	w.ready(w.at)
	w.build()
	if w.glossary != nil {
		w.glossary.Rebuild()
	}
}

// Package past holds the History page: every run that was kept, newest first;
// to search, open, rename, pin and delete, with undo.
//
// This file holds the page.
package past

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine/history"
	"corelanes/widgets/words"
)

// Page is the History page. Its methods are for the main goroutine.
type Page struct {
	// OnOpen is called with the path of a recording that is to be shown.
	OnOpen func(path string)
	// OnBeside is called with the path of a recording that is to be shown beside the
	// one on show.
	OnBeside func(path string)

	window   fyne.Window
	settings settings.Settings
	store    *history.Store // nil: there is none, Why says why
	why      error
	content  *fyne.Container

	all    []history.Entry // newest first
	bytes  int64
	shown  []history.Entry // those that are searched for
	search *widget.Entry
	list   *widget.List
	count  *widget.Label
	empty  *widget.Label
	undo   *fyne.Container
	undone *widget.Label
	gone   string // the run that was deleted last
}

// New makes the page of a store; why says why there is none when it is nil.
func New(w fyne.Window, s settings.Settings, store *history.Store, why error) *Page {
	p := &Page{window: w, settings: s, store: store, why: why, content: container.NewStack()}
	p.Rebuild()
	return p
}

// Content is what the window shows.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Rebuild makes everything anew that shows words.
func (p *Page) Rebuild() {
	typed := ""
	if p.search != nil {
		typed = p.search.Text
	}
	p.search = widget.NewEntry()
	p.search.SetPlaceHolder(text.X("a.past.search"))
	p.search.SetText(typed)
	p.search.OnChanged = func(string) { p.filter() }
	p.count = widget.NewLabel("")
	p.empty = widget.NewLabel("")
	p.empty.Wrapping, p.empty.Alignment = fyne.TextWrapWord, fyne.TextAlignCenter
	p.undone = widget.NewLabel("")
	back := widget.NewButtonWithIcon(text.X("a.past.undo"), theme.ContentUndoIcon(), p.bringBack)
	p.undo = container.NewHBox(p.undone, back)
	p.undo.Hide()
	p.list = widget.NewList(
		func() int { return len(p.shown) },
		func() fyne.CanvasObject { return newRow(p) },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if r, ok := o.(*row); ok && i < len(p.shown) {
				r.set(p.shown[i])
			}
		})
	p.list.OnSelected = func(i widget.ListItemID) {
		p.list.UnselectAll()
		if i < len(p.shown) {
			p.open(p.shown[i])
		}
	}
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(searchWidth*float32(p.settings.Scale()), 0))
	top := container.NewBorder(nil, nil, container.NewStack(width, p.search), p.Keep(), container.NewHBox(p.count, p.undo))
	p.content.Objects = []fyne.CanvasObject{container.NewBorder(top, nil, nil, nil, container.NewStack(p.list, container.NewCenter(container.NewGridWrap(emptySize, p.empty))))}
	p.Refresh()
}

const (
	searchWidth = 260
	limitWidth  = 230
)

var emptySize = fyne.NewSize(520, 120)

// Refresh reads the list anew.
func (p *Page) Refresh() {
	p.all, p.bytes = nil, 0
	err := p.why
	if p.store != nil {
		p.all, p.bytes, err = p.store.List()
		if err == nil {
			err = p.store.Err()
		}
	}
	p.filter()
	if err != nil {
		p.count.SetText(text.X("a.past.failed", text.With{"Why": text.Because(err)}))
	}
}

// filter shows the runs in which every word that was typed is found.
func (p *Page) filter() {
	p.shown = p.shown[:0]
	typed := strings.Fields(strings.ToLower(p.search.Text))
	for _, e := range p.all {
		in := strings.ToLower(strings.Join([]string{e.Name, e.Scenario, scenario(e), e.Model, model(e), when(e), e.Error}, " "))
		found := true
		for _, w := range typed {
			found = found && strings.Contains(in, w)
		}
		if found {
			p.shown = append(p.shown, e)
		}
	}
	p.count.SetText(p.Kept())
	switch {
	case len(p.shown) > 0:
		p.empty.SetText("")
	case len(p.all) > 0:
		p.empty.SetText(text.X("a.past.none"))
	default:
		p.empty.SetText(text.X("a.past.empty"))
	}
	p.list.Refresh()
}

// Kept is how many runs are kept and how much of the disk they take, in words.
func (p *Page) Kept() string {
	return text.N("a.past.runs", len(p.all)) + ", " + words.Units().Amount(p.bytes, "B")
}

// Keep is the choice of how much is kept, for this page and for the preferences.
func (p *Page) Keep() fyne.CanvasObject {
	limits := p.settings.History()
	var options []string
	chosen := -1
	for i, l := range settings.HistoryLimits {
		options = append(options, text.X("a.past.limit", text.With{"Runs": l.Runs, "Bytes": words.Units().Amount(l.Bytes, "B")}))
		if l.Runs == 0 {
			options[i] = text.X("a.past.nothing")
		}
		if l == limits {
			chosen = i
		}
	}
	pick := widget.NewSelect(options, nil)
	pick.SetSelectedIndex(chosen)
	pick.OnChanged = func(string) { p.limit(settings.HistoryLimits[max(pick.SelectedIndex(), 0)], pick) }
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(limitWidth*float32(p.settings.Scale()), 0))
	return container.NewHBox(widget.NewLabel(text.X("a.past.keep")), container.NewStack(width, pick))
}

// limit changes how much is kept; when that forgets runs, the person is asked
// first.
func (p *Page) limit(l history.Limits, pick *widget.Select) {
	was := p.settings.History()
	if l == was || p.store == nil {
		return
	}
	set := func() {
		p.settings.SetHistory(l)
		if err := p.store.SetLimits(l); err != nil {
			p.why = err
		}
		p.Rebuild() // the choice may have been made elsewhere
	}
	if l.Runs >= was.Runs && l.Bytes >= was.Bytes || len(p.all) <= l.Runs && p.bytes <= l.Bytes {
		set()
		return
	}
	dialog.ShowConfirm(text.X("a.past.forget"), text.X("a.past.forget.sure"), func(yes bool) {
		if yes {
			set()
			return
		}
		for i, x := range settings.HistoryLimits {
			if x == was {
				pick.SetSelectedIndex(i)
			}
		}
	}, p.window)
}

func (p *Page) open(e history.Entry) {
	if p.OnOpen != nil {
		p.OnOpen(p.store.Path(e.ID))
	}
}

func (p *Page) openBeside(e history.Entry) {
	if p.OnBeside != nil {
		p.OnBeside(p.store.Path(e.ID))
	}
}

// done shows what followed from a change of the store.
func (p *Page) done(err error) {
	p.Refresh()
	if err != nil {
		p.count.SetText(text.X("a.past.failed", text.With{"Why": text.Because(err)}))
	}
}

func (p *Page) pin(e history.Entry) { p.done(p.store.Pin(e.ID, !e.Pinned)) }

func (p *Page) remove(e history.Entry) {
	err := p.store.Delete(e.ID)
	if err == nil {
		p.gone = e.ID
		p.undone.SetText(text.X("a.past.deleted", text.With{"Run": title(e)}))
		p.undo.Show()
	}
	p.done(err)
}

func (p *Page) bringBack() {
	p.undo.Hide()
	p.done(p.store.Restore(p.gone))
}

// rename asks for another name.
func (p *Page) rename(e history.Entry) {
	name := widget.NewEntry()
	name.SetText(e.Name)
	name.SetPlaceHolder(scenario(e))
	d := dialog.NewForm(text.X("a.past.rename"), text.X("a.past.rename.do"), text.X("a.past.rename.no"),
		[]*widget.FormItem{widget.NewFormItem(text.X("a.past.name"), name)}, func(yes bool) {
			if yes {
				p.done(p.store.Rename(e.ID, name.Text))
			}
		}, p.window)
	d.Resize(fyne.NewSize(420, 0))
	d.Show()
	p.window.Canvas().Focus(name)
}

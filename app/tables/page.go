// Package tables holds the page Tables: what the source texts claim, beside what
// this machine measures; and the advisor, which model to use for a job.
//
// This file holds the page and what is chosen on it.
package tables

import (
	"context"
	"image/color"
	"path/filepath"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	shipped "corelanes/assets/tables"
	"corelanes/engine"
	"corelanes/engine/advise"
	"corelanes/engine/compare"
	"corelanes/engine/sources"
	"corelanes/engine/trace"
)

// Page is the page Tables. Its methods are for the main goroutine.
type Page struct {
	// OnOpen is called with a run that is to be looked at closely.
	OnOpen func(*engine.Opened)
	// OnTry is called with a plan that is to be run and looked at.
	OnTry func(engine.Plan) error
	// OnKey is asked first about every key; true says that it took the key.
	OnKey func(*fyne.KeyEvent) bool
	// Shown is the recording that is on show elsewhere, nil if there is none.
	Shown func() *trace.View

	window   fyne.Window
	settings settings.Settings
	post     func(func())
	content  *fyne.Container

	book    *sources.Book
	trouble error // why there is no book, or nothing is kept; nil: all is well
	store   *sources.Store
	opened  []remembered // runs of this session, the latest last

	at        int  // which of the views is on show, from 0 on
	selected  spot // what the detail tells of
	repeat    int
	job       advise.Job // of the advisor
	described string     // the job in words
	taken     string     // what was taken from them
	advisor   *advisor   // on show; nil: another view is

	views  []*cellView
	shown  []spot // of views
	scroll *container.Scroll
	detail *fyne.Container
	sum    *widget.Label
	state  *widget.Label
	run    *widget.Button
	stop   *widget.Button

	cancel context.CancelFunc // of the measuring under way; nil: none
	wg     sync.WaitGroup
}

// spot is a cell of a table, or a claim.
type spot struct {
	table *sources.Table
	row   *sources.Row
	cell  *sources.Cell
	claim *sources.Claim
}

// remembered is a run that can be looked at.
type remembered struct {
	key string
	run *engine.Opened
}

// mostOpened is how many runs are remembered: a recording can be large.
const mostOpened = 12

// New makes the page; nothing of it is kept before Keep. Post runs a function on
// the main goroutine without waiting for it.
func New(w fyne.Window, s settings.Settings, post func(func())) *Page {
	p := &Page{window: w, settings: s, post: post, content: container.NewStack(), repeat: compare.DefaultRepeat, job: firstJob}
	p.book, p.trouble = sources.Load(shipped.Files)
	if p.trouble != nil {
		p.book = &sources.Book{}
	}
	p.store, _ = sources.OpenStore("") // without a file nothing can go wrong
	return p
}

// Keep has what is measured kept in a folder, and shows what is there already.
func (p *Page) Keep(folder string) {
	store, err := sources.OpenStore(filepath.Join(folder, sources.FileName))
	p.store = store
	if err != nil {
		p.trouble = err
	}
	if p.built() {
		p.Rebuild()
	}
}

// Content is what the window shows. It is made when it is asked for first.
func (p *Page) Content() fyne.CanvasObject {
	if !p.built() {
		p.Rebuild()
	}
	return p.content
}

func (p *Page) built() bool { return len(p.content.Objects) > 0 }

// Close stops what goes on, and waits for it.
func (p *Page) Close() {
	p.Stop()
	p.wg.Wait()
}

// language is the chosen one, as the data name it.
func language() string { return string(text.Chosen()) }

// quoted is a text in the language's quotation marks.
func quoted(s string) string { return text.X("a.tables.quoted", text.With{"Text": s}) }

func in(t sources.Text) string { return t.In(language()) }

// claimsView is the number of the view with the statements: it comes after the
// tables.
func (p *Page) claimsView() int { return len(p.book.Tables) }

// Rebuild makes everything anew that shows words or colours.
func (p *Page) Rebuild() {
	tabs := container.New(&skin.Flow{})
	for i := range p.advisorView() + 1 {
		b := widget.NewButton(p.viewTitle(i), func() { p.goTo(i) })
		b.Importance = widget.LowImportance
		if i == p.at {
			b.Importance = widget.HighImportance
		}
		tabs.Add(b)
	}
	tabs.Add(layout.NewSpacer()) // the last of a flow gets what is left of the line
	top := container.NewVBox(tabs, p.bar(), widget.NewSeparator())
	p.detail, p.advisor = container.NewStack(), nil
	if p.at == p.advisorView() {
		p.showAdvisor(top)
		p.enable()
		skin.Arrange(p.content)
		return
	}
	p.scroll = container.NewVScroll(p.sheet())
	if p.selected.checks() == nil && p.selected.claim == nil && len(p.shown) > 0 {
		p.selected = p.shown[0]
	}
	body := container.New(&split{share: sheetShare}, p.scroll, p.detail)
	p.content.Objects = []fyne.CanvasObject{container.NewBorder(top, nil, nil, nil, body)}
	p.refresh()
	p.enable()
	skin.Arrange(p.content)
}

// sheetShare is how much of the width the table has; the detail has the rest.
const sheetShare = 0.68

// viewTitle is what the button of a view says.
func (p *Page) viewTitle(i int) string {
	if i < len(p.book.Tables) {
		t := p.book.Tables[i]
		return t.ID + ". " + in(t.Title)
	}
	if i == p.claimsView() {
		return text.X("a.tables.slides")
	}
	return text.X("a.tables.advisor")
}

// goTo shows another view.
func (p *Page) goTo(i int) {
	p.at, p.selected = i, spot{}
	p.Rebuild()
}

// repeats are how often each run can be made.
var repeats = []int{1, 3, 5}

// repeatWidth is the width of the choice of how often.
const repeatWidth = 170

// bar is the line with the buttons of what is on show.
func (p *Page) bar() fyne.CanvasObject {
	var times []string
	for _, n := range repeats {
		times = append(times, text.N("a.versus.times", n))
	}
	var repeat *form.Select
	repeat = form.NewSelect(times, func(string) { p.repeat = repeats[max(repeat.SelectedIndex(), 0)] }, p.TypedKey)
	repeat.Selected = times[max(slices.Index(repeats, p.repeat), 0)]
	all, importance := "a.tables.all", widget.HighImportance
	if p.at == p.advisorView() {
		all, importance = "a.advise.measure", widget.MediumImportance
	}
	p.run = widget.NewButtonWithIcon(text.X(all), theme.MediaPlayIcon(), p.RunAll)
	p.run.Importance = importance
	p.stop = widget.NewButtonWithIcon(text.X("a.stop"), theme.MediaStopIcon(), p.Stop)
	said := ""
	if p.state != nil {
		said = p.state.Text
	}
	p.sum, p.state = widget.NewLabel(""), widget.NewLabel(said)
	p.state.Truncation = fyne.TextTruncateEllipsis
	wide := canvas.NewRectangle(color.Transparent) // a select is as narrow as it can be, and cuts its text
	wide.SetMinSize(fyne.NewSize(repeatWidth*float32(p.settings.Scale()), 0))
	return container.New(&skin.Flow{}, p.run, container.NewStack(wide, repeat), p.stop, p.sum, p.state)
}

// sheet is the table or the statements on show.
func (p *Page) sheet() fyne.CanvasObject {
	p.views, p.shown = nil, nil
	grid := &grid{}
	box := container.New(grid)
	add := func(span int, o fyne.CanvasObject) {
		grid.spans = append(grid.spans, span)
		box.Add(o)
	}
	if p.at >= p.claimsView() {
		grid.columns, grid.first = 1, 0
		for _, c := range p.book.Claims {
			add(1, p.view(spot{claim: c}))
		}
		return box
	}
	t := p.book.Tables[p.at]
	grid.columns, grid.first = len(t.Columns), titleShare
	add(0, widget.NewLabel(""))
	for _, c := range t.Columns {
		add(1, heading(in(c.Title), widget.MediumImportance))
	}
	for _, r := range t.Rows {
		add(0, p.rowTitle(r))
		for _, c := range r.Cells {
			add(c.Width(), p.view(spot{table: t, row: r, cell: c}))
		}
	}
	return box
}

// titleShare is how much of the table's width the rows' titles have.
const titleShare = 0.19

// rowTitle is what stands before a row.
func (p *Page) rowTitle(r *sources.Row) fyne.CanvasObject {
	l := heading(in(r.Title), widget.MediumImportance)
	if !r.Judgement {
		return l
	}
	note := widget.NewLabel(in(p.book.Words[string(sources.Judgement)]))
	note.Importance, note.SizeName = widget.LowImportance, theme.SizeNameCaptionText
	return container.New(skin.Stacked{}, l, note)
}

func heading(s string, i widget.Importance) *widget.Label {
	l := widget.NewLabel(s)
	l.TextStyle.Bold = i != widget.LowImportance
	l.Wrapping, l.Importance = fyne.TextWrapWord, i
	return l
}

// view is the cell of a spot.
func (p *Page) view(s spot) *cellView {
	v := newCellView(func() { p.Select(s) })
	p.views, p.shown = append(p.views, v), append(p.shown, s)
	return v
}

// Select tells of a spot in the detail.
func (p *Page) Select(s spot) {
	p.selected = s
	p.refresh()
}

// checks are what a spot needs measured.
func (s spot) checks() (out []*sources.Check) {
	var all []sources.Check
	switch {
	case s.cell != nil:
		all = s.cell.Checks
	case s.claim != nil:
		all = s.claim.Checks
	}
	for i := range all {
		out = append(out, &all[i])
	}
	return out
}

// find is what was found of a spot.
func (p *Page) find(s spot, kept sources.Kept) ([]sources.Finding, sources.Verdict) {
	if s.claim != nil {
		return p.book.Claim(s.claim, kept)
	}
	return p.book.Cell(s.row, s.cell, kept)
}

// refresh shows what is known now.
func (p *Page) refresh() {
	if p.advisor != nil {
		p.advisor.show()
		return
	}
	kept := p.store.Kept()
	sums := sources.ReportSum{}
	for i, v := range p.views {
		s := p.shown[i]
		found, verdict := p.find(s, kept)
		sums[verdict]++
		v.show(p.face(s, found, verdict), s == p.selected)
	}
	p.sum.SetText(p.book.Sum(sums, language()))
	p.detail.Objects = nil
	if p.selected.cell != nil || p.selected.claim != nil {
		p.detail.Objects = []fyne.CanvasObject{p.tell(p.selected, kept)}
	}
	p.detail.Refresh()
}

package explore

// This file holds the inspector: the tabs beside the lanes, all about the
// instant of the playhead.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/glossary"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/cards"
	"corelanes/widgets/findings"
	"corelanes/widgets/graph"
	"corelanes/widgets/legend"
	"corelanes/widgets/loglist"
)

// The tabs, in their order.
const (
	tabState = iota
	tabGraph
	tabFindings
	tabCode
	tabLog
	tabOutput
	tabSummary
	tabWaits
	tabProcesses
	tabSteps
)

// inspector is the tabs. Only the one on show is kept up to date.
type inspector struct {
	page      *Page
	state     *cards.Cards
	graph     *graph.Graph
	findings  *findings.Findings
	code      *code
	log       *loglist.LogList
	output    *output
	summary   *summary
	waits     *waits
	processes *processes
	legend    *legend.Legend
	hint      *widget.Label // what the tab State is for, until there is a run
	tabs      *tabs
	at        int  // the tab on show
	gil       bool // the log tells of the GIL's steps
	now       trace.Time
}

func newInspector(p *Page) *inspector {
	i := &inspector{page: p, state: cards.New(), graph: graph.New(), findings: findings.New(), code: newCode(p), log: loglist.New(), output: newOutput(p.moveTo), summary: newSummary(p), waits: newWaits(p), processes: newProcesses(p.selectLane), legend: legend.New()}
	i.state.OnSelect = p.selectLane
	i.state.OnSelectObj = func(o trace.Obj) { p.lanes.SelectObj(o) }
	i.graph.OnSelect = p.selectLane
	i.graph.OnSelectObj = func(o trace.Obj) { p.lanes.SelectObj(o) }
	i.state.OnTerm = func(k trace.ObjKind) { p.glossary(glossary.State, k.String()) }
	i.findings.OnPick = p.showFinding
	i.code.listing.OnSelect = p.selectLane
	i.log.OnInstant = p.moveTo
	i.log.OnSelect = p.selectLane
	return i
}

// build makes the tabs anew, in the language of now.
func (i *inspector) build() fyne.CanvasObject {
	i.state.Refresh()
	i.graph.Refresh()
	i.findings.Refresh()
	i.log.Refresh()
	i.legend.Refresh()
	head := glossary.Late(&i.page.OnGlossary).Title(glossary.Legend, i.page.TypedKey)
	i.hint = widget.NewLabel(text.X("a.state.hint"))
	i.hint.Wrapping, i.hint.Importance = fyne.TextWrapWord, widget.LowImportance
	column := container.NewVBox(i.hint, i.state, head, i.legend)
	i.state.OnGrow = column.Refresh
	state := container.NewVScroll(column)
	tab := func(name string, content fyne.CanvasObject) *tab {
		t := newTab(text.X("a.tab."+name), text.X("a.help."+name), i.page.hints, content)
		t.panel, t.onMenu = name, func() { i.page.glossary(name, "") }
		return t
	}
	help := i.page.quiet("", theme.QuestionIcon(), "a.key.panel_help", i.help)
	i.tabs = newTabs(container.NewHBox(layout.NewSpacer(), help),
		tab("state", state),
		tab("graph", container.NewVScroll(i.graph)),
		tab("findings", i.findings),
		tab("code", i.code.build()),
		tab("log", container.NewBorder(i.gilSwitch(), nil, nil, nil, i.log)),
		tab("output", i.output.build()),
		tab("summary", i.summary.build()),
		tab("waits", i.waits.build()),
		tab("processes", i.processes.build()),
		tab("steps", i.page.steps.build()),
	)
	i.tabs.SelectIndex(i.at)
	i.tabs.OnSelected = func() {
		i.at = i.tabs.SelectedIndex()
		i.show(&i.page.frame, i.now)
		i.page.showShares()
	}
	return i.tabs.content
}

// help says what one looks at in the tab on show, and explains its terms.
func (i *inspector) help() { i.page.glossary(i.tabs.Selected().panel, "") }

// gilSwitch lets the person choose whether the log tells of the GIL's hundreds
// of steps a second, too.
func (i *inspector) gilSwitch() fyne.CanvasObject {
	c := i.page.check(text.X("a.log.gil"), func(on bool) {
		i.gil = on
		i.log.ShowGIL(on)
	})
	c.SetChecked(i.gil)
	return c
}

// show shows the state of a frame's recording at an instant.
func (i *inspector) show(f *conduct.Frame, at trace.Time) {
	i.now = at
	switch i.at {
	case tabState:
		i.state.SetView(f.View, at)
		seen(i.state, f.View != nil)
		seen(i.hint, f.View == nil)
	case tabGraph:
		i.graph.SetView(f.View, at)
	case tabFindings:
		i.findings.Set(f.View, i.page.found(f))
	case tabCode:
		i.code.show(f, at)
	case tabLog:
		i.log.SetView(f.View, at)
	case tabOutput:
		i.output.show(f.View, at)
	case tabSummary:
		i.summary.show(f)
	case tabWaits:
		i.waits.show(f)
	case tabProcesses:
		i.processes.show(f, at)
	case tabSteps:
		i.page.steps.show()
	}
}

// showTab shows a tab.
func (p *Page) showTab(tab int) {
	if p.hidden {
		p.toggleInspector()
	}
	p.inspector.tabs.SelectIndex(tab)
}

// showShares shows how much of a window of time each state had.
func (i *inspector) showShares(v *trace.View, from, to trace.Time) {
	if i.at == tabState {
		i.legend.SetView(v, from, to)
	}
}

// choose tells of a lane.
func (i *inspector) choose(l trace.Lane) {
	i.state.SetLane(l)
	i.code.listing.SetLane(l)
}

func (i *inspector) close() {
	i.state.Close()
	i.graph.Close()
	i.code.listing.Close()
	i.log.Close()
	i.summary.times.Close()
	i.legend.Close()
}

// selectLane selects a lane in the picture, and tells of it.
func (p *Page) selectLane(l trace.Lane) {
	p.lanes.Select(l)
	p.inspector.choose(l)
}

// moveTo moves the playhead to an instant, and brings it into view.
func (p *Page) moveTo(at trace.Time) {
	p.lanes.SetFollow(false)
	p.lanes.SetInstant(at)
	p.beside.follow()
	p.lanes.Reveal(at)
	p.showInstant()
}

// seen shows or hides something.
func seen(o fyne.CanvasObject, yes bool) {
	switch {
	case yes && !o.Visible():
		o.Show()
	case !yes && o.Visible():
		o.Hide()
	}
}

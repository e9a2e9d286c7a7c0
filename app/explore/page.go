// Package explore holds the Explore page: what to run and how, the lanes of the
// run as it goes, and beside them everything that can be told of one instant.
//
// The page is made of parts that stay (the lanes and the inspector's panels,
// which hold the recording) and parts that are made anew whenever the language
// changes (buttons, pickers, the form). What the person chose lives in neither,
// but in the choice.
//
// This file holds the page and how its parts hang together.
package explore

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/glossary"
	"corelanes/app/hint"
	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/timeline"
)

// Page is the Explore page.
type Page struct {
	// OnRun, if set before the first run, is called on another goroutine with
	// every run of the person's when it has begun.
	OnRun func(*engine.Run)

	// OnGlossary explains the terms of a panel, and one of them; nil: there is none.
	OnGlossary glossary.Opener

	window    fyne.Window
	settings  settings.Settings
	choice    *choice
	conductor *conduct.Conductor
	post      func(func())
	frame     conduct.Frame // the latest
	files     files
	ran       string // what was chosen for the run on show; see choice.signature
	late      bool   // what is around the lanes waits for their picture

	// Parts that stay.
	lanes     *timeline.Timeline
	inspector *inspector
	steps     *steps
	content   *fyne.Container
	body      *fyne.Container // of it: the page without what lies over it

	// Parts that are made anew.
	bar       *bar
	said      *widget.Label
	banner    *banner
	top       *fyne.Container // all above the lanes
	note      *banner         // of a file
	form      *parameters
	transport *transport
	stretch   *stretch
	search    *search
	split     *container.Split
	formOpen  bool

	player     player
	presenting bool
	hidden     bool              // the inspector
	veiled     bool              // the results are hidden
	curtain    fyne.CanvasObject // over them
	// OnOpened is called when a file was opened: on show, or beside what is on show;
	// nil: nobody asks.
	OnOpened  func(path string, beside bool)
	OnPresent func(on bool) // the presentation was begun or ended; the window makes the type large
	notes     []engine.Note // bookmarks of the recording on show, in order
	extra     []Action      // the window's
	toldFound toldFound
	alerted   *conduct.Found // whose alerts stand on the lanes
	hints     *hint.Layer    // what the buttons say
	script    *engine.Plan   // the script that was run last; nil: none
	beside    *beside        // a second recording under the first; nil: none
	pathShown bool           // the critical path is wanted on the lanes
}

// New makes the page for a window. Post runs a function on the main goroutine
// without waiting for it.
func New(w fyne.Window, s settings.Settings, post func(func())) *Page {
	p := &Page{window: w, settings: s, post: post, lanes: timeline.New(), player: player{speed: runSpeed}}
	p.hints = hint.NewLayer(post)
	p.choice = newChoice(findScenario(s.Scenario()), findModel(s.Model()))
	p.choice.interpreter = s.Interpreter
	p.conductor = conduct.New(post, p.hear)
	p.conductor.Began = func(r *engine.Run) {
		if p.OnRun != nil {
			p.OnRun(r)
		}
		p.steps.follow(r)
	}
	p.steps = newSteps(p)
	p.inspector = newInspector(p)
	p.content = container.NewStack()
	p.lanes.SetZoom(s.Scale())
	p.lanes.SetOnPaint(p.showLate)
	p.lanes.SetStill(s.Still())
	p.lanes.OnInstant = func(trace.Time) {
		p.beside.follow()
		if !p.late {
			p.showInstant()
		}
	}
	p.lanes.OnOrigin = func(trace.Time) { p.beside.follow() }
	p.lanes.OnSelect = p.selected
	p.lanes.OnWindow = func(trace.Time, trace.Time) {
		p.beside.follow()
		if !p.late {
			p.showShares()
		}
	}
	p.lanes.OnMenu = p.laneMenu
	p.lanes.OnTerm = func(s paint.Section) { p.glossary(glossary.OfSection(s), "") }
	p.lanes.OnRange = func(trace.Time, trace.Time, bool) { p.showRange() }
	p.lanes.OnFollow = func(bool) { p.transport.show(p.lanes) }
	p.lanes.OnKey, p.lanes.OnRune = p.TypedKey, p.TypedRune
	p.Rebuild()
	p.takeShortcuts()
	return p
}

// Content is what the window shows.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Close stops what runs and waits until nothing of it is left.
func (p *Page) Close() {
	p.pause()
	p.hints.Close()
	p.settings.SetSplit(p.split.Offset)
	p.conductor.Close()
	p.steps.close()
	p.inspector.summary.losses.close()
	p.stopReading()
	p.stopExport()
	p.stretch.close()
	p.files.wg.Wait()
	p.inspector.close()
	p.lanes.Close()
	if p.beside != nil {
		p.beside.lanes.Close()
	}
}

// Rebuild makes everything anew that shows words: after a change of language,
// theme or size of type. The recording, the playhead and the choice stay.
func (p *Page) Rebuild() {
	offset := p.settings.Split()
	if p.split != nil {
		offset = p.split.Offset
	}
	p.bar = newBar(p)
	p.said = widget.NewLabel("")
	p.said.TextStyle.Bold, p.said.Wrapping, p.said.SizeName = true, fyne.TextWrapWord, theme.SizeNameSubHeadingText
	p.banner, p.note = newBanner(nil), newBanner(func() {
		p.stopReading()
		p.stopExport()
		p.setNote(note{})
	})
	p.form = newParameters(p)
	p.transport = newTransport(p)
	if p.stretch != nil {
		p.stretch.close()
	}
	p.stretch = newStretch(p)
	typed := ""
	if p.search != nil {
		typed = p.search.field.Text
	}
	p.search = newSearch(p, typed)
	p.lanes.SetZoom(p.Scale())
	p.lanes.Refresh()
	p.split = container.NewHSplit(container.NewBorder(p.search.content, container.NewVBox(p.stretch.content, p.transport.content), nil, nil, p.buildLanes()), p.inspector.build())
	p.split.Offset = offset
	p.showInspector()
	p.top = container.NewVBox(p.bar.content, p.form.content, p.note.content, p.banner.content, p.said, widget.NewSeparator())
	p.curtain = Curtain(p.reveal)
	p.body = container.NewBorder(p.top, nil, nil, nil, container.NewStack(p.split, p.curtain))
	p.content.Objects = []fyne.CanvasObject{p.body, p.hints.Content()}
	p.setFormOpen(p.formOpen)
	p.changed()
	p.show(p.frame)
	p.showNote()
	p.veil()
	skin.Arrange(p.content)
}

// Run starts what is chosen.
func (p *Page) Run() {
	if p.frame.Phase.Over() {
		p.run()
	}
}

func (p *Page) run() {
	if again := p.again(); again != nil {
		p.begin(*again)
		return
	}
	plan, err := p.choice.plan()
	if err != nil {
		return
	}
	p.begin(p.steps.controlled(plan))
}

// begin starts a plan.
func (p *Page) begin(plan engine.Plan) {
	if plan.Script == nil {
		p.settings.SetScenario(plan.Scenario)
		p.settings.SetModel(plan.Model)
	}
	p.pause()
	p.inspector.summary.losses.end() // one measures what goes on alone
	p.files.opened = nil
	p.files.shown++
	p.ran = p.choice.signature()
	p.setNote(note{})
	if p.window.Canvas().Focused() != p.lanes {
		p.window.Canvas().Unfocus() // a blinking cursor draws the window sixty times a second
	}
	p.lanes.SetView(nil)
	p.setNotes(nil)
	p.lanes.SetFollow(true)
	p.show(conduct.Frame{Phase: conduct.Starting, Plan: plan})
	p.conductor.Start(conduct.Job{Plan: plan, Compare: p.settings.Compare() && plan.Model != engine.CPython && !plan.Controlled() && p.choice.whyNot(findModel("sequential")) == ""})
}

// Stop ends the run, or the comparison after it.
func (p *Page) Stop() {
	p.stopReading()
	p.stopExport()
	p.conductor.Stop()
}

// hear shows what the conductor tells, unless a recording is on show instead.
func (p *Page) hear(f conduct.Frame) {
	if p.files.opened == nil {
		p.show(f)
	}
}

// show shows a frame.
func (p *Page) show(f conduct.Frame) {
	fresh := f.View != p.frame.View
	p.frame = f
	if !fresh || f.View == nil {
		p.showAround()
		return
	}
	p.late = true
	p.lanes.SetView(f.View)
	if !p.lanes.Painting() {
		p.showLate()
	}
}

// showLate shows what waited for the lanes' picture: drawing the window once
// for both costs the run half as much.
func (p *Page) showLate() {
	if p.late {
		p.late = false
		p.showShares()
		p.showAround()
	}
}

// showAround shows the frame around the lanes.
func (p *Page) showAround() {
	p.bar.show(&p.frame)
	p.said.SetText(p.says())
	p.showTrouble()
	p.showInstant()
	p.transport.show(p.lanes)
	p.showAlerts()
	if p.beside != nil {
		p.beside.tell()
		p.beside.follow()
	}
}

// says is the sentence over the lanes.
func (p *Page) says() string {
	if p.frame.Plan.Scenario == "" {
		return promise(p.choice.scenario)
	}
	said := sentence(&p.frame)
	if o := p.files.opened; o != nil {
		said = p.saidOf(o, said)
	}
	if p.frame.Plan.Scenario != p.choice.scenario.ID || p.frame.Plan.Model != p.choice.model.ID {
		ran := text.With{"Scenario": titleOf(p.frame.Plan.Scenario), "Said": said}
		return text.X("a.said.other", ran)
	}
	if p.outdated() {
		return text.X("a.said.before", text.With{"Said": said})
	}
	return said
}

// outdated says whether the run on show was made with other settings than
// those that are chosen now.
func (p *Page) outdated() bool {
	return p.frame.Plan.Scenario != "" && p.ran != p.choice.signature()
}

// showTrouble shows what went wrong, where something did. What is told of a run
// with other settings than those of now is no alarm.
func (p *Page) showTrouble() {
	why, ofRun := p.trouble()
	if ofRun && p.veiled {
		why = ""
	}
	p.banner.kind(trouble)
	if ofRun && p.outdated() {
		why = text.X("a.failed.before", text.With{"Why": why})
		p.banner.kind(remark)
	}
	if why == "" && p.frame.Plan.Hand != 0 && p.frame.Phase != conduct.Idle {
		p.banner.empty() // who goes back step by step clicks at one place
		return
	}
	if p.banner.set(why) {
		p.banner.fit(p.said.Size().Width)
		p.top.Refresh()
	}
}

// trouble is what went wrong, "" if nothing did: with the latest run, or with
// what is chosen beyond the fields, which say it themselves. ofRun says that it
// is the run's.
func (p *Page) trouble() (says string, ofRun bool) {
	if why := p.choice.whyNot(p.choice.model); why != "" {
		return modelTitle(p.choice.model) + ": " + why, false
	}
	if _, err := p.choice.plan(); err != nil && !errors.Is(err, errBadFields) {
		return sayError(err), false
	}
	if why := p.incomplete(); why != "" {
		return why, true
	}
	says = failure(&p.frame)
	return says, says != ""
}

// showInstant shows the state at the playhead in the inspector.
func (p *Page) showInstant() { p.inspector.show(&p.frame, p.lanes.Instant()) }

// plan is the checked plan of the run on show, or of what is chosen; an empty one
// when that cannot be run.
func (p *Page) plan() engine.Plan {
	plan := p.frame.Plan
	if plan.Scenario == "" {
		chosen, err := p.choice.plan()
		if err != nil {
			return engine.Plan{}
		}
		plan = chosen
	}
	if plan.Source() != "" {
		return plan
	}
	checked, err := plan.Checked() // one that was read from a file
	if err != nil {
		return engine.Plan{}
	}
	return checked
}

// showShares shows how much of the time in view each state had.
func (p *Page) showShares() {
	from, to := p.lanes.Window()
	p.transport.strip.set(p.lanes.View(), from, to)
	p.inspector.showShares(p.lanes.View(), from, to)
}

// showRange shows what the selected range comes to, where it ends a drag or is
// no more; it is also what the times of the tab Summary are about.
func (p *Page) showRange() {
	p.stretch.show()
	p.showInstant()
}

// selected shows the reason of the lane that was selected.
func (p *Page) selected(l trace.Lane) { p.inspector.choose(l) }

// changed shows what follows from another choice.
func (p *Page) changed() {
	problems := p.choice.problems()
	p.form.mark(problems)
	_, err := p.choice.plan()
	p.bar.mark(problems[fieldWorkers], err == nil)
	p.showTrouble()
	p.said.SetText(p.says())
	if p.frame.Plan.Scenario == "" {
		p.showInstant() // of what is chosen, its text
	}
}

// set notes what was typed into a field.
func (p *Page) set(field, value string) {
	p.choice.set(field, value)
	if field == fieldSize {
		p.form.renew()
	}
	p.bar.showWorkers()
	p.bar.stage.show()
	p.changed()
}

// Asked has the page look anew at what a real CPython can run: one was asked for
// its packages.
func (p *Page) Asked() {
	p.bar.models.SetItems(modelItems(p.choice))
	p.form.fill()
	p.changed()
}

// chooseScenario takes another scenario.
func (p *Page) chooseScenario(id string) {
	p.choice.scenario = findScenario(id)
	p.bar.models.SetItems(modelItems(p.choice))
	p.bar.stage = newStage(p)
	p.bar.arrange()
	p.form.fill()
	p.changed()
}

// chooseModel takes another model.
func (p *Page) chooseModel(id string) {
	p.choice.model = findModel(id)
	p.form.fill()
	p.bar.stage = newStage(p) // only processes have a start method
	p.bar.arrange()
	p.changed()
}

// Choose takes a scenario, and a model that it can be run under; "" keeps the one
// that is chosen.
func (p *Page) Choose(scenario, model string) {
	p.bar.scenarios.Choose(scenario)
	p.chooseScenario(scenario)
	if model != "" {
		p.bar.models.Choose(model)
		p.chooseModel(model)
	}
}

// glossary explains the terms of a panel, and one of them.
func (p *Page) glossary(panel, term string) {
	if p.OnGlossary != nil {
		p.OnGlossary(panel, term)
	}
}

// setFormOpen shows or hides the form.
func (p *Page) setFormOpen(open bool) {
	p.formOpen = open
	if open {
		p.form.content.Show()
	} else {
		p.form.content.Hide()
	}
	p.bar.showMore(open)
	skin.Arrange(p.body)
}

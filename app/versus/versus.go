// Package versus holds the Compare page: one scenario under the models that the
// person ticks, run one after another with repeats; bars beside the ideal, all
// runs on one time axis, and a table of what was published, predicted and
// measured.
//
// This file holds the page and what is chosen on it.
package versus

import (
	"context"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/explore"
	"corelanes/app/form"
	"corelanes/app/glossary"
	"corelanes/app/pick"
	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/compare"
)

// Page is the Compare page. Its methods are for the main goroutine.
type Page struct {
	// OnOpen is called with a run that is to be looked at closely.
	OnOpen func(*engine.Opened)
	// OnBoth is called with two runs that are to be looked at on one axis.
	OnBoth func(upper, lower *engine.Opened)
	// Save is called to ask where a file goes and to write it there; name is
	// proposed.
	Save func(name string, write func(path string) error)
	// OnKey is asked first about every key; true says that it took the key.
	OnKey func(*fyne.KeyEvent) bool
	// OnGlossary explains the terms of a panel; nil: there is no glossary.
	OnGlossary glossary.Opener

	window   fyne.Window
	settings settings.Settings
	post     func(func())
	content  *fyne.Container

	scenario *engine.Scenario
	size     string
	workers  string
	repeat   int
	ticked   map[string]bool

	models  *fyne.Container
	run     *widget.Button
	stop    *widget.Button
	save    *widget.Button
	state   *widget.Label
	said    *widget.Label
	line    *fyne.Container // of state and said
	results *fyne.Container
	scroll  *container.Scroll // in it

	cancel  context.CancelFunc // of the comparison under way; nil: none
	wg      sync.WaitGroup
	shown   *compare.Comparison
	drawing bool                 // a picture is being made: nothing in it can be pressed
	guess   []string             // the order that the person predicts, the fastest first; nil: none
	vary    string               // the setting to go through; "": none
	over    *compare.Range       // what was measured over one; nil: shown is shown
	at      int                  // the point of over at which the slider stands
	pythons []engine.Interpreter // that can be compared with each other; fewer than two: none
}

// New makes the page. Post runs a function on the main goroutine without waiting
// for it.
func New(w fyne.Window, s settings.Settings, post func(func())) *Page {
	p := &Page{window: w, settings: s, post: post, content: container.NewStack(), size: "class", repeat: compare.DefaultRepeat}
	p.choose("squares")
	p.Rebuild()
	return p
}

// Pythons tells the page which Pythons there are, so that they can be compared.
func (p *Page) Pythons(all []engine.Interpreter) {
	if len(all) > 1 {
		p.pythons = all
		p.Rebuild()
	}
}

// Content is what the window shows.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Close stops what goes on, and waits for it.
func (p *Page) Close() {
	p.Stop()
	p.wg.Wait()
}

// choose takes a scenario, and ticks those of its models that the source texts
// compare, or else the best known ones.
func (p *Page) choose(id string) {
	for _, s := range engine.Scenarios() {
		if s.ID == id {
			p.scenario = s
		}
	}
	p.workers = strconv.Itoa(p.scenario.Workers)
	p.ticked = map[string]bool{}
	legal, _ := engine.Legal(p.scenario)
	for _, m := range legal {
		_, printed := p.scenario.Published[m]
		p.ticked[m] = printed || len(p.scenario.Published) == 0 && usual[m] || m == engine.CPython
	}
	p.shown, p.over, p.vary, p.guess = nil, nil, "", nil
}

// usual are the models of every introduction.
var usual = map[string]bool{"sequential": true, "threads": true, "processes": true, "asyncio": true, "free-threads": true}

// Rebuild makes everything anew that shows words.
func (p *Page) Rebuild() {
	scale := float32(p.settings.Scale())
	scenarios := pick.New(scenarioWidth*scale, func(id string) {
		p.choose(id)
		p.Rebuild()
	})
	scenarios.Search, scenarios.None = text.X("a.pick.scenario"), text.X("a.pick.none")
	scenarios.SetItems(p.scenarioItems())
	scenarios.Choose(p.scenario.ID)

	var sizes []string
	for _, s := range sizeNames {
		sizes = append(sizes, text.Or("a.size."+s, s))
	}
	var size, repeat *form.Select
	size = form.NewSelect(sizes, func(string) { p.size = sizeNames[max(size.SelectedIndex(), 0)]; p.changed() }, p.TypedKey)
	size.Selected = sizes[max(slices.Index(sizeNames, p.size), 0)]
	typed := func(string) {} // the number is being shown first
	workers := form.NewEntry(func(s string) { typed(s) }, p.TypedKey)
	workers.SetText(p.workers)
	typed = func(s string) { p.workers = s; p.changed() }
	var times []string
	for _, n := range repeats {
		times = append(times, text.N("a.versus.times", n))
	}
	repeat = form.NewSelect(times, func(string) { p.repeat = repeats[max(repeat.SelectedIndex(), 0)]; p.changed() }, p.TypedKey)
	repeat.Selected = times[max(slices.Index(repeats, p.repeat), 0)]

	p.run = widget.NewButtonWithIcon(text.X("a.versus.run"), theme.MediaPlayIcon(), p.Run)
	p.run.Importance = widget.HighImportance
	p.stop = widget.NewButtonWithIcon(text.X("a.stop"), theme.MediaStopIcon(), p.Stop)
	p.save = widget.NewButtonWithIcon(text.X("a.versus.save"), theme.DocumentSaveIcon(), p.showFormats)
	p.state = widget.NewLabel("")
	p.state.Importance = widget.LowImportance
	p.say("")
	p.models = container.New(&skin.Columns{Most: 6})
	p.tickBoxes()
	bar := container.New(&skin.Flow{}, scenarios, wide(size, form.RoomFor(sizes)), widget.NewLabel(text.X("a.workers")), wide(workers, workersWidth*scale),
		wide(repeat, form.RoomFor(times)), wide(p.variationSelect(), varyWidth*scale), p.run, p.stop, p.save, layout.NewSpacer()) // the last of a flow gets what is left of the line
	p.said = widget.NewLabel("")
	p.said.TextStyle.Bold, p.said.Wrapping, p.said.SizeName = true, fyne.TextWrapWord, theme.SizeNameSubHeadingText
	p.results = container.NewStack()
	p.line = container.NewBorder(nil, nil, nil, p.state, p.said)
	top := container.NewVBox(bar, p.models, p.line, widget.NewSeparator())
	p.content.Objects = []fyne.CanvasObject{container.NewBorder(top, nil, nil, nil, p.results)}
	p.show()
	p.changed()
	skin.Arrange(p.content)
}

const (
	scenarioWidth = 250
	workersWidth  = 46
	varyWidth     = 240
)

// sizeNames are the sizes of a scenario, as on the command line.
var sizeNames = []string{"smoke", "class", "published"}

// repeats are how often each model can be run.
var repeats = []int{1, 3, 5, 10}

func wide(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	w := canvas.NewRectangle(color.Transparent)
	w.SetMinSize(fyne.NewSize(width, 0))
	return container.NewStack(w, o)
}

func (p *Page) scenarioItems() []pick.Item {
	var out []pick.Item
	for _, s := range engine.Scenarios() {
		out = append(out, pick.Item{
			ID: s.ID, Title: text.Or("s."+s.ID+".title", s.Title), Tag: s.Number, Group: text.Or("a.category."+s.Category, s.Category),
			Detail: text.Or("s."+s.ID+".promise", s.Promise), Find: s.Title,
		})
	}
	return pick.Grouped(out)
}

// tickBoxes makes a box for every model; those that cannot run the scenario are
// off.
func (p *Page) tickBoxes() {
	p.models.Objects = nil
	_, whyNot := engine.Legal(p.scenario)
	for _, m := range engine.Models() {
		box := form.NewCheck(text.Or("m."+m.ID+".title", m.ID), func(on bool) {
			p.ticked[m.ID] = on
			if m.ID != engine.CPython {
				p.guess = nil
			}
			if p.shown == nil && p.over == nil {
				p.show()
			}
			p.changed()
		}, p.TypedKey)
		box.Checked = p.ticked[m.ID]
		if whyNot[m.ID] != "" {
			box.Disable()
		}
		p.models.Add(box)
	}
	p.models.Refresh()
}

// plan is what is chosen, checked.
func (p *Page) plan() (compare.Plan, error) {
	n, err := strconv.Atoi(strings.TrimSpace(p.workers))
	if err != nil || n < 1 || n > engine.MaxWorkers {
		return compare.Plan{}, errWorkers{}
	}
	plan := compare.Plan{
		Base:   engine.Plan{Scenario: p.scenario.ID, Workers: n, Set: map[string]string{"size": p.size}},
		Models: []string{}, Repeat: p.repeat, Seed: 1, Real: p.ticked[engine.CPython], Interpreter: p.settings.Interpreter(),
	}
	for _, m := range engine.Models() {
		if p.ticked[m.ID] && m.ID != engine.CPython {
			plan.Models = append(plan.Models, m.ID)
		}
	}
	if len(plan.Models) == 0 {
		return plan, errNone{}
	}
	return plan.Checked()
}

type errWorkers struct{}

func (errWorkers) Error() string {
	return text.X("a.must.int", text.With{"Min": "1", "Max": strconv.Itoa(engine.MaxWorkers)})
}

type errNone struct{}

func (errNone) Error() string { return text.X("a.versus.tick") }

// changed shows whether what is chosen can be run.
func (p *Page) changed() {
	_, err := p.plan()
	p.enable(err == nil)
	switch {
	case err != nil:
		p.said.Importance = widget.DangerImportance
		p.said.SetText(explore.SayError(err))
	case p.over != nil:
		p.said.Importance = widget.MediumImportance
		p.said.SetText(p.rangeSentence())
	case p.shown == nil:
		p.said.Importance = widget.MediumImportance
		p.said.SetText(text.Or("s."+p.scenario.ID+".promise", p.scenario.Promise))
	default:
		p.said.Importance = widget.MediumImportance
		p.said.SetText(sentence(p.shown))
	}
}

func (p *Page) enable(legal bool) {
	set := func(b *widget.Button, on bool) {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	set(p.run, legal && p.cancel == nil)
	set(p.stop, p.cancel != nil)
	set(p.save, p.shown != nil || p.over != nil)
}

// Run compares what is chosen.
func (p *Page) Run() {
	plan, err := p.plan()
	if err != nil || p.cancel != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.changed()
	for _, v := range p.variations() {
		if v.Name == p.vary {
			p.wg.Go(func() { p.goThrough(ctx, v, plan) })
			return
		}
	}
	p.wg.Go(func() {
		c, err := compare.Carry(ctx, plan, func(x compare.Progress) { p.post(func() { p.progressed("", x) }) })
		p.post(func() { p.done(c, err) })
	})
}

// progressed says what runs just now.
func (p *Page) progressed(at string, x compare.Progress) {
	p.say(at + text.X("a.versus.state", text.With{"Model": text.Or("m."+x.Model+".title", x.Model), "Run": x.Run, "Of": x.Of}))
}

// say shows what goes on.
func (p *Page) say(s string) {
	p.state.SetText(s)
	if s == "" {
		p.state.Hide()
	} else {
		p.state.Show()
	}
	if p.line != nil {
		p.line.Refresh() // has room for it, or no more
	}
}

// TypedKey is a key that nothing else has use for: F5 compares, Esc stops, and the
// results are scrolled.
func (p *Page) TypedKey(e *fyne.KeyEvent) {
	if p.OnKey != nil && p.OnKey(e) {
		return
	}
	switch e.Name {
	case fyne.KeyF5:
		p.Run()
	case fyne.KeyEscape:
		p.Stop()
	default:
		skin.Scroll(p.scroll, e.Name)
	}
}

// Stop ends the comparison under way; what was measured is shown.
func (p *Page) Stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

// done shows what was measured.
func (p *Page) done(c *compare.Comparison, err error) {
	p.ended(err)
	if c != nil && c.Scenario == p.scenario.ID {
		p.shown, p.over = c, nil
	}
	p.show()
	p.changed()
}

// ended notes that nothing runs any more.
func (p *Page) ended(err error) {
	p.cancel()
	p.cancel = nil
	p.say("")
	if err != nil {
		p.say(text.X("a.versus.stopped"))
	}
}

package explore

// This file holds the bar over the lanes: what, how, how many, Run and Stop.

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/form"
	"corelanes/app/hint"
	"corelanes/app/pick"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
)

// bar is the row of pickers and buttons.
type bar struct {
	page      *Page
	scenarios *pick.Picker
	models    *pick.Picker
	stage     *stage
	crew      *fyne.Container // the number of workers
	noCrew    *widget.Label   // why there is none to choose
	workers   *form.Entry
	wrong     *widget.Label // what the number of workers must be
	more      *hint.Button
	run, stop *hint.Button
	progress  *progress
	content   *fyne.Container
	legal     bool
	silent    bool // the number of workers is being shown, not typed
}

const (
	scenarioWidth = 230
	modelWidth    = 190
	workersWidth  = 46
)

func newBar(p *Page) *bar {
	b := &bar{page: p, legal: true}
	scale := float32(p.Scale())
	b.scenarios = pick.New(scenarioWidth*scale, p.chooseScenario)
	b.scenarios.Search, b.scenarios.None = text.X("a.pick.scenario"), text.X("a.pick.none")
	b.scenarios.SetItems(scenarioItems())
	b.scenarios.Choose(p.choice.scenario.ID)
	b.models = pick.New(modelWidth*scale, p.chooseModel)
	b.models.Search, b.models.None = text.X("a.pick.model"), text.X("a.pick.none")
	b.models.SetItems(modelItems(p.choice))
	b.models.Choose(p.choice.model.ID)
	b.scenarios.OnKey, b.models.OnKey = p.TypedKey, p.TypedKey
	b.stage = newStage(p)
	b.workers = form.NewEntry(b.typedWorkers, p.TypedKey)
	b.crew, b.noCrew = b.workersBox(), widget.NewLabel("")
	b.noCrew.Importance = widget.LowImportance
	b.wrong = widget.NewLabel("")
	b.wrong.Importance, b.wrong.SizeName = widget.DangerImportance, theme.SizeNameCaptionText
	b.wrong.Hide()
	b.more = p.button("", nil, "a.key.parameters", func() { p.setFormOpen(!p.formOpen) })
	b.run = p.forAction(text.X("a.run"), theme.MediaPlayIcon(), "run", p.Run)
	b.run.Importance = widget.HighImportance
	b.stop = p.forAction(text.X("a.stop"), theme.MediaStopIcon(), "stop", p.Stop)
	b.stop.Importance = widget.MediumImportance
	b.progress = newProgress()
	b.content = container.New(&skin.Flow{})
	b.arrange()
	return b
}

// arrange puts the bar together for the chosen scenario and model.
func (b *bar) arrange() {
	c := b.page.choice
	b.noCrew.SetText(noCrew(c.scenario, c.model))
	seen(b.noCrew, b.noCrew.Text != "")
	seen(b.crew, b.noCrew.Text == "")
	b.showWorkers()
	b.content.Objects = []fyne.CanvasObject{b.scenarios, b.models, b.crew, b.noCrew, b.wrong}
	b.content.Objects = append(b.content.Objects, b.stage.objects...)
	b.content.Objects = append(b.content.Objects, b.more, b.run, b.stop, b.progress)
	b.content.Refresh()
}

// noCrew says how many workers there are where a model does not ask; "" where
// it does.
func noCrew(s *engine.Scenario, m engine.Model) string {
	switch {
	case !s.SharesOut || m.Concurrent && !m.Tasks:
		return ""
	case m.Tasks:
		return text.X("a.workers.each")
	}
	return text.X("a.workers.one")
}

// workersBox is the number of workers with its buttons.
func (b *bar) workersBox() *fyne.Container {
	step := func(by int) func() {
		return func() {
			n, _ := strconv.Atoi(strings.TrimSpace(b.page.choice.value(fieldWorkers))) // 0 when it is no number
			b.page.set(fieldWorkers, strconv.Itoa(min(max(n+by, 1), engine.MaxWorkers)))
		}
	}
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(workersWidth*float32(b.page.Scale()), 0))
	less := b.page.button("", theme.ContentRemoveIcon(), "a.hint.less", step(-1))
	more := b.page.button("", theme.ContentAddIcon(), "a.hint.more", step(1))
	return container.NewHBox(widget.NewLabel(text.X("a.workers")), less, container.NewStack(width, b.workers), more)
}

// typedWorkers takes the number that was typed.
func (b *bar) typedWorkers(s string) {
	if !b.silent {
		b.page.set(fieldWorkers, s)
	}
}

// showWorkers shows the chosen number.
func (b *bar) showWorkers() {
	if v := b.page.choice.value(fieldWorkers); b.workers.Text != v {
		b.silent = true
		b.workers.SetText(v)
		b.silent = false
	}
}

// showMore says what the button for the form does.
func (b *bar) showMore(open bool) {
	if open {
		b.more.SetText(text.X("a.less"))
	} else {
		b.more.SetText(text.X("a.more"))
	}
}

// mark shows what is wrong with the number of workers, and lets only a legal
// choice be run.
func (b *bar) mark(workers string, legal bool) {
	b.legal = legal
	b.wrong.SetText(workers)
	if was := b.wrong.Visible(); was != (workers != "") {
		seen(b.wrong, !was)
		b.content.Refresh()
	}
	b.enable(b.page.frame.Phase)
}

// show shows how far the run is.
func (b *bar) show(f *conduct.Frame) {
	b.enable(f.Phase)
	b.progress.show(f)
}

func (b *bar) enable(phase conduct.Phase) {
	enable(b.run, b.legal && phase.Over())
	enable(b.stop, phase != conduct.Idle)
}

func enable(b fyne.Disableable, on bool) {
	switch {
	case on && b.Disabled():
		b.Enable()
	case !on && !b.Disabled():
		b.Disable()
	}
}

// scenarioItems are the scenarios in the person's language.
func scenarioItems() []pick.Item {
	var out []pick.Item
	for _, s := range engine.Scenarios() {
		out = append(out, pick.Item{
			ID: s.ID, Title: title(s), Tag: s.Number, Group: text.Or("a.category."+s.Category, s.Category),
			Detail: promise(s), Find: s.Title,
		})
	}
	return pick.Grouped(out)
}

// modelItems are the models in the person's language, each with why it cannot
// run the scenario, if it cannot.
func modelItems(c *choice) []pick.Item {
	var out []pick.Item
	for _, m := range engine.Models() {
		out = append(out, pick.Item{
			ID: m.ID, Title: modelTitle(m), Tag: m.ID, Detail: text.Or("m."+m.ID+".honest", m.Honest), WhyNot: c.whyNot(m), Find: m.Honest,
		})
	}
	return out
}

// whyNot is why a model cannot run the scenario, "" if it can.
func (c *choice) whyNot(m engine.Model) string { return whyNot(c.scenario, m, c.interpreter()) }

// whyNot is why a model cannot run a scenario, "" if it can. interpreter is the
// one for the model cpython, "" for the default.
func whyNot(s *engine.Scenario, m engine.Model, interpreter string) string {
	switch why := engine.WhyNotIn(s, m, interpreter); why {
	case "":
		return ""
	case engine.NoPackage:
		if lacks := engine.Lacking(s, "", interpreter); lacks != nil {
			return sayLacking(lacks)
		}
		return ""
	case engine.Impossible:
		return text.X("a.model.impossible", text.With{"Why": text.Or("m."+m.ID+".whynot", m.WhyNot)})
	default:
		return text.X("a.model." + string(why))
	}
}

func title(s *engine.Scenario) string { return text.Or("s."+s.ID+".title", s.Title) }

// titleOf is the title of the scenario with the ID, which a newer version may
// have recorded.
func titleOf(id string) string {
	if s := findScenario(id); s.ID == id {
		return title(s)
	}
	return id
}

func promise(s *engine.Scenario) string { return text.Or("s."+s.ID+".promise", s.Promise) }
func modelTitle(m engine.Model) string  { return text.Or("m."+m.ID+".title", m.ID) }

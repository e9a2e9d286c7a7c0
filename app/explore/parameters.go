package explore

// This file holds the form of parameters, made from the scenario's and the
// model's tables.

import (
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"corelanes/app/browse"
	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/engine"
)

// parameters is the form and the ground that it stands on.
type parameters struct {
	page    *Page
	form    *form.Form
	content *fyne.Container
}

func newParameters(p *Page) *parameters {
	x := &parameters{page: p, form: form.New(p.set)}
	x.form.OnKey = p.TypedKey
	ground := canvas.NewRectangle(theme.Color(theme.ColorNameHeaderBackground))
	ground.CornerRadius = theme.InputRadiusSize()
	x.content = container.NewStack(ground, container.NewPadded(x.form))
	x.fill()
	return x
}

// mark shows what is wrong.
func (x *parameters) mark(problems map[string]string) { x.form.SetProblems(problems) }

// renew shows values that changed by themselves.
func (x *parameters) renew() { x.form.SetValues(x.page.choice.value) }

// fill makes the fields of the chosen scenario and model.
func (x *parameters) fill() {
	c := x.page.choice
	fields := []form.Field{sizeField(c)}
	for _, p := range c.scenario.Parameters {
		if !plays(p) {
			fields = append(fields, x.field(p))
		}
	}
	if hasGIL(c.model) {
		fields = append(fields, form.Field{
			Key: fieldSwitch, Label: text.X("a.field.switch"), Value: c.value(fieldSwitch),
			Hint: durationHint(engine.MinSwitchInterval, engine.MaxSwitchInterval),
		})
	}
	if len(c.model.Starts) > 0 && !startOnBar(c) {
		fields = append(fields, startField(c))
	}
	if c.model.ID == engine.CPython {
		fields = append(fields, insideField(c))
	}
	fields = append(fields,
		pythonField(c),
		form.Field{
			Key: fieldDeadline, Label: text.X("a.field.deadline"), Value: c.value(fieldDeadline),
			Hint: durationHint(time.Millisecond, engine.MaxDeadline),
		},
		form.Field{Key: fieldPin, Label: text.X("a.field.pin"), Hint: text.X("a.field.pin.hint"), Value: c.value(fieldPin), Check: true},
	)
	x.form.SetFields(fields)
}

// hasGIL says whether a switch interval means anything to a model: whether there
// are threads that share a GIL, or processes that may have such threads.
func hasGIL(m engine.Model) bool {
	switch m.ID {
	case "threads", "thread-pool", "processes", "process-pool", "asyncio+threads":
		return true
	}
	return false
}

func sizeField(c *choice) form.Field {
	f := form.Field{Key: fieldSize, Label: text.X("a.field.size"), Hint: text.X("a.field.size.hint"), Value: c.size()}
	for _, s := range []string{"smoke", "class", "published"} {
		f.Options = append(f.Options, form.Option{Value: s, Label: text.Or("a.size."+s, s)})
	}
	return f
}

func startField(c *choice) form.Field {
	f := form.Field{Key: fieldStart, Label: text.X("a.field.start"), Hint: startHint(c.value(fieldStart)), Value: c.value(fieldStart)}
	for _, s := range c.model.Starts {
		f.Options = append(f.Options, form.Option{Value: s, Label: s})
	}
	return f
}

// insideField is the choice of the text that a real CPython runs.
func insideField(c *choice) form.Field {
	f := form.Field{Key: fieldInside, Label: text.X("a.field.inside"), Hint: text.X("a.field.inside.hint"), Value: c.value(fieldInside)}
	for _, id := range engine.Insides(c.scenario) {
		f.Options = append(f.Options, form.Option{Value: id, Label: text.Or("m."+id+".title", id)})
	}
	return f
}

// pythonField is the choice of the Python whose rules the primitives follow.
func pythonField(c *choice) form.Field {
	f := form.Field{Key: fieldPython, Label: text.X("a.field.python"), Value: c.value(fieldPython)}
	for _, p := range engine.Pythons() {
		f.Options = append(f.Options, form.Option{Value: p, Label: p})
	}
	return f
}

// startHint says what a start method does, what to be careful of, and which
// others are not possible here and why.
func startHint(chosen string) string {
	hint, why := text.Or("a.start."+chosen, chosen), ""
	var not []string
	for _, s := range engine.StartMethods() {
		if s.ID == chosen && s.Warning != "" {
			hint += " " + text.X("a.start.warning")
		}
		if s.WhyNot != "" {
			not = append(not, s.ID)
			why = text.X("a.start.why.c")
			if runtime.GOOS == "windows" {
				why = text.X("a.start.why.windows")
			}
		}
	}
	if len(not) > 0 {
		hint += " " + text.X("a.start.impossible", text.With{"Methods": strings.Join(not, ", "), "Why": why})
	}
	return hint
}

// field is the field of one of the scenario's parameters, of those that are no
// choices (see stage).
func (x *parameters) field(p engine.Parameter) form.Field {
	c := x.page.choice
	key := "s." + c.scenario.ID + "." + p.Name
	f := form.Field{Key: p.Name, Label: text.Or(key, p.Name), Value: c.value(p.Name), Hint: hintOf(p)}
	if whole := p.Type == "folder"; whole || p.Type == "file" {
		f.Browse = func(done func(string)) { x.browse(done, whole) }
		f.Hint = text.Or(key+".hint", " ")
	}
	return f
}

// hint says what is legal, with the unit.
func hintOf(p engine.Parameter) string {
	switch p.Type {
	case "int":
		with := text.With{"Min": text.Whole(int64(p.Min)), "Max": text.Whole(int64(p.Max)), "Unit": ""}
		if p.Unit != "" {
			with["Unit"] = "\u00a0" + text.Or("a.unit."+p.Unit, p.Unit)
		}
		return text.X("a.range.int", with)
	case "duration":
		return durationHint(seconds(p.Min), seconds(p.Max))
	}
	return " "
}

func durationHint(lo, hi time.Duration) string {
	return text.X("a.range.duration", text.With{"Min": brief(lo), "Max": brief(hi)})
}

// browse asks for a file, or for a whole folder.
func (x *parameters) browse(done func(string), whole bool) {
	title := "a.browse.title"
	if whole {
		title = "a.browse.whole"
	}
	browse.Ask(x.page.window, browse.Question{Title: text.X(title), Whole: whole, Chosen: done, OnKey: x.page.TypedKey})
}

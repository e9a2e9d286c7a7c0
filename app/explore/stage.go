package explore

// This file holds the choices on the bar that are the scenario's own: what
// changes the play and not only its length stands beside Run, a sentence under
// each choice, and not in the form.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/pick"
	"corelanes/app/text"
	"corelanes/engine"
)

// stage is a picker for each of the scenario's choices, and for the start method
// where that is the subject.
type stage struct {
	page    *Page
	pickers map[string]*pick.Picker // by parameter
	objects []fyne.CanvasObject     // in the parameters' order
}

// stageWidest is how wide a picker gets, in type of size 1: longer choices are
// cut on the bar, and whole in the list.
const stageWidest = 12

// stageWidth is how wide a picker must be for its choices.
func stageWidth(items []pick.Item) (w float32) {
	size := theme.TextSize()
	for _, i := range items {
		w = max(w, fyne.MeasureText(i.Title, size, fyne.TextStyle{Bold: true}).Width)
	}
	return min(w, stageWidest*size) + theme.IconInlineSize() + 3*theme.InnerPadding()
}

// plays says whether a parameter changes what happens, not how long.
func plays(p engine.Parameter) bool { return p.Type == "choice" || p.Type == "bool" }

// newStage makes the pickers of the chosen scenario.
func newStage(p *Page) *stage {
	s := &stage{page: p, pickers: map[string]*pick.Picker{}}
	if startOnBar(p.choice) {
		s.add(fieldStart, text.X("a.field.start"), startItems(p.choice))
	}
	for _, x := range p.choice.scenario.Parameters {
		if plays(x) {
			s.add(x.Name, text.Or("s."+p.choice.scenario.ID+"."+x.Name, x.Name), choiceItems(p.choice.scenario, x))
		}
	}
	s.show()
	return s
}

// add makes the picker of one field.
func (s *stage) add(field, label string, items []pick.Item) {
	picker := pick.New(stageWidth(items), func(value string) { s.page.set(field, value) })
	picker.Search, picker.None, picker.OnKey = text.X("a.pick.choice"), text.X("a.pick.none"), s.page.TypedKey
	picker.SetItems(items)
	s.pickers[field] = picker
	s.objects = append(s.objects, container.NewHBox(widget.NewLabel(label), picker))
}

// startOnBar says whether the start method plays: in a scenario that is about how
// processes begin, under a model that has them.
func startOnBar(c *choice) bool { return c.scenario.OfStarting && len(c.model.Starts) > 0 }

// startItems are the start methods that are possible here, each with what it does.
func startItems(c *choice) (out []pick.Item) {
	for _, s := range c.model.Starts {
		out = append(out, pick.Item{ID: s, Title: s, Detail: startHint(s)})
	}
	return out
}

// show shows what is chosen.
func (s *stage) show() {
	for name, picker := range s.pickers {
		if v := s.page.choice.value(name); v != picker.Chosen() {
			picker.Choose(v)
		}
	}
}

// choiceItems are the choices of a parameter, each with what comes of it.
func choiceItems(s *engine.Scenario, p engine.Parameter) (out []pick.Item) {
	key := "s." + s.ID + "." + p.Name
	add := func(value, label string) {
		out = append(out, pick.Item{ID: value, Title: label, Detail: text.Or(key+"."+value+".hint", "")})
	}
	if p.Type == "bool" {
		add("true", text.X("a.yes"))
		add("false", text.X("a.no"))
		return out
	}
	for _, c := range p.Choices {
		add(c, text.Or(key+"."+c, c))
	}
	return out
}

package versus

// This file holds the comparison over a range: the same models while one setting
// changes, and who wins at each of its values.

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"corelanes/app/form"
	"corelanes/app/glossary"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/compare"
)

// ofWorkers is the setting that is no parameter of a scenario.
const ofWorkers = "workers"

// variations are what can be gone through with the scenario: the workers, and its
// whole numbers.
func (p *Page) variations() []compare.Variation {
	out := []compare.Variation{{Name: ofWorkers, Values: workersUpTo(runtime.NumCPU())}}
	for _, x := range p.scenario.Parameters {
		if values := valuesOf(x, p.size, p.scenario.Elsewhere); len(values) > 1 {
			out = append(out, compare.Variation{Name: x.Name, Values: values})
		}
	}
	if legal, _ := engine.Legal(p.scenario); len(p.pythons) > 1 && slices.Contains(legal, engine.CPython) {
		v := compare.Variation{Name: compare.OfInterpreter}
		for _, x := range p.pythons {
			v.Values = append(v.Values, x.Path)
		}
		out = append(out, v)
	}
	return out
}

// inPythons is a plan with a real CPython among the models, for it is the one
// that another Python changes.
func inPythons(plan compare.Plan) compare.Plan {
	plan.Models, plan.Real = append(slices.Clone(plan.Models), engine.CPython), false
	return plan
}

// valueTitle is a value as a person reads it.
func (p *Page) valueTitle(setting, value string) string {
	for _, x := range p.pythons {
		if setting == compare.OfInterpreter && x.Path == value {
			return x.String()
		}
	}
	for _, x := range p.scenario.Parameters {
		if x.Name == setting && x.Unit == ofShare {
			return value + "\u00a0" + ofShare
		}
	}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return text.Whole(n)
	}
	return value
}

// ofShare is the unit of a share, the same in every language.
const ofShare = "%"

// workersUpTo are the numbers of workers that are gone through on a machine with so
// many cores: by doubling, up to twice the cores and at least to eight.
func workersUpTo(cores int) (out []string) {
	for n := 1; n <= min(max(8, 2*cores), engine.MaxWorkers); n *= 2 {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// valuesOf are the values that a parameter goes through: a share by quarters, any
// other whole number from a quarter of what it has to four times as much; but
// where the source text printed times at another value, from far below that.
func valuesOf(x engine.Parameter, size string, printed []engine.Printed) (out []string) {
	usual := x.Default
	if v := x.Sizes[size]; v != "" {
		usual = v
	}
	n, err := strconv.Atoi(usual)
	if x.Type != "int" || err != nil {
		return nil
	}
	values := []int{n / 4, n / 2, n, 2 * n, 4 * n}
	if x.Unit == ofShare {
		values = []int{0, 25, 50, 75, 100}
	}
	for _, at := range printed {
		if v, err := strconv.Atoi(at.Set[x.Name]); err == nil {
			values = []int{v / 20, v / 10, v / 4, v, n}
		}
	}
	for _, v := range values {
		v = min(max(v, int(x.Min)), int(x.Max))
		if s := strconv.Itoa(v); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// variationSelect is the picker of what to go through, "nothing" first.
func (p *Page) variationSelect() *form.Select {
	all := p.variations()
	names := []string{text.X("a.versus.vary.none")}
	for _, v := range all {
		names = append(names, text.X("a.versus.vary", text.With{"What": p.settingTitle(v.Name)}))
	}
	var s *form.Select
	s = form.NewSelect(names, func(string) {
		p.vary = ""
		if i := s.SelectedIndex(); i > 0 {
			p.vary = all[i-1].Name
		}
		if p.shown == nil && p.over == nil {
			p.show()
		}
		p.changed()
	}, p.TypedKey)
	s.Selected = names[1+slices.IndexFunc(all, func(v compare.Variation) bool { return v.Name == p.vary })]
	return s
}

func (p *Page) settingTitle(name string) string {
	switch name {
	case ofWorkers:
		return text.X("a.versus.vary.workers")
	case compare.OfInterpreter:
		return text.X("a.script.python")
	}
	return text.Or("s."+p.scenario.ID+"."+name, name)
}

// goThrough compares at every value of what is chosen. It is not for the main
// goroutine.
func (p *Page) goThrough(ctx context.Context, v compare.Variation, plan compare.Plan) {
	if v.Name == compare.OfInterpreter {
		plan = inPythons(plan)
	}
	plans, err := v.Plans(plan)
	if err != nil {
		p.post(func() { p.wentThrough(nil, err) })
		return
	}
	r, err := compare.CarryRange(ctx, v, plans, func(value string, x compare.Progress) {
		p.post(func() { p.progressed(p.settingTitle(v.Name)+" "+p.valueTitle(v.Name, value)+", ", x) })
	})
	p.post(func() { p.wentThrough(r, err) })
}

// wentThrough shows what was measured over the range.
func (p *Page) wentThrough(r *compare.Range, err error) {
	p.ended(err)
	if r != nil && len(r.Points) > 0 && r.Points[0].Scenario == p.scenario.ID {
		p.shown, p.over, p.at = nil, r, len(r.Points)/2
	}
	p.show()
	p.changed()
}

// rangeShown is what was measured over a range: its curves, and its table.
func (p *Page) rangeShown() []fyne.CanvasObject {
	all := []fyne.CanvasObject{p.charts(), p.title(glossary.Range), p.rangeTable().grid}
	if p.over.Name == ofWorkers {
		all = append(all, p.amdahl()...)
	}
	return all
}

// rangeTable has a line for each value: every model's time, and who won.
func (p *Page) rangeTable() *table {
	r := p.over
	heads := []string{p.settingTitle(r.Name)}
	for _, e := range r.Points[0].Models {
		heads = append(heads, modelTitle(e.Model))
	}
	t := newTable(append(heads, text.X("a.versus.col.winner"))...)
	for i, point := range r.Points {
		t.strong(p.valueTitle(r.Name, point.Value))
		for _, e := range point.Models {
			switch {
			case e.WallS <= 0:
				t.cell("–")
			case e.Model == r.Winners[i]:
				t.strong(seconds(e.WallS))
			default:
				t.cell(seconds(e.WallS))
			}
		}
		t.strong(text.Or("m."+r.Winners[i]+".title", "–"))
	}
	return t
}

// rangeSentence says wherever the winner changes, and what the source text has of
// it.
func (p *Page) rangeSentence() string {
	title := func(model string) string { return text.Or("m."+model+".title", "–") }
	var said []string
	for i, c := range p.over.Crossovers {
		key := "a.versus.range.changes"
		if i > 0 {
			key = "a.versus.range.further"
		}
		said = append(said, text.X(key, text.With{
			"What": p.settingTitle(p.over.Name), "From": p.valueTitle(p.over.Name, c.From), "To": p.valueTitle(p.over.Name, c.To), "Was": title(c.Was), "Is": title(c.Is),
		}))
	}
	if len(said) == 0 {
		said = []string{text.X("a.versus.range.one", text.With{"Model": title(p.over.Winners[0])})}
	}
	for _, x := range p.over.Printed {
		var names []string
		for _, m := range x.Fastest {
			names = append(names, title(m))
		}
		key := "a.versus.range.printed"
		if len(names) > 1 {
			key = "a.versus.range.alike"
		}
		said = append(said, text.X(key, text.With{"What": p.settingTitle(p.over.Name), "Value": x.Value, "Models": strings.Join(names, ", ")}))
	}
	return strings.Join(said, " ")
}

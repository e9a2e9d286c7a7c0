package explore

// This file holds the palette: everything that can be done or gone to, found
// by typing a few letters.

import (
	"strconv"
	"strings"

	"corelanes/app/pick"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// showPalette opens it.
func (p *Page) showPalette() {
	items, do := p.paletteItems()
	palette := pick.New(0, func(id string) { do[id]() })
	palette.Search, palette.None, palette.OnKey = text.X("a.palette.search"), text.X("a.pick.none"), p.TypedKey
	palette.SetItems(items)
	palette.OpenOver(p.window.Canvas())
}

// paletteItems are the palette's lines, and what each does.
func (p *Page) paletteItems() (items []pick.Item, do map[string]func()) {
	do = map[string]func(){}
	add := func(group, title, tag, detail, find string, f func()) {
		id := strconv.Itoa(len(items))
		items = append(items, pick.Item{ID: id, Title: title, Tag: tag, Group: group, Detail: detail, Find: find})
		do[id] = f
	}
	for _, a := range p.Actions() {
		add(text.X(a.Group), a.Says(), a.Shown(), "", a.ID, a.Do)
	}
	for i, t := range p.inspector.tabs.Items {
		add(text.X("a.palette.panel"), t.Text, "", "", "", func() { p.inspector.tabs.SelectIndex(i) })
	}
	for _, s := range engine.Scenarios() {
		add(text.X("a.palette.scenario"), title(s), s.Number, promise(s), s.ID+" "+s.Title, func() {
			p.bar.scenarios.Choose(s.ID)
			p.chooseScenario(s.ID)
		})
	}
	for _, m := range engine.Models() {
		if p.choice.whyNot(m) == "" {
			add(text.X("a.palette.model"), modelTitle(m), m.ID, text.Or("m."+m.ID+".honest", m.Honest), "", func() {
				p.bar.models.Choose(m.ID)
				p.chooseModel(m.ID)
			})
		}
	}
	p.eachThing(func(group, name string, show func()) { add(group, name, "", "", "", show) })
	return items, do
}

// eachThing calls f for each lane and each primitive of the recording on show,
// with what brings it into sight.
func (p *Page) eachThing(f func(group, name string, show func())) {
	v := p.lanes.View()
	if v == nil {
		return
	}
	for i := range v.Lanes() {
		l := trace.Lane(i + 1)
		if v.Lane(l).Len() > 0 {
			f(text.X("a.palette.lane"), words.Lane(v, l), func() {
				p.selectLane(l)
				p.lanes.RevealLane(l)
			})
		}
	}
	objs := v.Objs()
	for i := range objs {
		o := objs[i].Info
		if o.ID != 0 && o.Kind != trace.ObjCounter {
			f(text.X("a.palette.primitive"), strings.TrimSpace(paint.ObjName(v, o.ID, words.Paint())), func() {
				p.lanes.SelectObj(o.ID)
				p.lanes.RevealObj(o.ID)
			})
		}
	}
}

package explore

// This file holds the menu of the lanes: what is shown of them, and in which
// order. It opens by a click with the other button, and from the table of
// actions.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// orderWords are the keys of the orders of the lanes.
var orderWords = [timeline.NumOrders]string{"a.order.started", "a.order.name", "a.order.running", "a.order.waiting"}

// groupWords are the keys of the groupings of the lanes.
var groupWords = [timeline.NumGroupings]string{"a.group.none", "a.group.process", "a.group.kind", "a.group.starter", "a.group.pool"}

// laneMenu opens the menu about what is under the pointer.
func (p *Page) laneMenu(h paint.Hit, at fyne.Position) {
	v := p.lanes.View()
	if v == nil {
		return
	}
	menu := fyne.NewMenu("")
	add := func(says string, do func()) { menu.Items = append(menu.Items, fyne.NewMenuItem(says, do)) }
	switch l, o := h.Row.Lane, h.Row.Obj; {
	case h.OnRow && h.Row.Kind == paint.RowLane:
		with := text.With{"Name": words.Lane(v, l)}
		if p.lanes.Pinned(l) {
			add(text.X("a.lane.unpin", with), func() { p.lanes.Pin(l, false) })
		} else {
			add(text.X("a.lane.pin", with), func() { p.lanes.Pin(l, true) })
		}
		add(text.X("a.lane.hide", with), func() { p.lanes.HideLane(l) })
		add(text.X("a.lane.only", with), func() { p.lanes.Only(l) })
	case h.OnRow && h.Row.Kind == paint.RowObj:
		add(text.X("a.lane.hide", text.With{"Name": words.Named(v, o)}), func() { p.lanes.HideObj(o) })
	}
	if p.lanes.Hidden() > 0 {
		add(text.N("a.lane.all", p.lanes.Hidden()), p.lanes.ShowAll)
	}
	if len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	for i, key := range orderWords {
		item := fyne.NewMenuItem(text.X(key), func() { p.lanes.SetOrder(timeline.Order(i)) })
		item.Checked = p.lanes.Order() == timeline.Order(i)
		menu.Items = append(menu.Items, item)
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	for i, key := range groupWords {
		item := fyne.NewMenuItem(text.X(key), func() { p.lanes.SetGrouping(timeline.Grouping(i)) })
		item.Checked = p.lanes.Grouping() == timeline.Grouping(i)
		menu.Items = append(menu.Items, item)
	}
	if p.lanes.Grouping() != timeline.Ungrouped {
		add(text.X("a.group.fold"), func() { p.lanes.FoldGroups(true) })
		add(text.X("a.group.unfold"), func() { p.lanes.FoldGroups(false) })
	}
	widget.ShowPopUpMenuAtPosition(menu, p.window.Canvas(), at)
}

// OpenLaneMenu opens the menu of the lanes, about none of them, over their
// middle.
func (p *Page) OpenLaneMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.lanes)
	p.laneMenu(paint.Hit{}, at.AddXY(p.lanes.Size().Width/3, p.lanes.Size().Height/4))
}

// SelectLane selects a lane, as a click on it does.
func (p *Page) SelectLane(l trace.Lane) { p.selectLane(l) }

// withSelected does something with the selected lane, if there is one.
func (p *Page) withSelected(do func(trace.Lane)) func() {
	return func() {
		if l := p.lanes.Selected(); l != 0 {
			do(l)
		}
	}
}

// nextGrouping takes the next grouping of the lanes.
func (p *Page) nextGrouping() {
	p.lanes.SetGrouping((p.lanes.Grouping() + 1) % timeline.NumGroupings)
}

// nextOrder takes the next order of the lanes.
func (p *Page) nextOrder() { p.lanes.SetOrder((p.lanes.Order() + 1) % timeline.NumOrders) }

package explore

// This file makes the page's buttons: they say what they do while the pointer rests
// on them, and leave every key but Return to the lanes.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/hint"
	"corelanes/app/text"
)

// button makes a button that says what a key of the words means.
func (p *Page) button(label string, icon fyne.Resource, says string, do func()) *hint.Button {
	b := hint.NewButton(p.hints, label, icon, do, func() string {
		if says == "" {
			return ""
		}
		return text.X(says)
	})
	b.OnKey = p.TypedKey
	return b
}

// quiet makes a button that stands back.
func (p *Page) quiet(label string, icon fyne.Resource, says string, do func()) *hint.Button {
	b := p.button(label, icon, says, do)
	b.Importance = widget.LowImportance
	return b
}

// check makes a box to tick, which leaves all keys but Return to the page.
func (p *Page) check(label string, changed func(bool)) *form.Check {
	c := form.NewCheck(label, changed, p.TypedKey)
	c.OnRune = p.TypedRune
	return c
}

// forAction makes a button for an action of the table: it says what that does, and
// by which keys.
func (p *Page) forAction(label string, icon fyne.Resource, id string, do func()) *hint.Button {
	b := p.quiet(label, icon, "", do)
	b.Says = func() string { return p.sayAction(id) }
	return b
}

// sayAction is what an action does, with its keys.
func (p *Page) sayAction(id string) string {
	a := p.Action(id)
	if a == nil {
		return ""
	}
	if k := a.Shown(); k != "" {
		return a.Says() + " (" + k + ")"
	}
	return a.Says()
}

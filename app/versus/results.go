package versus

// This file shows what was measured, and opens what was run.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/glossary"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/widgets/bars"
	"corelanes/widgets/strips"
)

// show shows the results, or what there will be.
func (p *Page) show() {
	var all []fyne.CanvasObject
	switch {
	case p.over != nil:
		all = p.rangeShown()
	case p.shown != nil:
		s := p.lanes()
		s.OnTap = p.openRun
		all = p.compared(s, p.bothButton())
	default:
		all = p.before()
	}
	p.scroll = container.NewVScroll(container.NewVBox(all...))
	p.results.Objects = []fyne.CanvasObject{p.scroll}
	p.results.Refresh()
}

// lanes are the runs on one time axis.
func (p *Page) lanes() *strips.Strips {
	s := strips.New()
	s.Set(p.strips())
	return s
}

// compared are the results under each other; beside the lanes' heading stands an
// object, nil for none.
func (p *Page) compared(s *strips.Strips, beside fyne.CanvasObject) []fyne.CanvasObject {
	left := []fyne.CanvasObject{p.title(glossary.Bars), skin.Inset(bars.New(p.bars()...))}
	if p.guess != nil {
		left = append(left, p.guessed())
	}
	over := container.New(&skin.Flow{}, p.title(glossary.Runs))
	if beside != nil {
		over.Add(beside)
	}
	over.Add(layout.NewSpacer()) // the last of a flow gets what is left of the line
	right := container.NewVBox(over, s)
	spent := container.NewVBox(p.title(glossary.Spent), skin.Inset(bars.New(p.ledger()...)), skin.Inset(ledgerLegend()))
	used := container.NewVBox(p.title(glossary.Busy), skin.Inset(bars.New(p.busy()...)), p.title(glossary.Memory), skin.Inset(bars.New(p.memory()...)))
	all := []fyne.CanvasObject{
		container.New(&skin.Columns{Most: 2}, container.NewVBox(left...), right), p.title(glossary.Table), p.newTable().grid,
	}
	for _, s := range append([]string{p.made()}, p.realNotes()...) {
		all = append(all, note(s, widget.MediumImportance)...)
	}
	all = append(all, container.New(&skin.Columns{Most: 2}, spent, used))
	for _, w := range p.shown.Warnings {
		all = append(all, note(warning(w), widget.WarningImportance)...)
	}
	return all
}

// note is a sentence in lines of its own, nothing for "".
func note(s string, i widget.Importance) []fyne.CanvasObject {
	if s == "" {
		return nil
	}
	l := widget.NewLabel(s)
	l.Importance, l.Wrapping = i, fyne.TextWrapWord
	return []fyne.CanvasObject{l}
}

// notes are all sentences under the table.
func (p *Page) notes() (out []string) {
	for _, s := range append([]string{p.made()}, p.realNotes()...) {
		if s != "" {
			out = append(out, s)
		}
	}
	for _, w := range p.shown.Warnings {
		out = append(out, warning(w))
	}
	return out
}

// title is the title of one of the page's panels, with the mark that explains it,
// unless it is for a picture.
func (p *Page) title(panel string) fyne.CanvasObject {
	t := glossary.Late(&p.OnGlossary).Title(panel, nil)
	if row, ok := t.(*fyne.Container); ok && p.drawing {
		row.Objects = row.Objects[:1]
	}
	return t
}

func heading(key string) fyne.CanvasObject {
	l := widget.NewLabel(text.X(key))
	l.TextStyle.Bold = true
	return l
}

// bothButton offers any two of the runs on one axis.
func (p *Page) bothButton() fyne.CanvasObject {
	var b *widget.Button
	b = widget.NewButtonWithIcon(text.X("a.versus.both"), theme.ListIcon(), func() { p.showPairs(b) })
	b.Importance = widget.LowImportance
	return b
}

// showPairs opens the list of pairs under the button.
func (p *Page) showPairs(under fyne.CanvasObject) {
	var runs []*engine.Opened
	var names []string
	for _, e := range p.entries() {
		if o := e.Opened(); o != nil {
			runs, names = append(runs, o), append(names, modelTitle(e.Model))
		}
	}
	menu := fyne.NewMenu("")
	for i := range runs {
		for j := i + 1; j < len(runs); j++ {
			menu.Items = append(menu.Items, fyne.NewMenuItem(names[i]+" – "+names[j], func() {
				if p.OnBoth != nil {
					p.OnBoth(runs[i], runs[j])
				}
			}))
		}
	}
	if len(menu.Items) == 0 {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	widget.ShowPopUpMenuAtPosition(menu, p.window.Canvas(), at.AddXY(0, under.Size().Height))
}

// openRun shows a run closely.
func (p *Page) openRun(i int) {
	entries := p.entries()
	if p.OnOpen != nil && i < len(entries) {
		if o := entries[i].Opened(); o != nil {
			p.OnOpen(o)
		}
	}
}

package versus

// This file holds what stands on the page before a comparison: what will be
// compared, of which of it the source text has figures, and the order that the
// person predicts; and afterwards, how good the prediction was.

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/glossary"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/compare"
	"corelanes/widgets/ranking"
)

// chosen are the ticked models that can run the scenario, in the order of the
// picker.
func (p *Page) chosen() (out []engine.Model) {
	legal, _ := engine.Legal(p.scenario)
	for _, m := range engine.Models() {
		if p.ticked[m.ID] && m.ID != engine.CPython && slices.Contains(legal, m.ID) {
			out = append(out, m)
		}
	}
	return out
}

// before is what stands there before anything was measured.
func (p *Page) before() []fyne.CanvasObject {
	models := p.chosen()
	left := []fyne.CanvasObject{p.title(glossary.Before)}
	for _, m := range models {
		line := widget.NewRichText(
			&widget.TextSegment{Text: modelTitle(m.ID) + ". ", Style: widget.RichTextStyleStrong},
			&widget.TextSegment{Text: text.Or("m."+m.ID+".honest", m.Honest), Style: widget.RichTextStyle{ColorName: theme.ColorNamePlaceHolder}},
		)
		line.Wrapping = fyne.TextWrapWord
		left = append(left, line)
	}
	left = append(left, note(p.publishedSentence(models), widget.MediumImportance)...)
	left = append(left, note(p.realSentence(), widget.MediumImportance)...)
	left = append(left, note(p.varySentence(), widget.MediumImportance)...)
	if len(models) < 2 {
		return left
	}
	right := []fyne.CanvasObject{heading("a.versus.guess"), p.ranking(models)}
	return []fyne.CanvasObject{container.New(&skin.Columns{Most: 2}, container.NewVBox(left...), container.NewVBox(right...))}
}

// varySentence says which values are gone through, "" if none are.
func (p *Page) varySentence() string {
	for _, v := range p.variations() {
		if v.Name != p.vary {
			continue
		}
		var values []string
		for _, x := range v.Values {
			values = append(values, p.valueTitle(v.Name, x))
		}
		return text.X("a.versus.before.vary", text.With{"What": p.settingTitle(v.Name), "Values": strings.Join(values, ", ")})
	}
	return ""
}

// publishedSentence says of which models the source text prints a time; not which:
// who is to predict an order must not read it there.
func (p *Page) publishedSentence(models []engine.Model) string {
	var names []string
	for _, m := range models {
		if p.scenario.Published[m.ID] > 0 {
			names = append(names, modelTitle(m.ID))
		}
	}
	if len(names) == 0 {
		return text.X("a.versus.before.unpublished")
	}
	if p.scenario.Reckoned {
		return text.X("a.versus.before.reckoned", text.With{"Models": strings.Join(names, ", ")})
	}
	return text.X("a.versus.before.published", text.With{"Models": strings.Join(names, ", ")})
}

// ranking lets the person put the models in order; until then nothing is
// predicted.
func (p *Page) ranking(models []engine.Model) fyne.CanvasObject {
	var ids, names []string
	for _, m := range models {
		ids, names = append(ids, m.ID), append(names, modelTitle(m.ID))
	}
	r := ranking.New(names...)
	var order []int
	for _, id := range p.guess {
		order = append(order, slices.Index(ids, id))
	}
	r.SetOrder(order)
	r.OnOrder = func(order []int) {
		p.guess = nil
		for _, i := range order {
			p.guess = append(p.guess, ids[i])
		}
	}
	return r
}

// guessed says how good the person's order was.
func (p *Page) guessed() fyne.CanvasObject {
	right, of := pairs(p.guess, p.shown)
	var names []string
	for _, id := range p.guess {
		names = append(names, modelTitle(id))
	}
	l := widget.NewLabel(text.X("a.versus.guessed", text.With{"Order": strings.Join(names, ", "), "Right": right, "Of": of}))
	l.Wrapping = fyne.TextWrapWord
	again := widget.NewButton(text.X("a.versus.guess.again"), func() {
		p.shown, p.guess = nil, nil
		p.show()
		p.changed()
	})
	again.Importance = widget.LowImportance
	return container.NewVBox(l, container.NewHBox(again, layout.NewSpacer()))
}

// alike is by how much of a time two models may differ and either order be right.
const alike = 0.05

// pairs are how many pairs of a predicted order were measured in that order, and
// of how many that were measured.
func pairs(guess []string, c *compare.Comparison) (right, of int) {
	wall := map[string]float64{}
	for _, e := range c.Models {
		if e.WallS > 0 && !e.Failed() {
			wall[e.Model] = e.WallS
		}
	}
	for i, a := range guess {
		for _, b := range guess[i+1:] {
			if wall[a] == 0 || wall[b] == 0 {
				continue
			}
			of++
			if wall[a] <= wall[b]*(1+alike) {
				right++
			}
		}
	}
	return right, of
}

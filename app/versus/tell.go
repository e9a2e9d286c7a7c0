package versus

// This file says a comparison: in a sentence, in bars, in a table.

import (
	"fmt"
	"image/color"
	"strings"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/compare"
	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	"corelanes/widgets/look"
	"corelanes/widgets/strips"
	"corelanes/widgets/words"
)

// entries are the rows, the reference first.
func (p *Page) entries() []*compare.Entry {
	if p.shown.Reference == nil {
		return p.shown.Models
	}
	return append([]*compare.Entry{p.shown.Reference}, p.shown.Models...)
}

func modelTitle(id string) string { return text.Or("m."+id+".title", id) }

func seconds(s float64) string { return words.Units().Duration(trace.Time(s * 1e9)) }

func number(x float64) string {
	digits := 2
	if x >= 10 {
		digits = 0
	}
	return strings.Replace(fmt.Sprintf("%.*f", digits, x), ".", words.Units().Decimal, 1)
}

// sentence says who was fastest, and by how much, and whether the machine was
// quiet enough to say so.
func sentence(c *compare.Comparison) string {
	said := fastest(c)
	for _, w := range c.Warnings {
		if w.Kind == "noisy" {
			said += " " + text.X("a.versus.said.busy")
		}
	}
	return said
}

func fastest(c *compare.Comparison) string {
	var best *compare.Entry
	for _, e := range c.Models {
		if e.WallS > 0 && !e.Failed() && (best == nil || e.WallS < best.WallS) {
			best = e
		}
	}
	if best == nil {
		return text.X("a.versus.said.none")
	}
	with := text.With{"Model": modelTitle(best.Model), "Time": seconds(best.WallS), "Times": ""}
	if best.Speedup != nil {
		with["Times"] = number(*best.Speedup)
		if *best.Speedup > 1.1 {
			with["Times"] = text.Times(number(*best.Speedup))
			return text.X("a.versus.said.gain", with)
		}
		if best.Model == "sequential" {
			return text.X("a.versus.said.alone", with)
		}
		return text.X("a.versus.said.nogain", with)
	}
	return text.X("a.versus.said", with)
}

// bars are the models' times; the outline is the ideal.
func (p *Page) bars() []bars.Bar {
	colour := look.Of(trace.StateRunning).Color
	var out []bars.Bar
	for i, e := range p.entries() {
		b := bars.Bar{Label: modelTitle(e.Model), Value: e.WallS, Color: color.Color(colour), Key: int64(i)}
		if e.Ideal != nil && e.Model != "sequential" {
			b.Ghost = *e.Ideal
		}
		switch {
		case e.Failed():
			b.Text = status(e.Status)
		case e.WallS > 0:
			b.Text = seconds(e.WallS)
			if e.Speedup != nil {
				b.Text += " · " + text.X("a.versus.times.of", text.With{"Times": number(*e.Speedup)})
			}
		}
		out = append(out, b)
	}
	return out
}

// strips are the runs with the median time, on one axis.
func (p *Page) strips() []strips.Strip {
	var out []strips.Strip
	for _, e := range p.entries() {
		s := strips.Strip{Title: modelTitle(e.Model), View: e.View}
		if e.Report != nil {
			s.Note = text.X("a.versus.cores", text.With{"Time": seconds(e.WallS), "Busy": number(e.Report.BusyCores)})
		}
		out = append(out, s)
	}
	return out
}

// newTable is published | predicted | measured | ratio | agrees?
func (p *Page) newTable() *table {
	var heads []string
	names := []string{"model", "published", "predicted", "measured", "ratio", "speedup", "agrees"}
	if p.shown.CPython != "" {
		names = append(names, "real", "asreal")
	}
	for _, h := range names {
		heads = append(heads, text.X("a.versus.col."+h))
	}
	t := newTable(heads...)
	opt := func(x *float64, say func(float64) string) string {
		if x == nil {
			return ""
		}
		return say(*x)
	}
	for _, e := range p.entries() {
		t.strong(modelTitle(e.Model))
		t.cell(opt(e.Published, seconds))
		t.cell(opt(e.Predicted, seconds))
		if e.WallS > 0 {
			t.strong(spread(e.WallS, e.Spread, len(e.Runs)))
		} else {
			t.strong(status(e.Status))
		}
		t.cell(opt(e.Ratio, number))
		t.cell(grade(e.Speedup, e.Word))
		t.cell(agrees(e))
		if p.shown.CPython != "" {
			t.cell(realTime(e.Real))
			t.cell(realAgrees(e.Real))
		}
	}
	return t
}

// spread is a time with how far runs were from it, where there was more than one.
func spread(s, share float64, runs int) string {
	if runs < 2 {
		return seconds(s)
	}
	const least = 0.001 // below it the decimal of a percent is none
	if share/2 < least {
		return text.X("a.versus.spread.below", text.With{"Time": seconds(s), "Share": words.Units().Percent(least)})
	}
	return text.X("a.versus.spread", text.With{"Time": seconds(s), "Share": words.Units().Percent(share / 2)})
}

func status(s engine.Status) string { return text.Or("a.past.status."+string(s), string(s)) }

// made says how long making the workers took, where the source printed that; ""
// where it did not.
func (p *Page) made() string {
	var all []string
	for _, e := range p.entries() {
		if e.MadeS != nil {
			all = append(all, modelTitle(e.Model)+" "+seconds(*e.MadeS))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return text.X("a.versus.made", text.With{"Times": strings.Join(all, ", ")})
}

// agrees says whether the source's speed-up earns the same word, and which it has.
func agrees(e *compare.Entry) string {
	switch {
	case e.Agrees == nil:
		return ""
	case *e.Agrees:
		return text.X("a.versus.yes") + " (" + text.X("a.versus.times.of", text.With{"Times": number(*e.Claimed)}) + ")"
	}
	return text.X("a.versus.no", text.With{"Word": text.X("a.versus.word." + e.TheirWord)}) + " (" + text.X("a.versus.times.of", text.With{"Times": number(*e.Claimed)}) + ")"
}

// grade is a speed-up with the word that it earns.
func grade(x *float64, word string) string {
	if x == nil {
		return ""
	}
	return text.X("a.versus.times.of", text.With{"Times": number(*x)}) + " " + text.X("a.versus.word."+word)
}

// warning says why the figures are doubtful.
func warning(w compare.Warning) string {
	return text.X("a.versus.warn."+w.Kind, text.With{"Model": modelTitle(w.Model), "Percent": fmt.Sprintf("%.0f", percent(w)), "Time": seconds(w.Value)})
}

func percent(w compare.Warning) float64 {
	if w.Kind == "spread" {
		return 100 * w.Value
	}
	return w.Value
}

package versus

// This file says a comparison: in a sentence, in bars, in a table.

import (
	"fmt"
	"image/color"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

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

// sentence says who was fastest, and by how much.
func sentence(c *compare.Comparison) string {
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
			return text.X("a.versus.said.gain", with)
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
			b.Text = text.Or("a.past.status."+string(e.Status), string(e.Status))
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

// table is published | predicted | measured | ratio | agrees?
func (p *Page) table() fyne.CanvasObject {
	heads := []string{"model", "published", "predicted", "measured", "spread", "ratio", "speedup", "agrees"}
	grid := container.NewGridWithColumns(len(heads))
	cell := func(s string, strong, muted bool) {
		l := widget.NewLabel(s)
		l.TextStyle.Bold, l.Truncation = strong, fyne.TextTruncateEllipsis
		if muted {
			l.Importance = widget.LowImportance
		}
		grid.Add(l)
	}
	for _, h := range heads {
		cell(text.X("a.versus.col."+h), true, true)
	}
	opt := func(x *float64, say func(float64) string) string {
		if x == nil {
			return ""
		}
		return say(*x)
	}
	for _, e := range p.entries() {
		cell(modelTitle(e.Model), true, false)
		cell(opt(e.Published, seconds), false, false)
		cell(opt(e.Predicted, seconds), false, false)
		if e.WallS > 0 {
			cell(seconds(e.WallS), true, false)
			cell("±"+fmt.Sprintf("%.0f %%", 50*e.Spread), false, true)
		} else {
			cell(text.Or("a.past.status."+string(e.Status), string(e.Status)), true, false)
			cell("", false, true)
		}
		cell(opt(e.Ratio, number), false, false)
		cell(grade(e.Speedup, e.Word), false, false)
		agrees := ""
		if e.Agrees != nil {
			agrees = text.X("a.versus.no", text.With{"Word": text.X("a.versus.word." + e.TheirWord)})
			if *e.Agrees {
				agrees = text.X("a.versus.yes")
			}
		}
		cell(agrees, false, false)
	}
	return grid
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

// saveTable writes the table into a file.
func (p *Page) saveTable() {
	var write func(io.Writer) error
	switch {
	case p.over != nil:
		write = p.over.WriteCSV
	case p.shown != nil:
		write = p.shown.WriteCSV
	}
	if write == nil || p.Save == nil {
		return
	}
	p.Save("compare-"+p.scenario.ID+".csv", func(path string) error { return engine.WriteWhole(path, write) })
}

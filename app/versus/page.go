package versus

// This file writes the comparison as a page for a browser.

import (
	"io"

	"corelanes/app/text"
	"corelanes/widgets/bars"
	"corelanes/widgets/report"
)

func (p *Page) writeHTML(w io.Writer) error {
	table := p.newTable()
	head, rows := table.texts()
	spent := chartOf("a.versus.ledger", p.ledger())
	for _, part := range ledgerParts() {
		spent.Keys = append(spent.Keys, report.Key{Color: part.colour, Word: text.X("a.versus.part." + part.key)})
	}
	c := report.Comparison{
		Title: p.heading(), Said: p.said.Text, Language: string(text.Chosen()),
		Charts: []report.Chart{chartOf("a.versus.bars", p.bars()), spent, chartOf("a.versus.busy", p.busy()), chartOf("a.versus.memory", p.memory())},
		Tables: []report.Table{{Title: text.X("a.versus.table"), Head: head, Rows: rows}},
		Notes:  p.notes(), Lanes: text.X("a.versus.page.lanes"),
	}
	for _, s := range p.strips() {
		c.Runs = append(c.Runs, report.Run{Title: s.Title, Note: s.Note, View: s.View})
	}
	return report.WriteComparison(w, c)
}

// writeRange writes what was measured over a range: its curves as a picture, and its
// table.
func (p *Page) writeRange(w io.Writer) error {
	p.drawing = true
	defer func() { p.drawing = false }()
	head, rows := p.rangeTable().texts()
	c := report.Comparison{
		Title: p.heading(), Said: p.said.Text, Language: string(text.Chosen()), Curves: drawn(p.charts()),
		Tables: []report.Table{{Title: text.X("a.versus.range"), Head: head, Rows: rows}},
	}
	if p.over.Name == ofWorkers {
		if shares := p.serial(); len(shares) > 0 {
			c.Notes = append([]string{text.X("a.versus.amdahl.title")}, shares...)
		}
	}
	return report.WriteComparison(w, c)
}

// chartOf is bars of the window as those of the page.
func chartOf(title string, all []bars.Bar) report.Chart {
	c := report.Chart{Title: text.X(title)}
	for _, b := range all {
		x := report.Bar{Label: b.Label, Text: b.Text, Ghost: b.Ghost}
		if len(b.Parts) == 0 {
			x.Parts = []report.Part{{Value: b.Value, Color: b.Color}}
		}
		for _, part := range b.Parts {
			x.Parts = append(x.Parts, report.Part(part))
		}
		c.Bars = append(c.Bars, x)
	}
	return c
}

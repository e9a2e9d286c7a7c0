package versus

// This file holds what a model costs: where its workers' time went, stacked, and
// cores and memory beside it.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// ledgerPart is an entry of the ledger. Its words have the key a.versus.part.KEY.
type ledgerPart struct {
	key    string
	colour color.Color
	of     func(*engine.ReportLedger) float64 // seconds
}

// ledgerParts are the entries in the order in which a worker comes to them. Those
// that are a state of the lanes have its colour.
func ledgerParts() []ledgerPart {
	return []ledgerPart{
		{"startup", look.Of(trace.StateOverhead).Color, func(l *engine.ReportLedger) float64 { return l.StartupS }},
		{"work", look.Of(trace.StateRunning).Color, func(l *engine.ReportLedger) float64 { return l.WorkS }},
		{"switch", look.Of(trace.StateWaitGIL).Color, func(l *engine.ReportLedger) float64 { return l.SwitchS }},
		{"wait", look.Of(trace.StateSleep).Color, func(l *engine.ReportLedger) float64 { return l.WaitS }},
		{"serialise", look.Of(trace.StateIO).Color, func(l *engine.ReportLedger) float64 { return l.SerialiseS }},
		{"shutdown", look.Of(trace.StateBlocked).Color, func(l *engine.ReportLedger) float64 { return l.ShutdownS }},
	}
}

// ledger is a stacked bar for each model, in seconds of all its workers together.
func (p *Page) ledger() []bars.Bar {
	var out []bars.Bar
	for i, e := range p.entries() {
		b := bars.Bar{Label: modelTitle(e.Model), Color: color.Transparent, Key: int64(i)}
		if e.Report != nil {
			most := ledgerPart{}
			largest := 0.0
			for _, part := range ledgerParts() {
				x := part.of(&e.Report.Ledger)
				b.Parts = append(b.Parts, bars.Part{Value: x, Color: part.colour})
				b.Value += x
				if x > largest {
					most, largest = part, x
				}
			}
			b.Text = seconds(b.Value)
			if largest > 0 {
				b.Text += " · " + text.X("a.versus.part."+most.key) + " " + words.Units().Percent(largest/b.Value)
			}
		}
		out = append(out, b)
	}
	return out
}

// ledgerLegend says what the parts' colours mean.
func ledgerLegend() fyne.CanvasObject {
	row := container.New(&skin.Flow{})
	for _, part := range ledgerParts() {
		chip := canvas.NewRectangle(part.colour)
		chip.SetMinSize(fyne.NewSquareSize(theme.TextSize() * 0.8))
		l := widget.NewLabel(text.X("a.versus.part." + part.key))
		l.SizeName = theme.SizeNameCaptionText
		row.Add(container.NewHBox(container.NewCenter(chip), l))
	}
	return row
}

// busy is how many cores each model kept busy.
func (p *Page) busy() []bars.Bar {
	var out []bars.Bar
	for i, e := range p.entries() {
		b := bars.Bar{Label: modelTitle(e.Model), Color: look.Of(trace.StateNative).Color, Key: int64(i)}
		if e.Report != nil {
			b.Value, b.Ghost = e.Report.BusyCores, float64(p.shown.Machine.Cores)
			b.Text = text.X("a.figure.of", text.With{"Busy": number(b.Value), "Cores": text.N("a.cores.of", p.shown.Machine.Cores)})
		}
		out = append(out, b)
	}
	return out
}

// memory is the most memory that each model's processes had together.
func (p *Page) memory() []bars.Bar {
	var out []bars.Bar
	for i, e := range p.entries() {
		b := bars.Bar{Label: modelTitle(e.Model), Color: look.Of(trace.StateSleep).Color, Value: float64(e.RSS), Key: int64(i)}
		switch {
		case e.RSS > 0:
			b.Text = words.Units().Size(e.RSS)
		case e.Report != nil:
			b.Text = text.X("a.versus.memory.short")
		}
		out = append(out, b)
	}
	return out
}

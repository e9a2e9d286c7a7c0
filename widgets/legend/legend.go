// Package legend shows what the colours, patterns and letters of the lanes
// mean, and how much of the workers' time in view each state had.
package legend

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/pace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// updatesEvery is how often the shares are computed at most.
const updatesEvery = 200 * time.Millisecond

// Legend is the widget.
type Legend struct {
	widget.BaseWidget

	view     *trace.View
	from, to trace.Time
	painter  *paint.Painter
	swatches []image.Image
	column   *rows.Column
	pace     *pace.Pace
}

// New makes a legend.
func New() *Legend {
	l := &Legend{column: rows.NewColumn(), pace: pace.New(updatesEvery)}
	l.paintSwatches()
	l.ExtendBaseWidget(l)
	l.update()
	return l
}

// swatchSize is of a sample, pixels; the widget shows it smaller.
var swatchSize = image.Pt(52, 32)

func (l *Legend) paintSwatches() {
	if l.painter == nil {
		p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content()})
		if err != nil {
			fyne.LogError("The legend has no font", err)
			return
		}
		l.painter = p
	}
	l.swatches = nil
	for _, s := range append(look.States(), look.Crashed()) {
		l.swatches = append(l.swatches, l.painter.Swatch(s, words.Paint(), swatchSize, 2))
	}
}

// SetView shows the shares of a window of time.
func (l *Legend) SetView(v *trace.View, from, to trace.Time) {
	l.view, l.from, l.to = v, from, to
	l.pace.Do(l.update)
}

func (l *Legend) update() {
	shares, any := Shares(l.view, l.from, l.to)
	units := words.Units()
	var lines []rows.Line
	for i, s := range append(look.States(), look.Crashed()) {
		line := rows.Line{Left: words.X(s.Word), Key: int64(s.State)}
		if i < len(l.swatches) {
			line.Swatch = l.swatches[i]
		}
		if any && s.State != trace.StateNone {
			line.Right = units.Percent(shares[s.State])
			line.Muted = shares[s.State] == 0
		}
		lines = append(lines, line)
	}
	l.column.Set(lines)
}

// Shares is each state's share of the time that the lanes of v were alive, without gaps, in
// [from, to); any is false when none was.
func Shares(v *trace.View, from, to trace.Time) (out [trace.NumStates]float64, any bool) {
	if v == nil {
		return out, false
	}
	var all float64
	gaps := insight.GapsOf(v)
	lanes := v.Lanes()
	for i := range lanes {
		for s, t := range gaps.States(&lanes[i], max(from, 0), min(to, v.End())) {
			out[s] += float64(t)
			all += float64(t)
		}
	}
	if all == 0 {
		return out, false
	}
	for s := range out {
		out[s] /= all
	}
	return out, true
}

// Refresh reads the words again.
func (l *Legend) Refresh() {
	l.paintSwatches()
	l.update()
	l.column.Refresh()
	l.BaseWidget.Refresh()
}

// Close ends the updates.
func (l *Legend) Close() { l.pace.Close() }

// CreateRenderer makes the objects that draw the legend.
func (l *Legend) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return widget.NewSimpleRenderer(rows.Inset(l.column))
}

// Package bars compares a few numbers as horizontal bars.
package bars

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"corelanes/widgets/internal/rows"
)

// Bar is one number.
type Bar struct {
	Label string
	Value float64
	Text  string // how the value is written
	Color color.Color
	Ghost float64 // an ideal to compare with, as an outline; 0 for none
	Parts []Part  // of the bar, in its order; without them it has one colour
	Key   int64   // the caller's own
}

// Part is a part of a bar.
type Part struct {
	Value float64
	Color color.Color
}

// Bars is the widget: the longest bar, or ghost, has all the room.
type Bars struct {
	widget.BaseWidget
	OnTap func(Bar)
	// Most has all the room if it is more than the longest bar: bars that are set
	// anew stay comparable with those before. 0: there is no such value.
	Most float64

	bars   []Bar
	column *rows.Column
}

// New makes the widget.
func New(bars ...Bar) *Bars {
	b := &Bars{column: rows.NewColumn()}
	b.column.OnTap = func(l rows.Line) {
		if b.OnTap != nil && l.Key >= 0 && int(l.Key) < len(b.bars) {
			b.OnTap(b.bars[l.Key])
		}
	}
	b.ExtendBaseWidget(b)
	b.Set(bars)
	return b
}

// Set changes the bars.
func (b *Bars) Set(bars []Bar) {
	b.bars = bars
	longest := b.Most
	for _, x := range bars {
		longest = max(longest, x.Value, x.Ghost)
	}
	if longest == 0 {
		longest = 1
	}
	lines := make([]rows.Line, len(bars))
	for i, x := range bars {
		lines[i] = rows.Line{Left: x.Label, Right: x.Text, Ghost: x.Ghost / longest, Key: int64(i)}
		if len(x.Parts) == 0 {
			lines[i].Bar = []rows.Part{{Color: x.Color, Share: x.Value / longest}}
		}
		for _, p := range x.Parts {
			lines[i].Bar = append(lines[i].Bar, rows.Part{Color: p.Color, Share: p.Value / longest})
		}
	}
	b.column.Set(lines)
}

// Refresh takes colours and sizes from the theme again.
func (b *Bars) Refresh() {
	b.column.Refresh()
	b.BaseWidget.Refresh()
}

// CreateRenderer makes the objects that draw the bars.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	return widget.NewSimpleRenderer(b.column)
}

package graph

// This file holds the line that says what the two kinds of arrows mean.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"corelanes/widgets/words"
)

// legend is that line.
type legend struct {
	label  *widget.Label
	object fyne.CanvasObject
}

func newLegend() *legend {
	l := &legend{label: widget.NewLabel("")}
	l.label.Wrapping = fyne.TextWrapWord
	l.object = l.label
	l.read()
	return l
}

// read takes the words of the reader's language.
func (l *legend) read() { l.label.SetText(words.X("w.graph.legend")) }

func (l *legend) show(on bool) {
	if on {
		l.label.Show()
	} else {
		l.label.Hide()
	}
}

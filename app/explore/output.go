package explore

// This file holds the tab Output: what the workers printed, up to the playhead.

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine/trace"
)

// output is the tab: a list of lines, of which only those in sight are made.
type output struct {
	moveTo func(trace.Time)
	view   *trace.View
	said   []int // numbers of the log's events that are texts
	read   int   // how many of the log's events have been looked at
	first  trace.Event
	shown  int // lines up to the playhead
	list   *widget.List
	whole  *widget.Label // the last line without an end, where the list cuts it
	wide   float32       // how wide it is in one line
	below  *container.Scroll
	none   *widget.Label
}

func newOutput(moveTo func(trace.Time)) *output { return &output{moveTo: moveTo} }

func (o *output) build() fyne.CanvasObject {
	o.list = widget.NewList(
		func() int { return o.shown },
		func() fyne.CanvasObject {
			line := widget.NewLabel("")
			line.TextStyle.Monospace, line.Truncation = true, fyne.TextTruncateEllipsis
			return line
		},
		func(i widget.ListItemID, line fyne.CanvasObject) {
			if o.view != nil && i < len(o.said) {
				line.(*widget.Label).SetText(o.view.Text(o.view.Log(o.said[i]).Arg)) // made above
			}
		})
	o.list.HideSeparators = true
	o.list.OnSelected = func(i widget.ListItemID) {
		o.list.Unselect(i)
		if o.view != nil && i < len(o.said) {
			o.moveTo(o.view.Log(o.said[i]).Time)
		}
	}
	o.none = widget.NewLabel(text.X("a.output.none"))
	o.none.Wrapping, o.none.Importance = fyne.TextWrapWord, widget.LowImportance
	o.whole = widget.NewLabel("")
	o.whole.TextStyle.Monospace, o.whole.Wrapping, o.whole.Selectable = true, fyne.TextWrapWord, true
	o.below = container.NewVScroll(o.whole)
	o.below.Hide()
	return container.NewStack(o.none, container.NewBorder(nil, o.below, nil, nil, o.list))
}

// show shows what was printed in a recording up to an instant.
func (o *output) show(v *trace.View, at trace.Time) {
	if v == nil || v.LogLen() < o.read || o.read > 0 && v.Log(0) != o.first {
		o.said, o.read = nil, 0 // another recording
	}
	o.view = v
	if v != nil {
		for ; o.read < v.LogLen(); o.read++ {
			if v.Log(o.read).Kind == trace.KindSay {
				o.said = append(o.said, o.read)
			}
		}
		if o.read > 0 {
			o.first = v.Log(0)
		}
	}
	n := sort.Search(len(o.said), func(i int) bool { return v.Log(o.said[i]).Time > at })
	grown := n != o.shown
	o.shown = n
	seen(o.none, n == 0)
	seen(o.list, n > 0)
	o.tellWhole()
	if grown {
		o.list.Refresh()
		if n > 0 {
			o.list.ScrollTo(n - 1)
		}
	}
}

// tellWhole shows the last line below the list if it is cut there. A click on
// another line makes that the last.
func (o *output) tellWhole() {
	said := ""
	if o.shown > 0 {
		said = o.view.Text(o.view.Log(o.said[o.shown-1]).Arg)
	}
	if said != o.whole.Text {
		o.whole.SetText(said)
		o.wide = fyne.MeasureText(said, theme.TextSize(), o.whole.TextStyle).Width
		o.below.ScrollToTop()
	}
	cut := o.wide > o.list.Size().Width-2*theme.InnerPadding()
	if cut && !o.below.Visible() {
		o.below.SetMinSize(fyne.NewSize(0, 3.4*theme.TextSize()+2*theme.InnerPadding()))
	}
	seen(o.below, cut)
}

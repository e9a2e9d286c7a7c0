// Package loglist shows the log of a run in words, a line for each event, with
// the line of the playhead marked.
//
// A log has millions of lines, so the list makes only those in sight. The
// steps of a GIL would drown all others; they are left out unless asked for,
// by an index of the other lines that grows with the log.
package loglist

import (
	"image/color"
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/pace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/internal/themed"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// updatesEvery is how often the list changes at most.
const updatesEvery = 200 * time.Millisecond

// LogList is the widget.
type LogList struct {
	widget.BaseWidget
	OnInstant func(trace.Time) // a line was tapped
	OnSelect  func(trace.Lane) // likewise: whose line it is

	view    *trace.View // to which lines belong
	next    *trace.View // whose lines are to be shown by the next update
	at      trace.Time
	gil     bool
	lines   []int32 // numbers of the log's events that are shown
	read    int     // how many of the log's events have been looked at
	first   trace.Event
	current int // line of the playhead, -1 before the first
	shown   int // lines when the list was drawn last
	units   look.Units

	list  *widget.List
	empty *widget.Label
	whole *widget.Label // the playhead's line without an end: in the list it may be cut
	below *container.Scroll
	body  *fyne.Container
	pace  *pace.Pace
}

// New makes an empty list.
func New() *LogList {
	l := &LogList{current: -1, pace: pace.New(updatesEvery), units: words.Units()}
	l.empty = widget.NewLabel(words.X("w.log.empty"))
	l.empty.Wrapping = fyne.TextWrapWord
	l.list = widget.NewList(
		func() int { return len(l.lines) },
		func() fyne.CanvasObject { return newLine() },
		func(i widget.ListItemID, o fyne.CanvasObject) { l.fill(i, o) })
	l.list.HideSeparators = true
	l.list.OnSelected = l.tapped
	l.whole = widget.NewLabel("")
	l.whole.Wrapping, l.whole.Selectable = fyne.TextWrapWord, true
	l.below = container.NewVScroll(l.whole)
	l.below.Hide()
	l.body = container.NewStack(container.NewBorder(nil, l.below, nil, nil, l.list), l.empty)
	l.ExtendBaseWidget(l)
	return l
}

// SetView shows the log of a recording, and marks the playhead's line.
func (l *LogList) SetView(v *trace.View, at trace.Time) {
	l.next, l.at = v, at
	l.pace.Do(l.update)
}

// ShowGIL says whether the steps of a GIL are shown too.
func (l *LogList) ShowGIL(on bool) {
	if l.gil != on {
		l.gil = on
		l.lines, l.read = nil, 0
		l.pace.Do(l.update)
	}
}

// update takes in what is new and moves the mark.
func (l *LogList) update() {
	l.view = l.next
	l.index()
	current := -1
	if l.view != nil {
		current = sort.Search(len(l.lines), func(i int) bool { return l.view.Log(int(l.lines[i])).Time > l.at }) - 1
	}
	l.tellEmpty()
	was := l.current
	l.current = current
	l.tellWhole()
	switch {
	case len(l.lines) != l.shown:
		l.shown = len(l.lines)
		l.list.Refresh()
	case was != current:
		l.list.RefreshItem(was)
		l.list.RefreshItem(current)
	}
	if was != current && current >= 0 {
		l.list.ScrollTo(current)
	}
}

// tellEmpty says why there are no lines, while there are none.
func (l *LogList) tellEmpty() {
	if len(l.lines) > 0 {
		l.empty.Hide()
		return
	}
	text := words.X("w.log.empty")
	if l.read > 0 {
		text = words.X("w.log.only_gil")
	}
	if text != l.empty.Text {
		l.empty.SetText(text)
	}
	l.empty.Show()
}

// tellWhole shows the playhead's line below the list, in a place of always the
// same height: the list must not jump as the playhead moves.
func (l *LogList) tellWhole() {
	if l.current < 0 || l.current >= len(l.lines) {
		l.below.Hide()
		return
	}
	if text := words.Event(l.view, l.view.Log(int(l.lines[l.current]))); text != l.whole.Text {
		l.whole.SetText(text)
		l.below.ScrollToTop()
	}
	if !l.below.Visible() {
		l.below.SetMinSize(fyne.NewSize(0, 3.4*theme.TextSize()+2*theme.InnerPadding()))
		l.below.Show()
	}
}

// index looks at the log's new events.
func (l *LogList) index() {
	if l.view == nil {
		l.lines, l.read, l.shown = nil, 0, -1
		return
	}
	n := l.view.LogLen()
	if n < l.read || n > 0 && l.view.Log(0) != l.first { // another recording
		l.lines, l.read, l.shown, l.current, l.first = nil, 0, -1, -1, trace.Event{}
	}
	if n > 0 {
		l.first = l.view.Log(0)
	}
	for ; l.read < n; l.read++ {
		if l.tells(l.view.Log(l.read)) {
			l.lines = append(l.lines, int32(l.read))
		}
	}
}

// tells says whether an event has a line.
func (l *LogList) tells(e trace.Event) bool {
	switch {
	case e.Kind == trace.KindLine || e.Kind == trace.KindNone:
		return false
	case l.gil:
		return true
	}
	o := l.view.Obj(e.Obj)
	return o == nil || o.Info.Kind != trace.ObjGIL
}

func (l *LogList) tapped(i widget.ListItemID) {
	l.list.Unselect(i)
	if l.view == nil || i < 0 || i >= len(l.lines) {
		return
	}
	e := l.view.Log(int(l.lines[i]))
	if l.OnSelect != nil {
		l.OnSelect(e.Lane)
	}
	if l.OnInstant != nil {
		l.OnInstant(e.Time)
	}
}

// line is one line of the list: a mark behind, the moment, a chip, the words.
type line struct {
	widget.BaseWidget
	mark *canvas.Rectangle
	row  *rows.Row
}

func newLine() *line {
	x := &line{mark: &canvas.Rectangle{CornerRadius: 3}, row: rows.NewRow()}
	x.ExtendBaseWidget(x)
	return x
}

// CreateRenderer makes the objects that draw the line.
func (x *line) CreateRenderer() fyne.WidgetRenderer {
	x.ExtendBaseWidget(x)
	return widget.NewSimpleRenderer(container.NewStack(x.mark, rows.Inset(x.row)))
}

func (l *LogList) fill(i int, o fyne.CanvasObject) {
	x, ok := o.(*line)
	if !ok || l.view == nil || i >= len(l.lines) {
		return
	}
	e := l.view.Log(int(l.lines[i]))
	th := themed.Look(l.view)
	var ground color.Color = color.Transparent
	if i == l.current {
		ground = theme.Color(theme.ColorNameSelection)
	}
	if x.mark.FillColor != ground {
		x.mark.FillColor = ground
		x.mark.Refresh()
	}
	x.row.OnTap = func(rows.Line) { l.tapped(i) } // the row is over the list's own item
	x.row.Set(rows.Line{
		Chip: th.OwnerOf(e.Lane), Left: words.Event(l.view, e), Strong: e.Kind == trace.KindSay,
		Right: l.units.Instant(e.Time, max(l.view.End(), 1), max(l.view.End()/1e5, 1)), Muted: i > l.current,
	})
}

// Refresh reads the words again.
func (l *LogList) Refresh() {
	l.units = words.Units()
	l.tellEmpty()
	l.below.Hide() // its height follows the size of the text
	l.tellWhole()
	l.list.Refresh()
	l.BaseWidget.Refresh()
}

// Close ends the updates.
func (l *LogList) Close() { l.pace.Close() }

// CreateRenderer makes the objects that draw the list.
func (l *LogList) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return widget.NewSimpleRenderer(l.body)
}

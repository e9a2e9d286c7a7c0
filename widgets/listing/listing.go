// Package listing shows the text that the workers run, and on which of its
// lines each of them stands at the playhead.
//
// A line is a few canvas objects that are made once and filled again: the text
// stays, the markers move.
//
// This file holds the widget.
package listing

import (
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/pace"
	"corelanes/widgets/words"
)

const (
	// updatesEvery is how often the markers move at most.
	updatesEvery = 60 * time.Millisecond
	tabWidth     = 4
)

// Listing is the widget.
type Listing struct {
	widget.BaseWidget
	OnSelect func(trace.Lane) // the first worker on a line was tapped

	source string
	view   *trace.View
	at     trace.Time
	lane   trace.Lane // selected
	aside  bool       // the text is not what they run
	lines  []*line
	note   *widget.Label
	box    *fyne.Container
	scroll *container.Scroll
	body   *fyne.Container
	pace   *pace.Pace
	shown  int // the line that was brought into sight
}

// New makes an empty listing.
func New() *Listing {
	l := &Listing{note: widget.NewLabel(""), box: container.New(&column{}), pace: pace.New(updatesEvery)}
	l.note.Wrapping = fyne.TextWrapWord
	l.note.Importance = widget.LowImportance
	l.scroll = container.NewScroll(l.box)
	l.body = container.NewBorder(l.note, nil, nil, nil, l.scroll)
	l.ExtendBaseWidget(l)
	l.update()
	return l
}

// SetSource shows a text.
func (l *Listing) SetSource(s string) {
	if s == l.source {
		return
	}
	l.source, l.lines, l.box.Objects, l.shown = s, nil, nil, 0
	if s != "" {
		for i, text := range strings.Split(strings.TrimRight(s, "\n"), "\n") {
			x := newLine(l, i+1, strings.ReplaceAll(text, "\t", strings.Repeat(" ", tabWidth)))
			l.lines = append(l.lines, x)
			l.box.Add(x)
		}
	}
	l.box.Refresh()
	l.update()
}

// SetAside says whether the text is not what the workers of the recording ran, but
// something to look at beside it: nobody stands in it then.
func (l *Listing) SetAside(yes bool) {
	if yes != l.aside {
		l.aside = yes
		l.update()
	}
}

// SetView shows where the workers of a recording stand at an instant.
func (l *Listing) SetView(v *trace.View, at trace.Time) {
	l.view, l.at = v, at
	l.pace.Do(l.update)
}

// SetLane says which worker's line is kept in sight; 0 is nobody's.
func (l *Listing) SetLane(x trace.Lane) {
	l.lane, l.shown = x, 0
	l.pace.Do(l.update)
}

// update moves the markers.
func (l *Listing) update() {
	var standing map[int][]trace.Lane
	if !l.aside {
		standing = Standing(l.view, l.at)
	}
	for i, x := range l.lines {
		x.mark(standing[i+1], l.lane)
	}
	l.tell()
	for n, lanes := range standing {
		for _, lane := range lanes {
			if lane == l.lane && lane != 0 {
				l.reveal(n)
			}
		}
	}
	if l.lane == 0 && l.shown == 0 && len(standing) > 0 { // once: imports and values come first, and nobody stands there
		l.reveal(slices.Min(slices.Collect(maps.Keys(standing))))
	}
}

// Standing is who stands on which line at an instant.
func Standing(v *trace.View, at trace.Time) map[int][]trace.Lane {
	out := map[int][]trace.Lane{}
	if v == nil {
		return out
	}
	lanes := v.Lanes()
	for i := range lanes {
		if n, ok := lanes[i].LineAt(at); ok {
			out[n] = append(out[n], trace.Lane(i+1))
		}
	}
	return out
}

// tell says what is not known, and why.
func (l *Listing) tell() {
	key := ""
	switch {
	case l.aside:
	case l.source == "":
		key = "w.code.none"
	case l.view == nil:
		key = "w.code.run"
	case !told(l.view):
		key = "w.code.untold"
	}
	if key == "" {
		l.note.Hide()
		return
	}
	if s := words.X(key); s != l.note.Text {
		l.note.SetText(s)
	}
	l.note.Show()
}

// told says whether a recording holds any line.
func told(v *trace.View) bool {
	lanes := v.Lanes()
	for i := range lanes {
		if lanes[i].TellsLines() {
			return true
		}
	}
	return false
}

// reveal brings a line into sight.
func (l *Listing) reveal(n int) {
	room := l.scroll.Size().Height
	if n == l.shown || n < 1 || n > len(l.lines) || room <= 0 {
		return
	}
	l.shown = n
	x := l.lines[n-1]
	top, bottom := x.Position().Y, x.Position().Y+x.Size().Height
	if top < l.scroll.Offset.Y || bottom > l.scroll.Offset.Y+room {
		l.scroll.ScrollToOffset(fyne.NewPos(l.scroll.Offset.X, max(0, top-room/2)))
	}
}

// Markers are the texts at the ends of the lines, by the lines' numbers, for
// those who read them without a window.
func (l *Listing) Markers() map[int]string {
	out := map[int]string{}
	for i, x := range l.lines {
		if x.names.Text != "" {
			out[i+1] = x.names.Text
		}
	}
	return out
}

// Note is what the listing says is not known, "" when all is.
func (l *Listing) Note() string {
	if !l.note.Visible() {
		return ""
	}
	return l.note.Text
}

// Refresh reads the words and colours again.
func (l *Listing) Refresh() {
	for _, x := range l.lines {
		x.colours()
	}
	l.update()
	l.box.Refresh()
	l.BaseWidget.Refresh()
}

// Close ends the updates.
func (l *Listing) Close() { l.pace.Close() }

// CreateRenderer makes the objects that draw the listing.
func (l *Listing) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return widget.NewSimpleRenderer(l.body)
}

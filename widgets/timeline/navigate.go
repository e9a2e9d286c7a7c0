package timeline

// This file moves the window of time: panning, zooming, stepping from event
// to event, and undoing all of it.

import (
	"slices"
	"time"

	"corelanes/engine/trace"
	"corelanes/widgets/paint"
)

const (
	minWindow = trace.Time(200) // ns: the deepest zoom
	zoomStep  = 1.6             // of a key or button
	panStep   = 0.2             // of the window, of a key or button
	revealAt  = 0.5             // where in the window a revealed moment lands
	carryAt   = 0.75            // where in the window the playhead stays while it plays
	// oneMove is how close in time changes of the window count as one move
	// when they are undone.
	oneMove = 500 * time.Millisecond
)

// history is the windows that can be gone back to.
type history struct {
	undo, redo []window
	at         time.Time // of the latest change
}

// setWindow shows w, as far as the recording allows; it does not paint.
func (t *Timeline) setWindow(w window) {
	w = t.clampWindow(w)
	if w == t.win {
		return
	}
	t.win = w
	if t.OnWindow != nil {
		t.OnWindow(w.from, w.to)
	}
}

// clampWindow keeps a window inside the recording.
func (t *Timeline) clampWindow(w window) window {
	first, last := trace.Time(0), emptyWindow
	if t.view != nil {
		first, last = t.bounds()
		last = max(last, first+minWindow)
	}
	n := min(max(w.len(), minWindow), last-first)
	from := min(max(w.from, first), last-n)
	return window{from, from + n}
}

// navigate is every move of the user's: it can be undone, and ends following.
func (t *Timeline) navigate(w window) {
	w = t.clampWindow(w)
	if w == t.win {
		return
	}
	t.endGlide()
	t.note()
	t.SetFollow(false)
	t.setWindow(w)
	t.repaint()
}

// note notes the window of now, to be gone back to.
func (t *Timeline) note() {
	if now := t.clock(); now.Sub(t.past.at) > oneMove || len(t.past.undo) == 0 {
		t.past.undo = append(t.past.undo, t.win)
	}
	t.past.at, t.past.redo = t.clock(), nil
}

// SetWindow shows a stretch of time, as a move of the user's would.
func (t *Timeline) SetWindow(from, to trace.Time) { t.navigate(window{from, to}) }

// Undo goes back to the window before the latest move.
func (t *Timeline) Undo() { t.travel(&t.past.undo, &t.past.redo) }

// Redo takes an Undo back.
func (t *Timeline) Redo() { t.travel(&t.past.redo, &t.past.undo) }

func (t *Timeline) travel(from, to *[]window) {
	n := len(*from)
	if n == 0 {
		return
	}
	w := (*from)[n-1]
	*from = (*from)[:n-1]
	t.endGlide()
	*to = append(*to, t.win)
	t.past.at = time.Time{}
	t.SetFollow(false)
	t.setWindow(w)
	t.repaint()
}

// Fit shows the whole run.
func (t *Timeline) Fit() {
	if t.view != nil {
		first, last := t.bounds()
		t.glideTo(window{first, last})
	}
}

// FitSelection shows the selected range, or else the selected lane's life.
func (t *Timeline) FitSelection() {
	if t.span.set {
		t.glideTo(t.span.window)
		return
	}
	if t.view == nil {
		return
	}
	lane := t.view.Lane(t.lane)
	if lane == nil || lane.Len() == 0 {
		return
	}
	first, _ := lane.Span(0)
	last, to := lane.Span(lane.Len() - 1)
	if last.State == trace.StateNone {
		to = last.From
	}
	pad := (to - first.From) / 50
	t.glideTo(window{first.From - pad, to + pad})
}

// ZoomIn shows less, around the playhead if it is in view.
func (t *Timeline) ZoomIn() { t.zoomBy(1/zoomStep, t.zoomCentre()) }

// ZoomOut shows more, likewise.
func (t *Timeline) ZoomOut() { t.zoomBy(zoomStep, t.zoomCentre()) }

func (t *Timeline) zoomCentre() trace.Time {
	if t.now >= t.win.from && t.now <= t.win.to {
		return t.now
	}
	return t.win.from + t.win.len()/2
}

// zoomBy makes the window factor times as long; the moment at stays where it
// is on the screen.
func (t *Timeline) zoomBy(factor float64, at trace.Time) {
	now := t.target()
	n := max(trace.Time(float64(now.len())*factor), minWindow)
	part := float64(at-now.from) / float64(now.len())
	from := at - trace.Time(part*float64(n))
	t.glideTo(window{from, from + n})
}

// PanLeft moves to earlier times.
func (t *Timeline) PanLeft() { t.panBy(-panStep) }

// PanRight moves to later times.
func (t *Timeline) PanRight() { t.panBy(panStep) }

// panBy moves the window by a part of itself.
func (t *Timeline) panBy(part float64) {
	now := t.target()
	d := trace.Time(part * float64(now.len()))
	t.glideTo(window{now.from + d, now.to + d})
}

// scrollBy scrolls the rows by pixels of the picture.
func (t *Timeline) scrollBy(px int) {
	to := min(max(t.scroll+px, 0), t.easel.layout.MaxScroll())
	if to != t.scroll {
		t.scroll = to
		t.repaint()
	}
}

// NextEvent moves the playhead to the selected lane's next event, or the next
// of any lane when none is selected.
func (t *Timeline) NextEvent() { t.step(1, t.lane) }

// PrevEvent moves the playhead to the selected lane's previous event.
func (t *Timeline) PrevEvent() { t.step(-1, t.lane) }

// StepForward moves the playhead to the next event of any lane.
func (t *Timeline) StepForward() { t.step(1, 0) }

// StepBack moves the playhead to the previous event of any lane.
func (t *Timeline) StepBack() { t.step(-1, 0) }

// step moves the playhead to the nearest event in a direction, of one lane or
// of all, and brings it into view.
func (t *Timeline) step(dir int, only trace.Lane) {
	if t.view == nil {
		return
	}
	t.SetFollow(false)
	best, found := trace.Time(0), false
	lanes := t.view.Lanes()
	for i := range lanes {
		if only != 0 && trace.Lane(i+1) != only {
			continue
		}
		at, ok := eventBeside(&lanes[i], t.now, dir)
		if ok && (!found || (dir > 0) == (at < best)) {
			best, found = at, true
		}
	}
	if !found {
		return
	}
	t.moveInstant(best)
	t.reveal(best)
}

// marksAhead bounds how far from the playhead marks are looked for in one go:
// a lane may have millions of them.
const marksAhead = 4 * minWindow

// eventBeside is the lane's nearest beginning of a span or mark after (dir 1)
// or before (dir -1) a moment.
func eventBeside(lane *trace.LaneView, at trace.Time, dir int) (trace.Time, bool) {
	i := lane.At(at)
	if dir > 0 {
		limit, found := trace.Forever, false
		for i++; i < lane.Len(); i++ {
			if s, _ := lane.Span(i); s.From > at {
				limit, found = s.From, true
				break
			}
		}
		if m, ok := markBetween(lane, at+1, limit, dir); ok {
			return m, true
		}
		return limit, found
	}
	floor, found := trace.Time(0), false
	for ; i >= 0; i-- {
		if s, _ := lane.Span(i); s.From < at {
			floor, found = s.From, true
			break
		}
	}
	if m, ok := markBetween(lane, floor, at, dir); ok && (m > floor || !found) {
		return m, true
	}
	return floor, found
}

// markBetween is the first (dir 1) or last (dir -1) mark in [from, to). It looks
// at stretches that double, so that near marks are found cheaply.
func markBetween(lane *trace.LaneView, from, to trace.Time, dir int) (trace.Time, bool) {
	if lane.Len() == 0 { // it has told nothing yet, or never did
		return 0, false
	}
	_, end := lane.Span(lane.Len() - 1)
	to = min(to, end+1)
	for n := marksAhead; from < to; n *= 2 {
		lo, hi := from, min(from+n, to)
		if dir < 0 {
			lo, hi = max(to-n, from), to
		}
		if m := lane.Marks(lo, hi); len(m) > 0 {
			if dir > 0 {
				return m[0].Time, true
			}
			return m[len(m)-1].Time, true
		}
		if dir > 0 {
			from = hi
		} else {
			to = lo
		}
	}
	return 0, false
}

// Carry moves the playhead as playing does: the window keeps its length, and
// goes along when the playhead comes near its right edge. It is no move of the
// user's.
func (t *Timeline) Carry(at trace.Time) {
	t.SetFollow(false)
	t.SetInstant(at)
	ahead := trace.Time(carryAt * float64(t.win.len()))
	if t.now >= t.win.from && t.now <= t.win.from+ahead {
		return
	}
	was := t.win
	t.setWindow(window{t.now - ahead, t.now - ahead + t.win.len()})
	if t.win != was {
		t.repaint()
	}
}

// Reveal brings a moment into view without changing the zoom.
func (t *Timeline) Reveal(at trace.Time) { t.reveal(at) }

func (t *Timeline) reveal(at trace.Time) {
	if at >= t.win.from && at <= t.win.to {
		return
	}
	from := at - trace.Time(revealAt*float64(t.win.len()))
	t.navigate(window{from, from + t.win.len()})
}

// RevealLane scrolls a lane into sight.
func (t *Timeline) RevealLane(l trace.Lane) {
	if r, ok := t.easel.layout.RowOf(l); ok {
		t.revealRow(r)
		return
	}
	t.toReveal = l // as soon as it has a row
	t.unfold(l)
}

// unfold opens what is folded over a lane: its group, and the workers.
func (t *Timeline) unfold(l trace.Lane) {
	t.folded[paint.Workers] = false
	t.arrange(func(a *arrangement) {
		for _, g := range a.groups {
			if slices.Contains(g.Lanes, l) {
				put(&a.foldedGroups, g.Name, false)
			}
		}
	})
}

// RevealObj scrolls a primitive into sight.
func (t *Timeline) RevealObj(o trace.Obj) {
	for _, r := range t.easel.layout.Rows {
		if r.Kind == paint.RowObj && r.Obj == o {
			t.revealRow(r)
		}
	}
}

func (t *Timeline) revealRow(r paint.Row) {
	room := t.easel.layout.Plot.Dy()
	switch {
	case r.Y < t.scroll:
		t.scrollBy(r.Y - t.scroll)
	case r.Y+r.H > t.scroll+room:
		t.scrollBy(r.Y + r.H - room - t.scroll)
	}
}

// selectBeside selects the lane below (1) or above (-1) the selected one, and
// scrolls it into sight.
func (t *Timeline) selectBeside(dir int) {
	rows := t.easel.layout.Rows
	var lanes []trace.Lane
	at := -1
	for _, r := range rows {
		if r.Lane != 0 && r.Obj == 0 {
			if r.Lane == t.lane {
				at = len(lanes)
			}
			lanes = append(lanes, r.Lane)
		}
	}
	if len(lanes) == 0 {
		return
	}
	switch {
	case at < 0 && dir < 0:
		at = len(lanes) - 1
	case at < 0:
		at = 0
	default:
		at = min(max(at+dir, 0), len(lanes)-1)
	}
	t.choose(lanes[at], 0)
	t.RevealLane(lanes[at])
}

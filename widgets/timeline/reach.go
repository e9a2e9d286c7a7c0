package timeline

// This file holds what a timeline shares with another one beside it, and the
// origin of its times: the zero from which the axis counts.
//
// A timeline's own times begin at 0, where the run began. Another recording
// on the same axis may begin before that, when its origin is put on this one's,
// and end later: so far this timeline can then be panned, too.

import (
	"corelanes/engine/trace"
)

// SetReach lets the timeline be panned and scrubbed over [from, to) beside its own
// recording, for another one on the same axis; equal moments take that back.
func (t *Timeline) SetReach(from, to trace.Time) {
	t.reach = window{min(from, 0), to}
	if from >= to {
		t.reach = window{}
	}
	t.setWindow(t.win)
	t.repaint()
}

// bounds are the first and the last moment that can be in view.
func (t *Timeline) bounds() (first, last trace.Time) {
	if t.view != nil {
		last = t.view.End()
	}
	return t.reach.from, max(last, t.reach.to)
}

// Last is the last moment to which one can go: of the recording, or of the one
// beside it.
func (t *Timeline) Last() trace.Time {
	_, last := t.bounds()
	return last
}

// Mirror shows what another timeline on the same axis shows: it calls nobody, and
// is no move that is undone.
func (t *Timeline) Mirror(from, to, now trace.Time) {
	t.follow = false
	if w := (window{from, to}); w != t.win {
		t.endGlide()
		t.win = w
		t.repaint()
	}
	if now != t.now {
		t.now = now
		t.placePlayhead()
	}
}

// Origin is the moment from which the axis counts; 0, at first, is the run's
// beginning.
func (t *Timeline) Origin() trace.Time { return t.origin }

// SetOrigin lets the axis count from a moment.
func (t *Timeline) SetOrigin(at trace.Time) {
	at = t.clampTime(at)
	if at == t.origin {
		return
	}
	t.origin = at
	t.repaint()
	if t.OnOrigin != nil {
		t.OnOrigin(at)
	}
}

// ToggleOrigin puts the origin to the playhead, and from there back to the run's
// beginning.
func (t *Timeline) ToggleOrigin() {
	if t.origin == t.now {
		t.SetOrigin(0)
		return
	}
	t.SetOrigin(t.now)
}

// instant says a moment as the axis counts it.
func (t *Timeline) instant(at, step trace.Time) string {
	return t.words.Units.Instant(at-t.origin, max(t.easel.layout.To-t.origin, t.origin-t.easel.layout.From, 1), step)
}

// onOrigin says whether a drag that begins at a place of the axis moves the
// origin.
func (t *Timeline) onOrigin(x, y float64) bool {
	l, unit := &t.easel.layout, t.pixels()*t.zoom
	return l.OnOrigin(t.origin, int(x), int(y), unit)
}

// Say is what the axis says of a moment.
func (t *Timeline) Say(at trace.Time) string {
	return t.instant(at, max(t.win.len()/2000, 1))
}

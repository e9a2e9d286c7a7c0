package timeline

// This file lets the window of time glide to where a key, a button or the wheel
// sends it, so that the eye can follow. Both ends move evenly, so a moment that
// stays where it is at the end stays there on the way.

import (
	"time"

	"fyne.io/fyne/v2"

	"corelanes/engine/trace"
)

// glideFor is how long a glide takes.
const glideFor = 140 * time.Millisecond

// glide is the gliding under way.
type glide struct {
	moving *fyne.Animation // nil while nothing glides
	goal   window
}

// target is the window in view, or the one that is being glided to.
func (t *Timeline) target() window {
	if t.gliding.moving != nil {
		return t.gliding.goal
	}
	return t.win
}

// SetStill lets the window jump where it would glide.
func (t *Timeline) SetStill(on bool) { t.still = on }

// glideTo is a move of the user's that the eye can follow.
func (t *Timeline) glideTo(w window) {
	w = t.clampWindow(w)
	from := t.win
	if t.still || t.easel.post == nil || w == from || t.view == nil {
		t.endGlide()
		t.navigate(w)
		return
	}
	t.stopGlide()
	t.note()
	t.SetFollow(false)
	t.gliding.goal = w
	between := func(a, b trace.Time, part float32) trace.Time { return a + trace.Time(float64(b-a)*float64(part)) }
	t.gliding.moving = fyne.NewAnimation(glideFor, func(part float32) {
		if t.gliding.moving == nil {
			return // a last tick after the end
		}
		t.setWindow(window{between(from.from, w.from, part), between(from.to, w.to, part)})
		if part >= 1 {
			t.gliding.moving = nil
		}
		t.repaint()
	})
	t.gliding.moving.Start()
}

// moving says whether the window is on its way: gliding, or under a person's hand.
// Another picture is painted when it has arrived.
func (t *Timeline) moving() bool {
	switch t.drag.kind {
	case dragPan, dragView, dragFrom, dragTo:
		return true
	}
	return t.gliding.moving != nil
}

// endGlide ends a glide where it is, and paints what is seen there.
func (t *Timeline) endGlide() {
	if t.stopGlide() {
		t.repaint()
	}
}

// stopGlide ends a glide, and says whether there was one.
func (t *Timeline) stopGlide() bool {
	if t.gliding.moving == nil {
		return false
	}
	t.gliding.moving.Stop()
	t.gliding.moving = nil
	return true
}

package timeline

// This file holds what can be set of the picture: folding, the height of rows,
// connectors, the size of type.

import (
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
)

// Fold folds or unfolds a section.
func (t *Timeline) Fold(s paint.Section, folded bool) {
	t.decided = true
	if s < paint.NumSections && t.folded[s] != folded {
		t.folded[s] = folded
		t.repaint()
	}
}

// SetCompact makes rows as low as it takes to see all lanes, or as high as is
// easy to read.
func (t *Timeline) SetCompact(on bool) {
	t.compact = on
	t.repaint()
}

// Compact says whether rows are as low as it takes to see all lanes.
func (t *Timeline) Compact() bool { return t.compact }

// SetConnectors draws a line from every operation that woke a lane to the
// moment the lane went on, however many there are in view. Off, as at first,
// those of the selected lane are drawn, and all of them while they are few.
func (t *Timeline) SetConnectors(on bool) {
	if t.links != on {
		t.links = on
		t.repaint()
	}
}

// Connectors says whether all connectors are drawn, however many.
func (t *Timeline) Connectors() bool { return t.links }

// SetHits marks where something was found, in order.
func (t *Timeline) SetHits(at []trace.Time) {
	t.hits = at
	t.repaint()
}

// SetNoMinimap leaves the minimap out.
func (t *Timeline) SetNoMinimap(on bool) { t.noMinimap = on }

// SetPath draws the critical path along the lanes; nil draws none.
func (t *Timeline) SetPath(steps []insight.PathStep) {
	if len(steps)+len(t.path) > 0 {
		t.path = steps
		t.repaint()
	}
}

// PathSteps is how many steps of a critical path are drawn.
func (t *Timeline) PathSteps() int { return len(t.path) }

// SetMarked frames stretches of lanes, in the order in which they begin.
func (t *Timeline) SetMarked(all []insight.Stretch) {
	if len(all)+len(t.marked) > 0 {
		t.marked = all
		t.repaint()
	}
}

// SetAlerts marks where something is wrong.
func (t *Timeline) SetAlerts(all []paint.Alert) {
	t.alerts = all
	t.repaint()
}

// SetFlags shows bookmarks, in order.
func (t *Timeline) SetFlags(all []paint.Flag) {
	t.flags = all
	t.repaint()
}

// SetSpotlight draws a ring around the pointer while it is over the lanes, for
// who looks from far away.
func (t *Timeline) SetSpotlight(on bool) {
	t.spotlight = on
	if !on {
		t.over.ring.Hide()
	}
}

// SetZoom sizes type and rows: 1 is plain, 1.5 half as large again, for the
// last row of a classroom.
func (t *Timeline) SetZoom(factor float64) {
	t.zoom = min(max(factor, 0.5), 4)
	t.over.zoom = float32(t.zoom)
	t.repaint()
	t.placeOverlays()
}

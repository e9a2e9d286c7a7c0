package timeline

// This file turns the mouse into navigation: wheel, clicks, and drags that
// mean what the place says where they began.

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

const (
	wheelZoom      = 0.01 // of the wheel's units, as the power of e
	doubleClickIn  = 400 * time.Millisecond
	doubleClickFar = 5.0  // units between the clicks of a double one
	spanRoom       = 0.15 // of a span that is left free on both sides when zoomed to
)

var (
	_ fyne.Tappable          = (*Timeline)(nil)
	_ fyne.SecondaryTappable = (*Timeline)(nil)
	_ fyne.Draggable         = (*Timeline)(nil)
	_ fyne.Scrollable        = (*Timeline)(nil)
	_ desktop.Mouseable      = (*Timeline)(nil)
	_ desktop.Hoverable      = (*Timeline)(nil)
)

// dragKind is what a drag does.
type dragKind uint8

const (
	dragNone   dragKind = iota
	dragPan             // the lanes
	dragRows            // the names
	dragScrub           // the axis
	dragOrigin          // the mark of the axis' zero
	dragRange           // the lanes, with Shift
	dragView            // the minimap's window
	dragFrom            // its left handle
	dragTo              // its right handle
)

// drag is the drag under way, and how things stood when it began.
type drag struct {
	kind   dragKind
	mods   fyne.KeyModifier
	start  fyne.Position
	win    window
	scroll int
	at     trace.Time // the moment under the pointer
}

// click is the latest click.
type click struct {
	at  time.Time
	pos fyne.Position
}

// px turns a position in the widget into pixels of the picture.
func (t *Timeline) px(p fyne.Position) (x, y float64) {
	f := t.pixels()
	return float64(p.X) * f, float64(p.Y) * f
}

// hit is what is at a position.
func (t *Timeline) hit(p fyne.Position) paint.Hit {
	x, y := t.px(p)
	return t.easel.layout.Hit(t.view, int(x), int(y))
}

// Scrolled zooms with Ctrl, else pans: sideways, or through the lanes when
// they do not fit. (The driver turns Shift+wheel into a sideways wheel.)
func (t *Timeline) Scrolled(ev *fyne.ScrollEvent) {
	if t.view == nil {
		return
	}
	if t.modifiers()&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		x, _ := t.px(ev.Position)
		t.zoomBy(math.Exp(-wheelZoom*float64(ev.Scrolled.DY)), t.easel.layout.Time(x))
		return
	}
	dx, dy := float64(ev.Scrolled.DX), float64(ev.Scrolled.DY)
	if t.modifiers()&fyne.KeyModifierShift != 0 && dx == 0 {
		dx, dy = dy, 0
	}
	win, scroll := t.win, t.scroll
	if t.easel.layout.MaxScroll() > 0 {
		t.scrollBy(-int(dy * t.pixels() * 2))
	} else {
		dx += dy
	}
	if dx != 0 {
		t.panPx(t.win, -dx*t.pixels()*2)
	}
	if t.win == win && t.scroll == scroll {
		t.over.showTip(ev.Position, []string{t.wheelTip(dx)}, t.Size())
	}
}

// wheelTip says why the wheel moved nothing: all is in view, or this is the
// end.
func (t *Timeline) wheelTip(dx float64) string {
	switch {
	case t.win == t.clampWindow(window{t.reach.from, t.Last()}) && (dx != 0 || t.easel.layout.MaxScroll() == 0):
		return words.X("w.tip.wheel.whole")
	case dx != 0:
		return words.X("w.tip.wheel.edge")
	}
	return words.X("w.tip.wheel.rows")
}

// panPx shows w moved by pixels.
func (t *Timeline) panPx(w window, px float64) {
	d := trace.Time(px * float64(w.len()) / float64(max(t.easel.layout.Plot.Dx(), 1)))
	t.navigate(window{w.from + d, w.to + d})
}

// MouseDown takes the focus and remembers how a drag would begin.
func (t *Timeline) MouseDown(ev *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil && !t.focused {
		c.Focus(t)
	}
	t.drag = drag{mods: ev.Modifier, start: ev.Position}
}

// MouseUp is there for drivers that ask.
func (t *Timeline) MouseUp(*desktop.MouseEvent) {}

// Dragged pans, scrubs, selects or moves the minimap's window, by where the
// drag began.
func (t *Timeline) Dragged(ev *fyne.DragEvent) {
	if t.view == nil {
		return
	}
	if t.drag.kind == dragNone {
		if t.drag.start == (fyne.Position{}) {
			t.drag.start = ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY)
			t.drag.mods = t.modifiers()
		}
		t.beginDrag()
	}
	t.continueDrag(ev.Position)
}

func (t *Timeline) beginDrag() {
	d := &t.drag
	h := t.hit(d.start)
	d.win, d.scroll, d.at = t.win, t.scroll, h.Time
	switch h.Area {
	case paint.AreaAxis:
		d.kind = dragScrub
		if x, y := t.px(d.start); t.onOrigin(x, y) {
			d.kind = dragOrigin
		}
	case paint.AreaNames:
		d.kind = dragRows
	case paint.AreaMinimap:
		t.beginMinimapDrag()
	default:
		d.kind = dragPan
		if d.mods&fyne.KeyModifierShift != 0 {
			d.kind = dragRange
		}
	}
	t.over.hideTip()
}

// beginMinimapDrag takes the handle or the window under the pointer; beside
// the window it brings the window there first.
func (t *Timeline) beginMinimapDrag() {
	d, l := &t.drag, &t.easel.layout
	x, _ := t.px(d.start)
	x0, x1 := l.MinimapX(t.win.from), l.MinimapX(t.win.to)
	grip := 1.5 * paint.HandleUnits * t.pixels() * t.zoom
	switch {
	case math.Abs(x-x0) <= grip && x <= (x0+x1)/2:
		d.kind = dragFrom
	case math.Abs(x-x1) <= grip:
		d.kind = dragTo
	case x > x0 && x < x1:
		d.kind = dragView
	default:
		d.kind = dragView
		n := t.win.len()
		t.navigate(window{d.at - n/2, d.at - n/2 + n})
		d.win = t.win
	}
}

func (t *Timeline) continueDrag(p fyne.Position) {
	d, l := &t.drag, &t.easel.layout
	x, _ := t.px(p)
	dx, dy := t.px(p.Subtract(d.start))
	switch d.kind {
	case dragPan:
		t.panPx(d.win, -dx)
		t.scrollBy(d.scroll - int(dy) - t.scroll)
	case dragRows:
		t.scrollBy(d.scroll - int(dy) - t.scroll)
	case dragScrub:
		t.SetFollow(false)
		t.moveInstant(l.Time(x))
	case dragOrigin:
		t.SetOrigin(l.Time(x))
	case dragRange:
		a, b := d.at, t.clampTime(l.Time(x))
		t.span = selection{window{min(a, b), max(a, b)}, true}
		t.placeRange()
	case dragView:
		by := l.MinimapTime(x) - d.at
		t.navigate(window{d.win.from + by, d.win.to + by})
	case dragFrom:
		t.navigate(window{min(l.MinimapTime(x), d.win.to-minWindow), d.win.to})
	case dragTo:
		t.navigate(window{d.win.from, max(l.MinimapTime(x), d.win.from+minWindow)})
	}
}

// DragEnd ends the drag.
func (t *Timeline) DragEnd() {
	ranged, moved := t.drag.kind == dragRange, t.moving()
	t.drag = drag{}
	if ranged {
		t.setRange(t.span)
	}
	if moved {
		t.repaint()
	}
}

// setRange selects a range of time, or none, and tells about it.
func (t *Timeline) setRange(s selection) {
	t.span = s
	t.placeRange()
	if t.OnRange != nil {
		t.OnRange(s.from, s.to, s.set)
	}
}

// SelectRange selects a range of time, as a drag of the user's would; an empty
// one is none.
func (t *Timeline) SelectRange(from, to trace.Time) {
	from, to = t.clampTime(min(from, to)), t.clampTime(max(from, to))
	t.setRange(selection{window{from, to}, to > from})
}

// ClearRange ends the selection of a range.
func (t *Timeline) ClearRange() {
	if t.span.set {
		t.setRange(selection{})
	}
}

// Tapped sets the playhead, selects and folds; twice zooms to the span.
func (t *Timeline) Tapped(ev *fyne.PointEvent) {
	now := t.clock()
	d := ev.Position.Subtract(t.click.pos)
	double := now.Sub(t.click.at) <= doubleClickIn && math.Hypot(float64(d.X), float64(d.Y)) <= doubleClickFar
	t.click = click{now, ev.Position}
	h := t.hit(ev.Position)
	if double {
		t.click = click{}
		t.zoomTo(h)
		return
	}
	t.clicked(h)
}

// TappedSecondary asks for the menu of what is under the pointer.
func (t *Timeline) TappedSecondary(ev *fyne.PointEvent) {
	t.over.hideTip()
	if t.OnMenu != nil {
		t.OnMenu(t.hit(ev.Position), ev.AbsolutePosition)
	}
}

func (t *Timeline) clicked(h paint.Hit) {
	if h.Area == paint.AreaMinimap {
		n := t.win.len()
		t.navigate(window{h.Time - n/2, h.Time - n/2 + n})
		return
	}
	if h.Mark && t.OnTerm != nil {
		t.OnTerm(h.Row.Section)
		return
	}
	if h.OnRow && h.Row.Kind == paint.RowHeader {
		t.Fold(h.Row.Section, !t.folded[h.Row.Section])
		return
	}
	if h.OnRow && h.Row.Kind == paint.RowGroup && h.Area == paint.AreaNames {
		t.toggleGroup(h.Row)
		return
	}
	if h.Area == paint.AreaPlot || h.Area == paint.AreaAxis {
		t.ClearRange()
		t.SetFollow(false)
		t.moveInstant(h.Time)
	}
	if !h.OnRow {
		return
	}
	switch h.Row.Kind {
	case paint.RowLane:
		t.choose(h.Row.Lane, 0)
	case paint.RowObj:
		t.choose(0, h.Row.Obj)
	case paint.RowCore:
		t.choose(h.Lane, 0)
	}
}

// zoomTo shows the span that was hit, or the stretch of its owner.
func (t *Timeline) zoomTo(h paint.Hit) {
	if h.Area != paint.AreaPlot || h.Ends <= h.Span.From {
		return
	}
	pad := max(trace.Time(spanRoom*float64(h.Ends-h.Span.From)), minWindow/4)
	t.glideTo(window{h.Span.From - pad, h.Ends + pad})
}

// MouseIn shows what is under the pointer.
func (t *Timeline) MouseIn(ev *desktop.MouseEvent) { t.pointAt(ev.Position) }

// MouseMoved shows what is under the pointer.
func (t *Timeline) MouseMoved(ev *desktop.MouseEvent) { t.pointAt(ev.Position) }

// MouseOut hides the tooltip.
func (t *Timeline) MouseOut() {
	t.over.ring.Hide()
	t.over.hideTip()
	t.setHover(paint.Hit{})
}

func (t *Timeline) pointAt(p fyne.Position) {
	if t.spotlight {
		t.showRing(p)
	}
	if t.view == nil || t.drag.kind != dragNone {
		return
	}
	t.pointer = p
	h := t.hit(p)
	t.setHover(h)
	t.over.showTip(p, t.tip(h), t.Size())
}

// setHover remembers what is under the pointer; another lane is lit.
func (t *Timeline) setHover(h paint.Hit) {
	was, lit := t.hover, t.hoveredLane()
	t.hover = h
	if t.hoveredLane() != lit {
		t.repaint()
	}
	if t.OnHover != nil && (was.Area != h.Area || was.Row != h.Row || was.Span != h.Span) {
		t.OnHover(h)
	}
}

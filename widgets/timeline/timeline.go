// Package timeline holds the Timeline: the lanes of a recording as a widget
// that is panned, zoomed, searched with the pointer and scrubbed.
//
// The lanes are one picture, painted by package paint off the main goroutine;
// everything that moves over them (playhead, tooltip, selection) is a handful
// of canvas objects that are only moved. So an idle timeline costs nothing,
// the pointer costs almost nothing, and a frame costs time by its pixels.
//
// All of its methods are for the main goroutine, like those of any widget;
// Close alone waits for the painting that may be under way.
//
// This file holds the Timeline itself: what it shows and how it is told.
package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/themed"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// Timeline shows a recording's lanes.
type Timeline struct {
	widget.BaseWidget

	OnInstant   func(trace.Time)                    // the playhead was moved, by the user or by following
	OnSelect    func(trace.Lane)                    // another lane was selected; 0 is none
	OnSelectObj func(trace.Obj)                     // another primitive was selected; 0 is none
	OnHover     func(paint.Hit)                     // the pointer is over something else; Area is AreaNothing when it left
	OnFollow    func(bool)                          // following was switched, by the user's navigation too
	OnRange     func(from, to trace.Time, set bool) // a range was selected (when the drag ended), or is no more
	OnWindow    func(from, to trace.Time)           // another stretch of time is in view
	OnOrigin    func(trace.Time)                    // the axis counts from another moment
	OnTerm      func(paint.Section)                 // the question mark in a section's title was clicked; nil: there are none
	OnMenu      func(paint.Hit, fyne.Position)      // the other button was clicked, where on the canvas
	OnKey       func(*fyne.KeyEvent)                // a key was typed that means nothing to the timeline
	OnRune      func(rune)                          // likewise a sign

	view      *trace.View
	words     paint.Words
	now       trace.Time // the playhead
	lane      trace.Lane // selected
	obj       trace.Obj  // selected
	follow    bool
	last      trace.Time // following shows this much of the end; 0 all
	compact   bool
	links     bool // connectors, however many
	folded    [paint.NumSections]bool
	decided   bool    // the user, or the app, folded or unfolded something
	zoom      float64 // of type and rows
	scroll    int     // of the rows, pixels
	win       window
	past      history
	span      selection
	drag      drag
	hover     paint.Hit
	toReveal  trace.Lane    // to be brought into sight when the next picture is painted
	pointer   fyne.Position // where it was last
	click     click
	focused   bool
	also      []trace.Lane // marked beside the selected one
	alsoObjs  []trace.Obj  // likewise
	path      []insight.PathStep
	marked    []insight.Stretch
	hits      []trace.Time
	origin    trace.Time // from which the axis counts
	reach     window     // that a recording beside this one has
	noMinimap bool
	flags     []paint.Flag
	gliding   glide
	arranged  arrangement
	still     bool // nothing glides
	alerts    []paint.Alert
	spotlight bool // a ring around the pointer

	easel easel
	over  overlays

	clock     func() time.Time
	modifiers func() fyne.KeyModifier
}

// window is a stretch of time in view.
type window struct{ from, to trace.Time }

func (w window) len() trace.Time { return w.to - w.from }

// selection is a range of time that the user marked.
type selection struct {
	window
	set bool
}

// New makes an empty timeline that follows the run it will be given.
func New() *Timeline {
	t := &Timeline{zoom: 1, follow: true, win: window{0, emptyWindow}, clock: time.Now, modifiers: heldModifiers}
	t.words = words.Paint()
	t.easel.init()
	t.over.init()
	t.ExtendBaseWidget(t)
	return t
}

// emptyWindow is what an empty timeline shows.
const emptyWindow = trace.Time(1e9)

// heldModifiers are the keys held down now, where the driver knows.
func heldModifiers() fyne.KeyModifier {
	if app := fyne.CurrentApp(); app != nil {
		if d, ok := app.Driver().(desktop.Driver); ok {
			return d.CurrentKeyModifiers()
		}
	}
	return 0
}

// SetView shows a recording as it is now; nil shows none. It is cheap, and
// may be called as often as there is something new: a painting under way is
// finished, and the latest view painted next.
func (t *Timeline) SetView(v *trace.View) {
	t.view = v
	if v == nil {
		t.endGlide()
		t.win, t.past, t.span = window{0, emptyWindow}, history{}, selection{}
		t.lane, t.obj, t.scroll, t.now, t.hover = 0, 0, 0, 0, paint.Hit{}
		t.hits, t.flags, t.origin = nil, nil, 0
		t.also, t.alsoObjs, t.path, t.marked = nil, nil, nil, nil
		t.arranged = arrangement{order: t.arranged.order, grouping: t.arranged.grouping}
	} else {
		t.foldMany()
		t.rearrange()
		if t.follow {
			t.followEnd()
		}
	}
	t.repaint()
}

// maxCountersShown is how many counters are shown before they fold: the lanes
// get the room.
const maxCountersShown = 5

// foldMany folds the counters while there are many and nobody has decided.
func (t *Timeline) foldMany() {
	if t.decided {
		return
	}
	n := 0
	objs := t.view.Objs()
	for i := range objs {
		if info := &objs[i].Info; info.Kind == trace.ObjCounter && info.Core == trace.CoreUnknown && info.Unit != trace.UnitLetter {
			n++
		}
	}
	t.folded[paint.Counters] = n > maxCountersShown
}

// View is the recording shown.
func (t *Timeline) View() *trace.View { return t.view }

// SetFollow switches following: showing the end of the run while it runs.
func (t *Timeline) SetFollow(on bool) {
	if t.follow == on {
		return
	}
	t.follow = on
	if on && t.view != nil {
		t.followEnd()
		t.repaint()
	}
	if t.OnFollow != nil {
		t.OnFollow(on)
	}
}

// Following says whether the end of the run is followed.
func (t *Timeline) Following() bool { return t.follow }

// SetFollowSpan says how much of the end of the run following shows; 0, as at
// first, is all of it.
func (t *Timeline) SetFollowSpan(d trace.Time) {
	t.last = d
	if t.follow && t.view != nil {
		t.followEnd()
		t.repaint()
	}
}

// followEnd moves window and playhead to the end.
func (t *Timeline) followEnd() {
	end := max(t.Last(), minWindow)
	from := t.reach.from
	if t.last > 0 && end > t.last {
		from = end - t.last
	}
	t.setWindow(window{from, end})
	t.moveInstant(t.view.End())
}

// SetInstant moves the playhead, without a call of OnInstant.
func (t *Timeline) SetInstant(at trace.Time) {
	t.now = t.clampTime(at)
	t.placePlayhead()
}

// Instant is where the playhead is.
func (t *Timeline) Instant() trace.Time { return t.now }

// moveInstant moves the playhead and tells about it.
func (t *Timeline) moveInstant(at trace.Time) {
	at = t.clampTime(at)
	if at == t.now {
		return
	}
	t.now = at
	if !t.follow { // else with the picture that follows
		t.placePlayhead()
	}
	if t.OnInstant != nil {
		t.OnInstant(at)
	}
}

func (t *Timeline) clampTime(at trace.Time) trace.Time {
	if t.view == nil {
		return max(at, 0)
	}
	first, last := t.bounds()
	return min(max(at, first), last)
}

// Selected is the selected lane, 0 when none is.
func (t *Timeline) Selected() trace.Lane { return t.lane }

// SelectedObj is the selected primitive, 0 when none is.
func (t *Timeline) SelectedObj() trace.Obj { return t.obj }

// Select selects a lane, without a call of OnSelect; 0 selects none.
func (t *Timeline) Select(l trace.Lane) {
	t.lane, t.obj, t.also, t.alsoObjs = l, 0, nil, nil
	t.repaint()
}

// SelectAll selects lanes and primitives together, without a call of OnSelect or
// OnSelectObj; what belongs to the selected lane, as its connectors and slices on
// cores, is that of the first.
func (t *Timeline) SelectAll(lanes []trace.Lane, objs []trace.Obj) {
	t.lane, t.obj, t.also, t.alsoObjs = 0, 0, lanes, objs
	if len(lanes) > 0 {
		t.lane = lanes[0]
	} else if len(objs) > 0 {
		t.obj = objs[0]
	}
	t.repaint()
}

// SelectObj selects a primitive, without a call of OnSelectObj.
func (t *Timeline) SelectObj(o trace.Obj) {
	t.lane, t.obj, t.also, t.alsoObjs = 0, o, nil, nil
	t.repaint()
}

// choose selects a lane or a primitive and tells about it.
func (t *Timeline) choose(l trace.Lane, o trace.Obj) {
	lane, obj := t.lane != l, t.obj != o
	several := len(t.also)+len(t.alsoObjs) > 0
	t.lane, t.obj, t.also, t.alsoObjs = l, o, nil, nil
	if lane && t.OnSelect != nil {
		t.OnSelect(l)
	}
	if obj && t.OnSelectObj != nil {
		t.OnSelectObj(o)
	}
	if lane || obj || several {
		t.repaint()
	}
}

// Window is the stretch of time in view.
func (t *Timeline) Window() (from, to trace.Time) { return t.win.from, t.win.to }

// Range is the range that the user selected.
func (t *Timeline) Range() (from, to trace.Time, set bool) {
	return t.span.from, t.span.to, t.span.set
}

// Refresh reads colours and words again and paints.
func (t *Timeline) Refresh() {
	t.words = words.Paint()
	t.over.colours(t.theme())
	t.repaint()
	t.BaseWidget.Refresh()
}

// Close ends the timeline; a painting that is under way is waited for, and
// nothing is painted any more.
func (t *Timeline) Close() {
	t.endGlide()
	t.easel.close()
}

// AccessibilityLabel says what the widget is.
func (t *Timeline) AccessibilityLabel() string { return words.X("w.timeline") }

// theme is the look of the app's theme.
func (t *Timeline) theme() look.Theme { return themed.Look(t.view) }

// scene is what is to be painted now, in a picture of a size in pixels.
func (t *Timeline) scene() paint.Scene {
	return paint.Scene{
		View: t.view, From: t.win.from, To: t.win.to,
		Size: t.easel.size, Scale: t.pixels() * t.zoom,
		Theme: t.theme(), Words: t.words,
		Folded: t.folded, Fit: t.compact, ScrollPx: t.scroll,
		Selected: t.lane, Hovered: t.hoveredLane(), SelObj: t.obj,
		Also: t.also, AlsoObjs: t.alsoObjs, Path: t.path, Marked: t.marked,
		Origin: t.origin, First: t.reach.from, Last: t.reach.to, NoMinimap: t.noMinimap, Marks: t.OnTerm != nil,
		Connectors: t.links, Hits: t.hits, Flags: t.flags, Alerts: t.alerts,
		Moving: t.moving(), Workers: t.arranged.rows, Groups: t.arranged.groups, HiddenObjs: t.arranged.gone, Hidden: t.Hidden(),
	}
}

// hoveredLane is the lane whose slices are lit because the pointer is on it.
func (t *Timeline) hoveredLane() trace.Lane {
	if t.hover.OnRow && t.hover.Row.Kind == paint.RowLane {
		return t.hover.Row.Lane
	}
	return 0
}

// pixels is how many pixels of the picture a unit of length has.
func (t *Timeline) pixels() float64 {
	if w := t.Size().Width; w > 0 && t.easel.size.X > 0 {
		return float64(t.easel.size.X) / float64(w)
	}
	return 1
}

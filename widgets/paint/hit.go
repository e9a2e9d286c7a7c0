package paint

// This file answers what is at a pixel.

import (
	"image"

	"corelanes/engine/trace"
)

// Area is a part of the picture.
type Area uint8

// The areas.
const (
	AreaNothing Area = iota
	AreaAxis
	AreaNames
	AreaPlot
	AreaMinimap
)

// Hit is what is at a pixel.
type Hit struct {
	Area  Area
	Row   Row  // the row, when OnRow
	OnRow bool // there is a row
	Time  trace.Time
	Lane  trace.Lane // the worker: the lane's own, or who runs or holds there
	Obj   trace.Obj  // the primitive or counter: the row's own, or what the worker waits for
	Span  trace.Span // what the worker does there, when Spans
	Ends  trace.Time // where Span ends
	Spans bool       // there is a span
	Depth uint32     // of a primitive: how many wait
	Mark  bool       // at the place of the question mark in a section's title
}

// Hit says what is at pixel (x, y) of the layout's picture of view v.
func (l *Layout) Hit(v *trace.View, x, y int) Hit {
	p := image.Pt(x, y)
	h := Hit{Time: l.Time(float64(x) + 0.5)}
	switch {
	case p.In(l.Axis):
		h.Area = AreaAxis
		return h
	case p.In(l.Minimap):
		h.Area, h.Time = AreaMinimap, l.MinimapTime(float64(x)+0.5)
		return h
	case p.In(l.Names):
		h.Area = AreaNames
	case p.In(l.Plot):
		h.Area = AreaPlot
	default:
		return h
	}
	h.Row, h.OnRow = l.RowAt(y)
	if !h.OnRow || v == nil {
		return h
	}
	h.Lane, h.Obj = h.Row.Lane, h.Row.Obj
	h.Mark = h.Row.Kind == RowHeader && p.In(l.mark(0, h.Row.H).Add(image.Pt(0, y)))
	if h.Area == AreaPlot && h.Time >= 0 && h.Time < l.End {
		h.at(v, trace.Time(l.nsPerPx))
	}
	return h
}

// at fills in who does what at the hit's moment.
func (h *Hit) at(v *trace.View, px trace.Time) {
	switch h.Row.Kind {
	case RowLane:
		h.span(v, px)
		if h.Spans && h.Span.Obj != 0 {
			h.Obj = h.Span.Obj
		}
	case RowCore:
		for _, c := range v.Cores() {
			if c.Core == h.Row.Core {
				h.hold(&c.HoldView)
			}
		}
		h.span(v, px)
	case RowObj:
		if o := v.Obj(h.Row.Obj); o != nil {
			h.hold(&o.HoldView)
		}
	}
}

func (h *Hit) hold(t *trace.HoldView) {
	if i := t.HoldAt(h.Time); i >= 0 {
		x, to := t.Hold(i)
		h.Lane, h.Depth, h.Ends = x.Owner, x.Depth, to
		h.Span.From = x.From
	}
}

// maxJoined bounds how many spans are joined to what is seen as one.
const maxJoined = 256

// whole widens the span, number i, to all of what is drawn as one bar.
func (h *Hit) whole(lane *trace.LaneView, i int) {
	for k := i - 1; k >= max(i-maxJoined, 0); k-- {
		before, _ := lane.Span(k)
		if !goesOn(before, h.Span) {
			break
		}
		h.Span.From = before.From
	}
	for k := i + 1; k < min(i+maxJoined, lane.Len()); k++ {
		next, to := lane.Span(k)
		if !goesOn(h.Span, next) {
			break
		}
		h.Ends = to
	}
}

// span takes the span at the moment, or a wider one that begins within the
// pixel, which is easier to mean.
func (h *Hit) span(v *trace.View, px trace.Time) {
	lane := v.Lane(h.Lane)
	if lane == nil {
		return
	}
	i := lane.At(h.Time)
	if i < 0 {
		return
	}
	h.Span, h.Ends = lane.Span(i)
	h.Spans = true
	if i+1 < lane.Len() {
		if next, to := lane.Span(i + 1); next.From-h.Time < px/2 && to-next.From > h.Ends-h.Span.From {
			h.Span, h.Ends = next, to
			i++
		}
	}
	h.whole(lane, i)
}

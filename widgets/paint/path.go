package paint

// This file paints what is pointed out on the lanes: the critical path, as a
// line along the bars that goes from lane to lane; and single stretches of
// lanes, framed.

import (
	"image"
	"sort"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

const (
	pathUnits   = 4.0 // how thick the path's line is
	stepsPerPx  = 12  // more of the path's steps than this in a pixel are not told apart
	riserUnits  = 3.0 // a line goes from lane to lane between steps that are this wide
	maxMarked   = 4000
	markedUnits = 3.0 // the least width of a frame
	markUnits   = 2.5 // how thick it is
)

// path paints the critical path as far as it is in view.
func (f *frame) path() {
	steps := f.s.Path
	if len(steps) == 0 {
		return
	}
	f.clip = f.l.Plot
	defer f.unclip()
	bars := map[trace.Lane]image.Rectangle{}
	for _, r := range f.l.Rows {
		if r.Kind == RowLane {
			bars[r.Lane] = f.barBox(f.l.Box(r))
		}
	}
	thick := f.s.unit(pathUnits)
	i := sort.Search(len(steps), func(i int) bool { return steps[i].To > f.l.From })
	at, inPixel := -1, 0
	var wide *insight.PathStep // the latest step that is wide enough to be seen
	room := trace.Time(riserUnits * f.s.scale() * f.l.nsPerPx)
	for ; i < len(steps) && steps[i].From < f.l.To; i++ {
		s := &steps[i]
		x0, x1 := int(f.l.X(max(s.From, f.l.From))), int(f.l.X(min(s.To, f.l.To)))
		if x0 != at {
			at, inPixel = x0, 0
		}
		if inPixel++; inPixel > stepsPerPx && x1 == x0 {
			next := f.l.Time(float64(x0 + 1))
			i = max(i, sort.Search(len(steps), func(k int) bool { return steps[k].To > next })-1)
			continue
		}
		bar, shown := bars[s.Lane]
		if !shown {
			continue
		}
		y := bar.Max.Y - thick
		f.fill(image.Rect(x0, y-1, max(x1, x0+1), y+thick+1), f.s.Theme.CrossEdge)
		f.fill(image.Rect(x0, y, max(x1, x0+1), y+thick), f.s.Theme.Found)
		if s.To-s.From < room {
			continue
		}
		if wide != nil && wide.Lane != s.Lane {
			f.riser(bars[wide.Lane], x0, y)
		}
		wide = s
	}
}

// riser is the line from the bar of the path's lane before to the one now, whose
// line is at height y.
func (f *frame) riser(from image.Rectangle, x, y int) {
	thick := f.s.unit(pathUnits)
	top, bottom := min(y, from.Max.Y-thick), max(y, from.Max.Y-thick)+thick
	f.fill(image.Rect(x-thick/2-1, top, x+thick/2+2, bottom), f.s.Theme.CrossEdge)
	f.fill(image.Rect(x-thick/2, top, x+thick/2+1, bottom), f.s.Theme.Found)
}

// marked frames the stretches that are pointed out.
func (f *frame) marked() {
	if len(f.s.Marked) == 0 {
		return
	}
	f.clip = f.l.Plot
	defer f.unclip()
	rows := map[trace.Lane]image.Rectangle{}
	for _, r := range f.l.Rows {
		if r.Kind == RowLane {
			rows[r.Lane] = f.l.Box(r)
		}
	}
	n := 0
	for _, m := range f.s.Marked {
		box, shown := rows[m.Lane]
		if !shown || m.To < f.l.From || m.From > f.l.To {
			continue
		}
		if n++; n > maxMarked {
			return
		}
		x0, x1 := int(f.l.X(max(m.From, f.l.From-1))), int(f.l.X(min(m.To, f.l.To+1)))
		x1 = max(x1, x0+f.s.unit(markedUnits))
		thick := f.s.unit(markUnits) // with an edge on both sides, for it lies on every colour
		f.outline(image.Rect(x0-1, box.Min.Y, x1+1, box.Max.Y), thick+2, f.s.Theme.CrossEdge)
		f.outline(image.Rect(x0, box.Min.Y+1, x1, box.Max.Y-1), thick, f.s.Theme.Found)
	}
}

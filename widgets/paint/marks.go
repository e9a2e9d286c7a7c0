package paint

// This file paints the ticks on a lane: a small shape for each kind of step,
// at the height where it does not hide those of the same moment: what is taken
// and woken at the top, values and items in the middle, what is given back at
// the bottom. With too many of them in view the shapes would hide the lane,
// and thin lines stand for them.

import (
	"image"

	"corelanes/engine/trace"
)

// place is the height in a bar at which a shape stands.
type place uint8

const (
	atTop place = iota
	atMiddle
	atBottom
)

// mark is how one kind of event is drawn: a shape of dots, a unit each, whose
// middle column stands at the event's moment.
type mark struct {
	at    place
	shape []string
}

// markOf are the shapes of the kinds of events; kinds not here have none.
var markOf = map[trace.Kind]mark{
	trace.KindTake: {atTop, []string{ // down into the lane
		"#######",
		".#####.",
		"..###..",
		"...#..."}},
	trace.KindGive: {atBottom, []string{ // up, out of it
		"...#...",
		"..###..",
		".#####.",
		"#######"}},
	trace.KindJoin: {atBottom, []string{ // the door of the room closes behind it
		"####",
		"#...",
		"#...",
		"#...",
		"####"}},
	trace.KindPart: {atBottom, []string{ // and opens
		"####",
		"...#",
		"...#",
		"...#",
		"####"}},
	trace.KindRequeue: {atBottom, []string{ // round to the end of the line
		".####",
		"#...#",
		"#...#",
		"#.###",
		"#..#."}},
	trace.KindTest: {atMiddle, []string{ // a question
		".###.",
		"#...#",
		"...#.",
		"..#..",
		".....",
		"..#.."}},
	trace.KindSet: {atMiddle, []string{ // a value
		"..#..",
		".###.",
		"#####",
		".###.",
		"..#.."}},
	trace.KindWake: {atTop, []string{ // a bell
		".###.",
		"#...#",
		"#...#",
		"#...#",
		".###."}},
	trace.KindMisuse: {atMiddle, []string{ // a cross
		"#...#",
		".#.#.",
		"..#..",
		".#.#.",
		"#...#"}},
	trace.KindPush: {atMiddle, []string{
		"..#..",
		"..#..",
		"#####",
		"..#..",
		"..#.."}},
	trace.KindPop: {atMiddle, []string{
		"#####",
		"#####"}},
}

const (
	marksApartUnits = 8.0 // how much room a shape needs for itself on the mean
	marksSameUnits  = 3.0 // closer ones of one kind are one
)

// laneMarks paints the marks of a lane, one per kind and place.
func (f *frame) laneMarks(lane *trace.LaneView, bar image.Rectangle) {
	if bar.Dy() < f.s.unit(9) {
		return
	}
	all := lane.Marks(f.l.From, f.l.To)
	thin := len(all)*f.s.unit(marksApartUnits) > f.l.Plot.Dx() || bar.Dy() < f.s.unit(textRowHeightUnits)
	last := map[trace.Kind]int{}
	for _, e := range all {
		x := int(f.l.X(e.Time))
		if at, ok := last[e.Kind]; ok && x-at < f.s.unit(marksSameUnits) {
			continue
		}
		last[e.Kind] = x
		if e.Kind == trace.KindSay {
			f.speech(x, bar)
			continue
		}
		if m, ok := markOf[e.Kind]; ok {
			f.mark(m, x, bar, thin)
		}
	}
}

// mark paints one shape, or the thin line that stands for it.
func (f *frame) mark(m mark, x int, bar image.Rectangle, thin bool) {
	ink, halo, dot := f.s.Theme.Cross, f.s.Theme.CrossEdge, f.s.unit(1)
	if thin {
		y := f.markTop(m.at, bar, bar.Dy()/3)
		f.tint(image.Rect(x-dot, y, x+2*dot, y+bar.Dy()/3), halo, 90)
		f.fill(image.Rect(x, y, x+dot, y+bar.Dy()/3), ink)
		return
	}
	left, top := x-len(m.shape[0])/2*dot, f.markTop(m.at, bar, len(m.shape)*dot)
	each := func(do func(box image.Rectangle)) {
		for row, dots := range m.shape {
			for col := range dots {
				if dots[col] == '#' {
					at := image.Pt(left+col*dot, top+row*dot)
					do(image.Rectangle{at, at.Add(image.Pt(dot, dot))})
				}
			}
		}
	}
	each(func(box image.Rectangle) { f.fill(box.Inset(-dot), halo) })
	each(func(box image.Rectangle) { f.fill(box, ink) })
}

// markTop is where a shape so high begins.
func (f *frame) markTop(p place, bar image.Rectangle, height int) int {
	switch p {
	case atTop:
		return bar.Min.Y
	case atBottom:
		return bar.Max.Y - height
	}
	return bar.Min.Y + (bar.Dy()-height)/2
}

// speech paints a small bubble where a worker printed.
func (f *frame) speech(x int, bar image.Rectangle) {
	w, h := f.s.unit(8), f.s.unit(6)
	box := image.Rect(x, bar.Min.Y-1, x+w, bar.Min.Y-1+h)
	f.fill(image.Rect(x, bar.Min.Y, x+f.s.unit(1), bar.Min.Y+h+f.s.unit(3)), f.s.Theme.Cross)
	f.fill(box, f.s.Theme.Cross)
	f.fill(box.Inset(1), f.s.Theme.CrossEdge)
	f.fill(image.Rect(box.Min.X+2, box.Min.Y+h/2, box.Max.X-2, box.Min.Y+h/2+1), f.s.Theme.Cross)
}

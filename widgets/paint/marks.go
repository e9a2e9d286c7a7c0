package paint

// This file paints the ticks on a lane: takes and gives, steps of other
// primitives, and the texts that a worker printed.

import (
	"image"

	"corelanes/engine/trace"
)

// tick is how one kind of event is marked: where on the bar the tick begins
// and ends, as parts of its height, and whether a cap sits at one end.
type tick struct {
	from, to float64
	cap      int8 // -1 at the top, 1 at the bottom
}

// ticks are the marks of the kinds of events; those not here have none.
var tickOf = map[trace.Kind]tick{
	trace.KindTake: {0, 0.34, -1},
	trace.KindGive: {0.66, 1, 1},
	trace.KindSet:  {0.3, 0.7, 0},
	trace.KindPush: {0.3, 0.7, 0},
	trace.KindPop:  {0.3, 0.7, 0},
	trace.KindWake: {0, 0.3, 0},
}

// laneMarks paints the marks of a lane, one per kind and column.
func (f *frame) laneMarks(lane *trace.LaneView, bar image.Rectangle) {
	if bar.Dy() < f.s.unit(9) {
		return
	}
	last := map[trace.Kind]int{}
	for _, e := range lane.Marks(f.l.From, f.l.To) {
		x := int(f.l.X(e.Time))
		if at, ok := last[e.Kind]; ok && x-at < f.s.unit(2) {
			continue
		}
		last[e.Kind] = x
		if e.Kind == trace.KindSay {
			f.speech(x, bar)
			continue
		}
		if t, ok := tickOf[e.Kind]; ok {
			f.tick(t, x, bar)
		}
	}
}

func (f *frame) tick(t tick, x int, bar image.Rectangle) {
	h := float64(bar.Dy())
	y0, y1 := bar.Min.Y+int(t.from*h), bar.Min.Y+int(t.to*h+0.5)
	ink, halo := f.s.Theme.Cross, f.s.Theme.CrossEdge
	w := f.s.unit(1)
	f.tint(image.Rect(x-w, y0, x+2*w, y1), halo, 90)
	f.fill(image.Rect(x, y0, x+w, y1), ink)
	c := f.s.unit(1.5)
	switch t.cap {
	case -1:
		f.fill(image.Rect(x-c, y0, x+w+c, y0+c), ink)
	case 1:
		f.fill(image.Rect(x-c, y1-c, x+w+c, y1), ink)
	}
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

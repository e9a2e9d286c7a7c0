package paint

// This file paints the time axis and its lines through the lanes.

import (
	"image"
	"math"
	"strconv"

	"corelanes/engine/trace"
)

// axisTick is one labelled moment.
type axisTick struct {
	at   trace.Time
	x    int
	text string
}

// findTicks are the labelled moments in view: the closest round steps at which
// their labels keep apart.
func (f *frame) findTicks() []axisTick {
	from, to := f.l.From-f.s.Origin, f.l.To-f.s.Origin
	limit := max(to, -from)
	units := f.s.Words.Units
	step := RoundStep(trace.Time(f.l.nsPerPx * float64(f.s.unit(48))))
	for {
		wide := f.small.width(units.Instant(limit, limit, step)) + f.s.unit(22)
		if float64(step)/f.l.nsPerPx >= float64(wide) || step > to-from {
			break
		}
		next := RoundStep(step + 1)
		if next <= step { // the roundest there is
			break
		}
		step = next
	}
	var out []axisTick
	first := from / step * step
	if first < from {
		first += step
	}
	for at := first; at < to; at += step {
		out = append(out, axisTick{at + f.s.Origin, int(f.l.X(at + f.s.Origin)), units.Instant(at, limit, step)})
	}
	return out
}

// RoundStep is the least step of 1, 2 or 5 times a power of ten that is not
// below t.
func RoundStep(t trace.Time) trace.Time {
	for p := trace.Time(1); ; p *= 10 {
		for _, m := range [...]trace.Time{1, 2, 5} {
			if m*p >= t || p > trace.Forever/100 {
				return m * p
			}
		}
	}
}

// grid paints the lines of the labelled moments.
func (f *frame) grid() {
	clip := f.clip
	f.clip = clip.Intersect(f.l.Plot)
	for _, t := range f.ticks {
		f.fill(image.Rect(t.x, f.l.Plot.Min.Y, t.x+1, f.l.Plot.Max.Y), f.s.Theme.Grid)
	}
	f.clip = clip
}

func (f *frame) axis() {
	th, u := &f.s.Theme, f.s.unit
	f.fill(image.Rect(0, f.l.Axis.Min.Y, f.l.Axis.Max.X, f.l.Axis.Max.Y), th.Panel)
	f.clip = f.l.Axis
	for _, t := range f.ticks {
		f.fill(image.Rect(t.x, f.l.Axis.Max.Y-u(6), t.x+1, f.l.Axis.Max.Y), th.LoadLine)
		w := f.small.width(t.text)
		x := min(max(t.x-w/2, f.l.Axis.Min.X+u(3)), f.l.Axis.Max.X-w-u(3))
		f.text(f.small, x, f.l.Axis.Max.Y-u(9), t.text, th.Muted)
	}
	f.origin()
	f.unclip()
	f.fill(image.Rect(0, f.l.Axis.Max.Y-1, f.l.Axis.Max.X, f.l.Axis.Max.Y), th.Line)
	if s := f.s.View; s != nil && !f.l.Names.Empty() {
		text := f.small.cut(f.s.Words.Units.Duration(f.l.To-f.l.From), f.l.Names.Dx()-u(12))
		f.text(f.small, u(8), f.l.Axis.Max.Y-u(9), text, th.Muted)
	}
}

// OriginUnits is how wide and high the mark of the axis' zero is, units.
const OriginUnits = 9.0

// origin marks where the axis counts from: a triangle that can be dragged.
func (f *frame) origin() {
	if f.s.View == nil || f.s.NoMinimap && f.s.Origin == 0 { // a picture that nobody drags
		return
	}
	x, size, ink := round(f.l.X(f.s.Origin)), f.s.unit(OriginUnits), f.s.Theme.Muted
	if f.s.Origin != 0 {
		ink = f.s.Theme.Found
	}
	for i := range size {
		half := (size - i) / 2
		f.fill(image.Rect(x-half, f.l.Axis.Max.Y-1-i, x+half+1, f.l.Axis.Max.Y-i), ink)
	}
}

// OnOrigin says whether a pixel is on the mark of the axis' zero.
func (l *Layout) OnOrigin(origin trace.Time, x, y int, unit float64) bool {
	room := OriginUnits * unit
	return math.Abs(l.X(origin)-float64(x)) <= room && y < l.Axis.Max.Y && float64(y) >= float64(l.Axis.Max.Y)-1.5*room
}

// String is for tests and debugging.
func (t axisTick) String() string { return t.text + "@" + strconv.Itoa(t.x) }

package paint

// This file paints a Value: a step line with the number on it.

import (
	"image"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// value paints the number as a line between the least and the greatest in
// view, and writes it where it stands long enough.
func (f *frame) value(o *trace.ObjView, bar image.Rectangle) {
	number := func(s *trace.ObjState) int64 { return insight.Number(o, s) }
	lo, hi, some := int64(0), int64(0), false
	f.eachState(o, func(_, _ trace.Time, s *trace.ObjState) {
		n := number(s)
		if !some {
			lo, hi, some = n, n, true
		}
		lo, hi = min(lo, n), max(hi, n)
	})
	line := f.s.unit(1.5)
	height := func(n int64) int {
		if hi == lo {
			return bar.Max.Y - bar.Dy()/4
		}
		return bar.Max.Y - line - int((float64(n)-float64(lo))/(float64(hi)-float64(lo))*float64(bar.Dy()-line)+0.5)
	}
	was := -1
	ink := f.s.Theme.Accent
	f.eachState(o, func(from, to trace.Time, s *trace.ObjState) {
		x0, x1, y := round(f.l.X(from)), round(f.l.X(to)), height(number(s))
		f.tint(image.Rect(x0, y, x1, bar.Max.Y), ink, 30)
		f.fill(image.Rect(x0, y, max(x1, x0+1), y+line), ink)
		if was >= 0 && was != y {
			f.fill(image.Rect(x0, min(y, was), x0+line, max(y, was)+line), ink)
		}
		was = y
	})
	f.numbers(o, bar, number, height)
}

// numbers writes the number beside its line: over it where there is room,
// else under it.
func (f *frame) numbers(o *trace.ObjView, bar image.Rectangle, number func(*trace.ObjState) int64, height func(int64) int) {
	if bar.Dy() < f.s.unit(textRowHeightUnits)-f.s.unit(2) {
		return
	}
	type stretch struct {
		n      int64
		x0, x1 int
	}
	var last stretch
	write := func() {
		text := itoa(last.n)
		w := f.small.width(text)
		if last.x1-last.x0 < w+f.s.unit(4) {
			return
		}
		y := height(last.n) - f.s.unit(2)
		if y-f.small.ascent < bar.Min.Y {
			y = height(last.n) + f.s.unit(4) + f.small.ascent
		}
		x := (max(last.x0, bar.Min.X) + min(last.x1, bar.Max.X) - w) / 2
		f.text(f.small, x, min(y, bar.Max.Y), text, f.s.Theme.Text)
	}
	f.eachState(o, func(from, to trace.Time, s *trace.ObjState) {
		n, x0, x1 := number(s), round(f.l.X(from)), round(f.l.X(to))
		if n == last.n && last.x1 > last.x0 {
			last.x1 = x1
			return
		}
		write()
		last = stretch{n, x0, x1}
	})
	write()
}

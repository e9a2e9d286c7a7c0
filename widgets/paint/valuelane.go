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
	all := f.facts(o, func(s *trace.ObjState) shown { return shown{n: insight.Number(o, s)} })
	if len(all) == 0 {
		return
	}
	lo, hi := all[0].n, all[0].n
	for _, x := range all {
		lo, hi = min(lo, x.n), max(hi, x.n)
	}
	line := f.s.unit(1.5)
	height := func(n int64) int {
		if hi == lo {
			return bar.Max.Y - bar.Dy()/4
		}
		return bar.Max.Y - line - int((float64(n)-float64(lo))/(float64(hi)-float64(lo))*float64(bar.Dy()-line)+0.5)
	}
	was := -1
	ink := f.s.Theme.Accent
	for _, x := range all {
		x0, x1, y := round(f.l.X(x.from)), round(f.l.X(x.to)), height(x.n)
		f.tint(image.Rect(x0, y, x1, bar.Max.Y), ink, 30)
		f.fill(image.Rect(x0, y, max(x1, x0+1), y+line), ink)
		if was >= 0 {
			f.fill(image.Rect(x0, min(y, was), x0+line, max(y, was)+line), ink)
		}
		was = y
	}
	if bar.Dy() >= f.s.unit(textRowHeightUnits)-f.s.unit(2) {
		f.numbers(all, bar, height)
	}
}

// numbers writes each number beside its line: over it where there is room,
// else under it.
func (f *frame) numbers(all []fact, bar image.Rectangle, height func(int64) int) {
	for _, s := range all {
		x0, x1 := max(round(f.l.X(s.from)), bar.Min.X), min(round(f.l.X(s.to)), bar.Max.X)
		text := itoa(s.n)
		w := f.small.width(text)
		if x1-x0 < w+f.s.unit(4) {
			continue
		}
		y := height(s.n) - f.s.unit(2)
		if y-f.small.ascent < bar.Min.Y {
			y = height(s.n) + f.s.unit(4) + f.small.ascent
		}
		f.text(f.small, (x0+x1-w)/2, min(y, bar.Max.Y), text, f.s.Theme.Text)
	}
}

package paint

// This file paints the time axis and its lines through the lanes.

import (
	"image"
	"strconv"

	"corelanes/engine/trace"
)

// axisTick is one labelled moment.
type axisTick struct {
	at   trace.Time
	x    int
	text string
}

// ticks are the labelled moments in view: the closest round steps at which
// their labels keep apart.
func (f *frame) ticks() []axisTick {
	limit := max(f.l.To, -f.l.From)
	units := f.s.Words.Units
	step := RoundStep(trace.Time(f.l.nsPerPx * float64(f.s.unit(48))))
	for {
		wide := f.small.width(units.Instant(limit, limit, step)) + f.s.unit(22)
		if float64(step)/f.l.nsPerPx >= float64(wide) || step > f.l.To-f.l.From {
			break
		}
		next := RoundStep(step + 1)
		if next <= step { // the roundest there is
			break
		}
		step = next
	}
	var out []axisTick
	for at := (f.l.From + step - 1) / step * step; at < f.l.To; at += step {
		out = append(out, axisTick{at, int(f.l.X(at)), units.Instant(at, limit, step)})
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

func (f *frame) grid(ticks []axisTick) {
	f.clip = f.l.Plot
	defer f.unclip()
	for _, t := range ticks {
		f.fill(image.Rect(t.x, f.l.Plot.Min.Y, t.x+1, f.l.Plot.Max.Y), f.s.Theme.Grid)
	}
}

func (f *frame) axis(ticks []axisTick) {
	th, u := &f.s.Theme, f.s.unit
	f.fill(image.Rect(0, f.l.Axis.Min.Y, f.l.Axis.Max.X, f.l.Axis.Max.Y), th.Panel)
	f.clip = f.l.Axis
	for _, t := range ticks {
		f.fill(image.Rect(t.x, f.l.Axis.Max.Y-u(6), t.x+1, f.l.Axis.Max.Y), th.LoadLine)
		w := f.small.width(t.text)
		x := min(max(t.x-w/2, f.l.Axis.Min.X+u(3)), f.l.Axis.Max.X-w-u(3))
		f.text(f.small, x, f.l.Axis.Max.Y-u(9), t.text, th.Muted)
	}
	f.unclip()
	f.fill(image.Rect(0, f.l.Axis.Max.Y-1, f.l.Axis.Max.X, f.l.Axis.Max.Y), th.Line)
	if s := f.s.View; s != nil && !f.l.Names.Empty() {
		text := f.small.cut(f.s.Words.Units.Duration(f.l.To-f.l.From), f.l.Names.Dx()-u(12))
		f.text(f.small, u(8), f.l.Axis.Max.Y-u(9), text, th.Muted)
	}
}

// String is for tests and debugging.
func (t axisTick) String() string { return t.text + "@" + strconv.Itoa(t.x) }

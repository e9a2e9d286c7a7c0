package curves

// This file holds the words under the axis: they stand in the middle below their
// tick, and end where the next tick's words begin.

import (
	"fyne.io/fyne/v2"
)

// apart is between the words of two ticks, units of length.
const apart = 8

// tickRoom is how wide the words of a tick may be: half way to the neighbours at
// both sides, or where there is none, to the end of the picture.
func (r *renderer) tickRoom(f *frame, i int, width float32) float32 {
	ticks := r.of.chart.Ticks
	at := func(i int) float32 { return f.at(Point{ticks[i].X, 0}).X }
	room := width
	if i > 0 {
		d := at(i) - at(i-1) - apart
		room = min(room, d, d/2+width-at(i))
	}
	if i+1 < len(ticks) {
		d := at(i+1) - at(i) - apart
		room = min(room, d, d/2+at(i))
	}
	return room
}

// fitting is as much of a text as is not wider than room, with an ellipsis for what
// is left out; a text of few signs stays whole.
func fitting(s string, room, size float32) string {
	signs := []rune(s)
	for n := len(signs); n > short; n-- {
		if n < len(signs) {
			s = string(signs[:n]) + "…"
		}
		if fyne.MeasureText(s, size, fyne.TextStyle{}).Width <= room {
			return s
		}
	}
	return s
}

// short is the number of signs below which nothing is left out: a number has no
// sign to spare.
const short = 8

package paint

// This file paints what lies over the whole recording: where something was
// found, and bookmarks.

import (
	"image"
	"sort"

	"corelanes/engine/trace"
)

// Flag is a bookmark: an instant, and what a person noted of it.
type Flag struct {
	At   trace.Time
	Note string
}

const (
	hitUnits  = 5.0 // the height of the mark of a hit
	flagWidth = 8.0
	flagTall  = 11.0
)

// hits marks where something was found: on the foot of the axis, and on top of
// the minimap.
func (f *frame) hits() {
	if len(f.s.Hits) == 0 {
		return
	}
	tall, thick := f.s.unit(hitUnits), f.s.unit(2)
	f.unclip()
	f.eachHit(f.l.Axis, f.l.Time, func(x int) {
		f.fill(image.Rect(x, f.l.Axis.Max.Y-tall, min(x+thick, f.l.Axis.Max.X), f.l.Axis.Max.Y), f.s.Theme.Found)
	})
	if f.s.View != nil {
		f.eachHit(f.l.Minimap, f.l.MinimapTime, func(x int) {
			f.fill(image.Rect(x, f.l.Minimap.Min.Y, min(x+thick, f.l.Minimap.Max.X), f.l.Minimap.Min.Y+tall), f.s.Theme.Found)
		})
	}
}

// eachHit calls do for each column of a box under which something was found.
func (f *frame) eachHit(box image.Rectangle, at func(float64) trace.Time, do func(x int)) {
	all := f.s.Hits
	for x := box.Min.X; x < box.Max.X; x++ {
		from, to := at(float64(x)), at(float64(x+1))
		i := sort.Search(len(all), func(i int) bool { return all[i] >= from })
		if i == len(all) {
			return
		}
		if all[i] < to {
			do(x)
		}
	}
}

// flags paints the bookmarks: a pennant in the axis, a thin line through the
// lanes.
func (f *frame) flags() {
	f.unclip()
	for i, b := range f.s.Flags {
		x := round(f.l.X(b.At))
		if x < f.l.Plot.Min.X || x >= f.l.Plot.Max.X {
			continue
		}
		ink, u := f.s.Theme.Found, f.s.unit
		f.tint(image.Rect(x, u(flagTall), x+1, f.l.Plot.Max.Y), ink, 150)
		f.fill(image.Rect(x, u(2), x+u(1.5), f.l.Axis.Max.Y), ink)
		f.fill(image.Rect(x, u(2), x+u(flagWidth), u(flagTall)), ink)
		text := itoa(int64(i + 1))
		if f.small.width(text) <= u(flagWidth)+u(4) {
			f.text(f.small, x+u(flagWidth)+u(2), u(flagTall), text, ink)
		}
	}
}

// FlagAt is the number of the flag under a pixel of the axis, -1 where there is
// none.
func (l *Layout) FlagAt(s []Flag, x, y int, unit float64) int {
	if !image.Pt(x, y).In(l.Axis) {
		return -1
	}
	for i := len(s) - 1; i >= 0; i-- {
		if at := l.X(s[i].At); float64(x) >= at-2*unit && float64(x) <= at+2*flagWidth*unit {
			return i
		}
	}
	return -1
}

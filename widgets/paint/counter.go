package paint

// This file paints what is sampled: the load of a core behind its owners, and
// the counters as step lines.
//
// A core's load is a mean over the time since the sample before, so it is
// drawn backwards; a counter's value holds from its sample on.

import (
	"image"
	"sort"

	"corelanes/engine/trace"
)

// load paints a core's load: an area, and a line on top of it.
func (f *frame) load(o trace.Obj, band image.Rectangle) {
	was := -1
	w := f.s.unit(1)
	f.eachLoad(o, band, func(x0, x1, y int) {
		f.fill(image.Rect(x0, y, x1, band.Max.Y), f.s.Theme.Load)
		f.fill(image.Rect(x0, y, x1, y+w), f.s.Theme.LoadLine)
		if was >= 0 && was != y {
			f.fill(image.Rect(x0, min(y, was), x0+w, max(y, was)+w), f.s.Theme.LoadLine)
		}
		was = y
	})
}

// eachLoad walks the samples of a load in view: columns and the height of the
// line.
func (f *frame) eachLoad(o trace.Obj, bar image.Rectangle, do func(x0, x1, y int)) {
	if o == 0 || bar.Dy() < 2 {
		return
	}
	all := f.s.View.Samples(o)
	lo := sort.Search(len(all), func(i int) bool { return all[i].Time >= f.l.From })
	for i := lo; i < len(all); i++ {
		from := trace.Time(0)
		if i > 0 {
			from = all[i-1].Time
		}
		if from >= f.l.To {
			return
		}
		x0, x1 := round(max(f.l.X(from), float64(bar.Min.X-4))), round(min(f.l.X(all[i].Time), float64(bar.Max.X+4)))
		part := float64(min(max(all[i].Value, 0), 100)) / 100
		do(x0, max(x1, x0+1), bar.Max.Y-f.s.unit(1)-int(part*float64(bar.Dy()-f.s.unit(1))+0.5))
	}
}

// inView are which samples of a counter, lo … hi-1, count in the window: from the
// last one before it on.
func (f *frame) inView(all []trace.Sample) (lo, hi int) {
	lo = sort.Search(len(all), func(i int) bool { return all[i].Time > f.l.From })
	hi = sort.Search(len(all), func(i int) bool { return all[i].Time >= f.l.To })
	return max(lo-1, 0), max(hi, lo)
}

// counterRange is the least and the greatest value of a counter in view.
func (f *frame) counterRange(r Row) (lo, hi int64, info trace.ObjInfo, ok bool) {
	obj := f.s.View.Obj(r.Obj)
	if obj == nil {
		return
	}
	first, end := f.inView(f.s.View.Samples(r.Obj))
	if first == end {
		return 0, 0, obj.Info, false
	}
	lo, hi = f.s.View.Extremes(r.Obj, first, end)
	return lo, hi, obj.Info, true
}

// counter paints a counter as a step line over a light area. The line stands
// on zero when the values come near it, else on the least in view.
func (f *frame) counter(r Row, box image.Rectangle) {
	least, greatest, _, ok := f.counterRange(r)
	if !ok {
		return
	}
	base := least
	if least >= 0 && least*2 < greatest {
		base = 0
	}
	inset := f.s.unit(4)
	top, bottom := box.Min.Y+inset, box.Max.Y-inset
	height := func(v int64) int {
		if greatest == base {
			return (top + bottom) / 2
		}
		return bottom - int(float64(v-base)/float64(greatest-base)*float64(bottom-top)+0.5)
	}
	ink := f.s.Theme.Accent
	if r.Lane != 0 {
		ink = f.s.Theme.OwnerOf(r.Lane)
	}
	line := f.s.unit(1.5)
	samples := f.s.View.Samples(r.Obj)
	first, end := f.inView(samples)
	column := func(i int) int { return round(max(f.l.X(samples[i].Time), float64(box.Min.X-4))) }
	high, low := box.Max.Y, box.Min.Y // of the sample before, and those that share a column
	for i := first; i < end; i++ {
		x0 := column(i)
		last := lastOf(i, end, func(i int) bool { return column(i) == x0 })
		lo, hi := f.s.View.Extremes(r.Obj, i, last+1)
		high, low = min(high, height(hi)), max(low, height(lo))
		i = last
		to := f.l.End
		if i+1 < end {
			to = samples[i+1].Time
		}
		x1 := round(min(f.l.X(min(to, f.l.To)), float64(box.Max.X)))
		y := height(samples[i].Value)
		f.tint(image.Rect(x0, y, x1, bottom), ink, 46)
		f.fill(image.Rect(x0, y, max(x1, x0+1), y+line), ink)
		if high != low {
			f.fill(image.Rect(x0, high, x0+line, low+line), ink)
		}
		high, low = y, y
	}
}

// lastOf is the last of i … end-1 of which something is true that is true of i, and
// false of all from some other on.
func lastOf(i, end int, is func(i int) bool) int {
	step := 1
	for i+step < end && is(i+step) {
		i += step
		step *= 2
	}
	for ; step > 0; step /= 2 {
		if i+step < end && is(i+step) {
			i += step
		}
	}
	return i
}

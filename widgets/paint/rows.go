package paint

// This file paints the rows in sight, each with the ground behind it, on two
// cores when there are many.

import (
	"image"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// shownRow is a row in sight.
type shownRow struct {
	Row
	box  image.Rectangle // parts of which may lie outside the plot
	even bool            // it is darkened a little, to be told from its neighbours

	look        rowLook
	kept, fresh []uint8 // its picture, or where to keep it; nil
}

// inSight are the rows in sight, from top to bottom.
func (f *frame) inSight() (rows []shownRow) {
	n := 0
	for _, r := range f.l.Rows {
		box := f.l.Box(r)
		if box.Max.Y <= f.l.Plot.Min.Y {
			continue
		}
		if box.Min.Y >= f.l.Plot.Max.Y {
			break
		}
		if r.Kind != RowHeader {
			n++
		}
		rows = append(rows, shownRow{Row: r, box: box, even: r.Kind != RowHeader && n%2 == 0})
	}
	return rows
}

// sharedFrom is how many rows in sight are shared among two painters: with fewer
// there is not enough to do.
const sharedFrom = 8

// rows paints every row in sight, and the ground where there is none. No row
// paints outside its own band, so many of them are painted on two cores: those at
// the bottom first, for a primitive may cost as much as many lanes, and whoever
// came to it last would keep the other waiting.
func (f *frame) rows() {
	f.findFreezes()
	rows := f.inSight()
	f.keep.take(f, rows)
	top, bottom := f.l.Plot.Min.Y, f.l.Plot.Min.Y
	if len(rows) > 0 {
		bottom = min(rows[len(rows)-1].box.Max.Y, f.l.Plot.Max.Y)
	}
	var left atomic.Int32
	left.Store(int32(len(rows)))
	paint := func(f *frame) {
		for i := left.Add(-1); i >= 0; i = left.Add(-1) {
			f.oneRow(&rows[i])
		}
	}
	if mate := f.mate(len(rows)); mate != nil {
		var other sync.WaitGroup
		other.Go(func() { paint(mate) })
		paint(f)
		other.Wait()
	} else {
		paint(f)
	}
	f.keep.put(rows)
	f.ground(image.Rect(0, 0, f.s.Size.X, top))
	f.ground(image.Rect(0, bottom, f.s.Size.X, f.s.Size.Y))
	f.unclip()
}

// mate is the same frame for a painter on another core, nil when there is none or
// it is not worth it.
func (f *frame) mate(rows int) *frame {
	if rows < sharedFrom || runtime.GOMAXPROCS(0) < 2 {
		return nil
	}
	p := f.second
	if p == nil {
		p = &Painter{regular: f.regular, bold: f.bold}
		f.second = p
	}
	if p.prepare(f.s) != nil {
		return nil
	}
	mate := *f
	mate.Painter = p
	return &mate
}

// oneRow paints one row: what lies behind it, its times, its name.
func (f *frame) oneRow(r *shownRow) {
	if r.kept != nil {
		f.fromKept(r)
		return
	}
	all := image.Rect(0, f.l.Plot.Min.Y, f.l.Plot.Max.X, f.l.Plot.Max.Y).Intersect(image.Rect(0, r.box.Min.Y, f.l.Plot.Max.X, r.box.Max.Y))
	f.clip = all
	f.rowGround(r)
	f.clip, f.top = all.Intersect(f.l.Plot), r.box.Min.Y
	switch r.Kind {
	case RowCore:
		f.core(r.Row, r.box)
	case RowLane:
		f.lane(r.Row, r.box)
	case RowObj:
		f.object(r.Row, r.box)
	case RowGroup:
		f.groupLane(r.Row, r.box)
	case RowCounter:
		f.counter(r.Row, r.box)
	}
	f.clip = all
	switch r.Kind {
	case RowHeader:
		f.header(r.Row, r.box)
	case RowGroup:
		f.groupName(r.Row, r.box)
	default:
		f.name(r.Row, r.box)
	}
	if r.fresh != nil {
		f.toKept(r)
	}
}

// ground paints what is seen in a part of the picture where there is no row.
func (f *frame) ground(part image.Rectangle) {
	f.clip = part
	f.fill(part, f.s.Theme.Background)
	f.beyond()
	f.grid()
	f.border()
	f.unclip()
}

// rowGround paints what lies behind a row: every second one a little darker, the
// selected one clearly.
func (f *frame) rowGround(r *shownRow) {
	f.fill(f.clip, f.s.Theme.Background)
	f.beyond()
	end := f.l.Plot.Max.X
	if x := int(f.l.X(f.l.End) + 0.5); x < end {
		end = max(x, f.l.Names.Max.X)
	}
	switch {
	case r.Kind == RowHeader:
	case f.isSelected(r.Row):
		f.fill(image.Rect(0, r.box.Min.Y, f.l.Plot.Max.X, r.box.Max.Y), f.s.Theme.Select)
	case r.even:
		f.fill(image.Rect(0, r.box.Min.Y, end, r.box.Max.Y), f.s.Theme.RowEven)
	}
	f.grid()
	f.border()
}

// beyond darkens the time before the run and after what is known of it.
func (f *frame) beyond() {
	if f.s.View == nil {
		return
	}
	whole := image.Rect(f.l.Plot.Min.X, f.l.Plot.Min.Y, f.l.Plot.Max.X, f.l.Plot.Max.Y)
	if x := int(f.l.X(0)); x > whole.Min.X {
		f.fill(image.Rect(whole.Min.X, whole.Min.Y, min(x, whole.Max.X), whole.Max.Y), f.s.Theme.Panel)
	}
	if x := int(f.l.X(f.l.End) + 0.5); x < whole.Max.X {
		f.fill(image.Rect(max(x, whole.Min.X), whole.Min.Y, whole.Max.X, whole.Max.Y), f.s.Theme.Panel)
	}
}

// border parts the names from the times.
func (f *frame) border() {
	if f.s.View != nil {
		f.fill(image.Rect(f.l.Names.Max.X-1, f.l.Plot.Min.Y, f.l.Names.Max.X, f.l.Plot.Max.Y), f.s.Theme.Line)
	}
}

func (f *frame) isSelected(r Row) bool {
	switch r.Kind {
	case RowLane:
		return r.Lane != 0 && (r.Lane == f.s.Selected || slices.Contains(f.s.Also, r.Lane))
	case RowObj:
		return r.Obj != 0 && (r.Obj == f.s.SelObj || slices.Contains(f.s.AlsoObjs, r.Obj))
	}
	return false
}

func (f *frame) unclip() { f.clip = image.Rect(0, 0, f.s.Size.X, f.s.Size.Y) }

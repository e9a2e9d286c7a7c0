package paint

// This file keeps the rows of a window that stays: the pointer, a selection, a
// search or the wheel over the names change some rows, or move them, and the
// others are copied.
//
// A row's picture depends on the window, on what it shows and on how it is
// marked, and on nothing else; all of that is in the two keys below. While the
// window moves every row is new, and nothing is kept: a row is put by when it is
// painted for the second time in the same window.

import (
	"image"
	"maps"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// outlook is what the pictures of all rows depend on.
type outlook struct {
	view        *trace.View
	from, to    trace.Time
	plot, names image.Rectangle
	scale       float64
	theme       look.Theme
	origin      trace.Time
	moving      bool
}

// rowLook is what the picture of one row depends on beside that.
type rowLook struct {
	Row
	even, selected bool
	lit            trace.Lane // whose slices stand out in it
}

// keptPictures is for how many pictures of the scene's size rows may be kept.
const keptPictures = 3

// kept is rows put by.
type kept struct {
	outlook outlook
	words   Words
	rows    map[rowLook][]uint8
	free    map[int][][]uint8 // memory of rows that are of no use any more, by its size
	bytes   int
}

// stays says whether the scene's rows may be those of the scene before, and forgets
// what was kept if they are not.
func (k *kept) stays(f *frame) bool {
	s := f.s
	now := outlook{s.View, f.l.From, f.l.To, f.l.Plot, f.l.Names, s.scale(), s.Theme, s.Origin, s.Moving}
	if now == k.outlook && k.words.same(&s.Words) {
		return true
	}
	k.outlook, k.words = now, s.Words
	k.forget()
	return false
}

// forget makes the memory of the kept rows free.
func (k *kept) forget() {
	for look, pix := range k.rows {
		k.free[len(pix)] = append(k.free[len(pix)], pix)
		delete(k.rows, look)
	}
}

// room is memory for one more row, nil when there is none.
func (k *kept) room(n, most int) []uint8 {
	if k.rows == nil {
		k.rows, k.free = map[rowLook][]uint8{}, map[int][][]uint8{}
	}
	if all := k.free[n]; len(all) > 0 {
		k.free[n] = all[:len(all)-1]
		return all[len(all)-1]
	}
	if k.bytes+n > most {
		clear(k.free)
		k.bytes = 0
		for _, pix := range k.rows {
			k.bytes += len(pix)
		}
		if k.bytes+n > most {
			return nil
		}
	}
	k.bytes += n
	return make([]uint8, n)
}

// take gives each row in sight its kept picture, or memory for one where that is
// worth it. Titles are painted anew, and so are rows that are cut off.
func (k *kept) take(f *frame, rows []shownRow) {
	if !k.stays(f) || f.l.Plot.Max.X > f.s.Size.X {
		return
	}
	most := keptPictures * 4 * f.s.Size.X * f.s.Size.Y
	for i := range rows {
		r := &rows[i]
		if r.Kind == RowHeader || r.Kind == RowGroup || r.box.Min.Y < f.l.Plot.Min.Y || r.box.Max.Y > f.l.Plot.Max.Y {
			continue
		}
		r.look = rowLook{r.Row, r.even, f.isSelected(r.Row), 0}
		r.look.Y = 0
		if r.Kind != RowLane {
			r.look.lit = f.s.lit()
		}
		if r.kept = k.rows[r.look]; r.kept == nil {
			r.fresh = k.room(4*f.l.Plot.Max.X*r.H, most)
		}
	}
}

// put keeps the rows that were painted into memory of their own.
func (k *kept) put(rows []shownRow) {
	for i := range rows {
		if rows[i].fresh != nil {
			k.rows[rows[i].look] = rows[i].fresh
		}
	}
}

// fromKept copies a row's kept picture into the frame.
func (f *frame) fromKept(r *shownRow) {
	n := 4 * f.l.Plot.Max.X
	for y := range r.H {
		copy(f.row(r.box.Min.Y+y, 0, f.l.Plot.Max.X), r.kept[y*n:])
	}
}

// toKept copies a row out of the frame.
func (f *frame) toKept(r *shownRow) {
	n := 4 * f.l.Plot.Max.X
	for y := range r.H {
		copy(r.fresh[y*n:], f.row(r.box.Min.Y+y, 0, f.l.Plot.Max.X))
	}
}

// same says whether two are in the same words, as far as rows show them.
func (w *Words) same(o *Words) bool {
	return w.Core == o.Core && w.FlagUp == o.FlagUp && w.FlagDown == o.FlagDown && w.Broken == o.Broken &&
		w.Letters == o.Letters && w.Units == o.Units && maps.Equal(w.Kinds, o.Kinds) && maps.Equal(w.Overheads, o.Overheads) &&
		maps.Equal(w.Counters, o.Counters) && maps.Equal(w.OfProcess, o.OfProcess)
}

package paint

// This file paints the column of names, and says what rows, lanes and objects
// are called.

import (
	"image"

	"corelanes/engine/trace"
)

// header paints a section's title.
func (f *frame) header(r Row, box image.Rectangle) {
	box.Min.X = 0
	th := &f.s.Theme
	f.fill(box, th.Panel)
	f.fill(image.Rect(box.Min.X, box.Max.Y-1, box.Max.X, box.Max.Y), th.Line)
	size := f.s.unit(8)
	f.triangle(f.s.unit(6), (box.Min.Y+box.Max.Y)/2-size/3, size, !f.s.Folded[r.Section], th.Muted)
	title := f.s.Words.Sections[r.Section]
	x, line := f.s.unit(20), f.heads.middle(box.Min.Y, box.Max.Y)
	f.text(f.heads, x, line, title, th.Muted)
	x += f.heads.width(title)
	if at := f.l.mark(box.Min.Y, box.Dy()); f.s.Marks && !at.Empty() {
		x = max(x, at.Min.X+(at.Dx()-f.heads.width("?"))/2)
		f.text(f.heads, x, line, "?", th.Muted)
		x = max(x, at.Max.X)
	}
	if r.Section == Workers && f.s.Hidden > 0 {
		f.text(f.heads, x, line, "   "+f.s.Words.Hidden+" "+itoa(int64(f.s.Hidden)), th.Muted)
	}
}

// mark is the place of the question mark in a section's title that begins at y
// and is h high: right of the column of names.
func (l *Layout) mark(y, h int) image.Rectangle {
	if l.Names.Empty() {
		return image.Rectangle{}
	}
	return image.Rect(l.Names.Max.X, y, l.Names.Max.X+h, y+h)
}

// name paints a row's name: with the owner's colour where the row is a worker.
func (f *frame) name(r Row, box image.Rectangle) {
	if f.l.Names.Empty() {
		return
	}
	u, th := f.s.unit, &f.s.Theme
	x := u(8)
	if r.Lane != 0 && (r.Kind == RowLane || r.Kind == RowCounter) {
		inset := max(1, min(u(3), box.Dy()/6))
		f.fill(image.Rect(u(2), box.Min.Y+inset, u(2)+u(4), box.Max.Y-inset), th.OwnerOf(r.Lane))
		x = u(10) + min(max(r.Depth-1, 0), 3)*u(8)
	}
	if float64(box.Dy()) < textRowHeightUnits*f.s.scale() {
		return
	}
	ink := th.Text
	clip := f.clip
	f.clip = f.clip.Intersect(image.Rect(0, box.Min.Y, f.l.Names.Max.X, box.Max.Y))
	room := f.l.Names.Max.X - x - u(5)
	under, two := f.under(r, box)
	text := f.names.cutMiddle(f.rowName(r, room, two), room)
	if two {
		half := box.Min.Y + box.Dy()/2
		f.text(f.names, x, f.names.middle(box.Min.Y+u(2), half+u(2)), text, ink)
		f.text(f.small, x, f.small.middle(half-u(1), box.Max.Y-u(2)), f.small.cut(under, f.l.Names.Max.X-x-u(4)), th.Muted)
	} else {
		f.text(f.names, x, f.names.middle(box.Min.Y, box.Max.Y), text, ink)
	}
	f.clip = clip
}

// under is what stands in a second line under a row's name: of a counter the
// range of its values, of a primitive with a name of its own what it is, where
// the row is high enough.
func (f *frame) under(r Row, box image.Rectangle) (string, bool) {
	switch o := f.s.View.Obj(r.Obj); {
	case r.Kind == RowCounter:
		lo, hi, info, ok := f.counterRange(r)
		if !ok {
			return "", true
		}
		return f.s.Words.Units.Range(lo, hi, info.Unit), true
	case r.Kind == RowObj && o != nil && o.Info.Name != "" && box.Dy() >= f.s.unit(twoLineRowUnits):
		kind := f.s.Words.Kinds[o.Info.Kind]
		return kind, kind != "" && kind != o.Info.Name
	}
	return "", false
}

// twoLineRowUnits is the height from which a primitive's row has room for its
// name and what it is.
const twoLineRowUnits = 32

// rowName is the name of a row for a column that is so wide: without the kind
// of a primitive that has a name of its own, unless others have the same and
// the kind does not stand under it; and without "of the process" where that
// does not fit.
func (f *frame) rowName(r Row, px int, kindUnder bool) string {
	o := f.s.View.Obj(r.Obj)
	if r.Kind == RowObj && o != nil && o.Info.Name != "" && (kindUnder || !f.shared(o.Info.Name)) {
		return o.Info.Name
	}
	full := RowName(f.s.View, r, f.s.Words)
	if r.Kind == RowObj && o != nil && o.Info.Name != "" && f.names.width(full) > px { // a long kind would leave nothing of the name
		return f.names.cut(o.Info.Name+" · "+f.s.Words.Kinds[o.Info.Kind], px)
	}
	if r.Kind != RowCounter || o == nil || f.s.Words.OfProcess[o.Info.Name] != full {
		return full
	}
	for _, name := range f.s.Words.OfProcess {
		if f.names.width(name) > px { // all of them in short, not one thus and one so
			return f.s.Words.Counters[o.Info.Name]
		}
	}
	return full
}

// shared says whether more than one object has a name, as a condition and its
// lock may.
func (f *frame) shared(name string) bool {
	n := 0
	objs := f.s.View.Objs()
	for i := range objs {
		if objs[i].Info.Name == name && objs[i].Info.Kind != trace.ObjCounter {
			n++
		}
	}
	return n > 1
}

// RowName is the name of a row in full, without an ellipsis.
func RowName(v *trace.View, r Row, w Words) string {
	switch r.Kind {
	case RowHeader:
		return w.Sections[r.Section]
	case RowCore:
		return w.Core + " " + itoa(int64(r.Core))
	case RowLane:
		return LaneName(v, r.Lane)
	}
	return ObjName(v, r.Obj, w)
}

// LaneName is what a lane is called; "#3" when it has no name.
func LaneName(v *trace.View, l trace.Lane) string {
	if lane := v.Lane(l); lane != nil && lane.Info.Name != "" {
		return lane.Info.Name
	}
	return "#" + itoa(int64(l))
}

// ObjName is what an object is called, its kind before its name.
func ObjName(v *trace.View, o trace.Obj, w Words) string {
	obj := v.Obj(o)
	if obj == nil {
		return "#" + itoa(int64(o))
	}
	kind, name := w.Kinds[obj.Info.Kind], obj.Info.Name
	switch {
	case obj.Info.Kind == trace.ObjCounter:
		if whole := w.OfProcess[name]; whole != "" && ofRunsProcess(v, obj.Info.Lane) {
			return whole
		}
		if w.Counters[name] != "" {
			name = w.Counters[name]
		}
		if obj.Info.Lane != 0 {
			name += " " + LaneName(v, obj.Info.Lane)
		}
		return name
	case name == "":
		return kind
	case kind == "" || kind == name:
		return name
	}
	return kind + " " + name
}

// ofRunsProcess says whether a lane stands for the process that the run began
// in: it is named after the process then, not after its first thread.
func ofRunsProcess(v *trace.View, l trace.Lane) bool {
	lane := v.Lane(l)
	return lane != nil && lane.Info.Parent == 0 && lane.Info.Kind != trace.LaneProcess && lane.Info.Kind != trace.LaneServer
}

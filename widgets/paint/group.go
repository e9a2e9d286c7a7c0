package paint

// This file holds groups of workers' lanes: a title over the lanes of a group, or,
// when it is folded, one row in their place that shows the mean of what they
// did.

import (
	"image"

	"corelanes/engine/trace"
)

// Group is workers' lanes that stand together under a title.
type Group struct {
	Name   string
	Lanes  []trace.Lane
	Folded bool
}

// group is the group of a row, nil when there is none.
func (s *Scene) group(r Row) *Group {
	if r.Kind != RowGroup || r.Group < 0 || r.Group >= len(s.Groups) {
		return nil
	}
	return &s.Groups[r.Group]
}

// titled says whether a row is a mere title, as high as one.
func (s *Scene) titled(r Row) bool {
	g := s.group(r)
	return g != nil && !g.Folded
}

// groupLane paints what the lanes of a folded group did, together.
func (f *frame) groupLane(r Row, box image.Rectangle) {
	g := f.s.group(r)
	if g == nil {
		return
	}
	if !g.Folded {
		f.tint(image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Max.Y), f.s.Theme.Panel, 150)
		return
	}
	one, sum := f.shares[:f.l.Plot.Dx()], make([]trace.Share, f.l.Plot.Dx())
	n := 0
	for i := 0; i < len(g.Lanes); i += 1 + len(g.Lanes)/maxMiniatureLanes {
		lane := f.s.View.Lane(g.Lanes[i])
		if lane == nil {
			continue
		}
		n++
		lane.Shares(f.l.From, f.l.To, one)
		for x := range one {
			for c, v := range &one[x] {
				sum[x][c] += v
			}
		}
	}
	for x := range sum {
		for c := range sum[x] {
			sum[x][c] /= float32(max(n, 1))
		}
	}
	f.columns(f.barBox(box), sum, 1, trace.AllClasses, nil, &stateColours)
}

// groupName paints the title of a group: how many lanes it has, and whether it is
// folded.
func (f *frame) groupName(r Row, box image.Rectangle) {
	g := f.s.group(r)
	if g == nil || f.l.Names.Empty() {
		return
	}
	size := f.s.unit(7)
	f.triangle(f.s.unit(7), (box.Min.Y+box.Max.Y)/2-size/3, size, !g.Folded, f.s.Theme.Muted)
	x := f.s.unit(20)
	room := f.l.Names.Max.X - x - f.s.unit(5)
	if !g.Folded { // there is nothing beside it
		room = f.l.Plot.Max.X - x
	}
	text := g.Name + "  " + itoa(int64(len(g.Lanes)))
	f.text(f.heads, x, f.heads.middle(box.Min.Y, box.Max.Y), f.heads.cut(text, room), f.s.Theme.Text)
}

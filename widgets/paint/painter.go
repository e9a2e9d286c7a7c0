package paint

// This file holds the Painter: what it keeps from frame to frame, and the
// order in which a frame is painted.

import (
	"image"
	"image/color"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/opentype"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// Text sizes, units of length.
const (
	nameTextUnits   = 12.0
	barTextUnits    = 11.0
	axisTextUnits   = 11.0
	headerTextUnits = 11.0
)

// Fonts are the bytes of the fonts, TrueType or OpenType. Without Bold,
// Regular serves.
type Fonts struct {
	Regular, Bold []byte
}

// Painter paints scenes. It keeps glyphs, patterns and scratch memory between
// frames, and is for one goroutine at a time.
type Painter struct {
	regular, bold *opentype.Font

	scale              float64 // that the type below was made for
	names, bars, small *typeface
	heads              *typeface

	ground struct { // that the strips below were made for
		width int
		scale float64
		dark  bool
	}
	states [trace.NumStates]*strip
	shares []trace.Share
	melted []bool
	depths []uint32

	mini   miniature
	second *Painter // paints some of the rows; made when it is needed
}

// New makes a painter that writes with the fonts.
func New(f Fonts) (*Painter, error) {
	regular, err := opentype.Parse(f.Regular)
	if err != nil {
		return nil, err
	}
	p := &Painter{regular: regular, bold: regular}
	if f.Bold != nil {
		if p.bold, err = opentype.Parse(f.Bold); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// frame is one frame being painted.
type frame struct {
	*Painter
	canvas
	s     *Scene
	l     *Layout
	phase int  // column of the plot's left edge in the patterns
	marks bool // there are few enough events in view to mark each
	top   int  // of the row being painted

	frozen []freeze // in view: when a loop was held
}

// Paint draws the scene into dst, which has the scene's size, and tells where
// things are in it.
func (p *Painter) Paint(dst *image.RGBA, s *Scene) Layout {
	l := NewLayout(s)
	if err := p.prepare(s); err != nil {
		return l
	}
	f := frame{Painter: p, canvas: newCanvas(dst), s: s, l: &l}
	f.phase = phaseOf(&l)
	f.fill(f.clip, s.Theme.Background)
	f.beyond()
	ticks := f.ticks()
	f.rowGrounds()
	f.grid(ticks)
	if s.View != nil {
		lo, hi := s.View.LogAt(l.From), s.View.LogAt(l.To)
		f.marks = hi-lo <= maxMarksInView
		f.rows()
		f.gaps()
		f.connectors(lo, hi)
		f.path()
		f.marked()
	}
	f.axis(ticks)
	f.minimap()
	f.hits()
	f.alerts()
	f.flags()
	f.scrollbar()
	if s.ShowPlayhead {
		f.playhead()
	}
	return l
}

// maxMarksInView is how many events of the log may be in view for each to be
// marked on its lane; with more the marks would hide the lanes.
const maxMarksInView = 6000

// phaseRepeat is a multiple of every pattern's period at every usual scale.
const phaseRepeat = 1 << 20

// phaseOf fixes the patterns to the time: it moves by one with every pixel of
// panning.
func phaseOf(l *Layout) int {
	px := int64(float64(l.From)/l.nsPerPx) % phaseRepeat
	if px < 0 {
		px += phaseRepeat
	}
	return int(px)
}

// prepare makes type and patterns for the scene's scale, width and theme.
func (p *Painter) prepare(s *Scene) error {
	if p.names == nil || p.scale != s.scale() {
		for _, t := range []struct {
			to    **typeface
			font  *opentype.Font
			units float64
		}{
			{&p.names, p.regular, nameTextUnits}, {&p.bars, p.bold, barTextUnits},
			{&p.small, p.regular, axisTextUnits}, {&p.heads, p.bold, headerTextUnits},
		} {
			made, err := newTypeface(t.font, t.units*s.scale())
			if err != nil {
				return err
			}
			*t.to = made
		}
		p.scale = s.scale()
		p.mini = miniature{}
	}
	g := &p.ground
	if p.states[1] == nil || g.width < s.Size.X || g.scale != s.scale() || g.dark != s.Theme.Dark {
		g.width, g.scale, g.dark = s.Size.X, s.scale(), s.Theme.Dark
		for _, st := range look.States() {
			p.states[st.State] = newStrip(st.Pattern, st.Color, strokes(st.Color), g.width, g.scale)
		}
	}
	if len(p.shares) < s.Size.X {
		p.shares = make([]trace.Share, s.Size.X)
		p.melted = make([]bool, s.Size.X)
		p.depths = make([]uint32, s.Size.X)
	}
	return nil
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

// visible calls f for each row that is in sight.
func (f *frame) visible(do func(r Row, box image.Rectangle)) {
	for _, r := range f.l.Rows {
		box := f.l.Box(r)
		if box.Max.Y <= f.l.Plot.Min.Y {
			continue
		}
		if box.Min.Y >= f.l.Plot.Max.Y {
			return
		}
		do(r, box)
	}
}

// rowGrounds paints what lies behind the lanes: every second one a little
// darker, the selected one clearly.
func (f *frame) rowGrounds() {
	f.clip = image.Rect(0, f.l.Plot.Min.Y, f.l.Plot.Max.X, f.l.Plot.Max.Y)
	defer f.unclip()
	n := 0
	x1 := f.l.Plot.Max.X
	if end := int(f.l.X(f.l.End) + 0.5); end < x1 {
		x1 = max(end, f.l.Names.Max.X)
	}
	f.visible(func(r Row, box image.Rectangle) {
		if r.Kind == RowHeader {
			return
		}
		n++
		box.Min.X, box.Max.X = 0, x1
		if f.isSelected(r) {
			box.Max.X = f.l.Plot.Max.X
			f.fill(box, f.s.Theme.Select)
		} else if n%2 == 0 {
			f.fill(box, f.s.Theme.RowEven)
		}
	})
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

// sharedFrom is how many rows in sight are shared among two painters: with fewer
// there is not enough to do.
const sharedFrom = 8

// rows paints every row in sight: its times, then its name. No row paints outside
// its own box, so many of them are painted on two cores.
func (f *frame) rows() {
	f.findFreezes()
	f.clip = image.Rect(0, f.l.Plot.Min.Y, f.l.Plot.Max.X, f.l.Plot.Max.Y)
	f.fill(image.Rect(f.l.Names.Max.X-1, f.l.Plot.Min.Y, f.l.Names.Max.X, f.l.Plot.Max.Y), f.s.Theme.Line)
	var rows []Row
	f.visible(func(r Row, _ image.Rectangle) { rows = append(rows, r) })
	var next atomic.Int32
	paint := func(f *frame) {
		for i := int(next.Add(1)) - 1; i < len(rows); i = int(next.Add(1)) - 1 {
			f.oneRow(rows[i])
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

// oneRow paints one row.
func (f *frame) oneRow(r Row) {
	box := f.l.Box(r)
	all := image.Rect(0, f.l.Plot.Min.Y, f.l.Plot.Max.X, f.l.Plot.Max.Y).Intersect(image.Rect(0, box.Min.Y, f.l.Plot.Max.X, box.Max.Y))
	f.clip, f.top = all.Intersect(f.l.Plot), box.Min.Y
	switch r.Kind {
	case RowCore:
		f.core(r, box)
	case RowLane:
		f.lane(r, box)
	case RowObj:
		f.object(r, box)
	case RowGroup:
		f.groupLane(r, box)
	case RowCounter:
		f.counter(r, box)
	}
	f.clip = all
	if r.Kind == RowHeader {
		f.header(r, box)
		return
	}
	if r.Kind == RowGroup {
		f.groupName(r, box)
		return
	}
	f.name(r, box)
}

func itoa(n int64) string { return look.Units{}.Amount(n, "") }

// scrollbar shows, at the right edge, which part of the lanes is in sight.
func (f *frame) scrollbar() {
	if f.l.MaxScroll() == 0 {
		return
	}
	track := image.Rect(f.l.Plot.Max.X-f.s.unit(scrollbarUnits), f.l.Plot.Min.Y, f.l.Plot.Max.X, f.l.Plot.Max.Y)
	f.tint(track, f.s.Theme.Panel, 180)
	y0 := track.Min.Y + f.l.Scroll*track.Dy()/f.l.Content
	y1 := track.Min.Y + (f.l.Scroll+track.Dy())*track.Dy()/f.l.Content
	f.fill(image.Rect(track.Min.X+1, y0, track.Max.X-1, y1), f.s.Theme.LoadLine)
}

// playhead draws the playhead over everything but the names.
func (f *frame) playhead() {
	x := int(f.l.X(f.s.Playhead))
	if x < f.l.Plot.Min.X || x >= f.l.Plot.Max.X {
		return
	}
	f.fill(image.Rect(x, 0, x+f.s.unit(1.5), f.l.Plot.Max.Y), f.s.Theme.Accent)
}

var black, white = color.RGBA{A: 0xFF}, color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}

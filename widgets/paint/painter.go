package paint

// This file holds the Painter: what it keeps from frame to frame, and the
// order in which a frame is painted.

import (
	"image"
	"image/color"

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
	pure   []trace.State
	stacks []stack
	depths []uint32

	mini   miniature
	keep   kept
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
	ticks []axisTick

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
	f.ticks = f.findTicks()
	if s.View == nil {
		f.ground(f.clip)
	} else {
		lo, hi := s.View.LogAt(l.From), s.View.LogAt(l.To)
		f.marks = hi-lo <= maxMarksInView
		f.rows()
		f.gaps()
		f.connectors(lo, hi)
		f.path()
		f.marked()
	}
	f.axis()
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
		p.pure = make([]trace.State, s.Size.X)
		p.stacks = make([]stack, s.Size.X)
		p.depths = make([]uint32, s.Size.X)
	}
	return nil
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

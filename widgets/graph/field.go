package graph

// This file draws the nodes and arrows: canvas objects that are made once, and
// moved and named anew when the graph changes.

import (
	"image/color"
	"math"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/internal/themed"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

const (
	waitWidth  = 1.5
	heldWidth  = 3.0
	cycleWidth = 3.0
	headUnits  = 8.0
	barUnits   = 5.0 // the owner's colour on a lane's chip
	minWidth   = 260.0
)

// field is where the graph is drawn.
type field struct {
	widget.BaseWidget
	graph  *Graph
	view   *trace.View // to which the model belongs
	at     trace.Time
	model  Model
	boxes  []Box
	height float32
	pool   pool
}

func newField(g *Graph) *field {
	f := &field{graph: g}
	f.ExtendBaseWidget(f)
	return f
}

// set shows a model of a recording at an instant. All three change together: the
// graph's own may be newer, for a moment.
func (f *field) set(v *trace.View, at trace.Time, m Model) {
	f.view, f.at, f.model = v, at, m
	f.arrange()
	f.BaseWidget.Refresh()
}

// Tapped selects the node under the pointer.
func (f *field) Tapped(ev *fyne.PointEvent) {
	for i, b := range f.boxes {
		if p := ev.Position; p.X >= b.X && p.X < b.X+b.W && p.Y >= b.Y && p.Y < b.Y+b.H {
			f.graph.tap(f.model.Nodes[i])
			return
		}
	}
}

// Resize gives the field its room.
func (f *field) Resize(size fyne.Size) {
	f.BaseWidget.Resize(size)
	f.arrange()
}

// arrange puts everything in its place.
func (f *field) arrange() {
	s := scale()
	f.boxes, f.height = Layout(&f.model, max(f.Size().Width, minWidth*s), s)
	f.pool.begin()
	th := themed.Look(f.view)
	for _, e := range f.model.Edges {
		f.arrow(e, th, s)
	}
	for i := range f.model.Nodes {
		f.node(i, th, s)
	}
	f.pool.end()
}

// danger is the colour of a deadlock.
func danger() color.Color { return theme.Color(theme.ColorNameError) }

func (f *field) arrow(e Edge, th look.Theme, s float32) {
	var ink color.Color = th.Text
	width := float32(waitWidth)
	switch {
	case e.InCycle:
		ink, width = danger(), cycleWidth
	case e.Held:
		ink, width = th.OwnerOf(f.model.Nodes[e.To].Lane), heldWidth
	}
	points := f.corners(e, s)
	for i := 1; i < len(points); i++ {
		f.pool.line(points[i-1], points[i], ink, width*s)
	}
	a, b := points[len(points)-2], points[len(points)-1]
	dx, dy := float64(a[0]-b[0]), float64(a[1]-b[1])
	turn := math.Atan2(dy, dx)
	for _, side := range []float64{-0.45, 0.45} {
		x, y := math.Cos(turn+side)*headUnits*float64(s), math.Sin(turn+side)*headUnits*float64(s)
		f.pool.line(b, [2]float32{b[0] + float32(x), b[1] + float32(y)}, ink, max(width, 2)*s)
	}
}

// corners are the corners of an arrow.
func (f *field) corners(e Edge, s float32) [][2]float32 {
	cycle := f.model.Cycle
	if e.From >= cycle && e.To < cycle {
		return around(f.boxes, cycle, e.From, e.To, s)
	}
	return route(f.boxes[e.From], f.boxes[e.To], s, e.From < cycle || e.To < cycle, f.back(e))
}

// back says whether another arrow leads the other way.
func (f *field) back(e Edge) bool {
	for _, x := range f.model.Edges {
		if x.From == e.To && x.To == e.From {
			return true
		}
	}
	return false
}

func (f *field) node(i int, th look.Theme, s float32) {
	n, b, v := f.model.Nodes[i], f.boxes[i], f.view
	edge := color.Color(th.Line)
	if n.InCycle {
		edge = danger()
	}
	name, below, corner := "", "", float32(2)
	if n.Lane != 0 {
		corner = 8 * s
		name, below = words.Lane(v, n.Lane), f.doing(n)
	} else {
		name, below = objName(v, n.Obj)
	}
	f.pool.rect(b, th.Panel, edge, corner)
	pad := 7 * s
	if n.Lane != 0 {
		f.pool.rect(Box{b.X + 5*s, b.Y + 8*s, barUnits * s, b.H - 16*s}, th.OwnerOf(n.Lane), color.Transparent, 2*s)
		pad = (barUnits + 10) * s
	}
	size, room := theme.TextSize()*0.84, b.W-pad-4*s
	top := b.Y + 4*s
	if below == "" {
		top = b.Y + 11*s
	}
	f.pool.text(b.X+pad, top, room, name, th.Text, size, true)
	f.pool.text(b.X+pad, b.Y+20*s, room, below, th.Muted, size*0.94, false)
}

// doing is what a lane does, in two words: for how long it waits or has what
// others wait for; else its state.
func (f *field) doing(n Node) string {
	v, at := f.view, f.at
	with := words.With{"Time": words.Units().Duration(max(at-n.Since, 0))}
	switch {
	case n.Waits:
		return words.X("w.graph.waits", with)
	case n.Since > 0:
		return words.X("w.graph.holds", with)
	}
	if lane := v.Lane(n.Lane); lane != nil {
		return words.State(lane.StateAt(at).State)
	}
	return ""
}

// objName is an object's name, and its kind where that says more.
func objName(v *trace.View, o trace.Obj) (name, kind string) {
	obj := v.Obj(o)
	if obj == nil {
		return words.X("w.obj.unknown"), ""
	}
	kind = words.Kind(obj.Info.Kind)
	if obj.Info.Name == "" || obj.Info.Name == kind {
		return kind, ""
	}
	return obj.Info.Name, kind
}

// CreateRenderer makes the objects that draw the field.
func (f *field) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return fieldRenderer{f}
}

type fieldRenderer struct{ f *field }

func (r fieldRenderer) Layout(fyne.Size) {}
func (r fieldRenderer) MinSize() fyne.Size {
	return fyne.NewSize(minWidth*scale(), r.f.height)
}
func (r fieldRenderer) Refresh()                     { canvas.Refresh(r.f) }
func (r fieldRenderer) Destroy()                     {}
func (r fieldRenderer) Objects() []fyne.CanvasObject { return r.f.pool.objects }

// maxTailRunes is how much of a name's end is kept when it is cut: it tells
// "SpawnPoolWorker-1" from "SpawnPoolWorker-2".
const maxTailRunes = 3

// fit shortens a name to a width, before its end when that is a number.
func fit(s string, width, size float32, style fyne.TextStyle) string {
	r := []rune(s)
	if len(r) <= 2*maxTailRunes || !unicode.IsDigit(r[len(r)-1]) || fyne.MeasureText(s, size, style).Width <= width {
		return rows.Fit(s, width, size, style)
	}
	tail := string(r[len(r)-maxTailRunes:])
	return rows.Fit(string(r[:len(r)-maxTailRunes])+"\u2003", width-fyne.MeasureText(tail, size, style).Width, size, style) + tail
}

// pool keeps canvas objects from one graph to the next.
type pool struct {
	lines   []*canvas.Line
	rects   []*canvas.Rectangle
	texts   []*canvas.Text
	used    [3]int
	objects []fyne.CanvasObject
}

func (p *pool) begin() { p.used = [3]int{} }

// end puts what is used into the order of drawing: arrows, boxes, texts.
func (p *pool) end() {
	p.objects = p.objects[:0:0]
	for _, x := range p.lines[:p.used[0]] {
		p.objects = append(p.objects, x)
	}
	for _, x := range p.rects[:p.used[1]] {
		p.objects = append(p.objects, x)
	}
	for _, x := range p.texts[:p.used[2]] {
		p.objects = append(p.objects, x)
	}
}

func (p *pool) line(a, b [2]float32, ink color.Color, width float32) {
	if p.used[0] == len(p.lines) {
		p.lines = append(p.lines, &canvas.Line{})
	}
	x := p.lines[p.used[0]]
	p.used[0]++
	x.Position1, x.Position2 = fyne.NewPos(a[0], a[1]), fyne.NewPos(b[0], b[1])
	x.StrokeColor, x.StrokeWidth = ink, width
	x.Refresh()
}

func (p *pool) rect(b Box, fill, edge color.Color, corner float32) {
	if p.used[1] == len(p.rects) {
		p.rects = append(p.rects, &canvas.Rectangle{StrokeWidth: 1.5})
	}
	x := p.rects[p.used[1]]
	p.used[1]++
	x.FillColor, x.StrokeColor, x.CornerRadius = fill, edge, corner
	x.Resize(fyne.NewSize(b.W, b.H))
	x.Move(fyne.NewPos(b.X, b.Y))
	x.Refresh()
}

func (p *pool) text(left, top, width float32, s string, ink color.Color, size float32, bold bool) {
	if p.used[2] == len(p.texts) {
		p.texts = append(p.texts, &canvas.Text{})
	}
	x := p.texts[p.used[2]]
	p.used[2]++
	x.TextStyle.Bold, x.TextSize, x.Color = bold, size, ink
	x.Text = fit(s, width, size, x.TextStyle)
	x.Resize(fyne.NewSize(width, x.MinSize().Height))
	x.Move(fyne.NewPos(left, top))
	x.Refresh()
}

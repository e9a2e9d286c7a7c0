package curves

// This file draws: everything is made anew whenever the size or the theme
// changes, which is some hundred objects at most.

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Sizes, units of length.
const (
	dot       = 7
	dash      = 6
	gap       = 5
	lineWidth = 2
	thinWidth = 1
	least     = 180 // the height that a chart wants
)

type renderer struct {
	of      *Curves
	objects []fyne.CanvasObject
}

func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(size fyne.Size)        { r.draw(size) }

func (r *renderer) Refresh() {
	r.draw(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *renderer) MinSize() fyne.Size {
	small := theme.CaptionTextSize()
	return fyne.NewSize(30*small, least+float32(1+r.legendRows(30*small))*1.5*small)
}

// frame is where the lines are: the numbers' range and the room for it.
type frame struct {
	left, right, most float64
	x0, y0, x1, y1    float32
	small             float32
}

func (f *frame) at(p Point) fyne.Position {
	x := float64(f.x0)
	if f.right > f.left {
		x += (p.X - f.left) / (f.right - f.left) * float64(f.x1-f.x0)
	}
	return fyne.NewPos(float32(x), f.y1-float32(p.Y/f.most*float64(f.y1-f.y0)))
}

func (r *renderer) draw(size fyne.Size) {
	c := &r.of.chart
	r.objects = r.objects[:0]
	f := r.frame(size)
	faint, weak := theme.Color(theme.ColorNameSeparator), theme.Color(theme.ColorNamePlaceHolder)
	if c.Title != "" {
		r.text(c.Title, fyne.NewPos(0, 0), theme.Color(theme.ColorNameForeground), theme.CaptionTextSize(), true)
	}
	if f.x1 <= f.x0 || f.y1 <= f.y0 {
		return
	}
	step := roundStep(f.most / 4)
	for y := 0.0; y <= f.most*1.0001; y += step {
		p := f.at(Point{f.left, y})
		r.line(p, fyne.NewPos(f.x1, p.Y), faint, thinWidth)
		t := r.text(c.say(y), p, weak, f.small, false)
		t.Move(fyne.NewPos(f.x0-6-t.MinSize().Width, p.Y-t.MinSize().Height/2))
	}
	for i, tick := range c.Ticks {
		p := f.at(Point{tick.X, 0})
		r.line(p, p.AddXY(0, 4), weak, thinWidth)
		t := r.text(fitting(tick.Text, r.tickRoom(&f, i, size.Width), f.small), p, weak, f.small, false)
		t.Move(fyne.NewPos(max(0, min(p.X-t.MinSize().Width/2, size.Width-t.MinSize().Width)), p.Y+5))
	}
	if !math.IsNaN(r.of.cursor) {
		r.cursor(&f)
	}
	for i := range c.Lines {
		r.series(&c.Lines[i], &f)
	}
	r.marks(&f)
	r.legend(size, f.y1+5+1.5*f.small)
}

// frame finds the range of the numbers and the room for the lines.
func (r *renderer) frame(size fyne.Size) frame {
	c := &r.of.chart
	f := frame{left: math.Inf(1), right: math.Inf(-1), most: c.Most, small: theme.CaptionTextSize()}
	highest := 0.0
	for _, l := range c.Lines {
		for _, p := range l.Points {
			f.left, f.right, highest = min(f.left, p.X), max(f.right, p.X), max(highest, p.Y)
		}
	}
	for _, t := range c.Ticks {
		f.left, f.right = min(f.left, t.X), max(f.right, t.X)
	}
	if f.most <= 0 {
		step := roundStep(highest / 4)
		f.most = max(math.Ceil(highest/step-1e-9)*step, step)
	}
	wide := float32(0)
	for y := 0.0; y <= f.most*1.0001; y += roundStep(f.most / 4) {
		wide = max(wide, fyne.MeasureText(c.say(y), f.small, fyne.TextStyle{}).Width)
	}
	f.x0, f.x1 = wide+10, size.Width-dot
	f.y0, f.y1 = 1.9*f.small, size.Height-(2+1.5*float32(r.legendRows(size.Width)))*f.small-5
	return f
}

// roundStep is the smallest of 1, 2 and 5 times a power of ten that is not less.
func roundStep(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 0) {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(x)))
	for _, n := range []float64{1, 2, 5} {
		if n*p >= x*(1-1e-9) {
			return n * p
		}
	}
	return 10 * p
}

func (c *Chart) say(y float64) string {
	if c.Say == nil {
		return ""
	}
	return c.Say(y)
}

// series draws one line as far as it is in the picture.
func (r *renderer) series(l *Line, f *frame) {
	ink := r.ink(l)
	for i := 1; i < len(l.Points); i++ {
		a, b, ok := below(l.Points[i-1], l.Points[i], f.most)
		if !ok {
			continue
		}
		if l.Dashed {
			r.dashes(f.at(a), f.at(b), ink)
		} else {
			r.line(f.at(a), f.at(b), ink, lineWidth)
		}
	}
	for _, p := range l.Points {
		if !l.Dashed && p.Y <= f.most {
			o := canvas.NewCircle(ink)
			o.Resize(fyne.NewSquareSize(dot))
			o.Move(f.at(p).SubtractXY(dot/2.0, dot/2.0))
			r.objects = append(r.objects, o)
		}
	}
}

// below is the part of a stretch that is not above most; false: none of it.
func below(a, b Point, most float64) (Point, Point, bool) {
	if a.Y > most && b.Y > most {
		return a, b, false
	}
	cut := func(in, out Point) Point {
		share := (most - in.Y) / (out.Y - in.Y)
		return Point{in.X + share*(out.X-in.X), most}
	}
	if a.Y > most {
		a = cut(b, a)
	} else if b.Y > most {
		b = cut(a, b)
	}
	return a, b, true
}

func (r *renderer) ink(l *Line) color.Color {
	if l.Color == nil {
		return theme.Color(theme.ColorNamePlaceHolder)
	}
	return l.Color
}

func (r *renderer) line(a, b fyne.Position, ink color.Color, width float32) {
	l := canvas.NewLine(ink)
	l.Position1, l.Position2, l.StrokeWidth = a, b, width
	r.objects = append(r.objects, l)
}

func (r *renderer) dashes(a, b fyne.Position, ink color.Color) {
	long := float32(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)))
	for at := float32(0); at < long; at += dash + gap {
		to := min(at+dash, long)
		r.line(between(a, b, at/long), between(a, b, to/long), ink, lineWidth*0.75)
	}
}

func between(a, b fyne.Position, share float32) fyne.Position {
	return fyne.NewPos(a.X+share*(b.X-a.X), a.Y+share*(b.Y-a.Y))
}

func (r *renderer) text(s string, at fyne.Position, ink color.Color, size float32, bold bool) *canvas.Text {
	t := canvas.NewText(s, ink)
	t.TextSize, t.TextStyle.Bold = size, bold
	t.Move(at)
	t.Resize(t.MinSize())
	r.objects = append(r.objects, t)
	return t
}

// swatch is how much of a line stands before its name.
const swatch = 22

// place calls put for each named line with where its name stands, row by row,
// and is the number of rows.
func (r *renderer) place(width float32, put func(l *Line, x float32, row int)) int {
	x, row := float32(0), 0
	small := theme.CaptionTextSize()
	for i := range r.of.chart.Lines {
		l := &r.of.chart.Lines[i]
		if l.Label == "" {
			continue
		}
		w := swatch + 6 + fyne.MeasureText(l.Label, small, fyne.TextStyle{}).Width + 14
		if x > 0 && x+w > width {
			x, row = 0, row+1
		}
		if put != nil {
			put(l, x, row)
		}
		x += w
	}
	return row + 1
}

func (r *renderer) legendRows(width float32) int { return r.place(max(width, 1), nil) }

func (r *renderer) legend(size fyne.Size, top float32) {
	small := theme.CaptionTextSize()
	r.place(size.Width, func(l *Line, x float32, row int) {
		t := r.text(l.Label, fyne.NewPos(x+swatch+6, top+float32(row)*1.5*small), theme.Color(theme.ColorNameForeground), small, false)
		y := t.Position().Y + t.MinSize().Height/2
		if l.Dashed {
			r.dashes(fyne.NewPos(x, y), fyne.NewPos(x+swatch, y), r.ink(l))
			return
		}
		r.line(fyne.NewPos(x, y), fyne.NewPos(x+swatch, y), r.ink(l), lineWidth)
	})
}

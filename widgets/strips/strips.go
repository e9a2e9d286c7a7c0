// Package strips shows several runs under each other on one time axis with a
// common zero, each as small lanes of its workers, and one playhead through
// all.
//
// This file holds the widget.
package strips

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// Strip is one run.
type Strip struct {
	Title string
	Note  string // under the title, with less weight
	View  *trace.View
}

// Sizes, units of length.
const (
	namesWidth = 150
	axisHeight = 24
	leastStrip = 40  // of a run with few lanes: title and note have room
	mostStrip  = 110 // of a run with many: the first of them are shown
	laneHeight = 12
	gap        = 6
)

// Strips is the widget.
type Strips struct {
	widget.BaseWidget
	OnTap     func(i int)         // a run was tapped
	OnInstant func(at trace.Time) // the pointer is at a moment

	strips   []Strip
	end      trace.Time // of the longest
	painter  *paint.Painter
	raster   *canvas.Raster
	head     *canvas.Line             // the playhead
	titles   []*canvas.Text           // title and note of each, in turn
	pictures map[*trace.View]*picture // painted
}

// picture is a run's lanes, painted for a size.
type picture struct {
	img  *image.RGBA
	end  trace.Time
	dark bool
}

// New makes an empty widget.
func New() *Strips {
	s := &Strips{pictures: map[*trace.View]*picture{}}
	p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content()})
	if err != nil {
		fyne.LogError("The strips have no font", err)
	}
	s.painter = p
	s.raster = canvas.NewRaster(s.paint)
	s.head = canvas.NewLine(color.Transparent)
	s.head.StrokeWidth = 1.5
	s.head.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// Set shows other runs.
func (s *Strips) Set(strips []Strip) {
	s.strips, s.end, s.titles = strips, 1, nil
	kept := map[*trace.View]*picture{}
	for _, x := range strips {
		if x.View != nil {
			s.end = max(s.end, x.View.End())
			if p, ok := s.pictures[x.View]; ok {
				kept[x.View] = p
			}
		}
		title, note := canvas.NewText(x.Title, nil), canvas.NewText(x.Note, nil)
		title.TextStyle.Bold = true
		s.titles = append(s.titles, title, note)
	}
	s.pictures = kept
	s.Refresh()
}

// height is how high a run's strip is.
func (s *Strips) height(x Strip) float32 {
	n := 0
	if x.View != nil {
		for _, r := range paint.NewLayout(s.scene(x.View, image.Pt(100, 100), 1)).Rows {
			if r.Kind == paint.RowLane {
				n++
			}
		}
	}
	return min(max(float32(n)*laneHeight, leastStrip), mostStrip)
}

// scene is how a run is painted: its workers alone, low.
func (s *Strips) scene(v *trace.View, size image.Point, scale float64) *paint.Scene {
	th := look.Light()
	if fyne.CurrentApp().Settings().ThemeVariant() == theme.VariantDark {
		th = look.Dark()
	}
	return &paint.Scene{
		View: v, To: s.end, Size: size, Scale: scale, Theme: th.For(v), Words: words.Paint(), RowHeight: laneHeight,
		Folded: [paint.NumSections]bool{paint.Cores: true, paint.Primitives: true, paint.Counters: true}, NoMinimap: true, NoNames: true,
	}
}

// paint paints all strips for a size in pixels.
func (s *Strips) paint(w, h int) image.Image {
	all := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	size := s.raster.Size()
	if s.painter == nil || size.Width <= 0 || len(s.strips) == 0 {
		return all
	}
	scale := float64(w) / float64(size.Width)
	px := func(units float32) int { return int(float64(units)*scale + 0.5) }
	axis := image.NewRGBA(image.Rect(0, 0, w, px(axisHeight)))
	s.painter.Paint(axis, s.scene(nil, axis.Rect.Max, scale))
	draw.Draw(all, axis.Rect, axis, image.Point{}, draw.Src)
	y := float32(axisHeight)
	for _, x := range s.strips {
		high := s.height(x)
		if x.View != nil {
			at := image.Rect(0, px(y), w, px(y+high))
			draw.Draw(all, at, s.lanes(x.View, at.Size(), scale), image.Point{}, draw.Src)
		}
		y += high + gap
	}
	return all
}

// lanes are a run's lanes as a picture of a size, painted once.
func (s *Strips) lanes(v *trace.View, size image.Point, scale float64) *image.RGBA {
	dark := fyne.CurrentApp().Settings().ThemeVariant() == theme.VariantDark
	if p, ok := s.pictures[v]; ok && p.img.Rect.Size() == size && p.end == s.end && p.dark == dark {
		return p.img
	}
	scene := s.scene(v, image.Pt(size.X, 4000), scale)
	whole := image.NewRGBA(image.Rectangle{Max: scene.Size})
	l := s.painter.Paint(whole, scene)
	top := l.Axis.Max.Y
	for _, r := range l.Rows {
		if r.Kind == paint.RowLane {
			top = l.Axis.Max.Y + r.Y
			break
		}
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, image.NewUniform(scene.Theme.Background), image.Point{}, draw.Src)
	last := 0
	for _, r := range l.Rows {
		if r.Kind == paint.RowLane {
			last = l.Axis.Max.Y + r.Y + r.H - top
		}
	}
	draw.Draw(out, image.Rect(0, 0, size.X, min(size.Y, last)), whole, image.Pt(0, top), draw.Src)
	s.pictures[v] = &picture{out, s.end, dark}
	return out
}

// Height is how high the widget wants to be.
func (s *Strips) Height() float32 {
	h := float32(axisHeight)
	for _, x := range s.strips {
		h += s.height(x) + gap
	}
	return h
}

// at is the run at a height, -1 for none.
func (s *Strips) at(y float32) int {
	top := float32(axisHeight)
	for i, x := range s.strips {
		bottom := top + s.height(x)
		if y >= top && y < bottom {
			return i
		}
		top = bottom + gap
	}
	return -1
}

// Tapped tells which run was tapped.
func (s *Strips) Tapped(e *fyne.PointEvent) {
	if i := s.at(e.Position.Y); i >= 0 && s.OnTap != nil {
		s.OnTap(i)
	}
}

// MouseIn shows the playhead.
func (s *Strips) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved moves the playhead through all runs.
func (s *Strips) MouseMoved(e *desktop.MouseEvent) {
	wide := s.Size().Width - namesWidth
	if x := e.Position.X - namesWidth; x >= 0 && wide > 0 && len(s.strips) > 0 {
		s.head.Position1, s.head.Position2 = fyne.NewPos(e.Position.X, 0), fyne.NewPos(e.Position.X, s.Height())
		s.head.Show()
		s.head.Refresh()
		if s.OnInstant != nil {
			s.OnInstant(trace.Time(float64(x) / float64(wide) * float64(s.end)))
		}
		return
	}
	s.head.Hide()
}

// MouseOut hides the playhead.
func (s *Strips) MouseOut() { s.head.Hide() }

// Cursor is a hand: a run can be tapped.
func (s *Strips) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer makes the objects that draw the widget.
func (s *Strips) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return &renderer{s}
}

type renderer struct{ s *Strips }

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(namesWidth+200, r.s.Height()) }

func (r *renderer) Layout(size fyne.Size) {
	s := r.s
	s.raster.Move(fyne.NewPos(namesWidth, 0))
	s.raster.Resize(fyne.NewSize(max(size.Width-namesWidth, 0), s.Height()))
	y := float32(axisHeight)
	for i, x := range s.strips {
		s.titles[2*i].Move(fyne.NewPos(4, y+2))
		s.titles[2*i+1].Move(fyne.NewPos(4, y+2+s.titles[2*i].MinSize().Height))
		y += s.height(x) + gap
	}
}

func (r *renderer) Refresh() {
	s := r.s
	s.head.StrokeColor = theme.Color(theme.ColorNamePrimary)
	for i, t := range s.titles {
		t.Color, t.TextSize = theme.Color(theme.ColorNameForeground), theme.TextSize()
		if i%2 == 1 {
			t.Color, t.TextSize = theme.Color(theme.ColorNamePlaceHolder), theme.CaptionTextSize()
		}
		t.Refresh()
	}
	r.Layout(s.Size())
	s.raster.Refresh()
	s.head.Refresh()
}

func (r *renderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.s.raster}
	for _, t := range r.s.titles {
		out = append(out, t)
	}
	return append(out, r.s.head)
}

func (r *renderer) Destroy() {}

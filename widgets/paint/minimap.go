package paint

// This file paints the minimap: all of the recording in one strip, every
// column the mean of the lanes' shares, and over it the window that the lanes
// show.
//
// The strip depends only on the recording, so it is kept while the window is
// panned and zoomed.

import (
	"image"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// miniature is the strip as it was painted last.
type miniature struct {
	view *trace.View
	size image.Point
	dark bool
	span [2]trace.Time // from where to where
	img  *image.RGBA
}

// HandleUnits is how wide the handles of the minimap's window are, units.
const HandleUnits = 4.0

func (f *frame) minimap() {
	box := f.l.Minimap
	if box.Empty() || f.s.View == nil {
		return
	}
	th, u := &f.s.Theme, f.s.unit
	f.fill(image.Rect(0, box.Min.Y, box.Max.X, box.Max.Y), th.Panel)
	f.fill(image.Rect(0, box.Min.Y, box.Max.X, box.Min.Y+1), th.Line)
	strip := image.Rect(box.Min.X, box.Min.Y+u(4), box.Max.X, box.Max.Y-u(3))
	if strip.Empty() {
		return
	}
	span := [2]trace.Time{f.l.First, f.l.Last}
	if m := &f.mini; m.view != f.s.View || m.size != strip.Size() || m.dark != th.Dark || m.span != span {
		*m = miniature{f.s.View, strip.Size(), th.Dark, span, f.miniature(strip.Size())}
	}
	for y := range strip.Dy() {
		copy(f.row(strip.Min.Y+y, strip.Min.X, strip.Max.X), f.mini.img.Pix[y*f.mini.img.Stride:])
	}
	f.clip = image.Rect(box.Min.X, box.Min.Y+1, box.Max.X, box.Max.Y)
	defer f.unclip()
	x0, x1 := round(f.l.MinimapX(f.l.From)), round(f.l.MinimapX(f.l.To))
	x1 = max(x1, x0+2)
	f.tint(image.Rect(box.Min.X, strip.Min.Y, x0, strip.Max.Y), th.Panel, 165)
	f.tint(image.Rect(x1, strip.Min.Y, box.Max.X, strip.Max.Y), th.Panel, 165)
	win := image.Rect(x0, box.Min.Y+1, x1, box.Max.Y)
	f.outline(win, u(1), th.Accent)
	for _, x := range []int{x0, x1 - u(HandleUnits)} {
		mid, half := (win.Min.Y+win.Max.Y)/2, win.Dy()/4
		if x1-x0 > 3*u(HandleUnits) {
			f.fill(image.Rect(x, mid-half, x+u(HandleUnits), mid+half), th.Accent)
		}
	}
}

// maxMiniatureLanes bounds the work of a strip: of more lanes every second,
// third … is taken.
const maxMiniatureLanes = 256

// miniature paints the strip: the mean over the lanes of each state's share.
func (f *frame) miniature(size image.Point) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	sum := make([]trace.Share, size.X)
	one := make([]trace.Share, size.X)
	lanes := f.s.View.Lanes()
	n := 0
	for i := 0; i < len(lanes); i += 1 + len(lanes)/maxMiniatureLanes {
		if lanes[i].Len() == 0 {
			continue
		}
		n++
		lanes[i].Shares(f.l.First, max(f.l.Last, f.l.First+1), one)
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
	g := frame{Painter: f.Painter, canvas: newCanvas(img), s: f.s, l: f.l}
	g.fill(g.clip, f.s.Theme.Background)
	g.columns(g.clip, sum, 1, trace.AllClasses, nil, &stateColours)
	g.miniatureGaps()
	return img
}

// miniatureGaps paints the gaps over the strip, as they lie over the lanes.
func (f *frame) miniatureGaps() {
	box := f.clip
	perNs := float64(box.Dx()) / float64(max(f.l.Last-f.l.First, 1))
	ink := look.Mix(f.s.Theme.Text, f.s.Theme.Background, 0.75)
	for _, gap := range f.s.View.Gaps() {
		x0, x1 := round(float64(gap.From-f.l.First)*perNs), round(float64(gap.To-f.l.First)*perNs)
		at := image.Rect(x0, 0, max(x1, x0+f.s.unit(2)), box.Max.Y)
		f.tint(at, f.s.Theme.Panel, gapWeight)
		for y := 0; y < box.Max.Y; y += f.s.unit(gapStripeUnits / 2) {
			f.fill(image.Rect(at.Min.X, y, at.Max.X, y+1), ink)
		}
		f.fill(image.Rect(at.Min.X, 0, at.Min.X+1, box.Max.Y), ink)
		f.fill(image.Rect(at.Max.X-1, 0, at.Max.X, box.Max.Y), ink)
	}
}

package paint

// This file paints gaps: stretches in which the run was stopped, or nobody saw
// it. They lie over the lanes, which say nothing of that time.

import (
	"image"

	"corelanes/widgets/look"
)

const (
	gapWeight      = 225 // of the ground over what the lanes seem to do
	gapStripeUnits = 9.0 // from one stripe of it to the next
)

// gaps paints the run's gaps that are in view.
func (f *frame) gaps() {
	f.clip = f.l.Plot
	defer f.unclip()
	for _, g := range f.s.View.Gaps() {
		x0, x1 := round(max(f.l.X(g.From), float64(f.l.Plot.Min.X-1))), round(min(f.l.X(g.To), float64(f.l.Plot.Max.X+1)))
		box := image.Rect(x0, f.l.Plot.Min.Y, max(x1, x0+f.s.unit(2)), f.l.Plot.Max.Y)
		if box.Intersect(f.clip).Empty() {
			continue
		}
		ink := look.Mix(f.s.Theme.Text, f.s.Theme.Background, 0.75)
		f.tint(box, f.s.Theme.Panel, gapWeight)
		step := f.s.unit(gapStripeUnits)
		for y := box.Min.Y; y < box.Max.Y; y += step { // tells it from every state on paper, too
			f.fill(image.Rect(box.Min.X, y, box.Max.X, y+1), ink)
		}
		f.fill(image.Rect(box.Min.X, box.Min.Y, box.Min.X+f.s.unit(1), box.Max.Y), ink)
		f.fill(image.Rect(box.Max.X-f.s.unit(1), box.Min.Y, box.Max.X, box.Max.Y), ink)
		if f.s.Words.Gap == nil {
			continue
		}
		pad := f.s.unit(4)
		says := f.small.cut(f.s.Words.Gap(g.Why, g.Length), f.l.Plot.Dx()-2*pad)
		w := f.small.width(says)
		x := min(max((box.Min.X+box.Max.X-w)/2, f.l.Plot.Min.X+pad), f.l.Plot.Max.X-w-pad)
		y := box.Min.Y + f.s.unit(18)
		f.fill(image.Rect(x-pad, y-f.small.ascent-pad, x+w+pad, y+pad), f.s.Theme.Panel)
		f.text(f.small, x, y, says, f.s.Theme.Text)
	}
}

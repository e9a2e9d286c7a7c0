package paint

// This file paints the samples of the legend.

import (
	"image"

	"corelanes/widgets/look"
)

// Swatch is a sample of a state's bar, with its letter in the words' language.
func (p *Painter) Swatch(st look.State, w Words, size image.Point, scale float64) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	s := &Scene{Size: size, Scale: scale, Words: w}
	if p.prepare(s) != nil {
		return img
	}
	f := frame{Painter: p, canvas: newCanvas(img), s: s, l: &Layout{Plot: img.Rect}}
	if st.State == 0 { // dead of an error
		f.fill(f.clip, white)
		f.cross(size.X/2, size.Y/2, size.Y/3, s.unit(1.2), black)
		return img
	}
	f.stateBar(img.Rect, st.State, false, "")
	return img
}

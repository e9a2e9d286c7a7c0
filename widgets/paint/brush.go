package paint

// This file puts rectangles, lines and patterns into the pixels.
//
// Bars are what a frame consists of, so they are fast: a pattern is laid out
// once per frame size as a few strips, as wide as the picture; a bar's row is
// then one copy out of the strip. The pattern is fixed to the time, not to
// the screen, so that it moves with its bar when the window is panned.

import (
	"encoding/binary"
	"image"
	"image/color"

	"corelanes/widgets/look"
)

// canvas is the picture being painted, and where painting is allowed.
type canvas struct {
	pix    []uint8
	stride int
	clip   image.Rectangle
}

func newCanvas(img *image.RGBA) canvas {
	return canvas{pix: img.Pix, stride: img.Stride, clip: image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy())}
}

func pack(c color.RGBA) uint32 {
	return uint32(c.R) | uint32(c.G)<<8 | uint32(c.B)<<16 | uint32(c.A)<<24
}

func (c *canvas) row(y, x0, x1 int) []uint8 { return c.pix[y*c.stride+4*x0 : y*c.stride+4*x1] }

// fill paints a rectangle in one opaque colour.
func (c *canvas) fill(r image.Rectangle, col color.RGBA) {
	r = r.Intersect(c.clip)
	if r.Empty() {
		return
	}
	first := c.row(r.Min.Y, r.Min.X, r.Max.X)
	word := pack(col)
	n := min(len(first), 64)
	for i := 0; i < n; i += 4 {
		binary.LittleEndian.PutUint32(first[i:], word)
	}
	for n < len(first) {
		n += copy(first[n:], first[:n])
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(c.row(y, r.Min.X, r.Max.X), first)
	}
}

// tint mixes a colour into a rectangle, with weight 0 … 255.
func (c *canvas) tint(r image.Rectangle, col color.RGBA, weight uint32) {
	r = r.Intersect(c.clip)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.row(y, r.Min.X, r.Max.X)
		for i := 0; i+3 < len(row); i += 4 {
			row[i] = mix8(row[i], col.R, weight)
			row[i+1] = mix8(row[i+1], col.G, weight)
			row[i+2] = mix8(row[i+2], col.B, weight)
		}
	}
}

func mix8(a, b uint8, w uint32) uint8 {
	return uint8((uint32(a)*(255-w) + uint32(b)*w + 127) / 255)
}

// outline draws the inner border of a rectangle.
func (c *canvas) outline(r image.Rectangle, width int, col color.RGBA) {
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+width), col)
	c.fill(image.Rect(r.Min.X, r.Max.Y-width, r.Max.X, r.Max.Y), col)
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+width, r.Max.Y), col)
	c.fill(image.Rect(r.Max.X-width, r.Min.Y, r.Max.X, r.Max.Y), col)
}

// triangle draws a small filled triangle that points down, or right.
func (c *canvas) triangle(x, y, size int, down bool, col color.RGBA) {
	for i := range size {
		half := (size - i) / 2
		if down {
			c.fill(image.Rect(x+size/2-half, y+i*2/3, x+size/2+half+1, y+i*2/3+1), col)
		} else {
			c.fill(image.Rect(x+i*2/3, y+size/2-half-size/6, x+i*2/3+1, y+size/2+half+1-size/6), col)
		}
	}
}

// strip is a pattern laid out for copying: one row of pixels for each row of
// the pattern's period.
type strip struct {
	period int
	rows   [][]uint8 // each period px wider than the picture
}

// bar paints a rectangle with the strip; phase is the column of the picture's
// left edge in the pattern.
func (c *canvas) bar(r image.Rectangle, s *strip, phase int) {
	top := r.Min.Y
	r = r.Intersect(c.clip)
	if r.Empty() {
		return
	}
	at := 4 * ((r.Min.X + phase) % s.period)
	n := 4 * r.Dx()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(c.row(y, r.Min.X, r.Max.X), s.rows[(y-top)%s.period][at:at+n])
	}
}

// periodUnits is how wide, in units, a pattern is until it repeats, and
// weightUnits how thick its strokes are.
var (
	periodUnits = map[look.Pattern]float64{
		look.PatternSolid: 1, look.PatternDoubleEdge: 1, look.PatternDiagonal: 8, look.PatternCross: 8,
		look.PatternDots: 6, look.PatternSparseDots: 10, look.PatternHorizontal: 5, look.PatternVertical: 6,
		look.PatternGrid: 7,
	}
	weightUnits = map[look.Pattern]float64{
		look.PatternDiagonal: 2.6, look.PatternCross: 1.3, look.PatternDots: 1.8,
		look.PatternSparseDots: 1.8, look.PatternHorizontal: 1.4, look.PatternVertical: 1.6,
		look.PatternGrid: 1.8,
	}
)

// newStrip lays a pattern out in ground and ink for pictures of a width.
func newStrip(p look.Pattern, ground, ink color.RGBA, width int, scale float64) *strip {
	s := &strip{period: max(1, int(periodUnits[p]*scale+0.5))}
	weight := max(1, int(weightUnits[p]*scale+0.5))
	g, k := pack(ground), pack(ink)
	s.rows = make([][]uint8, s.period)
	for y := range s.rows {
		row := make([]uint8, 4*(width+s.period))
		for x := range width + s.period {
			word := g
			if inked(p, x%s.period, y, s.period, weight) {
				word = k
			}
			binary.LittleEndian.PutUint32(row[4*x:], word)
		}
		s.rows[y] = row
	}
	return s
}

// inked says whether a pixel of a pattern's period belongs to its strokes.
func inked(p look.Pattern, x, y, period, weight int) bool {
	switch p {
	case look.PatternDiagonal:
		return (x+y)%period < weight
	case look.PatternCross:
		return (x+y)%period < weight || (x-y+period)%period < weight
	case look.PatternDots, look.PatternSparseDots:
		h := period / 2
		return x < weight && y < weight || x >= h && x < h+weight && y >= h && y < h+weight
	case look.PatternHorizontal:
		return y >= period-weight
	case look.PatternVertical:
		return x < weight
	case look.PatternGrid:
		return x < weight || y >= period-weight
	}
	return false
}

// strokes is the colour of a pattern's strokes on a ground.
func strokes(ground color.RGBA) color.RGBA {
	return look.Mix(ground, color.RGBA{A: 0xFF}, 0.30)
}

package paint

// This file puts text into the pixels. Rasterising a glyph is dear, so each
// one is done once per size and kept as a mask; a text is then a handful of
// blended masks.

import (
	"fmt"
	"image"
	"image/color"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// glyph is one rasterised rune.
type glyph struct {
	mask    []uint8
	w, h    int
	dx, dy  int // of the mask's corner from the pen
	advance fixed.Int26_6
}

// typeface is a font in one size.
type typeface struct {
	face    font.Face
	glyphs  map[rune]*glyph
	ascent  int // of capitals above the base line, px
	widths  map[string]int
	sizePx  float64
	ellipse string
}

func newTypeface(f *opentype.Font, sizePx float64) (*typeface, error) {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: sizePx, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	t := &typeface{face: face, glyphs: map[rune]*glyph{}, widths: map[string]int{}, sizePx: sizePx, ellipse: "…"}
	t.ascent = -t.glyph('H').dy
	return t, nil
}

func (t *typeface) glyph(r rune) *glyph {
	if g := t.glyphs[r]; g != nil {
		return g
	}
	g := &glyph{}
	t.glyphs[r] = g
	box, mask, at, advance, ok := t.face.Glyph(fixed.Point26_6{}, r)
	if !ok {
		return g
	}
	g.advance, g.w, g.h, g.dx, g.dy = advance, box.Dx(), box.Dy(), box.Min.X, box.Min.Y
	g.mask = make([]uint8, g.w*g.h)
	for y := range g.h {
		for x := range g.w {
			_, _, _, a := mask.At(at.X+x, at.Y+y).RGBA()
			g.mask[y*g.w+x] = uint8(a >> 8)
		}
	}
	return g
}

// maxKeptWidths bounds the memory that known widths take.
const maxKeptWidths = 4096

// width is how wide a text is, px.
func (t *typeface) width(s string) int {
	if w, ok := t.widths[s]; ok {
		return w
	}
	var w fixed.Int26_6
	for _, r := range s {
		w += t.glyph(r).advance
	}
	if len(t.widths) >= maxKeptWidths {
		clear(t.widths)
	}
	t.widths[s] = w.Ceil()
	return w.Ceil()
}

// cut shortens a text to fit into px, with an ellipsis; "" when not even that
// fits.
func (t *typeface) cut(s string, px int) string {
	if t.width(s) <= px {
		return s
	}
	room := fixed.I(px) - t.glyph('…').advance
	for i, r := range s {
		if room -= t.glyph(r).advance; room < 0 {
			if i == 0 {
				return ""
			}
			return s[:i] + t.ellipse
		}
	}
	return s
}

// maxTailRunes is how much of a name's end cutMiddle keeps: it is what tells
// "SpawnPoolWorker-1" from "SpawnPoolWorker-2".
const maxTailRunes = 4

// cutMiddle shortens a name to fit into px, with the ellipsis before its last
// few letters when it ends in a number.
func (t *typeface) cutMiddle(s string, px int) string {
	if t.width(s) <= px {
		return s
	}
	runes := []rune(s)
	if len(runes) <= 2*maxTailRunes || !unicode.IsDigit(runes[len(runes)-1]) {
		return t.cut(s, px)
	}
	tail := string(runes[len(runes)-maxTailRunes:])
	head := t.cut(string(runes[:len(runes)-maxTailRunes])+"\u2003", px-t.width(tail))
	return head + tail
}

// text draws s with its left end at x and its base line at y.
func (c *canvas) text(t *typeface, x, y int, s string, col color.RGBA) {
	pen := fixed.I(x)
	for _, r := range s {
		g := t.glyph(r)
		c.mask(g, pen.Round()+g.dx, y+g.dy, col)
		pen += g.advance
	}
}

func (c *canvas) mask(g *glyph, x, y int, col color.RGBA) {
	box := image.Rect(x, y, x+g.w, y+g.h).Intersect(c.clip)
	for yy := box.Min.Y; yy < box.Max.Y; yy++ {
		row := c.row(yy, box.Min.X, box.Max.X)
		m := g.mask[(yy-y)*g.w+box.Min.X-x:]
		for i := 0; i < box.Dx(); i++ {
			if a := uint32(m[i]); a != 0 {
				p := row[4*i : 4*i+4 : 4*i+4]
				p[0], p[1], p[2] = mix8(p[0], col.R, a), mix8(p[1], col.G, a), mix8(p[2], col.B, a)
			}
		}
	}
}

// middle is the base line of a text that stands in the middle of [y0, y1).
func (t *typeface) middle(y0, y1 int) int { return (y0 + y1 + t.ascent + 1) / 2 }

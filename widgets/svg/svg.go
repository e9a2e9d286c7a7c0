// Package svg draws the lanes as a scalable picture, for papers and slides: the
// same rows, colours and patterns as package paint, from the same scene.
//
// Like there, what is narrower than a pixel is drawn as the share that each
// state had in the pixel, so that the picture's size depends on its width and
// not on the run's events.
//
// This file holds the drawing.
package svg

import (
	"bufio"
	"fmt"
	"html"
	"image/color"
	"io"
	"unicode/utf8"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

// Write writes the scene as an SVG document. Texts use the reader's own
// sans-serif font. The scene's Size and Scale are taken as given; ScrollPx and
// the minimap are not drawn.
func Write(w io.Writer, s *paint.Scene) error {
	own := *s
	own.NoMinimap = true
	d := &drawing{w: bufio.NewWriter(w), s: &own}
	d.l = paint.NewLayout(d.s)
	d.s.Size.Y = d.l.Axis.Dy() + d.l.Content // all rows, however many
	d.l = paint.NewLayout(d.s)
	d.document()
	return d.w.Flush()
}

// spansPerPixel is from how many spans per pixel on shares are drawn.
const spansPerPixel = 1

type drawing struct {
	w *bufio.Writer // keeps the first error for Flush
	s *paint.Scene
	l paint.Layout
}

func (d *drawing) put(format string, args ...any) { fmt.Fprintf(d.w, format, args...) }

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

func (d *drawing) unit(n float64) float64 { return n * max(d.s.Scale, 1) }

func (d *drawing) document() {
	th := &d.s.Theme
	d.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %[1]d %[2]d\" font-family=\"sans-serif\" font-size=\"%.4g\">\n",
		d.s.Size.X, d.s.Size.Y, d.unit(12))
	d.patterns()
	d.rect(0, 0, float64(d.s.Size.X), float64(d.s.Size.Y), hex(th.Background), "")
	d.put("<clipPath id=\"plot\"><rect x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\"/></clipPath>\n", d.l.Plot.Min.X, d.l.Plot.Dx(), d.s.Size.Y)
	if d.s.View == nil {
		d.put("</svg>\n")
		return
	}
	d.axis()
	for _, r := range d.l.Rows {
		d.row(r)
	}
	d.put("</svg>\n")
}

// patterns are the fills of the states.
func (d *drawing) patterns() {
	d.put("<defs>\n")
	for _, st := range look.States() {
		ground := hex(st.Color)
		ink := "#000"
		strokes := map[look.Pattern]string{
			look.PatternDoubleEdge: `<path d="M0 2H8M0 6H8" stroke="%s" stroke-opacity=".45"/>`,
			look.PatternDiagonal:   `<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="%s" stroke-opacity=".45" stroke-width="1.4"/>`,
			look.PatternCross:      `<path d="M0 8L8 0M0 0L8 8" stroke="%s" stroke-opacity=".4"/>`,
			look.PatternDots:       `<circle cx="2" cy="2" r="1" fill="%s" fill-opacity=".5"/><circle cx="6" cy="6" r="1" fill="%[1]s" fill-opacity=".5"/>`,
			look.PatternSparseDots: `<circle cx="4" cy="4" r="1" fill="%s" fill-opacity=".45"/>`,
			look.PatternHorizontal: `<path d="M0 2H8M0 6H8" stroke="%s" stroke-opacity=".35"/>`,
			look.PatternVertical:   `<path d="M2 0V8M6 0V8" stroke="%s" stroke-opacity=".35"/>`,
			look.PatternGrid:       `<path d="M4 0V8M0 4H8" stroke="%s" stroke-opacity=".45"/>`,
		}[st.Pattern]
		d.put("<pattern id=\"%s\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"%s\"/>", st.State, ground)
		if strokes != "" {
			d.put(strokes, ink)
		}
		d.put("</pattern>\n")
	}
	d.put("</defs>\n")
}

func (d *drawing) rect(x, y, w, h float64, fill, title string) {
	if w <= 0 || h <= 0 {
		return
	}
	d.put("<rect x=\"%.4g\" y=\"%.4g\" width=\"%.4g\" height=\"%.4g\" fill=\"%s\"", round(x), round(y), round(w), round(h), fill)
	if title == "" {
		d.put("/>\n")
		return
	}
	d.put("><title>%s</title></rect>\n", html.EscapeString(title))
}

// round keeps coordinates short: a hundredth of a pixel is nothing.
func round(x float64) float64 { return float64(int64(x*100+0.5)) / 100 }

func (d *drawing) text(x, y float64, anchor, fill, s string) {
	d.put("<text x=\"%.5g\" y=\"%.5g\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", round(x), round(y), anchor, fill, html.EscapeString(s))
}

// axis is the time axis with its lines through the lanes.
func (d *drawing) axis() {
	th, units := &d.s.Theme, d.s.Words.Units
	d.rect(0, 0, float64(d.s.Size.X), float64(d.l.Axis.Max.Y), hex(th.Panel), "")
	const apart = 110
	step := paint.RoundStep(trace.Time(float64(d.l.To-d.l.From) * d.unit(apart) / float64(d.l.Plot.Dx())))
	for at := (d.l.From + step - 1) / step * step; at < d.l.To; at += step {
		x := d.l.X(at)
		d.rect(x, float64(d.l.Axis.Max.Y), 1, float64(d.s.Size.Y-d.l.Axis.Max.Y), hex(th.Grid), "")
		d.number(x, units.Instant(at, max(d.l.To, -d.l.From), step))
	}
}

// perSign is how wide a letter becomes, units. It is only guessed, for the font is the
// reader's.
const perSign = 7

// fitting is a name without its middle, if it is wider than the column of names: what
// stands at its end tells it from others.
func (d *drawing) fitting(name string) string {
	all := []rune(name)
	room := int((float64(d.l.Names.Dx()) - d.unit(12)) / d.unit(perSign))
	if len(all) <= max(room, 4) {
		return name
	}
	end := room * 2 / 5
	return string(all[:room-1-end]) + "…" + string(all[len(all)-end:])
}

// number writes a number of the axis: in the middle over its line, or before it where
// the picture ends.
func (d *drawing) number(x float64, s string) {
	anchor := "middle"
	if x+d.unit(perSign)*float64(utf8.RuneCountInString(s))/2 > float64(d.s.Size.X) {
		anchor = "end"
		x -= d.unit(2)
	}
	d.text(x, float64(d.l.Axis.Max.Y)-d.unit(7), anchor, hex(d.s.Theme.Muted), s)
}

// row draws one row with its name.
func (d *drawing) row(r paint.Row) {
	th := &d.s.Theme
	y, h := float64(d.l.Axis.Max.Y+r.Y), float64(r.H)
	middle := y + h/2 + d.unit(4)
	if r.Kind == paint.RowHeader {
		d.rect(0, y, float64(d.s.Size.X), h, hex(th.Panel), "")
		d.text(d.unit(8), middle, "start", hex(th.Muted), d.s.Words.Sections[r.Section])
		return
	}
	d.put("<g clip-path=\"url(#plot)\">\n")
	inset := d.unit(2)
	switch r.Kind {
	case paint.RowCore:
		d.core(r, y+inset, h-2*inset)
	case paint.RowLane:
		d.lane(r, y+inset, h-2*inset)
	case paint.RowObj:
		d.object(r, y+inset, h-2*inset)
	case paint.RowCounter:
		d.counter(r, y+inset, h-2*inset)
	}
	d.put("</g>\n")
	if r.Lane != 0 && r.Kind == paint.RowLane {
		d.rect(d.unit(2), y+inset, d.unit(4), h-2*inset, hex(th.OwnerOf(r.Lane)), "")
	}
	d.put("<svg x=\"0\" y=\"%.5g\" width=\"%d\" height=\"%.5g\">", y, d.l.Names.Dx()-4, h) // cuts long names off
	name := paint.RowName(d.s.View, r, d.s.Words)
	d.put("<text x=\"%.5g\" y=\"%.5g\" fill=\"%s\">%s<title>%s</title></text>\n",
		round(d.unit(10)), round(h/2+d.unit(4)), hex(th.Text), html.EscapeString(d.fitting(name)), html.EscapeString(name))
	d.put("</svg>\n")
}

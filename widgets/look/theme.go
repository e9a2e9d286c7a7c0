package look

// This file holds the colours that depend on the theme: the neutral ones, and
// those of the owners of cores and primitives.

import (
	"image/color"
	"math"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Theme is every colour of a picture that is not a state's.
type Theme struct {
	Dark       bool
	Background color.RGBA // behind everything
	Panel      color.RGBA // behind section headers, axis and minimap
	RowEven    color.RGBA // behind every second lane
	Grid       color.RGBA // the lines of the time axis through the lanes
	Line       color.RGBA // separators and outlines
	Text       color.RGBA
	Muted      color.RGBA // text of less weight
	Accent     color.RGBA // playhead, selection, handles
	Select     color.RGBA // behind the selected lane
	Load       color.RGBA // the area of a core's load
	LoadLine   color.RGBA // the line on top of it
	Depth      color.RGBA // the step line of a queue's depth
	Cross      color.RGBA // the cross of a lane that died
	CrossEdge  color.RGBA // its outline
	Found      color.RGBA // hits of a search, bookmarks
	owners     [trace.NumOwners]color.RGBA
	shift      int // of the owners' colours, see For
}

// Light is the theme for bright rooms and projectors.
func Light() Theme {
	return Theme{
		Background: rgb(0xFFFFFF), Panel: rgb(0xF2F3F5), RowEven: rgb(0xFAFAFB),
		Grid: rgb(0xE6E8EB), Line: rgb(0xC9CDD2), Text: rgb(0x1C1F23), Muted: rgb(0x5F6670),
		Accent: rgb(0x1E66D0), Select: rgb(0xDDE9FA), Load: rgb(0xDADDE1), LoadLine: rgb(0x8E959E),
		Depth: rgb(0x4A5058), Cross: rgb(0x000000), CrossEdge: rgb(0xFFFFFF), Found: rgb(0xC2185B),
		owners: [trace.NumOwners]color.RGBA{
			rgb(0x4477AA), rgb(0xEE6677), rgb(0x228833), rgb(0xCCBB44),
			rgb(0x66CCEE), rgb(0xAA3377), rgb(0x994F00), rgb(0x8F8FC8),
		},
	}
}

// Dark is the theme for dark rooms.
func Dark() Theme {
	return Theme{
		Dark:       true,
		Background: rgb(0x17191C), Panel: rgb(0x212429), RowEven: rgb(0x1B1E22),
		Grid: rgb(0x2B2F35), Line: rgb(0x434951), Text: rgb(0xE8EAED), Muted: rgb(0xA0A7B0),
		Accent: rgb(0x6AA9FF), Select: rgb(0x223650), Load: rgb(0x383E46), LoadLine: rgb(0x7C8590),
		Depth: rgb(0xB9C0C9), Cross: rgb(0xFFFFFF), CrossEdge: rgb(0x000000), Found: rgb(0xFF7FB0),
		owners: [trace.NumOwners]color.RGBA{
			rgb(0x5B8FC7), rgb(0xF07F8D), rgb(0x3BA34D), rgb(0xD6C75A),
			rgb(0x7AD3F0), rgb(0xCB5C9C), rgb(0xC27A33), rgb(0xA3A3DA),
		},
	}
}

// Strong is the theme with the neutral colours as far apart as they get. The
// states' colours stay: they are told by pattern and letter, too.
func (t Theme) Strong() Theme {
	ink, ground := rgb(0x000000), rgb(0xFFFFFF)
	if t.Dark {
		ink, ground = ground, ink
	}
	t.Background, t.RowEven, t.Text, t.Muted = ground, ground, ink, ink
	t.Panel, t.Grid, t.Line = Mix(ground, ink, 0.08), Mix(ground, ink, 0.35), ink
	t.Load, t.LoadLine, t.Depth = Mix(ground, ink, 0.3), ink, ink
	return t
}

// Owner is the colour of an owner class (see trace.OwnerClass); of class 0,
// nobody, it is the transparent colour.
func (t *Theme) Owner(class uint8) color.RGBA {
	if class == 0 || int(class) > len(t.owners) {
		return color.RGBA{}
	}
	n := len(t.owners)
	return t.owners[((int(class)-1-t.shift)%n+n)%n]
}

// firstWorker is the lane of the first worker where nothing else has a lane
// before it but the run's own.
const firstWorker = trace.Lane(2)

// For is the theme for a recording: with the owners' colours given out from its
// first worker on, so that Worker-1 has the same colour under every model,
// whatever lanes a model has beside its workers.
func (t Theme) For(v *trace.View) Theme {
	t.shift = 0
	if v == nil {
		return t
	}
	lanes := v.Lanes()
	for i := range lanes {
		switch info := &lanes[i].Info; info.Kind {
		case trace.LaneThread, trace.LaneProcess, trace.LaneInterpreter, trace.LaneTask:
			if info.Name != insight.MainTask {
				t.shift = int(info.ID) - int(firstWorker)
				return t
			}
		}
	}
	return t
}

// OwnerOf is the colour of lane l as an owner.
func (t *Theme) OwnerOf(l trace.Lane) color.RGBA { return t.Owner(trace.OwnerClass(l)) }

// Ink is the colour, near black or white, in which text reads best on a
// ground of colour c.
func Ink(c color.RGBA) color.RGBA {
	dark, light := rgb(0x101214), rgb(0xFFFFFF)
	if Contrast(c, dark) >= Contrast(c, light) {
		return dark
	}
	return light
}

// Mix is the colour that lies the part f (0 … 1) of the way from a to b.
func Mix(a, b color.RGBA, f float64) color.RGBA {
	m := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*f + 0.5) }
	return color.RGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 0xFF}
}

// Contrast is the contrast ratio of two opaque colours by the rule of the web
// guidelines (WCAG): 1 for equal ones, 21 for black and white.
func Contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.RGBA) float64 {
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

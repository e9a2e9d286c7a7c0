package picture

// This file holds the small picture of a run: its workers, without names and
// axis, as a face to know it by in a list.

import (
	"image"
	"image/png"
	"io"

	"fyne.io/fyne/v2/theme"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

// smallSize of a small picture, pixels.
var smallSize = image.Pt(240, 64)

// Small writes a small picture of a recording, as PNG.
func Small(w io.Writer, v *trace.View) error {
	p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content()})
	if err != nil {
		return err
	}
	// Drawn with what a picture of that size has no room for, and cut out: the
	// rows of the workers alone.
	s := &paint.Scene{
		View: v, To: max(v.End(), 1), Size: image.Pt(smallSize.X, 2000), Scale: 1, Theme: look.Light().For(v), Words: paint.DefaultWords(),
		Folded: [paint.NumSections]bool{paint.Cores: true, paint.Primitives: true, paint.Counters: true}, NoMinimap: true, NoNames: true, Fit: true, RowHeight: 12,
	}
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	l := p.Paint(img, s)
	top, bottom := 0, 0
	for _, r := range l.Rows {
		if r.Kind != paint.RowLane {
			continue
		}
		if bottom == 0 {
			top = r.Y
		}
		bottom = r.Y + r.H
	}
	from := l.Axis.Max.Y + top
	small := img.SubImage(image.Rect(0, from, smallSize.X, from+min(max(bottom-top, 1), smallSize.Y)))
	return png.Encode(w, small)
}

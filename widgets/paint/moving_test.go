package paint_test

// This file tests pictures of a window that is on its way.

import (
	"bytes"
	"image"
	"testing"

	"corelanes/widgets/internal/synth"
)

func TestWhileTheWindowMovesColumnsAreTwoPixelsWideAndAfterwardsOneAgain(t *testing.T) {
	v := synth.Dense(3, 40_000, 20_000)
	p := newPainter(t)
	s := scene(v, 801, 400)
	s.From, s.To = 0, v.End()
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	l := p.Paint(img, s)
	still := bytes.Clone(img.Pix)
	s.Moving = true
	p.Paint(img, s)
	row, ok := l.RowOf(2)
	if !ok {
		t.Fatal("no row")
	}
	box := l.Box(row)
	pairs, differ := 0, 0
	for y := box.Min.Y + 3; y < box.Max.Y-3; y++ {
		for x := l.Plot.Min.X; x+1 < l.Plot.Max.X; x += 2 {
			pairs++
			if img.RGBAAt(x, y) != img.RGBAAt(x+1, y) {
				differ++
			}
		}
	}
	if pairs == 0 || differ > pairs/50 { // a line of the grid may go through
		t.Errorf("of %d pairs of pixels %d differ", pairs, differ)
	}
	if bytes.Equal(img.Pix, still) {
		t.Error("the picture is as it was when it stood")
	}
	s.Moving = false
	p.Paint(img, s)
	if !bytes.Equal(img.Pix, still) {
		t.Error("when it stands again the picture is another")
	}
}

package paint_test

// This file holds what the painter's tests share: a painter with the window's
// fonts, scenes, and pictures written for people to look at.

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"fyne.io/fyne/v2/theme"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

var (
	update = flag.Bool("update", false, "write the golden pictures anew")
	shots  = flag.String("shots", "", "write large pictures for people to look at into this folder")
)

func newPainter(t testing.TB) *paint.Painter {
	t.Helper()
	p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func scene(v *trace.View, w, h int) *paint.Scene {
	return &paint.Scene{View: v, From: 0, To: v.End(), Size: image.Pt(w, h), Theme: look.Light(), Words: paint.DefaultWords()}
}

func picture(p *paint.Painter, s *paint.Scene) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	p.Paint(img, s)
	return img
}

func writePNG(t testing.TB, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// TestShots writes pictures to look at; go test -run Shots -shots DIR.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("no folder given")
	}
	p := newPainter(t)
	runs := map[string]*trace.View{
		"gil": synth.GIL(4, 1900*synth.MS).View(1900 * synth.MS), "tasks": synth.Tasks(160, 400*synth.MS).View(400 * synth.MS),
		"procs": synth.Processes(4, 1200*synth.MS).View(1200 * synth.MS), "lock": synth.Lock(5, 800*synth.MS).View(800 * synth.MS),
	}
	for name, v := range runs {
		for _, dark := range []bool{false, true} {
			for _, size := range []image.Point{{1280, 800}, {1920, 1080}} {
				s := scene(v, size.X, size.Y)
				suffix := "-light"
				if dark {
					s.Theme, suffix = look.Dark(), "-dark"
				}
				if size.X == 1920 {
					suffix += "-hd"
				}
				writePNG(t, filepath.Join(*shots, name+suffix+".png"), picture(p, s))
				if !dark {
					s.Fit = true
					writePNG(t, filepath.Join(*shots, name+suffix+"-fit.png"), picture(p, s))
					s.Fit, s.From, s.To, s.Selected = false, v.End()/3, v.End()/3+v.End()/12, 3
					s.Playhead, s.ShowPlayhead = (s.From+s.To)/2, true
					writePNG(t, filepath.Join(*shots, name+suffix+"-zoom.png"), picture(p, s))
				}
			}
		}
	}
}

func TestThePictureIsTheSameOnOneCoreAndOnTwo(t *testing.T) {
	for name, v := range map[string]*trace.View{
		"tasks": synth.Tasks(160, 400*synth.MS).View(400 * synth.MS), "primitives": synth.Primitives().View(350 * synth.MS),
		"dense": synth.Dense(12, 3000, 20*trace.Time(1e3)),
	} {
		s := scene(v, 900, 700)
		one := func() *image.RGBA {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			return picture(newPainter(t), s)
		}()
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
		if two := picture(newPainter(t), s); !bytes.Equal(one.Pix, two.Pix) {
			t.Errorf("%s: the pictures differ", name)
		}
	}
}

package paint_test

// This file compares what is painted with pictures that people have looked
// at; go test ./widgets/paint -update paints them anew.

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

// golden compares a picture with the one of its name.
func golden(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		writePNG(t, path, got)
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; paint it with -update and look at it", err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != got.Rect {
		t.Fatalf("%s is %v, painted %v", name, img.Bounds(), got.Rect)
	}
	wrong := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			if !near(img, got, x, y) {
				wrong++
			}
		}
	}
	if wrong > 0 {
		bad := filepath.Join("testdata", "failed", name+".png")
		writePNG(t, bad, got)
		t.Errorf("%s: %d pixels differ; see %s", name, wrong, bad)
	}
}

// tolerance is how far a colour may be off: machines with fused
// multiplication round glyphs differently.
const tolerance = 3 << 8

func near(a, b image.Image, x, y int) bool {
	r1, g1, b1, _ := a.At(x, y).RGBA()
	r2, g2, b2, _ := b.At(x, y).RGBA()
	return diff(r1, r2) <= tolerance && diff(g1, g2) <= tolerance && diff(b1, b2) <= tolerance
}

func diff(a, b uint32) uint32 { return max(a, b) - min(a, b) }

func TestThePictureIsAsItWasLookedAt(t *testing.T) {
	p := newPainter(t)
	gil := synth.GIL(4, 600*synth.MS).View(600 * synth.MS)
	lock := synth.Lock(5, 500*synth.MS).View(500 * synth.MS)
	prims := synth.Primitives().View(350 * synth.MS)
	tasks := synth.Tasks(40, 200*synth.MS).View(200 * synth.MS)
	for name, s := range map[string]*paint.Scene{
		"gil-light": scene(gil, 640, 400),
		"gil-dark-zoom": with(scene(gil, 640, 400), func(s *paint.Scene) {
			s.Theme, s.From, s.To, s.Selected = look.Dark(), 200*synth.MS, 260*synth.MS, 3
		}),
		"lock-light":       with(scene(lock, 640, 360), func(s *paint.Scene) { s.Playhead, s.ShowPlayhead = 210*synth.MS, true }),
		"tasks-fit":        with(scene(tasks, 640, 300), func(s *paint.Scene) { s.Fit = true }),
		"lock-large":       with(scene(lock, 640, 400), func(s *paint.Scene) { s.Scale = 1.75; s.To = 120 * synth.MS }),
		"primitives-light": scene(prims, 900, 420),
		"primitives-dark":  with(scene(prims, 900, 420), func(s *paint.Scene) { s.Theme, s.Selected = look.Dark(), 2 }),
		"crews-light":      scene(synth.Crews().View(220*synth.MS), 900, 420),
		"path-light": with(scene(lock, 640, 360), func(s *paint.Scene) {
			s.To = 200 * synth.MS
			path := insight.Critical(lock)
			s.Path = path.Steps
			for _, x := range insight.Times(lock) {
				if !x.Hold && x.State == trace.StateBlocked {
					s.Marked = append(s.Marked, x.All[:min(3, len(x.All))]...)
				}
			}
		}),
		"dense": scene(synth.Dense(4, 20000, 20*trace.Time(1e3)), 640, 200),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, picture(p, s)) })
	}
}

func with(s *paint.Scene, change func(*paint.Scene)) *paint.Scene {
	change(s)
	return s
}

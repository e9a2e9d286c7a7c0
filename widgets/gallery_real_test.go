package widgets_test

// This file paints pages of real recordings: the scenarios that show
// primitives, run for it, in light, dark and Russian.

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/cards"
	"corelanes/widgets/graph"
	"corelanes/widgets/timeline"
)

// record runs a scenario and gives what it left.
func record(t *testing.T, scenario, model string) *trace.View {
	t.Helper()
	run, err := engine.Start(engine.Plan{Scenario: scenario, Model: model})
	if err != nil {
		t.Fatal(err)
	}
	run.Wait()
	return run.Recording().Cut()
}

// shoot writes the picture of a page.
func shoot(t *testing.T, name string, o fyne.CanvasObject, size fyne.Size) {
	t.Helper()
	w := test.NewTempWindow(t, container.NewStack(canvas.NewRectangle(theme.Color(theme.ColorNameBackground)), o))
	w.SetPadded(false)
	w.Resize(size)
	w.Canvas().Capture()
	f, err := os.Create(filepath.Join(*shots, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestGalleryOfRealRuns(t *testing.T) {
	if *shots == "" {
		t.Skip("no folder given")
	}
	views := map[string]*trace.View{}
	for _, s := range []string{"rlock", "semaphore", "event", "condition", "barrier", "deadlock", "lock-file"} {
		views[s+"-threads"] = record(t, s, "threads")
	}
	views["lock-file-asyncio"] = record(t, "lock-file", "asyncio")
	views["semaphore-asyncio"] = record(t, "semaphore", "asyncio")
	for _, variant := range []string{"light", "dark", "ru"} {
		app := test.NewTempApp(t)
		th := forced{theme.DefaultTheme(), theme.VariantLight, 1}
		if variant == "dark" {
			th.variant = theme.VariantDark
		}
		app.Settings().SetTheme(th)
		if variant == "ru" {
			speak(t, "ru")
			t.Cleanup(func() { speak(t, "en") })
		}
		for name, v := range views {
			tl, cs := timeline.New(), cards.New()
			t.Cleanup(tl.Close)
			t.Cleanup(cs.Close)
			split := container.NewHSplit(tl, container.NewVScroll(cs))
			split.Offset = 0.7
			at := v.End() * 11 / 20
			tl.SetView(v)
			tl.SetFollow(false)
			tl.SetInstant(at)
			tl.Select(3)
			cs.SetLane(3)
			cs.SetView(v, at)
			shoot(t, name+"-"+variant, split, fyne.NewSize(1280, 800))
			g := graph.New()
			t.Cleanup(g.Close)
			g.SetView(v, at)
			shoot(t, "graph-"+name+"-"+variant, g, fyne.NewSize(380, 560))
		}
	}
}

// Package widgets_test shows the widgets together, as a page would: for
// people to look at, and to test that they get along.
package widgets_test

import (
	"flag"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"corelanes/engine/trace"
	"corelanes/widgets/cards"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/legend"
	"corelanes/widgets/loglist"
	"corelanes/widgets/summary"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

var shots = flag.String("shots", "", "write large pictures for people to look at into this folder")

// forced is the default theme in one variant and size of text.
type forced struct {
	fyne.Theme
	variant fyne.ThemeVariant
	scale   float32
}

func (f forced) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(n, f.variant)
}
func (f forced) Size(n fyne.ThemeSizeName) float32 { return f.Theme.Size(n) * f.scale }

// page is all of the widgets in one window.
type page struct {
	tl      *timeline.Timeline
	cards   *cards.Cards
	legend  *legend.Legend
	log     *loglist.LogList
	summary *summary.Summary
	object  fyne.CanvasObject
}

func newPage(t *testing.T) *page {
	t.Helper()
	p := &page{tl: timeline.New(), cards: cards.New(), legend: legend.New(), log: loglist.New(), summary: summary.New()}
	t.Cleanup(func() {
		p.tl.Close()
		p.cards.Close()
		p.legend.Close()
		p.log.Close()
		p.summary.Close()
	})
	side := container.NewVSplit(container.NewVScroll(p.cards),
		container.NewBorder(nil, p.legend, nil, nil, container.NewVSplit(p.log, p.summary)))
	split := container.NewHSplit(p.tl, side)
	split.Offset = 0.72
	p.object = container.NewStack(canvas.NewRectangle(theme.Color(theme.ColorNameBackground)), split)
	return p
}

func (p *page) show(v *trace.View, at trace.Time, lane trace.Lane) {
	p.tl.SetView(v)
	p.tl.SetFollow(false)
	p.tl.SetInstant(at)
	p.tl.Select(lane)
	from, to := p.tl.Window()
	p.cards.SetLane(lane)
	p.cards.SetView(v, at)
	p.legend.SetView(v, from, to)
	p.log.SetView(v, at)
	p.summary.SetView(v, from, to)
}

// speak switches to a language of the words: "ru", or back to "en".
func speak(t *testing.T, name string) {
	t.Helper()
	data, err := words.Files.ReadFile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := lang.AddTranslations(fyne.NewStaticResource(lang.SystemLocale().LanguageString()+".json", data)); err != nil {
		t.Fatal(err)
	}
}

func TestGallery(t *testing.T) {
	if *shots == "" {
		t.Skip("no folder given")
	}
	runs := []struct {
		name string
		view *trace.View
		lane trace.Lane
	}{
		{"gil", synth.GIL(4, 1900*synth.MS).View(1900 * synth.MS), 3},
		{"lock", synth.Lock(5, 800*synth.MS).View(800 * synth.MS), 3},
		{"tasks", synth.Tasks(160, 400*synth.MS).View(400 * synth.MS), 4},
		{"procs", synth.Processes(4, 1200*synth.MS).View(1200 * synth.MS), 3},
	}
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
		for _, r := range runs {
			p := newPage(t)
			w := test.NewTempWindow(t, p.object)
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1280, 800))
			p.show(r.view, r.view.End()*11/20, r.lane)
			w.Canvas().Capture()
			row := fyne.NewPos(500, 240)
			test.MoveMouse(w.Canvas(), row)
			f, err := os.Create(filepath.Join(*shots, "page-"+r.name+"-"+variant+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, w.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
}

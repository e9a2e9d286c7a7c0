package picture

// This file tests that what is saved, closed and opened again shows and tells
// exactly what it did before: every scenario, wide and zoomed, and the JSON.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/theme"

	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

func TestARecordingOfEveryScenarioIsReopenedAsItWas(t *testing.T) {
	p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content()})
	if err != nil {
		t.Fatal(err)
	}
	for n, sc := range engine.Scenarios() {
		models, _ := engine.Legal(sc)
		if len(models) == 0 {
			t.Errorf("%s runs under no model here", sc.ID)
			continue
		}
		model := models[n%len(models)] // another one for each, by turns
		r, err := engine.Start(engine.Plan{Scenario: sc.ID, Model: model, Set: map[string]string{"size": "smoke"}})
		if err != nil {
			t.Errorf("%s under %s: %v", sc.ID, model, err)
			continue
		}
		r.Wait()
		kept := r.Kept("test")
		kept.Notes = []engine.Note{{At: 1, Text: "начало"}}
		path := filepath.Join(t.TempDir(), sc.ID+engine.FileSuffix)
		if err := kept.Save(path); err != nil {
			t.Fatal(err)
		}
		again, err := engine.Open(path)
		if err != nil || again.Damage != "" {
			t.Fatalf("%s: %v, %q", sc.ID, err, again.Damage)
		}
		asItWas(t, p, sc.ID+" under "+model, kept, again)
	}
}

// asItWas fails the test where two recordings differ in what people see of them
// or programs read of them.
func asItWas(t *testing.T, p *paint.Painter, what string, a, b *engine.Opened) {
	t.Helper()
	one, two := a.Recording.Cut(), b.Recording.Cut()
	tell := func(o *engine.Opened, v *trace.View) string {
		data, err := json.Marshal(engine.NewReport(o.Plan, v, o.Outcome))
		return fmt.Sprint(string(data), err, o.Notes)
	}
	if x, y := tell(a, one), tell(b, two); x != y {
		t.Errorf("%s: told\n%s\nand reopened\n%s", what, x, y)
	}
	for _, th := range []look.Theme{look.Light(), look.Dark()} {
		for _, part := range [][2]trace.Time{{0, 1}, {40, 20}, {70, 500}} { // percent of the way; how many times nearer
			from := one.End() / 100 * part[0]
			s := paint.Scene{From: from, To: from + max(1, one.End()/part[1]), Size: image.Pt(900, 600), Scale: 1, Theme: th, Words: words.Paint(), Fit: true, Connectors: true}
			if x, y := painted(p, s, one), painted(p, s, two); !bytes.Equal(x, y) {
				t.Errorf("%s: the picture from %d %% on, %d times nearer, is another one", what, part[0], part[1])
			}
		}
	}
}

func painted(p *paint.Painter, s paint.Scene, v *trace.View) []byte {
	s.View = v
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	p.Paint(img, &s)
	return img.Pix
}

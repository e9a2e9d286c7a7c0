package app

// This file tests the window: its languages, themes, and panels.

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
)

// open makes a window in English.
func open(t *testing.T) (*window, chan func()) {
	t.Helper()
	a := test.NewTempApp(t)
	s := settings.New(a.Preferences())
	s.SetLanguage(text.English)
	todo := make(chan func(), 8)
	w := newWindow(a, s, func(f func()) { todo <- f })
	t.Cleanup(w.window.Close)
	return w, todo
}

// reads is every text in an object and in what lies over it.
func reads(w *window) string {
	var out []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *fyne.Container:
			for _, x := range o.Objects {
				walk(x)
			}
		case fyne.Widget:
			for _, x := range test.WidgetRenderer(o).Objects() {
				walk(x)
			}
		}
	}
	walk(w.window.Content())
	for _, o := range w.window.Canvas().Overlays().List() {
		walk(o)
	}
	return strings.Join(out, " ")
}

func TestTheLanguageButtonsSwitchAndAreRemembered(t *testing.T) {
	w, _ := open(t)
	if !strings.Contains(reads(w), "Run") {
		t.Fatalf("not in English: %s", reads(w))
	}
	w.speak(text.Russian)
	if s := reads(w); !strings.Contains(s, "Запустить") || strings.Contains(s, "workers") {
		t.Errorf("not in Russian: %s", s)
	}
	if w.settings.Language() != text.Russian {
		t.Error("not remembered")
	}
	w.speak(text.English)
	if s := reads(w); strings.Contains(s, "Запустить") {
		t.Errorf("not back in English: %s", s)
	}
}

func TestTheThemeSwitchesAndIsRemembered(t *testing.T) {
	w, _ := open(t)
	for _, c := range []struct {
		v    skin.Variant
		dark bool
	}{{skin.Dark, true}, {skin.Light, false}} {
		w.settings.SetVariant(c.v)
		w.paint()
		grey := color.GrayModel.Convert(theme.Color(theme.ColorNameBackground)).(color.Gray) // the model's own type
		if (grey.Y < 128) != c.dark {
			t.Errorf("%s: the background is %v", c.v, grey)
		}
	}
	if w.settings.Variant() != skin.Light {
		t.Error("not remembered")
	}
}

func TestTypeGrowsWithinItsLimits(t *testing.T) {
	w, _ := open(t)
	before := theme.TextSize()
	w.settings.SetScale(1.5)
	w.paint()
	if got := theme.TextSize(); got != before*1.5 {
		t.Errorf("type is %v, was %v", got, before)
	}
	w.settings.SetScale(99)
	if got := w.settings.Scale(); got != skin.MaxScale {
		t.Errorf("scale %v", got)
	}
}

func TestTheFirstStartIntroducesTheMachineAndTheSecondDoesNot(t *testing.T) {
	w, todo := open(t)
	w.greet()
	(<-todo)()
	if s := reads(w); !strings.Contains(s, "What this machine can and cannot show") || !strings.Contains(s, "spawn") {
		t.Errorf("no introduction: %s", s)
	}
	w.greet()
	w.wg.Wait()
	if len(todo) != 0 {
		t.Error("introduced again")
	}
}

func TestAMachineThatCannotDoMuchIsToldSo(t *testing.T) {
	test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	bad := 0
	var all []string
	for _, f := range facts(engine.MachineReport{OS: "plan9", Arch: "arm", Cores: 1, QuotaCores: 0.5, NoisePercent: 30, ClockStepNs: 15_000_000}) {
		all = append(all, f.name+": "+f.is)
		if !f.good {
			bad++
		}
	}
	if bad < 7 {
		t.Errorf("only %d warnings: %q", bad, all)
	}
}

func TestMenuEntriesOpenTheirPanels(t *testing.T) {
	w, _ := open(t)
	for _, c := range []struct {
		show func()
		says string
	}{
		{w.showAbout, "Nothing is sent anywhere"}, {w.showLicences, "golang.org/x/image"}, {w.showPreferences, "measure one thread"},
		{w.page.ShowShortcuts, "F5"}, {func() { w.showMenu(widget.NewLabel("")) }, "Preferences"},
	} {
		c.show()
		if s := reads(w); !strings.Contains(s, c.says) {
			t.Errorf("no %q: %s", c.says, s)
		}
		w.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}

func TestFileDialogsOpenAndOnlyRecordingsAreOpened(t *testing.T) {
	w, todo := open(t)
	w.chooseAndSave()
	if w.window.Canvas().Overlays().Top() != nil {
		t.Error("asks for a name with nothing to save")
	}
	w.chooseAndOpen()
	if w.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no dialog")
	}
	w.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the dialog")
	}
	w.dropped([]fyne.URI{storage.NewFileURI("/letter.txt")})
	(<-todo)()
	if s := reads(w); !strings.Contains(s, "There is no file “letter.txt”") {
		t.Errorf("dropped: %s", s)
	}
	w.dropped([]fyne.URI{storage.NewFileURI("/letter.txt"), storage.NewFileURI("/nowhere/x.lane")})
	(<-todo)()
	if s := reads(w); !strings.Contains(s, "There is no file “x.lane”") {
		t.Errorf("dropped: %s", s)
	}
}

func TestHighContrastIsBlackAndWhite(t *testing.T) {
	w, _ := open(t)
	w.settings.SetVariant(skin.Light)
	w.settings.SetContrast(true)
	w.paint()
	if ink, ground := theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNameBackground); ink != color.Black || ground != color.White {
		t.Errorf("text %v on %v", ink, ground)
	}
	w.showPreferences()
	if s := reads(w); !strings.Contains(s, "Reduced motion") || !strings.Contains(s, "the oldest go first") || !strings.Contains(s, "Size of type") {
		t.Errorf("the preferences say %s", s)
	}
}

func TestAPageIsMadeWhenItIsShownInTheLanguageOfThen(t *testing.T) {
	w, _ := open(t)
	for i, p := range w.places {
		if (p.page != nil) != (i == atExplore) {
			t.Errorf("%s: made before it is shown: %t", p.word, p.page != nil)
		}
	}
	w.goTo(atCompare)
	compare := w.places[atCompare].page
	w.goTo(atExplore)
	w.speak(text.Russian)
	for i, russian := range map[int]string{atCompare: "Сравнить", atTables: "Измерить", atLessons: "Урок", atHistory: "Истори", atAgainst: "CPython"} {
		w.goTo(i)
		if s := reads(w); !strings.Contains(s, russian) {
			t.Errorf("%s is not in Russian: %s", w.places[i].word, s)
		}
	}
	if w.places[atCompare].page != compare {
		t.Error("a page that was there is made a second time, and has lost what it held")
	}
}

func TestTheLargestTypeHasRoomInASmallWindow(t *testing.T) {
	w, _ := open(t)
	w.settings.SetScale(skin.MaxScale)
	w.paint()
	for _, l := range text.Languages {
		w.speak(l)
		w.window.Resize(fyne.NewSize(1280, 800))
		for i := range w.places {
			w.goTo(i)
			if size := w.window.Content().MinSize(); size.Width > 1280 || size.Height > 800 {
				t.Errorf("%s, page %s: it wants %v", l, w.places[i].word, size)
			}
		}
	}
}

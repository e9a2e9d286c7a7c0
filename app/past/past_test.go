package past

// This file tests the page as a person meets it, with runs that were kept for
// real.

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
	"corelanes/engine/history"
	"corelanes/widgets/look"
)

// open makes a page with n kept runs.
func open(t *testing.T, n int) (*Page, *history.Store) {
	t.Helper()
	a := test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	s, err := history.Open(t.TempDir(), "test", history.Limits{Runs: 10, Bytes: 1 << 30}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		model := []string{"threads", "asyncio"}[i%2]
		r, err := engine.Start(engine.Plan{Scenario: "lock-file", Model: model, Workers: 2, Set: map[string]string{"size": "smoke"}})
		if err != nil {
			t.Fatal(err)
		}
		s.Keep(r, func(id string) { Portray(s, id, r) })
		s.Close()
	}
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	p := New(w, settings.New(a.Preferences()), s, nil)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1000, 600))
	return p, s
}

func TestEveryRunStandsThereAndIsFoundByItsWords(t *testing.T) {
	p, _ := open(t, 3)
	if len(p.shown) != 3 || !strings.HasPrefix(p.count.Text, "3 runs") || p.empty.Text != "" {
		t.Fatalf("%d runs, %q", len(p.shown), p.count.Text)
	}
	for typed, want := range map[string]int{"ASYNCIO": 1, "five writers": 3, "threads writers": 2, "nothing like it": 0} {
		p.search.SetText(typed)
		if len(p.shown) != want {
			t.Errorf("%q finds %d, want %d", typed, len(p.shown), want)
		}
		if (p.empty.Text == "") != (want > 0) {
			t.Errorf("%q: %q", typed, p.empty.Text)
		}
	}
}

func TestARunIsOpenedPinnedAndDeletedAndBroughtBack(t *testing.T) {
	p, s := open(t, 2)
	opened := ""
	p.OnOpen = func(path string) { opened = path }
	first := p.shown[0]
	p.list.Select(0)
	if opened != s.Path(first.ID) {
		t.Errorf("%q was opened", opened)
	}
	p.pin(first)
	if !p.shown[0].Pinned {
		t.Error("it is not pinned")
	}
	p.remove(p.shown[0])
	if len(p.shown) != 1 || !p.undo.Visible() {
		t.Fatalf("%d runs are left", len(p.shown))
	}
	p.bringBack()
	if len(p.shown) != 2 || p.shown[0].ID != first.ID || p.undo.Visible() {
		t.Errorf("%+v", p.shown)
	}
}

func TestEveryRunHasASmallPictureOfItsLanes(t *testing.T) {
	p, s := open(t, 1)
	e := p.shown[0]
	r := newRow(p)
	r.set(e)
	if r.picture.File != s.Picture(e.ID) {
		t.Fatalf("the row shows %q", r.picture.File)
	}
	data, err := os.ReadFile(r.picture.File)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	states := map[color.Color]bool{} // that are to be seen in it
	for _, st := range look.States() {
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				if at := img.At(img.Bounds().Min.X+x, img.Bounds().Min.Y+y); color.RGBAModel.Convert(at) == st.Color {
					states[st.Color] = true
				}
			}
		}
	}
	if len(states) < 2 {
		t.Errorf("of the states there are %d in a picture of %v", len(states), img.Bounds())
	}
	if PortrayLeft(t.Context(), s) {
		t.Error("a picture was made anew")
	}
	if err := os.Remove(s.Picture(e.ID)); err != nil { // as if the program had been killed before it was made
		t.Fatal(err)
	}
	if !PortrayLeft(t.Context(), s) {
		t.Error("no picture was made")
	}
	if again, err := os.ReadFile(s.Picture(e.ID)); err != nil || !bytes.Equal(again, data) {
		t.Errorf("the picture is not what it was: %v", err)
	}
	p.remove(e)
	if _, err := os.Stat(s.Picture(e.ID)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the run is deleted, its picture: %v", err)
	}
	p.bringBack()
	if _, err := os.Stat(s.Picture(e.ID)); err != nil {
		t.Errorf("the run is back, its picture: %v", err)
	}
}

func TestAnEmptyHistorySaysWhatItIsFor(t *testing.T) {
	p, _ := open(t, 0)
	if !strings.Contains(p.empty.Text, "Every run") {
		t.Errorf("%q", p.empty.Text)
	}
	p.why, p.store = os.ErrPermission, nil
	p.Refresh()
	if !strings.Contains(p.count.Text, "nobody may write there") {
		t.Errorf("%q", p.count.Text)
	}
}

func TestFactsAreToldInTheChosenLanguage(t *testing.T) {
	p, _ := open(t, 1)
	if f := facts(p.shown[0]); !strings.Contains(f, "2 workers") {
		t.Errorf("%q", f)
	}
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	p.Rebuild()
	if f := facts(p.shown[0]); !strings.Contains(f, "2 исполнителя") || !strings.HasPrefix(p.count.Text, "1 запуск") {
		t.Errorf("%q, %q", f, p.count.Text)
	}
}

func TestWhyNothingCanBeKeptIsSaidInBothLanguages(t *testing.T) {
	for l, wanted := range map[text.Language]string{text.English: "nobody may write there", text.Russian: "туда нельзя писать"} {
		a := test.NewTempApp(t)
		if err := text.Use(l); err != nil {
			t.Fatal(err)
		}
		w := a.NewWindow("")
		p := New(w, settings.New(a.Preferences()), nil, fmt.Errorf("open the history: %w", &fs.PathError{Op: "mkdir", Path: "/x", Err: syscall.EACCES}))
		if !strings.Contains(p.count.Text, wanted) || strings.Contains(p.count.Text, "open the history") {
			t.Errorf("%s: %q", l, p.count.Text)
		}
		w.Close()
	}
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
}

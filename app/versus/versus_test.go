package versus

// This file tests the page as a person meets it, with small runs that are made
// for real.

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
)

func open(t *testing.T) (*Page, chan func()) {
	t.Helper()
	a := test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	todo := make(chan func(), 64)
	p := New(w, settings.New(a.Preferences()), func(f func()) { todo <- f })
	p.size, p.repeat = "smoke", 1
	p.Rebuild()
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1280, 800))
	return p, todo
}

// compared runs the page's choice to its end.
func compared(p *Page, todo chan func()) {
	p.Run()
	for p.cancel != nil {
		(<-todo)()
	}
	p.wg.Wait()
}

func TestWhatIsTickedIsComparedAndTold(t *testing.T) {
	p, todo := open(t)
	compared(p, todo)
	if p.shown == nil || len(p.shown.Models) != 3 { // those that the source printed
		t.Fatalf("%+v", p.shown)
	}
	if b := p.bars(); len(b) != 3 || b[1].Value <= 0 || b[1].Ghost <= 0 || b[0].Ghost != 0 {
		t.Errorf("%+v", b)
	}
	for _, s := range p.strips() {
		if s.View == nil || s.Note == "" {
			t.Errorf("%+v", s)
		}
	}
	if p.said.Text == "" || p.save.Disabled() || p.run.Disabled() || !p.stop.Disabled() {
		t.Errorf("%q, save %t, run %t, stop %t", p.said.Text, p.save.Disabled(), p.run.Disabled(), p.stop.Disabled())
	}
	var opened *engine.Opened
	p.OnOpen = func(o *engine.Opened) { opened = o }
	p.openRun(1)
	if opened == nil || opened.Plan.Model != "threads" || opened.Recording == nil {
		t.Errorf("%+v", opened)
	}
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	p.Rebuild()
	if !strings.Contains(p.said.Text, "ыстрее") && !strings.Contains(p.said.Text, "ыигрыш") {
		t.Errorf("not in Russian: %q", p.said.Text)
	}
}

func TestAWrongChoiceSaysWhatIsWrongAndCannotBeRun(t *testing.T) {
	p, _ := open(t)
	for _, workers := range []string{"", "0", "many", "1000"} {
		p.workers = workers
		p.changed()
		if !p.run.Disabled() || p.said.Importance != widget.DangerImportance {
			t.Errorf("%q workers can be run", workers)
		}
		p.Run()
	}
	p.workers = "2"
	clear(p.ticked)
	p.changed()
	if !p.run.Disabled() || p.said.Text != text.X("a.versus.tick") {
		t.Errorf("%q", p.said.Text)
	}
}

func TestAComparisonIsStoppedAndWhatWasMeasuredStays(t *testing.T) {
	p, todo := open(t)
	p.repeat = 10
	p.Run()
	(<-todo)() // the first run goes on
	p.Stop()
	for p.cancel != nil {
		(<-todo)()
	}
	p.Close()
	if p.state.Text != text.X("a.versus.stopped") || p.run.Disabled() {
		t.Errorf("%q", p.state.Text)
	}
}

func TestTheTableIsSavedWhereThePersonSays(t *testing.T) {
	p, todo := open(t)
	compared(p, todo)
	dir := t.TempDir()
	var failed error
	p.Save = func(name string, write func(string) error) {
		if err := write(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
		failed = write(filepath.Join(dir, "nowhere", name))
	}
	p.saveTable()
	data, err := os.ReadFile(filepath.Join(dir, "compare-squares.csv"))
	if err != nil || !strings.HasPrefix(string(data), "scenario,") || !errors.Is(failed, os.ErrNotExist) {
		t.Errorf("%v, %v\n%s", err, failed, data)
	}
}

func TestAScenarioBringsItsOwnModels(t *testing.T) {
	p, _ := open(t)
	p.choose("barrier")
	p.Rebuild()
	if p.ticked["sequential"] || !p.ticked["threads"] {
		t.Errorf("%v", p.ticked)
	}
	if _, err := p.plan(); err != nil {
		t.Error(err)
	}
}

func TestASettingIsGoneThroughAndTheWinnerAtEachValueIsTold(t *testing.T) {
	p, todo := open(t)
	p.choose("cpu-io-slider")
	p.vary = "waiting"
	p.ticked = map[string]bool{"sequential": true, "asyncio": true}
	p.Rebuild()
	compared(p, todo)
	if p.over == nil || len(p.over.Points) != 5 || p.over.Winners[4] != "asyncio" {
		t.Fatalf("%+v", p.over)
	}
	if !strings.Contains(p.said.Text, "asyncio") && !strings.Contains(p.said.Text, "fastest") {
		t.Errorf("it says %q", p.said.Text)
	}
	if v := valuesOf(engine.Parameter{Type: "int", Default: "2", Min: 1, Max: 5}, "class"); strings.Join(v, " ") != "1 2 4 5" {
		t.Errorf("a number from 1 to 5 goes through %v", v)
	}
	p.choose("squares")
	if p.over != nil || p.vary != "" {
		t.Error("another scenario keeps what was gone through")
	}
}

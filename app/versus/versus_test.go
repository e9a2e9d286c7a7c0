package versus

// This file tests the page as a person meets it, with small runs that are made
// for real.

import (
	"bytes"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/compare"
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
	p.size, p.repeat, p.ticked[engine.CPython] = "smoke", 1, false
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

func TestF5ComparesAndEscStops(t *testing.T) {
	p, todo := open(t)
	p.repeat = 10
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	if p.cancel == nil {
		t.Fatal("F5 compares nothing")
	}
	(<-todo)()
	if size := p.state.Size(); !p.state.Visible() || size.Width < p.state.MinSize().Width {
		t.Errorf("what runs just now is not to be seen: %v", size)
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	for p.cancel != nil {
		(<-todo)()
	}
	p.Close()
}

func TestWhoIsToPredictDoesNotReadTheAnswer(t *testing.T) {
	p, _ := open(t)
	said := strings.Join(texts(p.content), "\n")
	if !strings.Contains(said, "threads (GIL)") || !strings.Contains(said, "The source text prints times for") || strings.Contains(said, "10.4") {
		t.Errorf("before the comparison the page says\n%s", said)
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
	for _, f := range p.formats() {
		p.export(f)
	}
	data, err := os.ReadFile(filepath.Join(dir, "compare-squares.csv"))
	if err != nil || !strings.HasPrefix(string(data), "scenario,") || !errors.Is(failed, os.ErrNotExist) {
		t.Errorf("%v, %v\n%s", err, failed, data)
	}
	file, err := os.Open(filepath.Join(dir, "compare-squares.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	page, err := os.ReadFile(filepath.Join(dir, "compare-squares.html"))
	for _, s := range []string{"<h1>S18 Sum of squares", "threads (GIL)", "data:image/svg&#43;xml;base64,", "packing data", "As the source?"} {
		if err != nil || !strings.Contains(string(page), s) {
			t.Errorf("%v, no %q in the page", err, s)
		}
	}
	img, err := png.Decode(file)
	if err != nil || img.Bounds().Dx() != pictureWidth*pictureScale || img.Bounds().Dy() < 400 {
		t.Errorf("%v, %v", err, img.Bounds())
	}
}

func TestBeforeARunThePageSaysWhatWillBeComparedAndTakesAPrediction(t *testing.T) {
	p, todo := open(t)
	says := func() string { return strings.Join(texts(p.results), "\n") }
	for _, s := range []string{"What will be compared", "threads (GIL)", "drag the fastest"} {
		if !strings.Contains(says(), s) {
			t.Errorf("no %q in\n%s", s, says())
		}
	}
	p.guess = []string{"processes", "threads", "sequential"}
	compared(p, todo)
	if !strings.Contains(says(), "You predicted: processes, threads (GIL), one thread.") || !strings.Contains(says(), "Where the workers' time went") {
		t.Errorf("the prediction or the ledger is missing in\n%s", says())
	}
	p.choose("barrier")
	p.Rebuild()
	if p.guess != nil || !strings.Contains(says(), "prints no time") {
		t.Errorf("%v\n%s", p.guess, says())
	}
}

func TestCPythonStandsInTheTableOrIsSaidToBeMissing(t *testing.T) {
	p, todo := open(t)
	p.choose("say-hello")
	if !p.ticked[engine.CPython] {
		t.Skip("there is no python3 here")
	}
	p.ticked = map[string]bool{"threads": true, "asyncio": true, engine.CPython: true}
	p.Rebuild()
	if got := strings.Join(texts(p.results), "\n"); !strings.Contains(got, "runs in a real python3 too") {
		t.Error(got)
	}
	compared(p, todo)
	got := strings.Join(texts(p.results), "\n")
	for _, s := range []string{"CPython here is 3.", "As CPython?", "how many times as fast as threads"} {
		if !strings.Contains(got, s) {
			t.Errorf("no %q in\n%s", s, got)
		}
	}
	if n := len(p.shown.Models); n != 2 {
		t.Errorf("%d models", n)
	}
	for _, s := range engine.Scenarios() { // those that have no text, if there are any
		p.choose(s.ID)
		p.Rebuild()
		_, whyNot := engine.Legal(p.scenario)
		got := strings.Join(texts(p.results), "\n")
		if without := whyNot[engine.CPython] == engine.NoText.Words(); without != strings.Contains(got, "no Python text") {
			t.Errorf("%s: %s", s.ID, got)
		}
	}
}

func TestAPredictedOrderIsScoredByPairsAndNearTimesCountEitherWay(t *testing.T) {
	c := &compare.Comparison{Models: []*compare.Entry{
		{Model: "a", WallS: 1}, {Model: "b", WallS: 1.02}, {Model: "c", WallS: 3}, {Model: "failed"},
	}}
	for _, x := range []struct {
		guess     string
		right, of int
	}{{"a b c", 3, 3}, {"b a c", 3, 3}, {"c b a", 1, 3}, {"failed a c", 1, 1}, {"", 0, 0}} {
		if right, of := pairs(strings.Fields(x.guess), c); right != x.right || of != x.of {
			t.Errorf("%q: %d of %d, want %d of %d", x.guess, right, of, x.right, x.of)
		}
	}
}

func TestTheLedgersPartsAddUpToItsBar(t *testing.T) {
	p, todo := open(t)
	compared(p, todo)
	for _, b := range p.ledger() {
		sum := 0.0
		for _, x := range b.Parts {
			sum += x.Value
		}
		if len(b.Parts) != 6 || b.Value <= 0 || sum < b.Value*0.999 || sum > b.Value*1.001 || b.Text == "" {
			t.Errorf("%+v", b)
		}
	}
	if b := p.busy(); len(b) != 3 || b[1].Value <= 0 || b[1].Ghost < 1 {
		t.Errorf("%+v", b)
	}
}

func TestOverWorkersTheIdealAndAmdahlsLinesAreDrawn(t *testing.T) {
	p, _ := open(t)
	p.vary = ofWorkers
	r := &compare.Range{Name: ofWorkers, Serial: map[string]float64{"threads": 0.5}}
	for n, wall := range map[int]float64{1: 4, 2: 3, 4: 2.5} {
		r.Points = append(r.Points, compare.Point{Value: strconv.Itoa(n), Comparison: &compare.Comparison{Scenario: "squares", Models: []*compare.Entry{{Model: "threads", WallS: wall}}}})
	}
	slices.SortFunc(r.Points, func(a, b compare.Point) int { return strings.Compare(a.Value, b.Value) })
	r.Winners = []string{"threads", "threads", "threads"}
	p.over = r
	c := p.speedupChart()
	if len(c.Lines) != 3 || c.Lines[0].Points[2].Y != 1.6 || c.Lines[1].Points[2].Y != 4 || c.Lines[2].Points[3].Y != 1.6 {
		t.Errorf("%+v", c.Lines)
	}
	if e := p.efficiencyChart(); e.Lines[0].Points[2].Y != 0.4 {
		t.Errorf("%+v", e.Lines)
	}
	p.show()
	if got := strings.Join(texts(p.results), "\n"); !strings.Contains(got, "Amdahl") {
		t.Error(got)
	}
	if img := p.picture(); img == nil || img.Bounds().Dx() != pictureWidth*pictureScale {
		t.Error("there is no picture of it")
	}
	var page bytes.Buffer
	if err := p.writeRange(&page); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"data:image/png;base64,", "<td>2.50", "Amdahl"} {
		if !strings.Contains(page.String(), s) {
			t.Errorf("no %q in the page", s)
		}
	}
	if v := workersUpTo(16); v[len(v)-1] != "32" {
		t.Errorf("sixteen cores: %v", v)
	}
}

// texts are all texts that an object shows.
func texts(o fyne.CanvasObject) (out []string) {
	switch x := o.(type) {
	case *fyne.Container:
		for _, y := range x.Objects {
			out = append(out, texts(y)...)
		}
	case *container.Scroll:
		out = texts(x.Content)
	case *widget.Label:
		out = append(out, x.Text)
	case *widget.RichText:
		for _, s := range x.Segments {
			out = append(out, s.Textual())
		}
	}
	return out
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
	if v := valuesOf(engine.Parameter{Type: "int", Default: "2", Min: 1, Max: 5}, "class", nil); strings.Join(v, " ") != "1 2 4 5" {
		t.Errorf("a number from 1 to 5 goes through %v", v)
	}
	digits := engine.Parameter{Name: "digits", Type: "int", Default: "2000", Min: 1, Max: 20_000}
	if v := valuesOf(digits, "class", []engine.Printed{{Set: map[string]string{"digits": "200"}}}); strings.Join(v, " ") != "10 20 50 200 2000" {
		t.Errorf("digits, of which the source text has 200 too, go through %v", v)
	}
	p.choose("squares")
	if p.over != nil || p.vary != "" {
		t.Error("another scenario keeps what was gone through")
	}
}

func TestSeveralPythonsAreComparedWithEachOther(t *testing.T) {
	all := engine.Interpreters(t.Context())
	if len(all) == 0 {
		t.Skip("there is no python3 here")
	}
	p, todo := open(t)
	before := len(p.variations())
	p.Pythons(all[:1])
	if len(p.variations()) != before {
		t.Error("one Python is offered to be compared with itself")
	}
	other := all[0]
	other.Path = filepath.Join(t.TempDir(), "python3")
	if err := os.WriteFile(other.Path, []byte("#!/bin/sh\nexec "+all[0].Path+" \"$@\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	p.Pythons([]engine.Interpreter{all[0], other})
	p.vary, p.ticked = compare.OfInterpreter, map[string]bool{"threads": true, engine.CPython: true}
	compared(p, todo)
	if p.over == nil || len(p.over.Points) != 2 {
		t.Fatalf("measured over the Pythons: %+v", p.over)
	}
	for i, point := range p.over.Points {
		e := point.Models[len(point.Models)-1]
		if e.Model != engine.CPython || e.WallS <= 0 || e.Failed() || point.Value != []string{all[0].Path, other.Path}[i] {
			t.Errorf("under %s: %+v", point.Value, e)
		}
	}
	if got := p.valueTitle(compare.OfInterpreter, other.Path); got != other.String() {
		t.Errorf("it is called %q", got)
	}
}

package tables

// This file tests the page Tables.

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/advise"
	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
	"corelanes/engine/sources"
	"corelanes/engine/trace"
)

// bench is the page in a window of a test, whose main goroutine is the test's.
type bench struct {
	*Page
	todo chan func()
}

func newBench(t *testing.T) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	w := a.NewWindow("test")
	b := &bench{todo: make(chan func(), 1000)}
	b.Page = New(w, settings.New(a.Preferences()), func(f func()) { b.todo <- f })
	w.SetContent(b.Content())
	w.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(func() {
		b.Stop()
		go func() { b.wg.Wait(); close(b.todo) }()
		for f := range b.todo {
			f()
		}
		w.Close()
	})
	return b
}

// finish waits until nothing is measured any more.
func (b *bench) finish() {
	for b.Busy() {
		(<-b.todo)()
	}
}

// row chooses the first cell of a row of the first table.
func (b *bench) row(t *testing.T, id string) spot {
	t.Helper()
	for _, s := range b.shown {
		if s.row != nil && s.row.ID == id {
			b.Select(s)
			return s
		}
	}
	t.Fatalf("there is no row %s", id)
	return spot{}
}

func TestACellIsMeasuredAndKept(t *testing.T) {
	b := newBench(t)
	folder := t.TempDir()
	b.Keep(folder)
	b.repeat = 1
	s := b.row(t, "platforms")
	b.measure(s.checks())
	if b.stop.Disabled() || !b.run.Disabled() {
		t.Error("while it measures, Stop must be on and Measure off")
	}
	b.finish()
	found, v := b.find(s, b.store.Kept())
	if v != sources.Agrees || len(found) != 3 {
		t.Fatalf("it came to %s with %d findings", v, len(found))
	}
	for i, x := range b.shown {
		if f := b.views[i].face; x == s && (len(f.numbers) != 3 || !strings.HasPrefix(f.verdict, "✓")) {
			t.Errorf("the cell shows %q, %q", f.numbers, f.verdict)
		}
	}
	var opened *engine.Opened
	b.OnOpen = func(o *engine.Opened) { opened = o }
	if run := b.openedRun(found[0].Check); run == nil {
		t.Error("the run behind the cell cannot be looked at")
	} else {
		b.OnOpen(run)
	}
	if opened == nil || opened.Plan.Scenario != "say-hello" {
		t.Errorf("opened %+v", opened)
	}
	other := newBench(t)
	other.Keep(folder)
	if _, v := other.find(other.row(t, "platforms"), other.store.Kept()); v != sources.Agrees {
		t.Errorf("after a new start it comes to %s", v)
	}
}

func TestMeasuringStops(t *testing.T) {
	b := newBench(t)
	b.RunAll()
	b.Stop()
	b.finish()
	if b.run.Disabled() || b.state.Text == "" {
		t.Errorf("after Stop: %q", b.state.Text)
	}
}

func TestEveryViewTellsOfEverythingInBothLanguages(t *testing.T) {
	b := newBench(t)
	for _, l := range text.Languages {
		if err := text.Use(l); err != nil {
			t.Fatal(err)
		}
		for i := range b.claimsView() + 1 {
			b.goTo(i)
			if len(b.views) == 0 {
				t.Errorf("view %d is empty", i)
			}
			b.Select(b.shown[len(b.shown)-1])
			for _, s := range b.shown {
				if s.claim != nil && strings.Contains(b.book.Truth(s.claim, nil, string(l)), "{") {
					t.Errorf("%s: a place stands open in its text", s.claim.ID)
				}
			}
			for k, v := range b.views {
				if v.face.says == "" || strings.TrimSpace(v.face.verdict) == v.face.verdict[:1] {
					t.Errorf("view %d, cell %d shows %+v", i, k, v.face)
				}
				if v.Size().Height < v.MinSize().Height-1 {
					t.Errorf("view %d, cell %d is %v high and needs %v", i, k, v.Size().Height, v.MinSize().Height)
				}
			}
		}
	}
}

func TestTheKeyboardChoosesACellAndScrolls(t *testing.T) {
	b := newBench(t)
	last := b.views[len(b.views)-1]
	last.FocusGained()
	last.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if b.selected != b.shown[len(b.shown)-1] {
		t.Error("Enter does not choose the cell")
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if b.scroll.Offset.Y <= 0 {
		t.Error("page down does not scroll")
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if b.scroll.Offset.Y != 0 {
		t.Error("home does not go to the top")
	}
}

func TestTryingARunGoesToWhereRunsAreLookedAt(t *testing.T) {
	b := newBench(t)
	var plan engine.Plan
	b.OnTry = func(p engine.Plan) error { plan = p; return nil }
	s := b.row(t, "cpu")
	b.try(s.cell.Checks[0].Run)
	if plan.Scenario != "squares" || plan.Model != "threads" || plan.Workers != 4 {
		t.Errorf("tried %+v", plan)
	}
}

func TestTheAdvisorFollowsTheAnswers(t *testing.T) {
	b := newBench(t)
	var plan engine.Plan
	b.OnTry = func(p engine.Plan) error { plan = p; return nil }
	b.goTo(b.advisorView())
	b.job = advise.Job{Waiting: 1, Pieces: 1000, Each: 100 * time.Millisecond}
	b.Rebuild()
	a := advise.For(b.job, 2, advise.CostsOf(b.store.Kept()))
	b.tryPlan(a.Plan())
	if a.Best.Model != "asyncio" || plan.Scenario != "cpu-io-slider" || plan.Model != "asyncio" || plan.Set["waiting"] != "100" {
		t.Errorf("%s is recommended, and %+v is tried", a.Best.Model, plan)
	}
	for _, n := range advise.Checks() {
		if err := b.store.Put(n.Key(), sources.Measured{Values: map[string]float64{n.Measure: 1}}); err != nil {
			t.Fatal(err)
		}
	}
	b.enable()
	if !b.run.Disabled() {
		t.Error("nothing is missing that advice rests on, and the button to measure it is on")
	}
	r, err := engine.Start(engine.Plan{Scenario: "squares", Model: "threads", Workers: 2, Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	if o := r.Wait(); o.Err != nil {
		t.Fatal(o.Err)
	}
	b.Shown = func() *trace.View { return r.Recording().Cut() }
	b.Arrive()
	if b.advisor.onShow.Disabled() {
		t.Error("a run is on show, and cannot be asked")
	}
	b.advisor.fromShown()
	if b.job.Recording == nil || b.job.Waiting > 0.5 {
		t.Errorf("the job of the run is %+v", b.job)
	}
	b.advisor.describe("download 1,500 pages, 200 ms each")
	if b.job.Recording != nil || b.job.Pieces != 1500 || !strings.Contains(b.taken, "1,500 pages") {
		t.Errorf("the job in words is %+v: %s", b.job, b.taken)
	}
	b.advisor.fromShown()
	b.advisor.described()
	if b.job.Recording != nil {
		t.Error("an answer that was changed is no recording's any more")
	}
}

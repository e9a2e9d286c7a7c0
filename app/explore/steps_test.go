package explore_test

// This file tests stepping as a person does it: make a deadlock by hand, read
// what it is, go back and take another way.

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/assets"
	"corelanes/engine"
)

// stepped makes a plan the choice, and runs it step by step.
func (p *person) stepped(plan engine.Plan) {
	p.Helper()
	p.startPlan(plan)
	p.waitForEnd()
	p.page.Action("steps").Do()
	p.picks("free", "step by step")
	p.mustSee("order, never speed")
	p.presses("Run")
}

// asks waits until the run asks, at a point.
func (p *person) asks(point string) {
	p.Helper()
	p.waitFor("the question at point "+point, func() bool { return p.sees("Point " + point + ": who goes?") })
}

func TestADeadlockMadeByHandIsExplainedAndCanBeTakenBack(t *testing.T) {
	p := sitDown(t, text.English)
	p.stepped(engine.Plan{Scenario: "deadlock", Model: "threads", Workers: 2, Set: map[string]string{"cure": "none", "hold": "10ms", "size": "smoke"}})
	p.asks("1")
	p.mustSee("starts a worker")
	keys := "111" // the main thread starts both, and waits for the first
	keys += "22"  // the first one begins, takes its fork, and sleeps
	keys += "33"  // so does the other
	for i, k := range keys {
		p.asks(string(rune('1' + i)))
		p.page.TypedRune(k)
	}
	p.asks("8")
	p.mustSee("sleeps; to let it go ends its sleep")
	p.mustSee("cannot go: waits for the end of Philosopher-1")
	p.presses("2   Philosopher-1")
	p.asks("9")
	p.mustSee("takes fork-2, or waits for it")
	p.page.TypedRune('2')
	p.asks("10")
	p.mustSee("cannot go: waits for fork-2, which Philosopher-2 holds")
	p.page.TypedRune('3')
	p.asks("11")
	p.page.TypedRune('3')
	p.waitForEnd()
	p.mustSee("Deadlock: nobody can go any more.")
	p.mustSee("cannot go: waits for fork-2, which Philosopher-2 holds")
	p.mustSee("cannot go: waits for fork-1, which Philosopher-1 holds")

	p.key(fyne.KeyBackspace)
	p.asks("11")
	p.mustSee("Ways that you left:")
	p.presses("kill it") // Philosopher-1, which waits
	p.waitFor("what the kill will do", func() bool {
		return p.sees("goes on after its wait for fork-2. Then it is killed where it stands, as you asked.")
	})
	p.page.TypedRune('2')
	p.waitFor("what the kill did", func() bool { return p.sees("was killed while it held fork-1: nobody can give that back") })
	p.key(fyne.KeyBackspace)
	p.waitFor("the step before", func() bool { return !p.sees("was killed while it held fork-1: nobody can give that back") })
	p.key(fyne.KeyBackspace)
	p.asks("11")
	p.key(fyne.KeyBackspace)
	p.asks("10")
	for _, o := range p.seen() {
		if box, ok := o.(*form.Check); ok && box.Text == "split steps into load, compute, store" {
			p.window.Canvas().Focus(box)
			box.TypedRune('3')
		}
	}
	p.asks("11")
	p.key(fyne.KeyBackspace)
	p.asks("10")
	for _, point := range []string{"9", "8", "7"} {
		p.key(fyne.KeyBackspace)
		p.asks(point)
	}
	p.presses("Stop")
	p.waitForEnd()
}

func TestARunDrawnByLotSaysThatItShowsOrder(t *testing.T) {
	p := sitDown(t, text.Russian)
	p.startPlan(engine.Plan{Scenario: "race", Model: "threads", Workers: 2, Set: map[string]string{"size": "smoke", "increments": "20"}})
	p.waitForEnd()
	p.page.Action("steps").Do()
	p.picks("свободный", "по жребию")
	p.mustSee("показывает порядок, но не скорость")
	p.types("1", "x")
	p.mustSee("нужно целое число")
	p.types("x", "7")
	p.page.Run()
	p.waitForEnd()
	if o := p.page.Told(); o.Sentence == "" {
		t.Error("nothing is told")
	}
}

func TestWhatCannotBeControlledSaysWhyInBothLanguages(t *testing.T) {
	reasons := map[string]bool{"server": true, "talk": true} // of scenarios
	for _, m := range engine.Models() {
		if why := m.WhyNotControlled(); why != "" {
			reasons[string(why)] = true
		}
	}
	for _, l := range text.Languages {
		texts, err := assets.Texts(string(l))
		if err != nil {
			t.Fatal(err)
		}
		for why := range reasons {
			if texts["a.steps.not."+why] == nil {
				t.Errorf("%s does not say why not, of %q", l, why)
			}
		}
	}
}

func TestWhatAModelCannotRunSaysWhyInBothLanguages(t *testing.T) {
	for _, l := range text.Languages {
		texts, err := assets.Texts(string(l))
		if err != nil {
			t.Fatal(err)
		}
		for _, why := range engine.Unsuiteds() {
			if texts["a.model."+string(why)] == nil {
				t.Errorf("%s does not say why not, of %q", l, why)
			}
		}
		elsewhere := []string{"process-pool", "asyncio+processes", engine.CPython} // possible here, perhaps, and not everywhere
		for _, m := range engine.Models() {
			if (slices.Contains(elsewhere, m.ID) || m.WhyNot != "") && texts["m."+m.ID+".whynot"] == nil {
				t.Errorf("%s does not say why %s is impossible here", l, m.ID)
			}
		}
	}
}

func TestOfTasksTheStepsSayWhyNothingCanBeMadeToGoWrong(t *testing.T) {
	p := sitDown(t, text.English)
	p.stepped(engine.Plan{Scenario: "barrier", Model: "asyncio", Workers: 2, Set: map[string]string{"size": "smoke"}})
	p.asks("1")
	p.mustSee("is for threads and interpreters")
	if p.sees("kill it") {
		t.Error("a task can be killed")
	}
	p.presses("Stop")
	p.waitForEnd()
}

package explore_test

// This file tests the table of what can be done, and what is made from it.

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
	"corelanes/engine"
)

func TestEveryActionSaysWhatItDoesAndNoKeyHasTwo(t *testing.T) {
	p := sitDown(t, text.Russian)
	by := map[string]string{}
	for _, a := range p.page.Actions() {
		if a.Says() == a.Word || a.Says() == "" || a.Group == "" {
			t.Errorf("%s says %q in group %q", a.ID, a.Says(), a.Group)
		}
		for _, k := range a.Keys {
			id := fmt.Sprint(k.Name, k.Rune, k.Mod)
			if by[id] != "" {
				t.Errorf("%s does %s and %s", k.Show, by[id], a.ID)
			}
			by[id] = a.ID
		}
	}
}

func TestThePaletteFindsActionsScenariosModelsAndLanes(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("deadlock", "threads")
	p.waitForEnd()
	search := func(what string) {
		p.page.Action("palette").Do()
		field := p.window.Canvas().Focused()
		for _, r := range what {
			field.TypedRune(r)
		}
		field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	search("barrier phases")
	p.mustSee("Barrier: phases")
	search("Philosopher-2")
	p.mustSee("Philosopher-2 ended")
	search("graph")
	p.mustSee("Nobody waits for anybody.")
	search("all parameters")
	p.mustSee("Deadline")
}

func TestTheSearchGoesFromHitToHitAndSaysHowManyThereAre(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"cure": "none"}})
	p.waitForEnd()
	p.page.TypedRune('/')
	field := p.window.Canvas().Focused()
	for _, r := range "fork-1 taken" {
		field.TypedRune(r)
	}
	p.mustSee("– of 1 · lanes 0 · primitives 0")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.mustSee("1 of 1")
	p.mustSee("Philosopher-1") // it is selected, and told of
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.sees("1 of 1 · lanes") {
		t.Error("Escape does not close the search")
	}
}

func TestThePresentationGivesTheLanesTheRoomAndEscapeEndsIt(t *testing.T) {
	p := sitDown(t, text.English)
	told := []bool{}
	p.page.OnPresent = func(on bool) { told = append(told, on); p.page.Rebuild() }
	small := p.page.Scale()
	p.key(fyne.KeyF11)
	if !p.page.Presenting() || p.page.Scale() <= small || p.sees("Legend") {
		t.Errorf("presenting %v at %v, the panels are on show: %v", p.page.Presenting(), p.page.Scale(), p.sees("Legend"))
	}
	p.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyI})
	p.mustSee("Legend")
	p.key(fyne.KeyEscape)
	if p.page.Presenting() || len(told) != 2 || told[1] {
		t.Errorf("still presenting; told %v", told)
	}
}

func TestTheMenuOfALanePinsHidesAndShowsAgain(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("deadlock", "threads")
	p.waitForEnd()
	p.page.SelectLane(2)
	p.page.Action("hide").Do()
	p.page.Action("pin").Do()
	p.page.OpenLaneMenu()
	p.mustSee("Show the hidden lane")
	p.mustSee("In the order of starting")
	p.key(fyne.KeyEscape)
	p.page.Action("show-all").Do()
	p.page.OpenLaneMenu()
	if p.sees("Show the hidden lane") {
		t.Error("it is still hidden")
	}
}

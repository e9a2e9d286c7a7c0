package explore_test

// This file tests two recordings on one axis.

import (
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

func TestTwoRecordingsScrollAndZoomTogetherUnderOnePlayhead(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "say-hello", Model: "asyncio", Set: map[string]string{"wait": "60ms"}})
	p.waitForEnd()
	first := p.page.View()
	p.key(fyne.KeyV)
	p.mustSee("B: ")
	p.startPlan(engine.Plan{Scenario: "say-hello", Model: "asyncio", Set: map[string]string{"wait": "20ms"}})
	p.waitForEnd()
	if p.page.View() == first {
		t.Fatal("nothing new is shown")
	}
	p.mustSee("× as long")
	same := func(what string) {
		t.Helper()
		from, to := p.page.Window()
		bFrom, bTo, now := p.page.Beside2()
		if from != bFrom || to != bTo || now != p.page.Instant() {
			t.Errorf("%s: above %d … %d at %d, below %d … %d at %d", what, from, to, p.page.Instant(), bFrom, bTo, now)
		}
	}
	same("after the run")
	if _, to := p.page.Window(); to != first.End() {
		t.Errorf("in view is all up to %d, the longer one ends at %d", to, first.End())
	}
	p.key(fyne.KeyW)
	p.key(fyne.KeyD)
	same("after zooming and panning above")
	p.page.LeadBelow(5e6, 15e6, 9e6)
	same("after panning below")
	if from, to := p.page.Window(); from != 5e6 || to != 15e6 || p.page.Instant() != 9e6 {
		t.Errorf("above are %d … %d at %d", from, to, p.page.Instant())
	}
	p.page.Action("swap").Do()
	if p.page.View() != first {
		t.Error("they did not change places")
	}
	same("after changing places")
	p.page.Action("release").Do()
	if p.sees("B: ") {
		t.Error("the second one is still there")
	}
	p.key(fyne.KeyHome)
	if _, to := p.page.Window(); to != first.End() {
		t.Errorf("alone, all is up to %d, want %d", to, first.End())
	}
}

func TestZerosOfTwoRecordingsStandUnderEachOther(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "say-hello", Model: "asyncio", Set: map[string]string{"wait": "20ms"}})
	p.waitForEnd()
	p.key(fyne.KeyV)
	p.page.LeadBelow(0, 20e6, 6e6)
	p.key(fyne.KeyZ)
	from, to := p.page.Window()
	bFrom, bTo, _ := p.page.Beside2()
	if from-bFrom != trace.Time(6e6) || to-bTo != trace.Time(6e6) {
		t.Errorf("above %d … %d counts from 6 ms, below %d … %d from its beginning", from, to, bFrom, bTo)
	}
}

package explore_test

// This file tests what is shown of a run's findings: the list, in both
// languages, and the keys that go to them.

import (
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/insight"
)

func TestADeadlockIsInTheFindingsAndTheKeysGoToIt(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"cure": "none", "hold": "20ms"}})
	p.waitForEnd()
	p.key(fyne.KeyX)
	p.mustSee("Can never go on")
	p.mustSee("Make it deadlock")
	d := insight.Stuck(p.page.View(), p.page.View().End())
	if d == nil {
		t.Fatal("nobody is stuck")
	}
	p.key(fyne.KeyJ)
	if at := p.page.Instant(); at != d.At {
		t.Errorf("J goes to %d, the deadlock closed at %d", at, d.At)
	}
	p.key(fyne.KeyH)
	if at := p.page.Instant(); at != d.At {
		t.Errorf("H goes to %d, the deadlock closed at %d", at, d.At)
	}
}

func TestFindingsAreToldInTheWindowsLanguageWithWhatHelps(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"Lost updates", "What helps: Hold a lock from reading the value to writing the new one.", "Lose an update"},
		text.Russian: {"Потерянные обновления", "Что поможет: Держите блокировку от чтения значения до записи нового.", "Потеряйте обновление"},
	} {
		p := sitDown(t, l)
		p.startPlan(engine.Plan{Scenario: "race", Model: "asyncio", Set: map[string]string{"increments": "100", "pause": "true", "lock": "false"}})
		p.waitForEnd()
		p.key(fyne.KeyX)
		for _, w := range want {
			p.mustSee(w)
		}
		if err := text.Use(text.English); err != nil {
			t.Fatal(err)
		}
	}
}

package explore_test

// This file tests the tab Waits and the critical path as a person uses them.

import (
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
)

func TestABarOfTheWaitsLeadsToTheLanes(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("lock-file", "threads")
	p.waitForEnd()
	p.page.Action("waits").Do()
	p.mustSee("in all. Half took at most")
	if !p.page.FrameWaits(0) {
		t.Fatal("there is no bar")
	}
	at := p.page.Instant()
	p.mustSee("1 of ")
	if from, to := p.page.Window(); at < from || at > to {
		t.Errorf("the playhead is at %d, in view is %d to %d", at, from, to)
	}
	p.page.FrameWaits(0)
	if p.sees("1 of ") && p.page.Instant() == at && !p.sees("1 of 1") {
		t.Error("a second click does not go to the next one")
	}
}

func TestTheCriticalPathIsDrawnAndTold(t *testing.T) {
	for l, want := range map[text.Language]string{text.English: "Critical path", text.Russian: "Критический путь"} {
		p := sitDown(t, l)
		p.start("barrier", "threads")
		p.waitForEnd()
		p.key(fyne.KeyK)
		if p.page.PathSteps() == 0 {
			t.Error("K draws nothing")
		}
		told := false
		for _, f := range p.page.Told().Figures {
			told = told || f[0] == want && f[1] != ""
		}
		if !told {
			t.Errorf("%s is not told", want)
		}
		p.key(fyne.KeyK)
		if p.page.PathSteps() != 0 {
			t.Error("K does not end it")
		}
		if err := text.Use(text.English); err != nil {
			t.Fatal(err)
		}
	}
}

package explore_test

// This file tests the tab Code as a person uses it.

import (
	"testing"

	"corelanes/app/text"
)

func TestAPythonTextCanBeLookedAtInGo(t *testing.T) {
	for l, says := range map[text.Language]string{text.English: "What a Go programmer would write", text.Russian: "написал бы программист на Go"} {
		p := sitDown(t, l)
		p.start("lock-file", "threads")
		p.waitForEnd()
		p.page.ShowCode()
		p.mustSee("with lock:")
		if p.sees(says) || p.sees("mu.Lock()") {
			t.Error("it is in Go before anybody wants it")
		}
		at := p.page.EachInstant(p.page.CodeMarkers)
		if at == 0 {
			t.Error("nobody ever stands in the Python text")
		}
		p.presses("Go")
		p.mustSee("mu.Lock()")
		p.mustSee(says)
		if p.sees("with lock:") || p.page.EachInstant(p.page.CodeMarkers) != 0 {
			t.Error("workers that are not Go's stand in the Go text")
		}
		p.presses("Python")
		p.mustSee("with lock:")
		if err := text.Use(text.English); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGoroutinesStandInTheGoText(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("race", "goroutines")
	p.waitForEnd()
	p.page.ShowCode()
	p.mustSee("wg.Wait()")
	p.mustSee("computing are the engine")
	if p.sees("Python") {
		t.Error("there is a choice of languages")
	}
	stood := map[int]bool{}
	p.page.EachInstant(func() map[int]string {
		m := p.page.CodeMarkers()
		for n := range m {
			stood[n] = true
		}
		return m
	})
	if len(stood) < 2 {
		t.Errorf("they stand on lines %v", stood)
	}
}

package app

// This file tests that the glossary opens from every page.

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
)

func TestTheGlossaryOpensFromEveryPageByItsKey(t *testing.T) {
	w, _ := open(t)
	for i := range w.places {
		w.goTo(i)
		w.typedKey(&fyne.KeyEvent{Name: fyne.KeyF2})
		if w.glossary == nil || !strings.Contains(reads(w), text.X("a.glossary.search")) {
			t.Fatalf("page %d: F2 opens no glossary", i)
		}
		w.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if w.glossary != nil || w.window.Canvas().Overlays().Top() != nil {
			t.Fatalf("page %d: Escape does not close the glossary", i)
		}
	}
}

func TestTheGlossaryChangesItsLanguageWithTheWindow(t *testing.T) {
	w, _ := open(t)
	w.showGlossary("graph", "")
	w.speak(text.Russian)
	defer w.speak(text.English)
	if s := reads(w); !strings.Contains(s, "Словарь терминов · Граф") || strings.Contains(s, "Glossary") {
		t.Errorf("not in Russian: %s", s)
	}
	if n := len(w.window.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d sheets lie over the window", n)
	}
}

func TestWhereATermIsSeenIsChosenOnExplore(t *testing.T) {
	w, _ := open(t)
	w.goTo(atHistory)
	w.showGlossary("", "barrier")
	w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.at != atExplore || w.settings.Scenario() != "barrier" && !strings.Contains(reads(w), text.X("s.barrier.title")) {
		t.Errorf("on page %d: %s", w.at, reads(w))
	}
}

package app

// This file tests the choice of a Python.

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
)

// listed waits for the next list of Pythons.
func listed(todo chan func()) { (<-todo)() }

func TestAPythonThatIsNotOnPATHCanBeTakenAndStaysInTheList(t *testing.T) {
	real, err := exec.LookPath("python3")
	if err != nil {
		t.Skip(err)
	}
	w, todo := open(t)
	p := w.interpreters()
	if p.PlaceHolder != text.X("a.pref.python.asked") {
		t.Errorf("before any was asked it says %q", p.PlaceHolder)
	}
	listed(todo)
	if p.PlaceHolder != text.X("a.pref.python.none") {
		t.Errorf("when all were asked it says %q", p.PlaceHolder)
	}
	if p.Selected != text.X("a.pref.python.first") {
		t.Errorf("at first %q is chosen of %q", p.Selected, p.Options)
	}
	x, err := engine.AskInterpreter(t.Context(), real)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir()) // nothing is found there any more
	p.add(x.Path)
	listed(todo)
	if w.settings.Interpreter() != x.Path || p.Selected != x.String() {
		t.Errorf("taken is %q, on show %q", w.settings.Interpreter(), p.Selected)
	}
	again := w.interpreters()
	for again.Selected == "" { // the package's list may come first
		listed(todo)
	}
	if again.Selected != x.String() || !slices.Contains(again.Options, text.X("a.pref.python.other")) {
		t.Errorf("the next time %q is chosen of %q", again.Selected, again.Options)
	}
}

func TestWhatIsNoPythonIsToldAndNotTaken(t *testing.T) {
	w, todo := open(t)
	p := w.interpreters()
	listed(todo)
	none := filepath.Join(t.TempDir(), "none")
	if err := os.WriteFile(none, []byte("#!/bin/sh\nexit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	p.add(none)
	listed(todo)
	if w.settings.Interpreter() != "" || !strings.Contains(reads(w), "is no Python") {
		t.Errorf("taken is %q, on show %q", w.settings.Interpreter(), reads(w))
	}
}

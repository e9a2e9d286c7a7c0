package app

// This file tests what the window remembers of files.

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

// traceFile is a file of another program's.
func traceFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trace.json")
	if err := os.WriteFile(path, []byte(`[{"name":"work","ph":"X","ts":1,"dur":5000,"pid":1,"tid":2}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// until runs what is posted until something is so.
func until(todo chan func(), so func() bool) {
	for !so() {
		(<-todo)()
	}
}

func TestAFileThatWasDroppedIsOpenedRememberedAndReopened(t *testing.T) {
	w, todo := open(t)
	if w.reopen() {
		t.Error("something is reopened at the first start")
	}
	path := traceFile(t)
	w.goTo(atHistory)
	w.dropped([]fyne.URI{storage.NewFileURI(path)})
	until(todo, w.page.CanShare)
	if w.at != atExplore || !slices.Equal(w.settings.Recent(), []string{path}) || w.settings.Last() != path {
		t.Errorf("page %d, recent %v, last %q", w.at, w.settings.Recent(), w.settings.Last())
	}
	if items := w.recentItem().ChildMenu.Items; len(items) != 1 || items[0].Label != "trace.json" {
		t.Errorf("%d in the menu", len(items))
	}
	w.goTo(atCompare)

	again := make(chan func(), 8)
	other := newWindow(w.app, w.settings, func(f func()) { again <- f })
	defer other.window.Close()
	if !other.reopen() || other.at != atCompare {
		t.Fatalf("not reopened, or on page %d", other.at)
	}
	until(again, other.page.CanShare)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if other.reopen() {
		t.Error("a file that is gone is reopened")
	}
}

func TestTheMenuOffersToImportAndToSaveForOthers(t *testing.T) {
	w, todo := open(t)
	var labels []string
	share := func() *fyne.MenuItem {
		labels = nil
		var found *fyne.MenuItem
		for _, i := range w.fileItems() {
			labels = append(labels, i.Label)
			if strings.HasPrefix(i.Label, "Save for somebody else") {
				found = i
			}
		}
		return found
	}
	if i := share(); i == nil || !i.Disabled || !strings.Contains(strings.Join(labels, ";"), "Import a trace") {
		t.Fatalf("%v", labels)
	}
	w.page.Open(traceFile(t))
	until(todo, w.page.CanShare)
	if share().Disabled {
		t.Error("what is on show cannot be saved for others")
	}
}

func TestWhatLiesBesideAnotherIsRecentButNotReopened(t *testing.T) {
	w, todo := open(t)
	shown, beside := traceFile(t), traceFile(t)
	w.page.Open(shown)
	until(todo, w.page.CanShare)
	w.page.OpenBeside(beside)
	until(todo, func() bool { return slices.Contains(w.settings.Recent(), beside) })
	if w.settings.Last() != shown {
		t.Errorf("%q is reopened, on show was %q", w.settings.Last(), shown)
	}
}

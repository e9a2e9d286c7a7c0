package app

// This file tests the export from the window.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corelanes/app/conduct"
	"corelanes/engine"
)

func TestTheWindowExportsInEveryFormat(t *testing.T) {
	w, todo := open(t)
	w.settings.SetCompare(false)
	if err := w.page.Start(engine.Plan{Scenario: "squares", Model: "threads", Set: map[string]string{"size": "smoke"}}); err != nil {
		t.Fatal(err)
	}
	for w.page.Phase() != conduct.Idle {
		(<-todo)()
	}
	begins := map[string]string{
		"html": "<!doctype html", "png": "\x89PNG", "svg": "<svg", "perfetto": "\n", "chrome": "{", "csv": "time", "csv-states": "lane",
	}
	dir := t.TempDir()
	for _, f := range exportFormats() {
		path := filepath.Join(dir, "run-"+f.id+f.suffix)
		w.page.Export(path, true, w.writer(f, true))
		for s := reads(w); !strings.Contains(s, "Saved as “"+filepath.Base(path)) && !strings.Contains(s, "was not saved"); s = reads(w) {
			(<-todo)()
		}
		data, err := os.ReadFile(path)
		if want := begins[f.id]; err != nil || want == "" || !strings.HasPrefix(strings.ToLower(string(data)), strings.ToLower(want)) {
			t.Errorf("%s begins with %.40q, want %q (%v)", f.id, data, want, err)
		}
	}
}

//go:build unix

package engine

// This file tests that a run that was kept in a file tells the same when it is
// opened again.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

func TestARunThatWasSavedAndOpenedTellsTheSame(t *testing.T) {
	for _, p := range []Plan{smoke("squares", "threads", 3), smoke("downloads", "asyncio", 3), smoke("lock-file", "processes", 3), {Scenario: "squares", Model: "threads", Deadline: 300_000_000, Set: map[string]string{"upto": "100000000"}}} {
		r := start(t, p)
		o := r.Wait()
		path := filepath.Join(t.TempDir(), "run"+FileSuffix)
		kept := r.Kept("test")
		kept.Notes = []Note{{At: 9, Text: "later"}, {At: 5, Text: "заметка"}}
		if err := kept.Save(path); err != nil {
			t.Fatal(err)
		}
		x, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if rep := NewReport(r.Plan, r.Recording().Cut(), o); rep.CPUS <= 0 {
			t.Errorf("%s %s, %s: no processor time was told", p.Scenario, p.Model, o.Status)
		}
		if len(x.Notes) != 2 || x.Notes[0] != (Note{At: 5, Text: "заметка"}) || x.Notes[1].Text != "later" {
			t.Errorf("the bookmarks are %v", x.Notes)
		}
		if x.Damage != "" || x.Outcome.Status != o.Status {
			t.Errorf("damage %q, status %s", x.Damage, x.Outcome.Status)
		}
		before, err1 := json.Marshal(NewReport(r.Plan, r.Recording().Cut(), o))
		after, err2 := json.Marshal(NewReport(x.Plan, x.Recording.Cut(), x.Outcome))
		if err1 != nil || err2 != nil || string(before) != string(after) {
			t.Errorf("%s %s: the report was\n%s\nand is\n%s", p.Scenario, p.Model, before, after)
		}
	}
}

func TestWhatCannotBeSavedLeavesNothingBehind(t *testing.T) {
	r := start(t, smoke("squares", "sequential", 1))
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "taken"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := r.Save(filepath.Join(dir, "taken"), "test"); err == nil {
		t.Error("a recording was saved over a directory")
	}
	if err := r.Save(filepath.Join(dir, "none", "x.lane"), "test"); err == nil {
		t.Error("a recording was saved into a directory that is not there")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

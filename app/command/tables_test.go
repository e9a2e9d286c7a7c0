package command

// This file tests the commands tables and slides.

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"corelanes/engine/sources"
)

// sourcesRun runs a command line beside a folder of its own.
func sourcesRun(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = dispatch(streams{out: &o, err: &e}, args)
	return status, o.String(), e.String()
}

func TestTablesMeasuresARowAndKeepsIt(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	status, out, errs := sourcesRun(t, "tables", "--table", "1", "--row", "platforms", "--repeat", "1", "--json")
	if status != ExitDone {
		t.Fatalf("status %d: %s", status, errs)
	}
	var r sources.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Tables) != 1 || len(r.Tables[0].Rows) != 1 || r.Tables[0].Rows[0].Cells[0].Verdict != sources.Agrees {
		t.Fatalf("got %s", out)
	}
	status, out, _ = sourcesRun(t, "tables", "--row", "platforms", "--kept", "--language", "ru")
	if status != ExitDone || !strings.Contains(out, "согласуется") || !strings.Contains(out, "Кроссплатформенная") {
		t.Errorf("kept, in Russian: status %d\n%s", status, out)
	}
}

func TestTablesRefusesWhatThereIsNot(t *testing.T) {
	for _, args := range [][]string{
		{"tables", "--table", "9"}, {"tables", "--row", "colour"}, {"tables", "x"}, {"tables", "--repeat", "0"}, {"tables", "--language", "fr"}, {"slides", "nonsense"},
	} {
		if status, _, errs := sourcesRun(t, args...); status != ExitUsage || errs == "" {
			t.Errorf("%q: status %d, %q", args, status, errs)
		}
	}
	if status, out, _ := sourcesRun(t, "tables", "--help"); status != ExitDone || !strings.Contains(out, "печатает") {
		t.Errorf("help: status %d, %q", status, out)
	}
}

package explore_test

// This file tests that a run can be kept in a file and looked at again.

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
	"corelanes/engine"
)

// saved runs something small and keeps it in a file, whose path it is.
func saved(p *person, scenario, model string) string {
	p.Helper()
	p.start(scenario, model)
	p.waitForEnd()
	path := filepath.Join(p.TempDir(), p.page.FileName())
	p.page.Save(path)
	p.waitFor("the file", func() bool { return p.sees("Saved as") || p.sees("not saved") })
	if _, err := os.Stat(path); err != nil {
		p.Fatal(err)
	}
	return path
}

// opens opens a recording, and waits until something of it is said.
func (p *person) opens(path, says string) {
	p.Helper()
	p.page.Open(path)
	p.waitFor("the recording", func() bool { return p.sees(says) })
}

func TestARunThatWasSavedIsShownAgainAsItWas(t *testing.T) {
	p := sitDown(t, text.English)
	if p.page.CanSave() {
		t.Error("there is something to save before anything ran")
	}
	path := saved(p, "lock-file", "threads")
	if name := filepath.Base(path); !regexp.MustCompile(`^lock-file-threads-\d{4}-\d\d-\d\d-\d{4}\.lane$`).MatchString(name) {
		t.Errorf("the name proposed is %q", name)
	}
	before := p.page.Told()
	p.start("squares", "sequential")
	p.waitForEnd()
	p.opens(path, "Recorded on")
	after := p.page.Told()
	if after.Scenario != before.Scenario || after.Model != before.Model || after.Failure != before.Failure {
		t.Errorf("%+v became %+v", before, after)
	}
	if strings.Contains(after.Sentence, "than one thread") {
		t.Errorf("compared with this machine: %q", after.Sentence)
	}
	p.mustSee("Five writers, one file")
	p.mustSee("threads (GIL)")
	if p.sees("On show") {
		t.Error("the pickers show something else")
	}
	if p.page.CanSave() {
		t.Error("a recording that was opened counts as a run")
	}
}

func TestARecordingBringsItsNumberOfWorkersAndItsParameters(t *testing.T) {
	p := sitDown(t, text.English)
	p.types("4", "3")
	p.presses("more…")
	p.types("20", "7")
	p.types("3000000", "20000")
	p.presses("Run")
	p.waitForEnd()
	path := filepath.Join(t.TempDir(), "x.lane")
	p.page.Save(path)
	p.waitFor("the file", func() bool { return p.sees("Saved as") })
	p.types("3", "5")
	p.types("7", "9")
	p.opens(path, "Recorded on")
	p.types("3", "3") // there is such a field
	p.types("7", "7")
}

func TestBookmarksAreKeptInTheRecording(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("squares", "threads")
	p.waitForEnd()
	note := func(said string) {
		p.key(fyne.KeyB)
		if p.window.Canvas().Focused() != nil {
			t.Error("the letter of the key itself goes into the field")
		}
		var field fyne.Focusable
		p.waitFor("the field", func() bool { field = p.window.Canvas().Focused(); return field != nil })
		for _, r := range said {
			field.TypedRune(r)
		}
		field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	note("the end")
	p.page.ShowMiddle()
	note("the middle")
	path := filepath.Join(t.TempDir(), "noted.lane")
	p.page.Save(path)
	p.waitFor("the file", func() bool { return p.sees("Saved as") })
	p.presses("Run")
	p.waitForEnd()
	p.opens(path, "Recorded on")
	p.presses("⚑")
	p.mustSee("the middle")
	p.mustSee("the end")
	p.key(fyne.KeyEscape)
	if p.page.CanSave() {
		t.Error("nothing changed, and it can be saved")
	}
	p.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyN})
	p.page.Action("bookmark").Do()
	p.mustSee("the middle")
	p.presses("Remove")
	if !p.page.CanSave() {
		t.Error("a bookmark was removed, and it cannot be saved")
	}
}

func TestTheNextRunIsNoRecording(t *testing.T) {
	p := sitDown(t, text.English)
	p.opens(saved(p, "squares", "threads"), "Recorded on")
	p.presses("Run")
	p.waitForEnd()
	if p.sees("Recorded on") || !p.page.CanSave() {
		t.Error("it is taken for the recording")
	}
}

func TestARecordingThatWasCutShowsWhatIsLeftAndSaysSo(t *testing.T) {
	p := sitDown(t, text.English)
	path := saved(p, "squares", "threads")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)-10], 0o600); err != nil {
		t.Fatal(err)
	}
	p.opens(path, "The recording is not complete: its file was cut off.")
	if p.sees("press Run to try again") {
		t.Error("it is taken for a run that failed")
	}
	p.mustSee("breaks off after")
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	p.page.Rebuild()
	p.mustSee("Запись неполная: файл обрезан.")
}

func TestAFileThatCannotBeReadChangesNothingAndSaysWhy(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("squares", "threads")
	p.waitForEnd()
	before := p.page.Told()
	dir := t.TempDir()
	other := filepath.Join(dir, "other.lane")
	if err := os.WriteFile(other, []byte("a letter to Grandmother"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.opens(other, "“other.lane” is not a recording of Corelanes.")
	p.opens(filepath.Join(dir, "none.lane"), "There is no file “none.lane”.")
	p.opens(dir, "“"+filepath.Base(dir)+"” is neither a recording")
	if after := p.page.Told(); after.Sentence != before.Sentence || !p.page.CanSave() {
		t.Errorf("%q became %q", before.Sentence, after.Sentence)
	}
}

func TestWhatCannotBeSavedIsNotLost(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("squares", "threads")
	p.waitForEnd()
	p.page.Save(filepath.Join(t.TempDir(), "none", "x.lane"))
	p.waitFor("the refusal", func() bool { return p.sees("The recording was not saved: there is no such folder.") })
	if !p.page.CanSave() {
		t.Error("it cannot be saved elsewhere")
	}
}

func TestANameWithoutAnEndingGetsOneAndReplacesNothing(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("squares", "threads")
	p.waitForEnd()
	path := filepath.Join(t.TempDir(), "lesson")
	p.page.Save(path)
	p.waitFor("the file", func() bool { return p.sees("Saved as “lesson.lane”.") })
	p.page.Save(path)
	p.waitFor("the refusal", func() bool { return p.sees("already a file of that name") })
}

func TestNothingIsOpenedWhileARunGoesOn(t *testing.T) {
	p := sitDown(t, text.English)
	path := saved(p, "squares", "threads")
	p.startPlan(engine.Plan{Scenario: "squares", Model: "threads", Set: map[string]string{"numbers": "1000", "upto": "100000000"}})
	p.opens(path, "Stop it, then open the recording.")
	p.page.Stop()
	p.waitForEnd()
	if p.sees("Recorded on") {
		t.Error("it was opened")
	}
}

// foreign is a file of another program's.
func foreign(p *person, name, content string) string {
	p.Helper()
	path := filepath.Join(p.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		p.Fatal(err)
	}
	return path
}

func TestAnotherProgramsTraceIsShownAndCanBeSaved(t *testing.T) {
	p := sitDown(t, text.English)
	path := foreign(p, "trace.json", `[{"name":"work","ph":"X","ts":1,"dur":5000,"pid":1,"tid":2},{"name":"x","ph":"?","ts":2,"pid":1,"tid":2}]`)
	p.opens(path, "1 event was left out")
	if !p.page.CanSave() || !p.page.CanShare() {
		t.Error("it cannot be saved")
	}
	kept := filepath.Join(t.TempDir(), "trace.lane")
	p.page.Save(kept)
	p.waitFor("the file", func() bool { return p.sees("Saved as") })
	if p.page.CanSave() {
		t.Error("what was saved is to be saved again")
	}
}

func TestWhatCannotBeImportedIsSaidInBothLanguages(t *testing.T) {
	p := sitDown(t, text.Russian)
	p.opens(foreign(p, "letter.txt", "Dear Ada"), "не трасса в формате Chrome JSON")
	p.opens(foreign(p, "trace.json.gz", "\x1f\x8b\x08\x00 and so on and on"), "сначала распакуйте")
	q := sitDown(t, text.English)
	q.opens(foreign(q, "letter.txt", "Dear Ada"), "neither a recording of Corelanes nor a trace")
	q.opens(foreign(q, "letter.lane", "Dear Ada"), "is not a recording of Corelanes")
}

func TestReadingALongFileIsStoppedByThePerson(t *testing.T) {
	p := sitDown(t, text.English)
	var long strings.Builder
	long.WriteString("[")
	for i := range 200_000 {
		fmt.Fprintf(&long, `{"name":"work","ph":"X","ts":%d,"dur":1,"pid":1,"tid":2},`, 2*i)
	}
	before := p.page.Told()
	p.page.Open(foreign(p, "long.json", long.String()))
	p.page.Stop()
	p.waitFor("the stop", func() bool { return p.sees("was stopped") })
	if after := p.page.Told(); after.Scenario != before.Scenario {
		t.Errorf("%+v became %+v", before, after)
	}
}

func TestARecordingForSomebodyElseIsSavedBesideTheWholeOne(t *testing.T) {
	p := sitDown(t, text.English)
	whole := saved(p, "lock-file", "threads")
	private := filepath.Join(t.TempDir(), "private.lane")
	p.page.SavePrivate(private)
	p.waitFor("the file", func() bool { _, err := os.Stat(private); return err == nil && p.sees("private.lane") })
	host, err := os.Hostname()
	if err != nil || len(host) < 3 {
		t.Skip("this machine has no name to be left out")
	}
	for path, wanted := range map[string]bool{whole: true, private: false} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), `"`+host+`"`) != wanted {
			t.Errorf("%s: the machine's name, wanted %v", path, wanted)
		}
	}
}

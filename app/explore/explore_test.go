package explore_test

// This file tests the page as a person uses it, with real runs.

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/app/conduct"
	"corelanes/app/form"
	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

func TestPickAScenarioAndAModelPressRunAndReadWhatHappened(t *testing.T) {
	p := sitDown(t, text.English)
	p.picks("Sum of squares", "five threads")
	p.picks("threads (GIL)", "processes")
	p.presses("more…")
	p.types("4000000", "20000")
	p.types("5", "3")
	p.presses("Run")
	p.waitForEnd()
	said := p.page.Told().Sentence
	if !regexp.MustCompile(`^3 processes: \d\.\d of \d+ cores busy, (as fast as|[\d.]+× (slower|faster) than) one thread\.$`).MatchString(said) {
		t.Errorf("it says %q", said)
	}
	p.mustSee(said)
}

func TestWhereStartingIsTheSubjectTheStartMethodStandsOnTheBar(t *testing.T) {
	p := sitDown(t, text.English)
	p.page.Choose("child-process", "threads")
	if p.sees("How processes start") {
		t.Error("threads are asked how they begin as processes")
	}
	p.page.Choose("child-process", "processes")
	if len(engine.StartMethods()[1].WhyNot) > 0 {
		t.Skip("there is only spawn here")
	}
	p.picks("spawn", "clean process")
	p.presses("Run")
	p.waitForEnd()
	if !slices.ContainsFunc(p.page.View().Lanes(), func(l trace.LaneView) bool { return l.Info.Kind == trace.LaneForkserver }) {
		t.Error("the child was not begun by a forkserver")
	}
}

func TestTheSentenceNamesTheGIL(t *testing.T) {
	p := sitDown(t, text.English)
	p.start("squares", "threads")
	p.waitForEnd()
	p.mustSee("4 threads, 1 GIL: ")
	p.mustSee("GIL")
}

func TestOneThreadIsMeasuredOnceForTheSameWork(t *testing.T) {
	p := sitDown(t, text.English)
	compared := 0
	watch := func() bool {
		if p.page.Phase() == conduct.Comparing {
			compared++
		}
		return p.page.Phase() == conduct.Idle
	}
	p.start("squares", "threads")
	p.waitFor("the end", watch)
	if compared == 0 {
		t.Fatal("one thread was not measured after the first run")
	}
	compared = 0
	p.start("squares", "processes")
	p.waitFor("the end", watch)
	if compared != 0 {
		t.Error("one thread was measured again")
	}
	p.mustSee("than one thread.")
}

func TestAWrongNumberOfWorkersIsMarkedWithItsRangeAndCannotBeRun(t *testing.T) {
	p := sitDown(t, text.English)
	held := "4"
	for _, wrong := range []string{"0", "-3", "65", "four", ""} {
		p.types(held, wrong)
		held = wrong
		p.mustSee("must be a whole number, 1 to 64")
		if !p.button("Run").Disabled() {
			t.Errorf("%q workers can be run", wrong)
		}
		p.key(fyne.KeyF5)
		if p.page.Phase() != conduct.Idle {
			t.Errorf("F5 runs %q workers", wrong)
		}
	}
	p.types(held, "2")
	if p.sees("must be a whole number") || p.button("Run").Disabled() {
		t.Error("2 workers cannot be run")
	}
}

func TestAWrongParameterIsMarkedWhereItStands(t *testing.T) {
	p := sitDown(t, text.English)
	p.presses("more…")
	p.types("20", "1001")
	p.mustSee("must be a whole number, 1 to 1000")
	p.types("5ms", "soon")
	p.mustSee("must be a time, 1µs to 10s")
	if !p.button("Run").Disabled() {
		t.Error("it can be run")
	}
}

func TestABadLineInAListOfAddressesIsNamed(t *testing.T) {
	p := sitDown(t, text.English)
	list := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(list, []byte("http://localhost:1/\n\nftp://localhost/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.picks("Sum of squares", "downloads")
	p.presses("more…")
	p.types("", list)
	p.mustSee("Line 3 of the list of addresses: “ftp://localhost/” must begin with http:// or https://.")
	if !p.button("Run").Disabled() {
		t.Error("it can be run")
	}
	p.types(list, list+".gone")
	p.mustSee("cannot be read")
}

func TestStopEndsARunAtOnce(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "squares", Model: "processes", Set: map[string]string{"upto": "100000000", "numbers": "1000"}})
	p.waitFor("a picture of the run", func() bool { return p.page.Phase() == conduct.Running })
	pressed := time.Now()
	p.presses("Stop")
	p.waitForEnd()
	if took := time.Since(pressed); took > 2*time.Second {
		t.Errorf("it took %s", took)
	}
	p.mustSee("stopped after")
}

func TestARunThatHitsItsDeadlineSaysWhatToDo(t *testing.T) {
	p := sitDown(t, text.English)
	p.presses("more…")
	p.types("3000000", "100000000")
	p.types("2m", "300ms")
	p.presses("Run")
	p.waitForEnd()
	p.mustSee("Choose a smaller size, or a longer deadline")
}

func TestAModelThatCannotRunTheScenarioSaysWhyNot(t *testing.T) {
	p := sitDown(t, text.English)
	p.picks("threads (GIL)", "sequential")
	p.picks("Sum of squares", "barrier")
	p.mustSee("its workers wait for each other")
	if !p.button("Run").Disabled() {
		t.Error("it can be run")
	}
}

// latin is a word that no Russian reader should meet, unless it is a name.
var (
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)
	names = regexp.MustCompile(`GIL|RSS|PID|MainThread|Thread-\d+|Worker-\d+|start|join|asyncio|Python|spawn|\d+(ms|µs|s|m|h)\b|[RNGBISQO]\b`)
)

func TestAnotherLanguageChangesEveryVisibleWordWithARecordingOpen(t *testing.T) {
	p := sitDown(t, text.English)
	p.presses("more…")
	p.start("squares", "threads")
	p.waitForEnd()
	end := p.page.Told().Figures[0][1]
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	p.page.Rebuild()
	for _, s := range p.reads() {
		if latin.MatchString(names.ReplaceAllString(s, "")) {
			t.Errorf("%q is still there", s)
		}
	}
	p.mustSee("4 потока, 1 GIL: занято ядер")
	p.mustSee("Запустить")
	if p.page.Told().Figures[0][1] == end {
		t.Error("units are still English")
	}
}

func TestEveryScenarioRunsUnderEveryModelThatTheListOffers(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a few dozen processes")
	}
	p := sitDown(t, text.English)
	for _, s := range engine.Scenarios() {
		ids, _ := engine.Legal(s)
		for _, m := range ids {
			if m == engine.CPython { // a text may import what is not installed here
				continue
			}
			p.start(s.ID, m)
			p.waitForEnd()
			if told := p.page.Told(); told.Failure != "" {
				t.Errorf("%s, %s: %s", s.ID, m, told.Failure)
			}
		}
	}
}

func TestShortcutsAreMadeOfTheTablesOfKeys(t *testing.T) {
	p := sitDown(t, text.English)
	p.page.TypedRune('?')
	for _, s := range []string{"F5", "Esc", "F11", "Home", "Ctrl+Z", "Show the whole run"} {
		p.mustSee(s)
	}
	p.key(fyne.KeyEscape)
	if p.sees("Show the whole run") {
		t.Error("Escape does not close the sheet")
	}
}

func TestADeadlockSaysWhoWaitsForWhom(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"cure": "none"}})
	p.waitForEnd()
	p.mustSee("Deadlock: the workers wait for ever.")
	p.mustSee("Philosopher-1 holds lock fork-1 and waits for lock fork-2; Philosopher-2 holds lock fork-2 and waits for lock fork-1.")
}

func TestTheScenariosChoicesStandOnTheBarWithASentenceEach(t *testing.T) {
	p := sitDown(t, text.English)
	p.picks("Sum of squares", "deadlock")
	p.mustSee("Cure")
	p.picks("none: let it happen", "one order")
	p.mustSee("one order")
	p.presses("Run")
	p.waitForEnd()
	if told := p.page.Told(); told.Failure != "" {
		t.Errorf("with the cure: %s", told.Failure)
	}
	for _, s := range engine.Scenarios() {
		for _, x := range s.Parameters {
			values := x.Choices
			if x.Type == "bool" {
				values = []string{"true", "false"}
			}
			for _, v := range values {
				if key := "s." + s.ID + "." + x.Name + "." + v + ".hint"; text.Or(key, "") == "" {
					t.Errorf("%s: no sentence", key)
				}
			}
		}
	}
}

func TestWhatIsShownIsMarkedWhenTheSettingsChange(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"cure": "none"}})
	p.waitForEnd()
	if p.sees("With the settings before") {
		t.Error("marked before anything changed")
	}
	p.picks("none: let it happen", "one order")
	p.mustSee("With the settings before: 2 threads, 1 GIL: deadlock.")
	p.mustSee("Of the run with the settings before: Deadlock")
	p.picks("one order for all", "none")
	if p.sees("settings before") {
		t.Error("still marked with the settings of the run")
	}
}

func TestF5RunsAfterAChoiceInTheForm(t *testing.T) {
	p := sitDown(t, text.English)
	p.presses("more…")
	var size *form.Select
	for _, o := range p.seen() {
		if s, ok := o.(*form.Select); ok {
			size = s
		}
	}
	if size == nil {
		t.Fatal("no select on the form")
	}
	test.Tap(size)
	p.key(fyne.KeyEscape) // the list
	p.window.Canvas().Focus(size)
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	if p.page.Phase() == conduct.Idle {
		t.Error("F5 does not run while a select has the focus")
	}
	p.waitForEnd()
}

func TestWhereAModelTakesNoNumberOfWorkersNoneIsAskedFor(t *testing.T) {
	p := sitDown(t, text.English)
	p.picks("threads (GIL)", "sequential")
	p.mustSee("one worker")
	p.picks("one thread", "asyncio")
	p.mustSee("a task for each item")
	if p.sees("workers") {
		t.Error("asks for a number")
	}
	p.start("downloads", "asyncio")
	p.waitForEnd()
	p.mustSee("8 tasks, 1 event loop, all in flight at once where other models have 5 workers:")
}

func TestThePageFitsAProjectorWithTypeOfAnySize(t *testing.T) {
	p := sitDown(t, text.Russian)
	p.presses("ещё…")
	for _, scale := range []float64{skin.MinScale, 1, 1.4, skin.MaxScale} {
		settings.New(fyne.CurrentApp().Preferences()).SetScale(scale)
		fyne.CurrentApp().Settings().SetTheme(skin.New(skin.Light, scale))
		p.page.Rebuild()
		p.window.Resize(fyne.NewSize(1280, 800))
		if got := p.page.Content().MinSize(); got.Width > 1280 || got.Height > 800 {
			t.Errorf("with type ×%v it needs %v", scale, got)
		}
	}
}

func TestConnectorsStayOnInAnotherLanguage(t *testing.T) {
	p := sitDown(t, text.English)
	p.checks("wake-ups")
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	p.page.Rebuild()
	if !p.checks("пробуждения") {
		t.Error("they are off")
	}
}

func TestPlayMovesThePlayheadThroughAFinishedRunToItsEnd(t *testing.T) {
	p := sitDown(t, text.English)
	p.page.Play()
	if p.page.Playing() {
		t.Error("plays without a recording")
	}
	p.start("squares", "threads")
	p.waitForEnd()
	p.page.ShowMiddle()
	p.key(fyne.KeySpace) // without a screen, animations are over at once
	if at, end := p.page.Instant(), p.page.View().End(); p.page.Playing() || at != end {
		t.Errorf("the playhead is at %d, the run ends at %d", at, end)
	}
}

func TestASelectedRangeIsSummedUpAndCanBeTakenAway(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"cure": "none"}})
	p.waitForEnd()
	p.page.SelectRange(0.5, 1)
	p.mustSee("waits for lock fork-2: 1×")
	p.presses("copy text")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "waits for lock fork-1: 1×") || !strings.Contains(got, "blocked 100") {
		t.Errorf("the text is %q", got)
	}
	p.presses("copy CSV")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "about,name,count,ns\nrange,from,0,") || !strings.Contains(got, "\nwait:blocked,lock fork-1,1,") {
		t.Errorf("the table is %q", got)
	}
	p.page.SelectRange(0, 0)
	if p.sees("copy CSV") {
		t.Error("the strip stays when nothing is selected")
	}
	p.page.SelectRange(0.2, 0.4)
	p.mustSee("copy CSV")
	p.key(fyne.KeyEscape)
	if p.sees("copy CSV") {
		t.Error("Esc leaves the range selected")
	}
}

func TestEveryModelsWorkersAreSaidInWords(t *testing.T) {
	p := sitDown(t, text.Russian)
	for _, m := range engine.Models() {
		if !m.Possible || m.ID == engine.CPython { // its lanes have the names that the script gives them
			continue
		}
		p.start("squares", m.ID)
		p.waitForEnd()
		if said := p.page.Told().Sentence; latin.MatchString(names.ReplaceAllString(said, "")) {
			t.Errorf("%s: %q", m.ID, said)
		}
	}
}

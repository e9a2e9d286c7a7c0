package widgets_test

// This file tests the panels beside the lanes: what they say at an instant.

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	"corelanes/widgets/cards"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/legend"
	"corelanes/widgets/loglist"
	"corelanes/widgets/summary"
	"corelanes/widgets/words"
)

// twoAndALock is a run in which lane 2 holds a lock from 10 to 30 ms, and lane
// 3 waits for it from 12 on and holds it from 30 to 40.
func twoAndALock() *trace.View {
	b := synth.New(20)
	b.Lane(trace.LaneMain, "Main", 0, 1)
	o := b.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
	first, second := b.Lane(trace.LaneThread, "Thread-1", 1, 1), b.Lane(trace.LaneThread, "Thread-2", 1, 1)
	b.State(0, first, trace.StateRunning, 0, 0, 0)
	b.State(0, second, trace.StateRunning, 0, 0, 1)
	b.On(10*synth.MS, o, trace.KindTake, first, 0, 1)
	b.State(12*synth.MS, second, trace.StateBlocked, o, 0, trace.CoreUnknown)
	b.On(12*synth.MS, o, trace.KindJoin, second, 0, 0)
	b.On(30*synth.MS, o, trace.KindGive, first, 0, 0)
	b.On(30*synth.MS, o, trace.KindPart, second, 0, 0)
	b.On(30*synth.MS, o, trace.KindTake, second, 0, 1)
	b.State(30*synth.MS, second, trace.StateRunning, 0, 0, 1)
	b.On(40*synth.MS, o, trace.KindGive, second, 0, 0)
	b.Say(45*synth.MS, first, "hello")
	return b.View(50 * synth.MS)
}

// plain is a text without the spaces that do not break.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// TestMain loads the English words, as the app does.
func TestMain(m *testing.M) {
	data, err := words.Files.ReadFile("en.json")
	if err == nil {
		err = lang.AddTranslations(fyne.NewStaticResource(lang.SystemLocale().LanguageString()+".json", data))
	}
	if err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func cardLines(c *cards.Cards) (out []string) {
	for _, l := range c.Lines() {
		out = append(out, plain(l[0]+" | "+l[1]))
	}
	return out
}

func TestTheLockCardSaysWhoHoldsAndWhoWaitsAtTheInstant(t *testing.T) {
	test.NewTempApp(t)
	c := cards.New()
	defer c.Close()
	v := twoAndALock()
	for at, want := range map[trace.Time][]string{
		5 * synth.MS:  {"Lock file | free", "nobody waits | ", "Acquired | 0 times"},
		22 * synth.MS: {"Lock file | held", "held by Thread-1 | 12 ms", "waits 1: Thread-2 | 10 ms", "Acquired | 1 time"},
		35 * synth.MS: {"Lock file | held", "held by Thread-2 | 5 ms", "nobody waits | ", "Acquired | 2 times", "Mean hold | 20 ms", "Longest hold | 20 ms", "Contention | 50 %"},
		45 * synth.MS: {"Lock file | free", "nobody waits | ", "Acquired | 2 times", "Mean hold | 15 ms", "Longest hold | 20 ms", "Contention | 50 %"},
	} {
		c.SetView(v, at) // to and fro, as the map gives them
		got := cardLines(c)
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("at %d ms the card lacks %q: %q", at/synth.MS, line, got)
			}
		}
	}
}

func TestTheGILCardCountsTheSameForwardsAndBackwards(t *testing.T) {
	test.NewTempApp(t)
	const end = 1900 * synth.MS
	v := synth.GIL(4, end).View(end)
	forwards := cards.New()
	defer forwards.Close()
	var seen [][]string
	for at := trace.Time(0); at < end; at += 90 * synth.MS {
		forwards.SetView(v, at)
		seen = append(seen, cardLines(forwards))
	}
	for i := len(seen) - 1; i >= 0; i-- {
		forwards.SetView(v, trace.Time(i)*90*synth.MS)
		if got := cardLines(forwards); !slices.Equal(got, seen[i]) {
			t.Fatalf("going back to step %d: %q, was %q", i, got, seen[i])
		}
	}
	if held := strings.Join(seen[7], "\n"); !strings.Contains(held, "Forced releases") || !strings.Contains(held, "of 5 ms") && !strings.Contains(held, "over 5 ms") {
		t.Errorf("the card says %s", held)
	}
}

func TestABlockedLaneSaysWhatItWaitsForAndWhoHoldsIt(t *testing.T) {
	test.NewTempApp(t)
	v := twoAndALock()
	if got := plain(words.Reason(v, 3, 22*synth.MS)); got != "Thread-2 has been waiting for lock file for 10 ms; Thread-1 has held it for 12 ms." {
		t.Errorf("said %q", got)
	}
	if got := plain(words.Reason(v, 1, 22*synth.MS)); got != "Main has not started yet." {
		t.Errorf("said %q", got)
	}
}

func TestTheLogMovesThePlayheadToTheLineThatWasTapped(t *testing.T) {
	test.NewTempApp(t)
	l := loglist.New()
	defer l.Close()
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(400, 400))
	var at trace.Time
	var lane trace.Lane
	l.OnInstant = func(x trace.Time) { at = x }
	l.OnSelect = func(x trace.Lane) { lane = x }
	l.SetView(twoAndALock(), 50*synth.MS)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 20)) // the first line: Thread-1 took the lock
	if at != 10*synth.MS || lane != 2 {
		t.Errorf("moved to %d, lane %d", at, lane)
	}
}

func TestEveryEventIsSaidInWords(t *testing.T) {
	test.NewTempApp(t)
	v := twoAndALock()
	want := []string{"Thread-1 took lock file", "Thread-2 began to wait for lock file", "Thread-1 released lock file",
		"Thread-2 stopped waiting for lock file", "Thread-2 took lock file", "Thread-2 released lock file", "Thread-1: hello"}
	for i := range v.LogLen() {
		if got := words.Event(v, v.Log(i)); got != want[i] {
			t.Errorf("event %d is %q, want %q", i, got, want[i])
		}
	}
}

func TestALevelOfAnRLockThatIsGivenBackIsNotTakenAgain(t *testing.T) {
	test.NewTempApp(t)
	b := synth.New(20)
	lane := b.Lane(trace.LaneMain, "Main", 0, 1)
	o := b.Obj(trace.ObjInfo{Kind: trace.ObjRLock, Name: "tree", Core: trace.CoreUnknown})
	for i, depth := range []int64{1, 2, 3, 2, 1} {
		b.On(trace.Time(i)*synth.MS, o, trace.KindTake, lane, 0, depth)
	}
	b.On(5*synth.MS, o, trace.KindGive, lane, 0, 0)
	v := b.View(6 * synth.MS)
	want := []string{"Main took RLock tree", "Main took RLock tree, 2 deep", "Main took RLock tree, 3 deep",
		"Main released RLock tree once, still 2 deep", "Main released RLock tree once, still 1 deep", "Main released RLock tree"}
	for i := range v.LogLen() {
		if got := words.Event(v, v.Log(i)); got != want[i] {
			t.Errorf("event %d is %q, want %q", i, got, want[i])
		}
	}
}

func TestTheSharesInViewSumToOne(t *testing.T) {
	v := synth.GIL(4, 1900*synth.MS).View(1900 * synth.MS)
	shares, any := legend.Shares(v, 300*synth.MS, 900*synth.MS)
	sum := 0.0
	for _, x := range shares {
		sum += x
	}
	if !any || sum < 0.9999 || sum > 1.0001 {
		t.Errorf("the shares sum to %f", sum)
	}
}

func TestALanesTimesAreThoseOfItsSpans(t *testing.T) {
	got, ok := summary.LaneTimes(twoAndALock(), 3, 0, 50*synth.MS)
	near := func(a, b trace.Time) bool { return a-b < 1000 && b-a < 1000 }
	if !ok || !near(got[trace.StateBlocked], 18*synth.MS) || !near(got[trace.StateRunning], 32*synth.MS) {
		t.Errorf("times %v", got)
	}
}

func TestTheLongestBarHasAllTheRoomAndATapTellsWhich(t *testing.T) {
	test.NewTempApp(t)
	b := bars.New(bars.Bar{Label: "one", Value: 1, Text: "1 s"}, bars.Bar{Label: "four", Value: 4, Text: "4 s", Ghost: 2})
	w := test.NewTempWindow(t, b)
	w.Resize(fyne.NewSize(300, 100))
	told := ""
	b.OnTap = func(x bars.Bar) { told = x.Label }
	test.TapCanvas(w.Canvas(), fyne.NewPos(50, 12))
	if told != "one" {
		t.Errorf("told %q", told)
	}
}

func TestTheWidgetsSpeakTheLanguageThatWasSwitchedTo(t *testing.T) {
	test.NewTempApp(t)
	c := cards.New()
	defer c.Close()
	c.SetView(twoAndALock(), 22*synth.MS)
	speak(t, "ru")
	defer speak(t, "en")
	c.Refresh()
	if got := cardLines(c); !slices.Contains(got, "Блокировка file | занято") || !slices.Contains(got, "держит Thread-1 | 12 мс") {
		t.Errorf("after the switch: %q", got)
	}
}

func TestAllWidgetsOfAPageFollowARun(t *testing.T) {
	test.NewTempApp(t)
	p := newPage(t)
	w := test.NewTempWindow(t, p.object)
	w.Resize(fyne.NewSize(1000, 700))
	for _, v := range []*trace.View{twoAndALock(), synth.Processes(4, 300*synth.MS).View(300 * synth.MS), synth.Tasks(160, 200*synth.MS).View(200 * synth.MS)} {
		p.show(v, v.End()/2, 2)
		w.Canvas().Capture()
	}
}

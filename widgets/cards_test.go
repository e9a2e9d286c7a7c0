package widgets_test

// This file tests the cards of the primitives: what they say at an instant,
// that they keep their size, and that nothing on them is cut.

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"corelanes/engine/trace"
	"corelanes/widgets/cards"
	"corelanes/widgets/internal/synth"
)

func TestEachCardSaysThePrimitivesStateAtTheInstant(t *testing.T) {
	test.NewTempApp(t)
	v := synth.Primitives().View(350 * synth.MS)
	for _, c := range []struct {
		name string
		at   trace.Time
		want []string
	}{
		{"an RLock two deep", 15, []string{"RLock tree | held", "held by Thread-1 | 14 ms", "Depth | 2", "level 1 taken | 14 ms ago", "waits 1: Thread-2 | 10 ms"}},
		{"an RLock one step out again", 32, []string{"held by Thread-1 | 31 ms", "Depth | 2"}},
		{"an RLock given on", 40, []string{"held by Thread-2 | 5 ms", "Depth | 1", "Contention | 50 %", "Longest hold | 34 ms"}},
		{"a semaphore before its first use", 30, []string{"Semaphore places | 2 of 2 left", "Most taken at once | 0 of 2"}},
		{"a full semaphore", 80, []string{"Semaphore places | 0 of 2 left", "held by Thread-1 | 20 ms", "held by Thread-2 | 15 ms", "waits 1: Thread-3 | 10 ms", "Most taken at once | 2 of 2"}},
		{"a semaphore given back", 115, []string{"Semaphore places | 2 of 2 left", "Acquired | 3 times", "Most taken at once | 2 of 2"}},
		{"a flag that is down", 125, []string{"Event pistol | flag down", "not set yet | ", "waits 1: Thread-1 | 5 ms", "waits 2: Thread-2 | 3 ms"}},
		{"a flag that is up", 140, []string{"Event pistol | flag up", "set by Thread-3 | 10 ms ago", "Times set | 1", "Times cleared | 0"}},
		{"a flag that was lowered", 155, []string{"Event pistol | flag down", "Times cleared | 1"}},
		{"a condition's rooms", 190, []string{"Condition buffer | held", "lock held by Thread-3 | 15 ms", "Entry room: for the lock | 1", "Wait room: for a notify | 1", "Thread-1: notified by Thread-3 | 10 ms ago"}},
		{"a condition that timed out", 210, []string{"lock held by Thread-1 | 15 ms", "Wait room: for a notify | 0", "Thread-2: timed out | 10 ms ago"}},
		{"a predicate nobody has asked", 150, []string{"Predicate: stored > 0 | –", "not evaluated yet | "}},
		{"a predicate that was false", 190, []string{"Predicate: stored > 0 | false", "evaluated by Thread-1 | 29.8 ms ago"}},
		{"a predicate asked again after waking", 206, []string{"Predicate: stored > 0 | true", "evaluated by Thread-1 | 10 ms ago"}},
		{"a barrier that fills", 250, []string{"Barrier phase | 2 of 3 arrived", "Generation | 0", "State | filling", "no straggler yet | ", "waits 2: Thread-2 | 10 ms"}},
		{"a barrier that empties", 260, []string{"Barrier phase | 3 of 3 yet to leave"}},
		{"a barrier that opened", 265, []string{"Barrier phase | 0 of 3 arrived", "Generation | 1", "last straggler: Thread-3 | ", "The first waited for it | 30 ms"}},
		{"a barrier that broke", 300, []string{"Barrier phase | broken", "Generation | 1"}},
		{"a value before it was written", 100, []string{"Value count | 7", "Version | 0", "not written yet | "}},
		{"a value", 330, []string{"Value count | 9", "Version | 2", "last written by Thread-2 | 10 ms ago", "Wrote over unseen changes | 1 time"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := cards.New()
			defer x.Close()
			x.SetView(v, c.at*synth.MS)
			got := cardLines(x)
			for _, line := range c.want {
				if !slices.Contains(got, line) {
					t.Errorf("at %d ms the cards lack %q: %q", c.at, line, got)
				}
			}
		})
	}
}

func TestAConditionWhosePredicateNobodyToldSaysSo(t *testing.T) {
	test.NewTempApp(t)
	b := synth.New(10)
	l := b.Lane(trace.LaneMain, "MainThread", 0, 1)
	b.State(0, l, trace.StateRunning, 0, 0, 0)
	o := b.Obj(trace.ObjInfo{Kind: trace.ObjCondition, Name: "bell"})
	b.On(10*synth.MS, o, trace.KindJoin, l, 0, 0)
	x := cards.New()
	defer x.Close()
	x.SetView(b.View(50*synth.MS), 20*synth.MS)
	got := cardLines(x)
	for _, line := range []string{"Predicate: unknown | –", "known only where wait_for asks it | "} {
		if !slices.Contains(got, line) {
			t.Errorf("the card lacks %q: %q", line, got)
		}
	}
}

func TestTheCardThatIsAskedForStandsFirst(t *testing.T) {
	test.NewTempApp(t)
	x := cards.New()
	defer x.Close()
	v := synth.Crews().View(220 * synth.MS)
	x.SetView(v, 100*synth.MS)
	before := cardLines(x)
	loop := slices.IndexFunc(v.Objs(), func(o trace.ObjView) bool { return o.Info.Kind == trace.ObjLoop })
	x.SetFirst(v.Objs()[loop].Info.ID)
	after := cardLines(x)
	if !strings.HasPrefix(after[0], "Event loop") || strings.HasPrefix(before[0], "Event loop") || len(after) != len(before) {
		t.Errorf("before %q, after %q", before[0], after)
	}
	x.SetFirst(0)
	if !slices.Equal(cardLines(x), before) {
		t.Error("the cards are not in their order again")
	}
}

func TestQueuesPoolsAndLoopsAreToldInTheirOwnWay(t *testing.T) {
	test.NewTempApp(t)
	v := synth.Crews().View(220 * synth.MS)
	for _, c := range []struct {
		name string
		at   trace.Time
		want []string
	}{
		{"a queue before its first item", 5, []string{"Queue parts | 0 of 3", "empty | "}},
		{"a full queue", 40, []string{"Queue parts | 3 of 3", "Next out first | 41 · 42 · None", "Put in all | 3", "Longest so far | 3"}},
		{"a queue whose first item was got", 55, []string{"Queue parts | 2 of 3", "Next out first | 42 · None", "Got in all | 1"}},
		{"a pool with a backlog", 75, []string{"Pool crew | 0 of 2 at work", "Backlog | 3", "nobody is at work | "}},
		{"a pool at work", 90, []string{"Pool crew | 2 of 2 at work", "Backlog | 1", "Worker-1: task 1 | 10 ms", "Worker-2: task 2 | 8 ms", "Done | 0"}},
		{"a pool with a failed task", 120, []string{"Pool crew | 0 of 2 at work", "Done | 2", "Failed | 1", "Longest task | 28 ms", "Workers idle | 52 %"}},
		{"a loop that selects", 140, []string{"Event loop | waits in its selector", "1 timers | 1, next in 50 ms", "2 selector: sockets | 1", "3 ready queue | 0", "no task runs | "}},
		{"a loop whose task holds it", 180, []string{"Event loop | runs what is ready", "runs Task-2 | 30 ms", "waits 1: Task-1 | 20 ms", "no step held it for long | "}},
		{"a loop that was held", 210, []string{"runs Task-1 | 10 ms", "held longest by Task-2 | 50 ms", "Lag, measured last | 40 ms"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := cards.New()
			defer x.Close()
			x.SetView(v, c.at*synth.MS)
			got := cardLines(x)
			for _, line := range c.want {
				if !slices.Contains(got, line) {
					t.Errorf("at %d ms the cards lack %q: %q", c.at, line, got)
				}
			}
		})
	}
}

func TestWhatConnectsProcessesIsToldInItsOwnWay(t *testing.T) {
	test.NewTempApp(t)
	v := synth.Between().View(100 * synth.MS)
	for _, c := range []struct {
		name string
		at   trace.Time
		want []string
	}{
		{"a pipe with one end taken", 5, []string{"both ends send and receive | ", "end 1: open, MainProcess | 5 ms", "end 2: nobody has taken it | ", "Messages per second | –"}},
		{"a blocked end", 18, []string{"end 2: open, Child | 8 ms", "Wait for a message | 1", "waits 1: Child | 3 ms"}},
		{"a closed end", 100, []string{"Pipe duplex | 500 B in it", "end 1: closed by MainProcess | 40 ms", "Messages per second | 40", "Bytes per second | 19.5 KiB"}},
		{"a socket that listens", 15, []string{"Socket :40123 | 1 waits to be accepted", "Wait to be accepted | 1 of 8", "Accepted in all | 0", "Wait in accept | 1", "waits 1: MainProcess | 10 ms"}},
		{"a connection that nobody has accepted", 15, []string{"Socket :51234 > :40123 | 100 B in it", "connected, waits to be accepted | ", "end 1: open, Child | 4 ms", "last written by Child | 3 ms ago", "Sent in all | 100 B"}},
		{"a connection", 40, []string{"connected | ", "end 2: open, MainProcess | 19 ms", "On the way there | 0 B"}},
		{"a connection with one end closed", 90, []string{"one end is closed | ", "end 1: closed by Child | 30 ms"}},
		{"shared memory", 30, []string{"its name exists | ", "Version | 1", "last written by MainProcess | 10 ms ago", "Mapped by | 2"}},
		{"shared memory without a name", 80, []string{"its name is gone | ", "Version | 2", "last written by Child | 40 ms ago", "Written in all | 2 MiB"}},
		{"an Array", 50, []string{"Array numbers | 10 items of type d", "Version | 2", "last written by Child | 10 ms ago", "Item written last | 4", "Wrote over unseen changes | 1 time", "Mapped by | 1"}},
		{"a manager before it serves", 2, []string{"Manager manager | 0 round trips"}},
		{"a manager", 105, []string{"Manager manager | 3 round trips", "served by SyncManager | PID 3", "Proxies | 1", "Round trips per second | 115", "Bytes per second | 113 KiB", "Longest round trip | 180 µs", "below 100 µs | 1", "below 200 µs | 2", "10 ms and more | 0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := cards.New()
			defer x.Close()
			x.SetView(v, c.at*synth.MS)
			got := cardLines(x)
			for _, line := range c.want {
				if !slices.Contains(got, line) {
					t.Errorf("at %d ms the cards lack %q: %q", c.at, line, got)
				}
			}
		})
	}
}

func TestACardKeepsItsSizeWhileThePlayheadMoves(t *testing.T) {
	test.NewTempApp(t)
	for _, v := range []*trace.View{synth.Primitives().View(350 * synth.MS), synth.GIL(9, 300*synth.MS).View(300 * synth.MS), synth.Crews().View(220 * synth.MS), synth.Between().View(100 * synth.MS)} {
		x := cards.New()
		defer x.Close()
		x.SetView(v, v.End())
		size := x.MinSize()
		for at := trace.Time(0); at < v.End(); at += 3 * synth.MS {
			if x.SetView(v, at); x.MinSize() != size {
				t.Fatalf("at %d ms the cards are %v, at the end %v", at/synth.MS, x.MinSize(), size)
			}
		}
	}
}

// cardRoom is how wide a card's lines are in an inspector of 380 units.
const cardRoom = 380 - 4*4 - 12

func TestNothingOnACardIsCutInEitherLanguage(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		language string
		view     *trace.View
	}{
		{"ru", synth.Primitives().View(350 * synth.MS)}, {"en", synth.Primitives().View(350 * synth.MS)},
		{"ru", synth.Crews().View(220 * synth.MS)}, {"en", synth.Crews().View(220 * synth.MS)},
		{"ru", synth.Between().View(100 * synth.MS)}, {"en", synth.Between().View(100 * synth.MS)},
	} {
		speak(t, c.language)
		v, language := c.view, c.language
		x := cards.New()
		defer x.Close()
		for at := trace.Time(0); at < v.End(); at += 5 * synth.MS {
			x.SetView(v, at)
			for _, l := range x.Lines() {
				size := theme.TextSize() * 0.92
				w := fyne.MeasureText(l[0], size, fyne.TextStyle{Bold: true}).Width + fyne.MeasureText(l[1], size, fyne.TextStyle{Bold: true}).Width
				if w+40 > cardRoom {
					t.Errorf("%s: %q is %.0f wide", language, strings.Join(l[:], " "), w)
				}
			}
		}
	}
}

func TestTheCardsSayTheSameForwardsAndBackwards(t *testing.T) {
	test.NewTempApp(t)
	v := synth.Primitives().View(350 * synth.MS)
	x := cards.New()
	defer x.Close()
	var seen [][]string
	for at := trace.Time(0); at < v.End(); at += 7 * synth.MS {
		x.SetView(v, at)
		seen = append(seen, cardLines(x))
	}
	for i := len(seen) - 1; i >= 0; i-- {
		if x.SetView(v, trace.Time(i)*7*synth.MS); !slices.Equal(cardLines(x), seen[i]) {
			t.Fatalf("back at %d ms: %q, was %q", 7*i, cardLines(x), seen[i])
		}
	}
}

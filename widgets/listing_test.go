package widgets_test

// This file tests the text that the workers run, and who stands where in it.

import (
	"maps"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/listing"
)

const threeLines = "def add(n):\n\tfor _ in range(n):\n\t\tstore(load() + 1)\n"

// reading is a run in which two threads step through three lines; the second
// ends at 40 ms.
func reading() *trace.View {
	b := synth.New(20)
	main := b.Lane(trace.LaneMain, "MainThread", 0, 1)
	one, two := b.Lane(trace.LaneThread, "Worker-1", main, 1), b.Lane(trace.LaneThread, "Worker-2", main, 1)
	for _, l := range []trace.Lane{one, two} {
		b.State(0, l, trace.StateRunning, 0, 0, 0)
	}
	line := func(at trace.Time, l trace.Lane, n int64) {
		b.Put(trace.Event{Time: at, Kind: trace.KindLine, Lane: l, Arg: n, Core: trace.CoreUnknown})
	}
	line(10*synth.MS, one, 2)
	line(12*synth.MS, two, 2)
	line(20*synth.MS, one, 3)
	b.End(40*synth.MS, two, false)
	return b.View(50 * synth.MS)
}

func TestTheListingShowsWhoStandsOnWhichLine(t *testing.T) {
	test.NewTempApp(t)
	l := listing.New()
	t.Cleanup(l.Close)
	l.SetSource(threeLines)
	v := reading()
	for at, want := range map[trace.Time]map[int]string{
		5 * synth.MS:  {},
		15 * synth.MS: {2: "‹ Worker-1, Worker-2"},
		25 * synth.MS: {2: "‹ Worker-2", 3: "‹ Worker-1"},
		45 * synth.MS: {3: "‹ Worker-1"},
	} {
		l.SetView(v, at)
		if got := l.Markers(); !maps.Equal(got, want) {
			t.Errorf("at %d: %v, want %v", at, got, want)
		}
	}
}

func TestTheListingSaysWhatIsNotKnown(t *testing.T) {
	test.NewTempApp(t)
	l := listing.New()
	t.Cleanup(l.Close)
	says := func(want string) {
		t.Helper()
		if !strings.Contains(l.Note(), want) {
			t.Errorf("%q does not say %q", l.Note(), want)
		}
	}
	says("there is no text to show")
	l.SetSource(threeLines)
	says("After a run the line of each is marked here.")
	l.SetView(synth.GIL(2, 200*synth.MS).View(200*synth.MS), 0)
	says("is not known of this run")
}

func TestNobodyStandsInATextThatIsOnlyLookedAt(t *testing.T) {
	test.NewTempApp(t)
	l := listing.New()
	t.Cleanup(l.Close)
	l.SetSource(threeLines)
	l.SetView(reading(), 15*synth.MS)
	l.SetAside(true)
	if got := l.Markers(); len(got) != 0 || l.Note() != "" {
		t.Errorf("%v, and it says %q", got, l.Note())
	}
	l.SetAside(false)
	if got := l.Markers(); len(got) != 1 {
		t.Errorf("back in what they run: %v", got)
	}
}

package timeline

// This file tests the timeline as its user meets it: with wheel, clicks,
// drags and keys, on a simulated window.

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/paint"
)

const (
	testWidth, testHeight = 900, 500
	runLength             = 1900 * synth.MS
)

// shown is a timeline of a GIL run in a window, with a clock that the test
// moves.
func shown(t *testing.T) (*Timeline, *time.Time, fyne.Window) {
	t.Helper()
	return shownWith(t, synth.GIL(4, runLength).View(runLength))
}

func shownWith(t *testing.T, v *trace.View) (*Timeline, *time.Time, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	tl := New()
	t.Cleanup(tl.Close)
	now := time.Unix(1000, 0)
	tl.clock = func() time.Time { return now }
	tl.modifiers = func() fyne.KeyModifier { return 0 }
	w := test.NewTempWindow(t, tl)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(testWidth, testHeight))
	tl.SetView(v)
	w.Canvas().Capture()
	if tl.easel.frames == 0 {
		t.Fatal("nothing was painted")
	}
	return tl, &now, w
}

// at is the widget's position of a moment on a lane.
func at(t *testing.T, tl *Timeline, l trace.Lane, when trace.Time) fyne.Position {
	t.Helper()
	r, ok := tl.easel.layout.RowOf(l)
	if !ok {
		t.Fatalf("lane %d has no row", l)
	}
	box := tl.easel.layout.Box(r)
	return fyne.NewPos(float32(tl.easel.layout.X(when)/tl.pixels()), float32(float64(box.Min.Y+box.Max.Y)/2/tl.pixels()))
}

// pull presses at p, moves in two steps and lets go, as the driver tells it.
func pull(tl *Timeline, p fyne.Position, dx, dy float32, mod fyne.KeyModifier) {
	tl.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mod})
	for range 2 {
		p = p.AddXY(dx/2, dy/2)
		tl.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}, Dragged: fyne.NewDelta(dx/2, dy/2)})
	}
	tl.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mod})
	tl.DragEnd()
}

func TestFollowingShowsTheWholeRunAndMovesThePlayhead(t *testing.T) {
	tl, _, _ := shown(t)
	if from, to := tl.Window(); from != 0 || to != runLength {
		t.Errorf("window %d … %d, want the whole run", from, to)
	}
	if tl.Instant() != runLength {
		t.Errorf("playhead at %d, want the end", tl.Instant())
	}
}

func TestFollowingTheLastPartShowsOnlyThat(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetFollowSpan(500 * synth.MS)
	if from, to := tl.Window(); from != runLength-500*synth.MS || to != runLength {
		t.Errorf("window %d … %d, want the last half second", from, to)
	}
}

func TestAClickSetsThePlayheadSelectsTheLaneAndEndsFollowing(t *testing.T) {
	tl, _, _ := shown(t)
	var told trace.Time
	var lane trace.Lane
	follow := true
	tl.OnInstant = func(x trace.Time) { told = x }
	tl.OnSelect = func(l trace.Lane) { lane = l }
	tl.OnFollow = func(on bool) { follow = on }
	want := 700 * synth.MS
	test.TapAt(tl, at(t, tl, 3, want))
	px := runLength / testWidth
	if d := tl.Instant() - want; d > 2*px || d < -2*px || told != tl.Instant() {
		t.Errorf("playhead at %d, told %d, want about %d", tl.Instant(), told, want)
	}
	if lane != 3 || tl.Selected() != 3 {
		t.Errorf("selected %d, told %d, want 3", tl.Selected(), lane)
	}
	if follow || tl.Following() {
		t.Error("still following after a click")
	}
}

func TestADoubleClickZoomsToTheSpanUnderIt(t *testing.T) {
	tl, now, _ := shown(t)
	lane := tl.View().Lane(1) // the main thread waits for most of the run
	i := lane.At(900 * synth.MS)
	s, to := lane.Span(i)
	p := at(t, tl, 1, 900*synth.MS)
	test.TapAt(tl, p)
	*now = now.Add(100 * time.Millisecond)
	test.TapAt(tl, p)
	from, end := tl.Window()
	if from > s.From || end < to || end-from > 2*(to-s.From) {
		t.Errorf("window %d … %d for the span %d … %d", from, end, s.From, to)
	}
}

func TestTwoSlowClicksAreNoDoubleClick(t *testing.T) {
	tl, now, _ := shown(t)
	p := at(t, tl, 2, 900*synth.MS)
	test.TapAt(tl, p)
	*now = now.Add(time.Second)
	test.TapAt(tl, p)
	if from, to := tl.Window(); from != 0 || to != runLength {
		t.Errorf("window %d … %d after two slow clicks", from, to)
	}
}

func TestCtrlWheelZoomsAtThePointer(t *testing.T) {
	tl, _, _ := shown(t)
	tl.modifiers = func() fyne.KeyModifier { return fyne.KeyModifierControl }
	p := at(t, tl, 2, 500*synth.MS)
	before := tl.hit(p).Time
	for range 4 {
		tl.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: p}, Scrolled: fyne.NewDelta(0, 25)})
	}
	from, to := tl.Window()
	if to-from >= runLength/2 {
		t.Fatalf("window of %d after zooming in", to-from)
	}
	d := tl.hit(p).Time - before
	if px := (to - from) / 700; d > 3*px || d < -3*px {
		t.Errorf("the moment under the pointer moved by %d, a pixel is %d", d, px)
	}
}

func TestADragPansAndCanBeUndoneAndRedone(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetWindow(500*synth.MS, 900*synth.MS)
	tl.past = history{}
	p := at(t, tl, 2, 700*synth.MS)
	pull(tl, p, -79, 0, 0)
	from, to := tl.Window()
	if from <= 500*synth.MS || to-from != 400*synth.MS {
		t.Errorf("window %d … %d after a drag to the left", from, to)
	}
	tl.TypedShortcut(&fyne.ShortcutUndo{})
	if a, b := tl.Window(); a != 500*synth.MS || b != 900*synth.MS {
		t.Errorf("window %d … %d after undo", a, b)
	}
	tl.TypedShortcut(&fyne.ShortcutRedo{})
	if a, b := tl.Window(); a != from || b != to {
		t.Errorf("window %d … %d after redo, want %d … %d", a, b, from, to)
	}
}

func TestShiftDragSelectsARangeAndFFitsIt(t *testing.T) {
	tl, _, _ := shown(t)
	pull(tl, at(t, tl, 2, 900*synth.MS), 200, 0, fyne.KeyModifierShift)
	from, to, set := tl.Range()
	if !set || to-from < 300*synth.MS {
		t.Fatalf("range %d … %d, %v", from, to, set)
	}
	if !tl.over.mark.Visible() {
		t.Error("the range is not shown")
	}
	tl.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF})
	if a, b := tl.Window(); a != from || b != to {
		t.Errorf("window %d … %d, want the range %d … %d", a, b, from, to)
	}
	test.TapAt(tl, at(t, tl, 2, from+1*synth.MS))
	if _, _, set := tl.Range(); set {
		t.Error("a click left the range selected")
	}
}

func TestTheWheelPansThroughLanesThatDoNotFit(t *testing.T) {
	v := synth.Tasks(160, 400*synth.MS).View(400 * synth.MS)
	tl, _, w := shownWith(t, v)
	test.Scroll(w.Canvas(), fyne.NewPos(400, 200), 0, -100)
	if tl.scroll == 0 {
		t.Error("the lanes did not scroll")
	}
	if from, to := tl.Window(); from != 0 || to != v.End() {
		t.Errorf("window %d … %d: the time moved too", from, to)
	}
	test.Scroll(w.Canvas(), fyne.NewPos(400, 200), 0, -1e6)
	if tl.scroll != tl.easel.layout.MaxScroll() {
		t.Errorf("scrolled to %d of %d", tl.scroll, tl.easel.layout.MaxScroll())
	}
}

func TestTheMinimapMovesAndResizesTheWindow(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetWindow(400*synth.MS, 800*synth.MS)
	y := float32(testHeight - 12)
	x := func(at trace.Time) float32 { return float32(tl.easel.layout.MinimapX(at) / tl.pixels()) }
	pull(tl, fyne.NewPos(x(600*synth.MS), y), 80, 0, 0)
	if from, to := tl.Window(); from <= 400*synth.MS || to-from != 400*synth.MS {
		t.Errorf("window %d … %d after dragging it", from, to)
	}
	from, to := tl.Window()
	pull(tl, fyne.NewPos(x(to), y), 60, 0, 0)
	if a, b := tl.Window(); a != from || b <= to {
		t.Errorf("window %d … %d after dragging its right handle, was %d … %d", a, b, from, to)
	}
}

func TestEveryBindingDoesItsActionAndHasAName(t *testing.T) {
	tl, _, _ := shown(t)
	seen := map[Action]bool{}
	for _, b := range Bindings() {
		if b.Word == "" || b.Show == "" || b.Key == "" && b.Rune == 0 {
			t.Errorf("%+v is not complete", b)
		}
		seen[b.Action] = true
	}
	for a := range numActions {
		if !seen[a] {
			t.Errorf("action %d has no key", a)
		}
		tl.Do(a)
	}
}

func TestKeysZoomPanAndFit(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetInstant(900 * synth.MS)
	tl.TypedRune('+')
	tl.TypedKey(&fyne.KeyEvent{Name: fyne.KeyW})
	a, b := tl.Window()
	if b-a > runLength/2 || a > 900*synth.MS || b < 900*synth.MS {
		t.Errorf("window %d … %d after zooming in twice", a, b)
	}
	tl.TypedKey(&fyne.KeyEvent{Name: fyne.KeyD})
	if c, _ := tl.Window(); c <= a {
		t.Errorf("D did not move to the right: %d after %d", c, a)
	}
	tl.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if a, b := tl.Window(); a != 0 || b != runLength {
		t.Errorf("window %d … %d after Home", a, b)
	}
}

func TestSteppingVisitsEverySpanOfTheSelectedLane(t *testing.T) {
	tl, _, _ := shown(t)
	tl.Select(2)
	tl.SetFollow(false)
	tl.SetInstant(0)
	lane := tl.View().Lane(2)
	marks := lane.Marks(0, trace.Forever)
	moments := map[trace.Time]bool{}
	for i := range lane.Len() {
		s, _ := lane.Span(i)
		moments[s.From] = true
	}
	for _, m := range marks {
		moments[m.Time] = true
	}
	n := 0
	for last := trace.Time(-1); tl.Instant() != last; n++ {
		last = tl.Instant()
		tl.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPeriod})
		if !moments[tl.Instant()] {
			t.Fatalf("the playhead stopped at %d, where nothing happened", tl.Instant())
		}
	}
	if n-1 != len(moments) {
		t.Errorf("%d steps forward, %d moments", n-1, len(moments))
	}
	back := 0
	for last := trace.Time(-1); tl.Instant() != last; back++ {
		last = tl.Instant()
		tl.TypedKey(&fyne.KeyEvent{Name: fyne.KeyComma})
	}
	if back != len(moments) {
		t.Errorf("%d steps back, %d moments", back-1, len(moments)-1)
	}
}

func TestHoveringShowsATooltipAndLeavingHidesIt(t *testing.T) {
	tl, _, w := shown(t)
	var told paint.Hit
	tl.OnHover = func(h paint.Hit) { told = h }
	test.MoveMouse(w.Canvas(), at(t, tl, 1, 900*synth.MS))
	if !tl.over.tip.Visible() || tl.over.lines[0].Text != "MainThread" {
		t.Errorf("tooltip %v, %q", tl.over.tip.Visible(), tl.over.lines[0].Text)
	}
	if told.Row.Lane != 1 || !told.Spans || told.Span.State != trace.StateBlocked {
		t.Errorf("told %+v", told)
	}
	tl.MouseOut()
	if tl.over.tip.Visible() || told.Area != paint.AreaNothing {
		t.Error("the tooltip stayed")
	}
}

func TestTheTooltipStaysInsideTheWidget(t *testing.T) {
	tl, _, _ := shown(t)
	for _, p := range []fyne.Position{{X: 112, Y: 30}, {X: testWidth - 2, Y: 30}, {X: testWidth - 2, Y: testHeight - 2}, {X: 112, Y: testHeight - 2}, {X: 10, Y: 100}} {
		tl.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
		if !tl.over.tip.Visible() {
			continue
		}
		a, b := tl.over.tip.Position(), tl.over.tip.Size()
		if a.X < 0 || a.Y < 0 || a.X+b.Width > testWidth || a.Y+b.Height > testHeight {
			t.Errorf("at %v the tooltip is at %v, %v large", p, a, b)
		}
	}
}

func TestAClickOnATitleFoldsItsSection(t *testing.T) {
	tl, _, _ := shown(t)
	rows := len(tl.easel.layout.Rows)
	test.TapAt(tl, fyne.NewPos(50, 34)) // the first title, under the axis
	if !tl.folded[paint.Cores] || len(tl.easel.layout.Rows) >= rows {
		t.Error("the cores did not fold")
	}
	test.TapAt(tl, fyne.NewPos(50, 34))
}

func TestMovingThePlayheadPaintsNothing(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetFollow(false)
	frames := tl.easel.frames
	for i := range 100 {
		tl.SetInstant(trace.Time(i) * 10 * synth.MS)
	}
	if tl.easel.frames != frames {
		t.Errorf("%d frames for moving the playhead", tl.easel.frames-frames)
	}
	if !tl.over.head.Visible() {
		t.Error("the playhead is not in sight")
	}
}

func TestViewsThatComeWhilePaintingAreCoalescedAndTheLatestIsShown(t *testing.T) {
	tl, _, _ := shown(t)
	posted := make(chan func(), 100)
	tl.easel.post = func(f func()) { posted <- f }
	frames := tl.easel.frames
	for i := range 50 {
		tl.Select(trace.Lane(i%5 + 1))
	}
	(<-posted)() // the first, and it starts one for the other 49
	(<-posted)()
	if n := tl.easel.frames - frames; n != 2 {
		t.Errorf("%d frames for 50 changes, want 2", n)
	}
	tl.Close()
	if len(posted) != 0 || tl.easel.painting {
		t.Error("painting goes on after the latest was shown")
	}
}

func TestCloseWaitsForThePaintingUnderWay(t *testing.T) {
	tl, _, _ := shown(t)
	done := false
	tl.easel.post = func(func()) { done = true }
	tl.Select(2)
	tl.Close()
	if !done {
		t.Error("Close came back before the painting ended")
	}
	tl.Select(3)
	if tl.easel.stale {
		t.Error("a closed timeline wants to paint")
	}
}

func TestAnEmptyTimelineIsHarmless(t *testing.T) {
	tl, _, w := shown(t)
	tl.SetView(nil)
	for a := range numActions {
		tl.Do(a)
	}
	test.TapAt(tl, fyne.NewPos(300, 100))
	test.Drag(w.Canvas(), fyne.NewPos(300, 100), 30, 10)
	test.Scroll(w.Canvas(), fyne.NewPos(300, 100), 0, 30)
	test.MoveMouse(w.Canvas(), fyne.NewPos(310, 110))
	w.Canvas().Capture()
}

func TestConnectorsAreOffUntilAskedForAndPaintAnew(t *testing.T) {
	tl, _, _ := shownWith(t, synth.Primitives().View(350*synth.MS))
	before := tl.easel.frames
	tl.SetConnectors(false)
	if tl.Connectors() || tl.easel.frames != before {
		t.Error("connectors were on, or nothing new was painted anew")
	}
	tl.SetConnectors(true)
	if !tl.Connectors() || tl.easel.frames == before || !tl.scene().Connectors {
		t.Error("asking for all connectors changed nothing")
	}
}

func TestTheTooltipTellsTheStepUnderThePointerAndWhatAPrimitiveIsAbout(t *testing.T) {
	tl, _, w := shownWith(t, synth.Primitives().View(350*synth.MS))
	test.MoveMouse(w.Canvas(), at(t, tl, 2, 310*synth.MS))
	if got := tips(tl); !slices.Contains(got, "Thread-1 wrote 8 into value count") {
		t.Errorf("over the step: %q", got)
	}
	for _, r := range tl.easel.layout.Rows {
		if r.Kind != paint.RowObj || r.Obj != synth.Places {
			continue
		}
		box := tl.easel.layout.Box(r)
		test.MoveMouse(w.Canvas(), fyne.NewPos(float32(tl.easel.layout.X(80*synth.MS)), float32(box.Min.Y+box.Max.Y)/2))
		if got := tips(tl); !slices.Contains(got, "0 of 2 left") {
			t.Errorf("over the semaphore: %q", got)
		}
	}
}

// tips are the lines of the tooltip.
func tips(tl *Timeline) (out []string) {
	for _, x := range tl.over.lines {
		if x.Visible() {
			out = append(out, x.Text)
		}
	}
	return out
}

func TestPlayingKeepsTheZoomAndTheWindowGoesAlong(t *testing.T) {
	tl, _, _ := shown(t)
	tl.SetWindow(400*synth.MS, 500*synth.MS)
	tl.Carry(450 * synth.MS)
	if from, to := tl.Window(); from != 400*synth.MS || to != 500*synth.MS {
		t.Errorf("the window moved to %d … %d though the playhead is well inside", from, to)
	}
	tl.Carry(600 * synth.MS)
	from, to := tl.Window()
	if to-from != 100*synth.MS || tl.Instant() < from || tl.Instant() > to {
		t.Errorf("window %d … %d, playhead %d: want the same length, and the playhead inside", from, to, tl.Instant())
	}
	tl.Undo()
	if from, to := tl.Window(); from != 0 || to != runLength {
		t.Errorf("undo went to %d … %d: playing counted as a move of the user's", from, to)
	}
}

func TestAWheelThatMovesNothingSaysWhy(t *testing.T) {
	tl, _, _ := shown(t)
	for _, c := range []struct {
		name string
		do   func()
		turn fyne.Delta
		want string
	}{
		{"whole run", func() {}, fyne.NewDelta(-30, 0), "The whole run is in view. Ctrl + wheel zooms in."},
		{"left edge", func() { tl.SetWindow(0, 100*synth.MS) }, fyne.NewDelta(30, 0), "The run has no more in this direction. Ctrl + wheel zooms."},
	} {
		c.do()
		tl.over.hideTip()
		tl.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 200)}, Scrolled: c.turn})
		if got := tl.over.lines[0].Text; !tl.over.lines[0].Visible() || got != c.want {
			t.Errorf("%s: says %q, want %q", c.name, got, c.want)
		}
	}
}

// laneRows are the lanes whose rows are shown, from above.
func laneRows(tl *Timeline) (out []trace.Lane) {
	for _, r := range tl.easel.layout.Rows {
		if r.Kind == paint.RowLane {
			out = append(out, r.Lane)
		}
	}
	return out
}

func TestLanesArePinnedHiddenSortedAndFiltered(t *testing.T) {
	tl, _, _ := shown(t)
	check := func(what string, want ...trace.Lane) {
		t.Helper()
		if got := laneRows(tl); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	check("at first", 1, 2, 3, 4, 5)
	tl.HideLane(2)
	check("lane 2 hidden", 1, 3, 4, 5)
	tl.Pin(5, true)
	check("lane 5 pinned", 5, 1, 3, 4)
	tl.SetOrder(ByName)
	check("by name, the pinned one first", 5, 1, 3, 4)
	if tl.Hidden() != 1 {
		t.Errorf("%d are hidden, want 1", tl.Hidden())
	}
	tl.Only(3, 4)
	check("only two", 3, 4)
	tl.ShowAll()
	check("all again", 5, 1, 2, 3, 4)
	tl.Pin(5, false)
	tl.SetOrder(ByRunning)
	if got := laneRows(tl); len(got) != 5 || got[len(got)-1] != 1 && got[0] == 1 {
		t.Errorf("by running: %v; the main thread waits nearly always", got)
	}
	if natural("Worker-2", "Worker-10") >= 0 {
		t.Error("Worker-10 stands before Worker-2")
	}
}

func TestTheOtherButtonAsksForTheMenuOfTheLaneUnderIt(t *testing.T) {
	tl, _, _ := shown(t)
	var asked paint.Hit
	tl.OnMenu = func(h paint.Hit, _ fyne.Position) { asked = h }
	test.TapSecondaryAt(tl, at(t, tl, 3, 100*synth.MS))
	if !asked.OnRow || asked.Row.Lane != 3 {
		t.Errorf("asked about %+v", asked.Row)
	}
}

func TestStepsGoPastALaneThatHasToldNothing(t *testing.T) {
	b := synth.New(16)
	main := b.Lane(trace.LaneMain, "MainThread", 0, 1)
	silent := b.Lane(trace.LaneProcess, "Process-1", main, 2)
	b.State(10*synth.MS, main, trace.StateRunning, 0, 0, 0)
	b.State(60*synth.MS, main, trace.StateSleep, 0, 0, trace.CoreUnknown)
	tl, _, _ := shownWith(t, b.View(100*synth.MS))
	if n := tl.view.Lanes()[silent-1].Len(); n != 0 {
		t.Fatalf("the lane has %d spans", n)
	}
	for _, want := range []trace.Time{60 * synth.MS, 10 * synth.MS} {
		tl.PrevEvent()
		if tl.Instant() != want {
			t.Errorf("a step back leads to %d, not %d", tl.Instant(), want)
		}
	}
	tl.NextEvent()
	if tl.Instant() != 60*synth.MS {
		t.Errorf("a step forward leads to %d", tl.Instant())
	}
}

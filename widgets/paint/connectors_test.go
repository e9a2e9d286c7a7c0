package paint_test

// This file tests what is drawn over the lanes: the shapes of steps, and the
// connectors from a wake-up to where the woken lane went on.

import (
	"image"
	"image/color"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/paint"
)

// wokenEvery is a run in which lane 1 wakes lane 2 so many times, and it goes on
// 3 ms later each time.
func wokenEvery(times int) *trace.View {
	b := synth.New(5*times + 10)
	o := b.Obj(trace.ObjInfo{Kind: trace.ObjEvent, Name: "e", Core: trace.CoreUnknown})
	waker, sleeper := b.Lane(trace.LaneThread, "A", 0, 1), b.Lane(trace.LaneThread, "B", 0, 1)
	b.Lane(trace.LaneServer, "server", 0, 2)
	b.State(0, waker, trace.StateRunning, 0, 0, 0)
	for i := range times {
		at := trace.Time(i) * 10 * synth.MS
		b.State(at, sleeper, trace.StateBlocked, o, 0, trace.CoreUnknown)
		b.Put(trace.Event{Time: at + 5*synth.MS, Kind: trace.KindWake, Lane: waker, Obj: o, Arg: int64(sleeper), Core: trace.CoreUnknown})
		b.State(at+8*synth.MS, sleeper, trace.StateRunning, 0, 0, 1)
	}
	return b.View(trace.Time(times) * 10 * synth.MS)
}

// between counts the pixels of a colour in the gap between the first two lanes.
func between(s *paint.Scene, img *image.RGBA, c color.RGBA) (n int) {
	l := paint.NewLayout(s)
	a, _ := l.RowOf(1)
	b, _ := l.RowOf(2)
	for y := l.Box(a).Max.Y - 2; y < l.Box(b).Min.Y+2; y++ {
		for x := l.Plot.Min.X; x < l.Plot.Max.X; x++ {
			if img.RGBAAt(x, y) == c {
				n++
			}
		}
	}
	return n
}

func TestConnectorsOfTheSelectedLaneAreDrawnAndAllWhenAskedFor(t *testing.T) {
	p := newPainter(t)
	few, many := scene(wokenEvery(3), 1600, 300), scene(wokenEvery(80), 1600, 300)
	bare := scene(wokenEvery(0), 1600, 300)
	plain := func(s *paint.Scene) int { return between(s, picture(p, s), s.Theme.Accent) }
	ink := func(s *paint.Scene) (n int) {
		img, l := picture(p, s), paint.NewLayout(s)
		a, _ := l.RowOf(1)
		for x := l.Plot.Min.X; x < l.Plot.Max.X; x++ { // the arrows leave the row
			if img.RGBAAt(x, l.Box(a).Max.Y) != img.RGBAAt(l.Plot.Min.X+1, l.Box(a).Max.Y) {
				n++
			}
		}
		return n
	}
	if ink(bare) > 0 {
		t.Fatal("the gap between the lanes is not empty to begin with")
	}
	if ink(few) == 0 {
		t.Error("three connectors are few, but not drawn")
	}
	if plain(many) != 0 {
		t.Error("connectors of a selected lane without one")
	}
	before := ink(many)
	many.Connectors = true
	if after := ink(many); after <= before {
		t.Errorf("asked for all: %d pixels, %d before", after, before)
	}
	many.Connectors, many.Selected = false, 2
	if plain(many) == 0 {
		t.Error("the selected lane's connectors are not drawn")
	}
}

func TestALaneThatDidNothingHasNoRow(t *testing.T) {
	v := wokenEvery(2)
	for _, r := range paint.NewLayout(scene(v, 800, 300)).Rows {
		if r.Kind == paint.RowLane && v.Lane(r.Lane).Info.Kind == trace.LaneServer {
			t.Error("the server has a row")
		}
	}
}

func TestTheFirstProcessesCountersAreNamedAfterIt(t *testing.T) {
	b := synth.New(10)
	first, second := b.Lane(trace.LaneMain, "MainThread", 0, 1), b.Lane(trace.LaneProcess, "Worker-1", 1, 2)
	for _, l := range []trace.Lane{first, second} {
		b.Obj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "cpu", Lane: l, Core: trace.CoreUnknown})
	}
	v, w := b.View(1), paint.DefaultWords()
	w.Counters, w.OfProcess = map[string]string{"cpu": "CPU"}, map[string]string{"cpu": "CPU of the process"}
	for o, want := range map[trace.Obj]string{1: "CPU of the process", 2: "CPU Worker-1"} {
		if got := paint.ObjName(v, o, w); got != want {
			t.Errorf("counter %d is called %q, want %q", o, got, want)
		}
	}
}

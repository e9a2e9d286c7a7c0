package widgets_test

// This file tests the graph of who waits for whom: what is in it, where it
// lies, and what it says.

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/graph"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/words"
)

// embrace is a run in which lanes 2 and 3 each hold one lock and wait for the
// other's from 20 ms on, and lane 1 waits for lane 2 to end.
func embrace() *trace.View {
	b := synth.New(40)
	main := b.Lane(trace.LaneMain, "Main", 0, 1)
	one, two := b.Lane(trace.LaneThread, "Thread-1", main, 1), b.Lane(trace.LaneThread, "Thread-2", main, 1)
	first := b.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "A", Core: trace.CoreUnknown})
	second := b.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "B", Core: trace.CoreUnknown})
	for _, l := range []trace.Lane{main, one, two} {
		b.State(0, l, trace.StateRunning, 0, 0, 0)
	}
	b.On(5*synth.MS, first, trace.KindTake, one, 0, 1)
	b.On(6*synth.MS, second, trace.KindTake, two, 0, 1)
	b.State(10*synth.MS, main, trace.StateBlocked, 0, int64(one), trace.CoreUnknown)
	b.State(15*synth.MS, one, trace.StateBlocked, second, 0, trace.CoreUnknown)
	b.On(15*synth.MS, second, trace.KindJoin, one, 0, 0)
	b.State(20*synth.MS, two, trace.StateBlocked, first, 0, trace.CoreUnknown)
	b.On(20*synth.MS, first, trace.KindJoin, two, 0, 0)
	return b.View(50 * synth.MS)
}

func TestACircleOfWaitsIsADeadlockAndSaidInWords(t *testing.T) {
	test.NewTempApp(t)
	v := embrace()
	m := graph.At(v, 30*synth.MS)
	if m.Cycle != 4 {
		t.Fatalf("%d nodes in the circle, want two threads and two locks", m.Cycle)
	}
	red := 0
	for _, e := range m.Edges {
		if e.InCycle {
			red++
		}
	}
	if red != 4 || len(m.Edges) != 5 {
		t.Errorf("%d of %d arrows are red, want 4 of 5", red, len(m.Edges))
	}
	want := "Thread-1 holds lock A and waits for lock B; Thread-2 holds lock B and waits for lock A"
	if got := words.Deadlock(v, m.Stuck); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestBeforeTheCircleClosesThereIsNone(t *testing.T) {
	m := graph.At(embrace(), 17*synth.MS)
	if m.Cycle != 0 || len(m.Nodes) != 4 { // Main, Thread-1, lock B, Thread-2
		t.Errorf("circle of %d, nodes %+v", m.Cycle, m.Nodes)
	}
}

func TestWhoWaitsWithATimeOutIsInTheGraphAndInNoDeadlock(t *testing.T) {
	v := synth.Primitives().View(350 * synth.MS)
	m := graph.At(v, 170*synth.MS) // one waits for the condition, the other too but not for ever
	waiting := 0
	for _, n := range m.Nodes {
		if n.Waits {
			waiting++
		}
	}
	if waiting != 2 || m.Cycle != 0 {
		t.Errorf("%d wait, circle of %d", waiting, m.Cycle)
	}
}

func TestEqualGraphsLieAlikeAndNoNodeOnAnother(t *testing.T) {
	for _, v := range []*trace.View{embrace(), synth.Primitives().View(350 * synth.MS), synth.Lock(12, 400*synth.MS).View(400 * synth.MS)} {
		for at := trace.Time(0); at < v.End(); at += 5 * synth.MS {
			m, again := graph.At(v, at), graph.At(v, at)
			boxes, height := graph.Layout(&m, 380, 1)
			same, _ := graph.Layout(&again, 380, 1)
			if !slices.Equal(boxes, same) {
				t.Fatalf("at %d ms the same graph lies elsewhere", at/synth.MS)
			}
			for i, a := range boxes {
				if a.X < 0 || a.X+a.W > 380 || a.Y < 0 || a.Y+a.H > height+1 {
					t.Fatalf("at %d ms node %d lies outside: %+v of %f", at/synth.MS, i, a, height)
				}
				for _, b := range boxes[:i] {
					if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
						t.Fatalf("at %d ms %+v lies on %+v", at/synth.MS, a, b)
					}
				}
			}
		}
	}
}

func TestTheGraphSaysWhenNobodyWaits(t *testing.T) {
	test.NewTempApp(t)
	g := graph.New()
	defer g.Close()
	g.SetView(embrace(), 2*synth.MS)
	if got := g.Told(); got != "Nobody waits for anybody." {
		t.Errorf("said %q", got)
	}
	if g.SetView(embrace(), 40*synth.MS); !strings.HasPrefix(g.Told(), "Deadlock") {
		t.Errorf("said %q", g.Told())
	}
}

func TestATapOnANodeSelectsIt(t *testing.T) {
	test.NewTempApp(t)
	g := graph.New()
	defer g.Close()
	w := test.NewTempWindow(t, g)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(380, 500))
	lanes, objs := map[trace.Lane]bool{}, map[trace.Obj]bool{}
	g.OnSelect = func(l trace.Lane) { lanes[l] = true }
	g.OnSelectObj = func(o trace.Obj) { objs[o] = true }
	g.SetView(embrace(), 40*synth.MS)
	for y := float32(0); y < 500; y += 12 {
		for x := float32(0); x < 380; x += 12 {
			test.TapCanvas(w.Canvas(), fyne.NewPos(x, y))
		}
	}
	if len(lanes) != 3 || len(objs) != 2 {
		t.Errorf("selected lanes %v, objects %v", lanes, objs)
	}
}

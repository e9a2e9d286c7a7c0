package graph

// This file tests a graph that is drawn between two of its updates.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

func TestAGraphWhoseRecordingIsTakenAwayCanBeDrawnBeforeItHasNoticed(t *testing.T) {
	test.NewTempApp(t)
	for _, next := range []*trace.View{nil, synth.New(20).View(synth.MS)} { // none, and one with fewer lanes
		g := New()
		w := test.NewTempWindow(t, g)
		w.Resize(fyne.NewSize(400, 400))
		b := synth.New(20)
		first, second := b.Lane(trace.LaneThread, "Thread-1", 0, 1), b.Lane(trace.LaneThread, "Thread-2", 0, 1)
		o := b.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
		b.State(0, first, trace.StateRunning, 0, 0, 0)
		b.On(2*synth.MS, o, trace.KindTake, first, 0, 1)
		b.State(3*synth.MS, second, trace.StateBlocked, o, 0, trace.CoreUnknown)
		b.On(3*synth.MS, o, trace.KindJoin, second, 0, 0)
		g.SetView(b.View(9*synth.MS), 5*synth.MS)
		if n := len(g.field.model.Nodes); n != 3 {
			t.Fatalf("the graph has %d nodes", n)
		}
		g.pace.Close() // what follows is not noticed any more
		g.SetView(next, 0)
		g.Resize(fyne.NewSize(300, 500))
		if n := len(g.field.model.Nodes); n != 3 {
			t.Errorf("the graph has %d nodes before it has noticed", n)
		}
		g.Refresh() // now it does
		if n := len(g.field.model.Nodes); n != 0 {
			t.Errorf("the graph has %d nodes of a recording that is gone", n)
		}
	}
}

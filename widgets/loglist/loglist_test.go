package loglist

// This file tests a list that is drawn between two of its updates.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

func TestALogWhoseRecordingIsTakenAwayCanBeDrawnBeforeItHasNoticed(t *testing.T) {
	test.NewTempApp(t)
	for _, next := range []*trace.View{nil, synth.New(20).View(synth.MS)} { // none, and one with fewer lines
		l := New()
		w := test.NewTempWindow(t, l)
		w.Resize(fyne.NewSize(400, 400))
		b := synth.New(20)
		lane := b.Lane(trace.LaneMain, "Main", 0, 1)
		o := b.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
		b.On(2*synth.MS, o, trace.KindTake, lane, 0, 0)
		l.SetView(b.View(9*synth.MS), 5*synth.MS)
		if l.current != 0 {
			t.Fatalf("the playhead is at line %d of %d", l.current, len(l.lines))
		}
		l.pace.Close() // what follows is not noticed any more
		l.SetView(next, 0)
		l.Refresh()
		if !l.below.Visible() {
			t.Error("the line at the playhead is not shown whole any more, as if the list had changed")
		}
	}
}

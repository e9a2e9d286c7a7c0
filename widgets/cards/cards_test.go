package cards

// This file tests cards that are pointed at between two updates.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

func TestTheMarkOfACardWhoseRecordingIsTakenAwayStillSaysWhatItIs(t *testing.T) {
	test.NewTempApp(t)
	c := New()
	var asked trace.ObjKind
	c.OnTerm = func(k trace.ObjKind) { asked = k }
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(400, 600))
	b := synth.New(20)
	lane := b.Lane(trace.LaneMain, "Main", 0, 1)
	o := b.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
	b.On(2*synth.MS, o, trace.KindTake, lane, 0, 1)
	c.SetView(b.View(9*synth.MS), 5*synth.MS)
	found := marks(c.box)
	if len(found) != 1 {
		t.Fatalf("there are %d marks", len(found))
	}
	c.pace.Close() // what follows is not noticed any more
	c.SetView(nil, 0)
	found[0].Tapped(&fyne.PointEvent{})
	if asked != trace.ObjLock {
		t.Errorf("asked what %v is", asked)
	}
}

// marks are the question marks inside an object.
func marks(o fyne.CanvasObject) (all []*mark) {
	switch x := o.(type) {
	case *mark:
		return []*mark{x}
	case *fyne.Container:
		for _, inner := range x.Objects {
			all = append(all, marks(inner)...)
		}
	}
	return all
}

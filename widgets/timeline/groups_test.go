package timeline

// This file tests groups of lanes.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/widgets/internal/synth"
	"corelanes/widgets/paint"
)

func TestLanesStandInGroupsThatFold(t *testing.T) {
	tl, _, _ := shownWith(t, synth.Processes(4, 400*synth.MS).View(400*synth.MS))
	all := len(laneRows(tl))
	groups := func() (out []paint.Row) {
		for _, r := range tl.easel.layout.Rows {
			if r.Kind == paint.RowGroup {
				out = append(out, r)
			}
		}
		return out
	}
	for g := ByProcess; g < NumGroupings; g++ {
		tl.SetGrouping(g)
		n := 0
		for _, x := range tl.arranged.groups {
			n += len(x.Lanes)
		}
		if len(groups()) == 0 || n != all || len(laneRows(tl)) != all || tl.Hidden() != 0 {
			t.Fatalf("grouping %d: %d groups of %d lanes, %d rows, %d hidden; there are %d lanes", g, len(groups()), n, len(laneRows(tl)), tl.Hidden(), all)
		}
	}
	tl.SetGrouping(ByKind)
	r := groups()[0]
	box := tl.easel.layout.Box(r)
	test.TapAt(tl, fyne.NewPos(20, float32(float64(box.Min.Y+box.Max.Y)/2/tl.pixels())))
	folded := tl.arranged.groups[r.Group]
	if !folded.Folded || len(laneRows(tl)) != all-len(folded.Lanes) || tl.Hidden() != 0 {
		t.Errorf("after a click %d lanes are left of %d, %d hidden, group %+v", len(laneRows(tl)), all, tl.Hidden(), folded)
	}
	tl.FoldGroups(true)
	if len(laneRows(tl)) != 0 {
		t.Error("not all are folded")
	}
	pinned := folded.Lanes[0]
	tl.Pin(pinned, true)
	if got := laneRows(tl); len(got) != 1 || got[0] != pinned {
		t.Errorf("the pinned lane alone is to be seen, got %v", got)
	}
	tl.SetGrouping(Ungrouped)
	if len(laneRows(tl)) != all {
		t.Error("they do not come back")
	}
}

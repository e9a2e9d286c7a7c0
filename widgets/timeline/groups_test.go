package timeline

// This file tests groups of lanes.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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

func TestALaneInAFoldedGroupIsUnfoldedWhenItIsToBeSeen(t *testing.T) {
	tl, _, _ := shownWith(t, synth.Processes(4, 400*synth.MS).View(400*synth.MS))
	want := laneRows(tl)[1]
	tl.SetGrouping(ByProcess)
	tl.FoldGroups(true)
	tl.Fold(paint.Workers, true)
	tl.RevealLane(want)
	if _, ok := tl.easel.layout.RowOf(want); !ok {
		t.Error("it has no row")
	}
	if folded := len(tl.arranged.foldedGroups); folded != len(tl.arranged.groups)-1 {
		t.Errorf("%d of %d groups are folded", folded, len(tl.arranged.groups))
	}
}

func TestTheTooltipChangesWhenOtherRowsComeUnderThePointer(t *testing.T) {
	tl, _, _ := shownWith(t, synth.Processes(4, 400*synth.MS).View(400*synth.MS))
	lanes := laneRows(tl)
	row, _ := tl.easel.layout.RowOf(lanes[1])
	box := tl.easel.layout.Box(row)
	tl.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, float32(float64(box.Min.Y+5)/tl.pixels()))}})
	was := tl.over.lines[0].Text
	tl.HideLane(lanes[1])
	below := tl.hit(tl.pointer)
	if now := tl.over.lines[0].Text; now == was || below.Row.Kind != paint.RowLane || now != paint.LaneName(tl.view, below.Row.Lane) {
		t.Errorf("it says %q, said %q", now, was)
	}
}

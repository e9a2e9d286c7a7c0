package trace

// This file tests what a recording says of lanes whose process a signal has
// stopped.

import "testing"

// spansOf are the states of a lane and when each begins.
func spansOf(v *View, l Lane) (out []Span) {
	for i := range v.Lane(l).Len() {
		s, _ := v.Lane(l).Span(i)
		out = append(out, Span{From: s.From, State: s.State, Core: s.Core, Obj: s.Obj, Arg: s.Arg})
	}
	return out
}

func TestAStoppedLaneGoesOnWithWhatItDidBefore(t *testing.T) {
	a, _ := newTestArena(t, 8)
	l := addLane(t, a, LaneProcess, "p")
	other := addLane(t, a, LaneProcess, "q")
	a.SetLaneIDs(l, 7, 1, 7)
	a.SetLaneIDs(other, 8, 1, 8)
	w, parent := newTestWriter(a, l), newTestWriter(a, 9)
	w.PutAt(Event{Time: 10, Kind: KindState, Slot: Slot(StateBlocked), Lane: l, Obj: 3, Arg: Timed, Core: 1})
	w.PutAt(Event{Time: 10, Kind: KindState, Slot: Slot(StateRunning), Lane: other})
	parent.StopAt(5, 7, true) // of a lane that has not begun
	parent.StopAt(20, 7, true)
	parent.StopAt(25, 7, true) // again
	parent.StopAt(30, 7, false)
	parent.StopAt(35, 7, false) // again
	parent.StopAt(40, 7, true)
	w.PutAt(Event{Time: 50, Kind: KindState, Slot: Slot(StateSleep), Lane: l, Core: 2}) // it went on before anybody noticed
	parent.StopAt(55, 7, false)
	parent.StopAt(60, 7, true)
	parent.PutAt(Event{Time: 70, Kind: KindEnd, Lane: l, Arg: 1, Core: CoreUnknown})
	parent.StopAt(80, 7, false)
	blocked := Span{State: StateBlocked, Obj: 3, Arg: Timed, Core: 1}
	again, stopped := blocked, Span{State: StateStopped, Core: CoreUnknown}
	at := func(s Span, t Time) Span { s.From = t; return s }
	want := []Span{
		at(blocked, 10), at(stopped, 20), at(again, 30), at(stopped, 40),
		{From: 50, State: StateSleep, Core: 2}, at(stopped, 60), {From: 70, Arg: 1, Core: CoreUnknown},
	}
	v := whole(a)
	got := spansOf(v, l)
	if len(got) != len(want) {
		t.Fatalf("spans %v", got)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("span %d is %+v, want %+v", i, got[i], want[i])
		}
	}
	if n := v.Lane(other).Len(); n != 1 {
		t.Errorf("the other process has %d spans", n)
	}
}

func TestAStopWithNothingBeforeItIsLeftAlone(t *testing.T) {
	a, _ := newTestArena(t, 8)
	l := addLane(t, a, LaneProcess, "p")
	w := newTestWriter(a, l)
	w.PutAt(Event{Time: 1, Kind: KindState, Slot: Slot(StateStopped), Lane: l})
	w.PutAt(Event{Time: 2, Kind: KindStop, Lane: l})
	if got := spansOf(whole(a), l); len(got) != 1 || got[0].State != StateStopped {
		t.Errorf("spans %v", got)
	}
}

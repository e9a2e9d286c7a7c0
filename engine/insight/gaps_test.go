package insight_test

// This file tests that gaps of a run count as nobody's waiting.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// stood is a run of 100 µs: lane 1 executes, lane 2 waits for a lock from 10 µs
// on up to 90. Gaps are added by the caller.
func stood(t *testing.T, gaps ...trace.Event) *trace.View {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes+4*64<<10), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	var lanes [2]trace.Lane
	for i := range lanes {
		if lanes[i], err = a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "T"}); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	w := a.NewWriter(trace.Clock{}, 0)
	state := func(at trace.Time, l trace.Lane, s trace.State, o trace.Obj) {
		w.PutAt(trace.Event{Time: at, Kind: trace.KindState, Slot: trace.Slot(s), Lane: l, Obj: o, Core: trace.CoreUnknown})
	}
	state(0, lanes[0], trace.StateRunning, 0)
	state(0, lanes[1], trace.StateRunning, 0)
	w.PutAt(trace.Event{Time: 10000, Kind: trace.KindJoin, Lane: lanes[1], Obj: lock, Seq: 1, Core: trace.CoreUnknown})
	state(10000, lanes[1], trace.StateBlocked, lock)
	for _, g := range gaps {
		g.Kind, g.Core = trace.KindGap, trace.CoreUnknown
		w.PutAt(g)
	}
	w.PutAt(trace.Event{Time: 90000, Kind: trace.KindPart, Lane: lanes[1], Obj: lock, Seq: 2, Core: trace.CoreUnknown})
	state(90000, lanes[1], trace.StateRunning, 0)
	a.Finish(100000)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	return r.Cut()
}

func TestAGapIsNobodysWaiting(t *testing.T) {
	for name, c := range map[string]struct {
		gaps          []trace.Event
		left          trace.Time // of the clock's 100 µs
		blocked, runs trace.Time
	}{
		"none":                {nil, 0, 80000, 120000},
		"stopped":             {[]trace.Event{{Slot: trace.GapStopped, Time: 60000, Arg: 40000}}, 40000, 40000, 80000},
		"nothing measured":    {[]trace.Event{{Slot: trace.GapUnseen, Time: 60000, Arg: 40000}}, 40000, 40000, 120000},
		"suspended":           {[]trace.Event{{Slot: trace.GapSuspended, Time: 60000, Arg: 1 << 40}}, 0, 80000, 120000},
		"one in another":      {[]trace.Event{{Slot: trace.GapStopped, Time: 50000, Arg: 20000}, {Slot: trace.GapUnseen, Time: 60000, Arg: 40000}}, 40000, 40000, 80000 + 20000},
		"longer than the run": {[]trace.Event{{Slot: trace.GapStopped, Time: 60000, Arg: 1 << 50}}, 60000, 30000, 50000},
	} {
		v := stood(t, c.gaps...)
		s := insight.Summarise(v)
		if s.Gaps != c.left || s.Lanes[1].States[trace.StateBlocked] != c.blocked || s.Objects[0].Wait != c.blocked || s.Ledger.Wait != c.blocked || s.Ledger.Work != c.runs {
			t.Errorf("%s: the summary leaves %d out: %+v, the lock's waits %d, %+v", name, s.Gaps, s.Lanes[1].States, s.Objects[0].Wait, s.Ledger)
		}
		b := insight.Sum(v, 0, v.End())
		near := func(x, y trace.Time) bool { return x-y < 100 && y-x < 100 } // shares are rounded
		if b.Gaps != c.left || !near(b.States[trace.StateBlocked], c.blocked) || !near(b.States[trace.StateRunning], c.runs) || b.Waits[0].Time != c.blocked {
			t.Errorf("%s: the range leaves %d out: %v, waits %+v", name, b.Gaps, b.States, b.Waits)
		}
		if all := insight.Times(v); all[0].Time != c.blocked {
			t.Errorf("%s: waits took %+v", name, all)
		}
	}
}

func TestTheCriticalPathDoesNotRunThroughGaps(t *testing.T) {
	for name, c := range map[string]struct {
		why      trace.Slot
		executed trace.Time // of lane 1's 100 µs, on which the path lies
	}{
		"stopped": {trace.GapStopped, 60000}, "nothing measured": {trace.GapUnseen, 100000},
	} {
		v := stood(t, trace.Event{Slot: c.why, Time: 60000, Arg: 40000})
		p := insight.Critical(v)
		s := p.Sum()
		if s.Length != c.executed || s.Length+s.Gaps != 100000 || s.States[trace.StateRunning] != c.executed {
			t.Errorf("%s: %d ns and %d of gaps, %v", name, s.Length, s.Gaps, s.States)
		}
		for _, x := range p.Steps {
			if c.why == trace.GapStopped && x.From < 60000 && x.To > 20000 {
				t.Errorf("%s: a step from %d to %d", name, x.From, x.To)
			}
		}
	}
}

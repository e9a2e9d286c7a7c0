package insight_test

// This file tests what waits and holds are collected, and how a histogram of
// them is cut.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

func TestWaitsAndHoldsAreCollectedOneByOne(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	lock := r.obj(trace.ObjLock, "lock", 0)
	r.state(0, a, trace.StateRunning, 0, 0)
	r.state(0, b, trace.StateRunning, 0, 0)
	r.on(10, lock, trace.KindTake, a, 0, 1)
	r.state(20, b, trace.StateBlocked, lock, 0)
	r.on(150, lock, trace.KindGive, a, 0, 0)
	r.on(160, lock, trace.KindTake, b, 0, 1)
	r.state(170, b, trace.StateRunning, 0, 0)
	r.state(200, a, trace.StateSleep, 0, 0)
	r.state(900, a, trace.StateRunning, 0, 0)
	all := insight.Times(r.view(1000))
	if len(all) != 3 {
		t.Fatalf("%d things were waited for or held, want holds of the lock, a sleep, a wait: %+v", len(all), all)
	}
	held, slept, waited := all[0], all[1], all[2]
	if !held.Hold || held.Obj != lock || held.Time != 140+840 || len(held.All) != 2 || held.All[1] != (insight.Stretch{Lane: b, From: 160, To: 1000}) {
		t.Errorf("holds of the lock: %+v", held)
	}
	if slept.State != trace.StateSleep || slept.Time != 700 {
		t.Errorf("sleeps: %+v", slept)
	}
	if waited.Obj != lock || waited.All[0] != (insight.Stretch{Lane: b, From: 20, To: 170}) {
		t.Errorf("waits for the lock: %+v", waited)
	}
}

func TestAHistogramHasEveryStretchInOneBar(t *testing.T) {
	var s insight.Stretches
	for _, took := range []trace.Time{0, 99, 100, 150, 199, 200, 4_999, 5_000, 1e15} {
		s.All = append(s.All, insight.Stretch{Lane: 1, From: 7, To: 7 + took})
	}
	n := 0
	bins := s.Bins()
	for i, b := range bins {
		n += len(b.All)
		if i > 0 && b.Least != bins[i-1].Below {
			t.Errorf("bar %d begins at %d and the one before ends at %d", i, b.Least, bins[i-1].Below)
		}
		for _, x := range b.All {
			if x.Took() < b.Least || x.Took() >= b.Below {
				t.Errorf("%d ns stand in the bar from %d to %d", x.Took(), b.Least, b.Below)
			}
		}
	}
	if n != len(s.All) {
		t.Errorf("%d stretches are in bars, want %d", n, len(s.All))
	}
	if len(bins[1].All) != 3 {
		t.Errorf("from 100 to 200 ns there are %d, want 3", len(bins[1].All))
	}
	if m := s.Quantile(0.5); m != 199 {
		t.Errorf("the median is %d, want 199", m)
	}
	if m := s.Quantile(1); m != 1e15 {
		t.Errorf("the longest is %d", m)
	}
	if none := (&insight.Stretches{}); none.Bins() != nil || none.Quantile(0.5) != 0 {
		t.Error("nothing has a histogram")
	}
}

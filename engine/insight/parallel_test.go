package insight

// This file holds the merged edges against edges that are sorted.

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"corelanes/engine/trace"
)

func TestCoresAtOnceAreAsWhenEveryEdgeIsSorted(t *testing.T) {
	for seed := range uint64(40) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		a, err := trace.NewArena(make([]byte, trace.BytesFor(4000)+1<<20), nil)
		if err != nil {
			t.Fatal(err)
		}
		a.Begin(1)
		w := a.NewWriter(trace.Clock{}, 0)
		at, cores := trace.Time(0), 1+rnd.IntN(5)
		lanes := make([]trace.Lane, 1+rnd.IntN(6))
		for i := range lanes {
			if lanes[i], err = a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "T"}); err != nil {
				t.Fatal(err)
			}
		}
		states := []trace.State{trace.StateRunning, trace.StateNative, trace.StateBlocked, trace.StateSleep, trace.StateSleep}
		for range 60 {
			at += trace.Time(rnd.IntN(3)) // often none: edges at one moment
			s, c := states[rnd.IntN(len(states))], trace.CoreUnknown
			if s.Executing() {
				c = trace.Core(rnd.IntN(cores))
			}
			w.PutAt(trace.Event{Time: at, Kind: trace.KindState, Slot: trace.Slot(s), Lane: lanes[rnd.IntN(len(lanes))], Core: c})
		}
		a.Finish(at + 1)
		r := trace.NewRecording(a)
		r.Update(trace.Forever)
		v := r.Cut()
		if got, want := Summarise(v).MaxParallel, sortedParallel(v); got != want {
			t.Errorf("seed %d: %d cores at once, want %d", seed, got, want)
		}
	}
}

// sortedParallel is the plain way.
func sortedParallel(v *trace.View) (most int) {
	type change struct {
		at    trace.Time
		core  trace.Core
		delta int
	}
	var all []change
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for j := range l.Len() {
			if s, to := l.Span(j); s.State.Executing() && s.Core != trace.CoreUnknown && to > s.From {
				all = append(all, change{s.From, s.Core, 1}, change{to, s.Core, -1})
			}
		}
	}
	slices.SortFunc(all, func(a, b change) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.delta, b.delta)) })
	on := map[trace.Core]int{}
	for _, x := range all {
		if on[x.core] += x.delta; on[x.core] == 0 {
			delete(on, x.core)
		}
		most = max(most, len(on))
	}
	return most
}

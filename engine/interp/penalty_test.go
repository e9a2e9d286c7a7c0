package interp

// This file tests the penalty.

import (
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func TestAPenaltyOfTwoIsPaidWithAsMuchComputingAndTheLaneSaysSo(t *testing.T) {
	if _, err := osys.ThreadCPU(); err != nil {
		t.Skip(err)
	}
	run := func(penalty float64) (modelled, other trace.Time) {
		w := newWorld(t, work.Program{Bodies: map[string]work.Body{"count": count(3_000_000)}}, Options{Workers: 1, FreeThreads: true, Penalty: penalty})
		v := w.main(t, func(th *Thread) error { return crew(th, 1, "count") })
		l := &v.Lanes()[1]
		for i := range l.Len() {
			s, to := l.Span(i)
			switch {
			case s.State == trace.StateOverhead && trace.Overhead(s.Arg) == trace.OverheadModelled:
				modelled += to - s.From
			case s.State == trace.StateRunning:
				other += to - s.From
			}
		}
		return modelled, other
	}
	if modelled, _ := run(0); modelled != 0 {
		t.Errorf("without a penalty %d ns were paid", modelled)
	}
	// How long the machine lets it compute in each state is its own affair; that
	// both are there, and neither is a trifle, is not.
	modelled, other := run(2)
	if modelled < other/10 || other < modelled/10 {
		t.Errorf("%d ns were paid for %d", modelled, other)
	}
}

package meter

// This file tests the watch for gaps with a clock that is moved.

import (
	"slices"
	"testing"

	"corelanes/engine/trace"
)

const (
	ms = trace.Time(1e6)
	s  = 1000 * ms
)

// gap is what an event says of one.
type gap struct {
	why          trace.Slot
	at, duration trace.Time
}

func TestGapsAreToldApartAndWaitingIsNone(t *testing.T) {
	type step struct {
		now, ahead trace.Time
		stopped    bool
	}
	for name, c := range map[string]struct {
		steps []step
		want  []gap
	}{
		"nothing":                 {[]step{{100 * ms, 5 * s, false}, {200 * ms, 5 * s, false}, {320 * ms, 5*s + 20, false}}, nil},
		"a late measurement":      {[]step{{100 * ms, 0, false}, {2 * s, 0, false}}, nil},
		"suspended":               {[]step{{100 * ms, 5 * s, false}, {200 * ms, 3605 * s, false}, {300 * ms, 3605 * s, false}}, []gap{{trace.GapSuspended, 200 * ms, 3600 * s}}},
		"suspended at the start":  {[]step{{100 * ms, 3600 * s, false}}, nil},
		"stopped and continued":   {[]step{{100 * ms, 0, false}, {200 * ms, 0, true}, {300 * ms, 0, true}, {9 * s, 0, true}, {9*s + 100*ms, 0, false}}, []gap{{trace.GapStopped, 9*s + 100*ms, 8*s + 900*ms}}},
		"stopped to the end":      {[]step{{100 * ms, 0, false}, {200 * ms, 0, true}, {300 * ms, 0, true}}, nil},
		"nobody looked":           {[]step{{100 * ms, 0, false}, {10 * s, 0, false}, {10*s + 100*ms, 0, false}}, []gap{{trace.GapUnseen, 10 * s, 9900 * ms}}},
		"suspended while stopped": {[]step{{100 * ms, 0, true}, {200 * ms, 60 * s, true}, {300 * ms, 60 * s, false}}, []gap{{trace.GapSuspended, 200 * ms, 60 * s}, {trace.GapStopped, 300 * ms, 200 * ms}}},
	} {
		g := gaps{every: 100 * ms}
		var got []gap
		for _, x := range c.steps {
			for _, e := range g.look(x.now, x.ahead, x.stopped) {
				if e.Kind != trace.KindGap || e.Lane != 0 {
					t.Errorf("%s: %+v", name, e)
				}
				got = append(got, gap{e.Slot, e.Time, trace.Time(e.Arg)})
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
}

func TestARunThatEndsWhileItIsStoppedSaysSo(t *testing.T) {
	g := gaps{every: 100 * ms}
	g.look(100*ms, 0, false)
	if out := g.over(150 * ms); out != nil {
		t.Errorf("a run that went on to its end: %+v", out)
	}
	g.look(200*ms, 0, true)
	g.look(300*ms, 0, true)
	out := g.over(5 * s)
	if len(out) != 1 || out[0].Kind != trace.KindGap || out[0].Slot != trace.GapStopped || out[0].Time != 5*s || out[0].Arg != int64(5*s-200*ms) {
		t.Errorf("%+v", out)
	}
}

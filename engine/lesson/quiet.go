package lesson

// This file tells a run that had the machine to itself from one that had not.

import (
	"runtime"

	"corelanes/engine"
	"corelanes/engine/trace"
)

// enough is which share of what the cores could have given the workers must have
// got, for their times to mean something.
const enough = 0.7

// Disturbed says whether something else had the cores for much of the time that
// a run's workers wanted them. Of tasks it is not told: they wait for their loop,
// too.
func Disturbed(v *trace.View, p engine.Plan) bool {
	for _, m := range engine.Models() {
		if m.ID == p.Model && m.Tasks {
			return false
		}
	}
	var ran, wanted trace.Time
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for k := range l.Len() {
			s, to := l.Span(k)
			switch {
			case s.State.Executing():
				ran += to - s.From
				wanted += to - s.From
			case s.State == trace.StateReady:
				wanted += to - s.From
			}
		}
	}
	most := trace.Time(min(runtime.NumCPU(), max(p.Workers, 1))) * v.End()
	wanted = min(wanted, most)
	return wanted > v.End()/10 && float64(ran) < enough*float64(wanted)
}

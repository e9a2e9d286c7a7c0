package engine

// This file asks a scenario's goals of a run that has ended.

import (
	"corelanes/engine/control"
	"corelanes/engine/insight"
	"corelanes/engine/scenario"
	"corelanes/engine/trace"
)

// Goal is one of a scenario's goals, and whether a run has met it.
type Goal struct {
	Key  string `json:"key"`
	Text string `json:"text"` // in English
	Met  bool   `json:"met"`
}

// Goals are the goals of a plan's scenario, and which of them the run has met;
// nil when the scenario has none, or is not known (that of a recording of
// another version). p is a checked plan.
func Goals(p Plan, v *trace.View, o Outcome) []Goal {
	s, err := scenario.Find(p.Scenario)
	if err != nil || len(s.Goals) == 0 {
		return nil
	}
	values, err := s.Parse(p.Set)
	if err != nil {
		return nil
	}
	e := scenario.Ended{View: v, Values: values, Result: o.Result}
	if taken, err := control.Parse(o.Schedule); err == nil {
		for _, who := range taken {
			if who.Fault == 0 && who.Worker != 0 { // the main one's are no steps of the workers
				e.Steps++
			}
		}
	}
	if d := insight.Stuck(v, v.End()); d != nil && o.Status == Deadlocked {
		for _, w := range d.Core {
			e.Stuck = append(e.Stuck, w.Lane)
		}
	}
	e.Lost = insight.LostUpdates(v)
	var out []Goal
	for _, g := range s.Goals {
		out = append(out, Goal{g.Key, g.Text, g.Met(e)})
	}
	return out
}

package conduct

// This file holds what is found in the recording of a run that has ended.

import (
	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Found is what was found in a recording.
type Found struct {
	Goals              []engine.Goal
	Stuck              *insight.Deadlock // who could never go on in the end; nil if all could
	Warnings, Patterns []insight.Finding
	Guards             []insight.Guard // which lock guards which number
	Path               insight.Path    // the critical path
	Times              []insight.Stretches
}

// Find looks through the recording of a run that has ended.
func Find(p engine.Plan, v *trace.View, o engine.Outcome) *Found {
	f := &Found{Goals: engine.Goals(p, v, o), Guards: insight.Guards(v), Path: insight.Critical(v), Times: insight.Times(v)}
	f.Warnings, f.Patterns = insight.Findings(v)
	if o.Status == engine.Deadlocked {
		f.Stuck = insight.Stuck(v, v.End())
	}
	return f
}

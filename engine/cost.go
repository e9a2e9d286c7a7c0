package engine

// This file holds what recording costs the run that is recorded.

import (
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// eventCostNs is what recording one event costs the engine's own models:
// measured by BenchmarkPut in package trace.
const eventCostNs = 40

// RecordingOverhead is the share of a run's processor time that recording took,
// 0 where that is not known. Of a real CPython the agent in it has measured what
// it costs, and the processes' time is all that they used, their start included;
// of the engine's own models it is an estimate from the number of events.
func RecordingOverhead(v *trace.View, s *insight.Summary) float64 {
	if cost := v.RecordingCost(); cost > 0 {
		all := int64(0)
		for i := range v.Lanes() {
			all += v.Lanes()[i].CPU
		}
		if all == 0 {
			return 0
		}
		return min(1, float64(cost)/float64(all))
	}
	if s.CPU == 0 {
		return 0
	}
	events, _ := v.Events()
	return float64(events) * eventCostNs / float64(s.CPU)
}

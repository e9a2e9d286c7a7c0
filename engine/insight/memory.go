package insight

// This file holds what a run's processes used of memory.

import (
	"cmp"
	"slices"

	"corelanes/engine/trace"
)

// counterRSS is the name of the counters of resident memory, as the meter gives
// it.
const counterRSS = "rss"

// PeakRSS is the largest sum of the resident memory of a run's processes at one
// moment, in bytes, as far as it was sampled; pages that processes share are
// counted in each. 0 when nothing was sampled.
func PeakRSS(v *trace.View) int64 {
	type change struct {
		at trace.Time
		by int64
	}
	var changes []change
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjCounter || o.Info.Name != counterRSS {
			continue
		}
		last := int64(0)
		for _, s := range v.Samples(o.Info.ID) {
			changes = append(changes, change{s.Time, s.Value - last})
			last = s.Value
		}
		if l := v.Lane(o.Info.Lane); l != nil && last != 0 && l.Info.Exited && l.Len() > 0 {
			_, end := l.Span(l.Len() - 1)
			changes = append(changes, change{end, -last}) // a process that has ended uses none
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	sum, peak := int64(0), int64(0)
	for _, c := range changes {
		sum += c.by
		peak = max(peak, sum)
	}
	return peak
}

package cards

// This file counts the writes over changes that the writer had not seen: where
// updates get lost. (How many changes are missing in the end is another number:
// a later writer may know those that an earlier one wrote over.) The recording
// tells them as reads, which are no steps of the value; so the log is looked
// through, each event once.

import (
	"slices"

	"corelanes/engine/trace"
)

// lost is when each value was so written over.
type lost struct {
	read  int // how many of the log's events have been looked at
	first trace.Event
	at    map[trace.Obj][]trace.Time
}

// upTo is how often an object was, up to an instant.
func (x *lost) upTo(v *trace.View, o trace.Obj, t trace.Time) int {
	n := v.LogLen()
	if n < x.read || n > 0 && v.Log(0) != x.first { // another recording
		*x = lost{at: map[trace.Obj][]trace.Time{}}
	}
	if n > 0 {
		x.first = v.Log(0)
	}
	for ; x.read < n; x.read++ {
		if e := v.Log(x.read); e.Kind == trace.KindRead && e.Slot == trace.ReadStale {
			x.at[e.Obj] = append(x.at[e.Obj], e.Time)
		}
	}
	i, _ := slices.BinarySearch(x.at[o], t+1)
	return i
}

package meter

// This file notices stretches in which the run did not go on although its clock
// did, or its clock stood still although time went by: what is seen of them is
// no waiting of any worker.

import "corelanes/engine/trace"

const (
	// sleptAtLeast is by how much the clock that counts a suspended machine's
	// time must have gained on the other one: they are read one after another.
	sleptAtLeast = trace.Time(50e6)
	// unseenAtLeast is by how much a measurement must be late to be told of: a
	// busy machine delays it, but not for so long.
	unseenAtLeast = trace.Time(3e9)
)

// gaps is the watch. The zero gaps has seen nothing.
type gaps struct {
	every  trace.Time // between two measurements
	begun  bool
	last   trace.Time // when the last measurement was
	ahead  trace.Time // of the clock that counts suspended time, then
	halted trace.Time // since when all the run's processes are stopped, 0: they are not
}

// look takes a measurement in: the run's clock, by how much the clock that also
// counts suspended time is ahead of it, and whether all the run's processes are
// stopped. It is the events to record.
func (g *gaps) look(now, ahead trace.Time, stopped bool) (out []trace.Event) {
	note := func(why trace.Slot, length trace.Time) {
		out = append(out, trace.Event{Kind: trace.KindGap, Slot: why, Time: now, Arg: int64(length), Core: trace.CoreUnknown})
	}
	if g.begun {
		if slept := ahead - g.ahead; slept >= sleptAtLeast {
			note(trace.GapSuspended, slept)
		}
		if late := now - g.last - g.every; late >= unseenAtLeast && g.halted == 0 {
			note(trace.GapUnseen, now-g.last)
		}
	}
	switch {
	case stopped && g.halted == 0:
		g.halted = max(now, 1)
	case !stopped && g.halted != 0:
		note(trace.GapStopped, now-g.halted)
		g.halted = 0
	}
	g.begun, g.last, g.ahead = true, now, ahead
	return out
}

// over takes in that the run has ended, and is the events to record: who was
// stopped then stays so up to the end.
func (g *gaps) over(now trace.Time) []trace.Event {
	if g.halted == 0 {
		return nil
	}
	return []trace.Event{{Kind: trace.KindGap, Slot: trace.GapStopped, Time: now, Arg: int64(now - g.halted), Core: trace.CoreUnknown}}
}

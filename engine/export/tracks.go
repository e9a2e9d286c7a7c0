package export

// This file holds how a recording is laid out for viewers that know processes
// and threads: which lane is a thread of which process, and which numbers they
// go by.
//
// A viewer tells rows apart by process and thread number. The operating
// system's own would be ambiguous (tasks share their loop's thread, a recording
// may come from two machines), so a thread's number is its lane's, and the real
// one stands in its description; a process keeps its real number.

import (
	"iter"

	"corelanes/engine/trace"
)

// Numbers of the processes that only hold objects and counters; real ones are
// far below (Linux: at most 2^22).
const (
	pidObjects = 1 << 30
	pidUnknown = 1<<30 + 1 // of lanes whose process is not known
	pidGaps    = 1<<30 + 2
)

// gapsName is what the track of gaps is called.
const gapsName = "Gaps"

// gapName is what a gap is called.
func gapName(g trace.Gap) string {
	switch g.Why {
	case trace.GapStopped:
		return "all processes stopped"
	case trace.GapSuspended:
		return "machine suspended"
	}
	return "nothing measured"
}

// pidOf is the number of the process that a lane belongs to.
func pidOf(v *trace.View, l *trace.LaneView) int {
	for range len(v.Lanes()) { // a task or an interpreter may know its process through who started it
		if l == nil {
			break
		}
		if l.Info.PID != 0 {
			return l.Info.PID
		}
		l = v.Lane(l.Info.Parent)
	}
	return pidUnknown
}

// process is a process of the recording, with its lanes.
type process struct {
	pid   int
	name  string
	lanes []*trace.LaneView
}

// processes are the recording's processes, in the order of their first lanes.
// One is called by its first lane.
func processes(v *trace.View) []process {
	var out []process
	place := map[int]int{}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Info.ID == 0 {
			continue
		}
		pid := pidOf(v, l)
		k, ok := place[pid]
		if !ok {
			k = len(out)
			place[pid] = k
			out = append(out, process{pid: pid, name: laneName(v, l.Info.ID)})
		}
		out[k].lanes = append(out[k].lanes, l)
	}
	return out
}

// counterName is what a counter is called, with what it is about.
func counterName(v *trace.View, o trace.ObjInfo) string {
	switch {
	case o.Lane != 0:
		return o.Name + " of " + laneName(v, o.Lane)
	case o.Core != trace.CoreUnknown:
		return o.Name + " of core " + itoa(int(o.Core))
	}
	return o.Name
}

// owned are the stretches in which an object had one and the same owner,
// however many waited meanwhile; those without an owner are left out.
func owned(o *trace.ObjView) iter.Seq2[trace.Hold, trace.Time] {
	return func(yield func(trace.Hold, trace.Time) bool) {
		lo, hi := o.HoldRange(0, trace.Forever)
		for i := lo; i < hi; i++ {
			x, to := o.Hold(i)
			for ; i+1 < hi; i++ {
				next, end := o.Hold(i + 1)
				if next.Owner != x.Owner {
					break
				}
				to = end
			}
			if x.Owner != 0 && to > x.From && !yield(x, to) {
				return
			}
		}
	}
}

// waiting are the moments at which the number of those who wait for an object
// changes, with the number from then on.
func waiting(o *trace.ObjView) iter.Seq2[trace.Time, uint32] {
	return func(yield func(trace.Time, uint32) bool) {
		lo, hi := o.HoldRange(0, trace.Forever)
		last := uint32(0)
		for i := lo; i < hi; i++ {
			x, _ := o.Hold(i)
			if x.Depth != last && !yield(x.From, x.Depth) {
				return
			}
			last = x.Depth
		}
	}
}

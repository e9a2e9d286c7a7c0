package insight

// This file finds on how many cores a run executed at one instant.
//
// Each lane's changes are in order already, so they are merged, not sorted; and
// who has seen every core at work at once need not look further.

import (
	"cmp"
	"container/heap"
	"slices"

	"corelanes/engine/trace"
)

// maxParallel is the largest number of distinct cores on which lanes were
// seen executing at one instant.
func maxParallel(v *trace.View, lanes []LaneSummary) int {
	var all edges
	var cores []trace.Core // on which any of them was seen
	for i := range lanes {
		info := &lanes[i].Info
		if info.Kind == trace.LaneTask {
			continue // it executes on its loop's thread, which is a lane itself
		}
		for _, c := range lanes[i].Cores {
			if !slices.Contains(cores, c) {
				cores = append(cores, c)
			}
		}
		if e := (edge{lane: v.Lane(info.ID)}); e.next() {
			all = append(all, e)
		}
	}
	heap.Init(&all)
	on := map[trace.Core]int{}
	busy, most := 0, 0
	for len(all) > 0 && most < len(cores) {
		e := &all[0]
		if e.ends {
			if on[e.core]--; on[e.core] == 0 {
				busy--
			}
		} else {
			if on[e.core]++; on[e.core] == 1 {
				busy++
			}
		}
		most = max(most, busy)
		if e.next() {
			heap.Fix(&all, 0)
		} else {
			heap.Pop(&all)
		}
	}
	return most
}

// edge is where a lane begins or ends to execute on a core.
type edge struct {
	at   trace.Time
	core trace.Core
	ends bool

	lane *trace.LaneView
	to   trace.Time // where the span ends that began
	span int        // the next to be looked at
}

// next goes on to the lane's next edge, and says whether there is one.
func (e *edge) next() bool {
	if e.at < e.to && !e.ends {
		e.at, e.ends = e.to, true
		return true
	}
	for ; e.span < e.lane.Len(); e.span++ {
		from, state, to := e.lane.StateOf(e.span)
		if !state.Executing() || to <= from {
			continue
		}
		if s, _ := e.lane.Span(e.span); s.Core != trace.CoreUnknown {
			e.at, e.to, e.core, e.ends = from, to, s.Core, false
			e.span++
			return true
		}
	}
	return false
}

// edges are the lanes' next edges, the earliest first; of those at one moment what
// ends comes before what begins. They are a heap.Interface.
type edges []edge

func (e edges) Len() int { return len(e) }
func (e edges) Less(i, j int) bool {
	if c := cmp.Compare(e[i].at, e[j].at); c != 0 {
		return c < 0
	}
	return e[i].ends && !e[j].ends
}
func (e edges) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

// Push is of no use: the lanes are known from the beginning.
func (e *edges) Push(any) {}

// Pop takes the last one away.
func (e *edges) Pop() any {
	*e = (*e)[:len(*e)-1]
	return nil
}

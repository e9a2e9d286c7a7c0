package insight

// This file holds the warning before a deadlock happens.
//
// Two workers that take the same two locks in opposite orders can deadlock,
// though today one was always done before the other came. What a recording
// tells is a graph: from each lock an arrow to every lock that somebody asked
// for while holding it. A circle in it, whose arrows belong to different lanes,
// is a deadlock that needs only bad luck; unless something that all of them hold
// keeps them apart (a gate): a third lock, or a semaphore with fewer units than
// the circle has lanes. This is the GoodLock algorithm (Havelund 2000) with
// gates that admit more than one. Lanes that did not live at the same time count
// too: that one was done before the other began is mostly luck as well, and a
// recording does not tell when it is not.

import (
	"slices"

	"corelanes/engine/trace"
)

// maxOrderSteps bounds the search for circles, and maxOrderFindings how many
// are told: one lock in the wrong place makes many.
const (
	maxOrderSteps    = 200_000
	maxOrderFindings = 5
)

// lockOrders are the circles in which locks were asked for.
func (w *walk) lockOrders() (out []Finding) {
	happened := w.happened()
	from := map[trace.Obj][]int{}
	for i, o := range w.orders {
		from[o.first] = append(from[o.first], i)
	}
	steps := 0
	seen := map[string]bool{}
	var path []int
	var search func(first, at trace.Obj)
	search = func(first, at trace.Obj) {
		for _, i := range from[at] {
			o := w.orders[i]
			if steps++; steps > maxOrderSteps || len(out) == maxOrderFindings {
				return
			}
			if o.then < first || !w.mayMeet(path, i) {
				continue // each circle is found from its lowest lock
			}
			path = append(path, i)
			if o.then == first {
				if len(path) > 1 {
					if f := w.orderFinding(path); !seen[key(f.Objs)] && key(f.Objs) != happened {
						seen[key(f.Objs)] = true
						out = append(out, f)
					}
				}
			} else if !slices.ContainsFunc(path[:len(path)-1], func(p int) bool { return w.orders[p].first == o.then }) {
				search(first, o.then)
			}
			path = path[:len(path)-1]
		}
	}
	for i := range w.orders {
		if first := w.orders[i].first; from[first][0] == i {
			search(first, first)
		}
	}
	return out
}

// happened are the locks of the deadlock in which the recording ends: that
// needs no warning any more.
func (w *walk) happened() string {
	d := Stuck(w.v, w.v.End())
	if d == nil || !d.Circle {
		return ""
	}
	var objs []trace.Obj
	for _, x := range d.Core {
		objs = append(objs, x.Obj)
	}
	return key(objs)
}

// key is a set of objects as a text.
func key(objs []trace.Obj) string {
	var out []byte
	for _, o := range slices.Sorted(slices.Values(objs)) {
		out = append(out, byte(o), byte(o>>8), byte(o>>16))
	}
	return string(out)
}

// mayMeet says whether the lane of an arrow may be where it was while those of
// the path are where they were.
func (w *walk) mayMeet(path []int, next int) bool {
	n := w.orders[next]
	inside := map[trace.Obj]int64{}
	for _, g := range n.gates {
		inside[g] = 1
	}
	for _, p := range path {
		o := w.orders[p]
		if o.lane == n.lane {
			return false
		}
		for _, g := range o.gates {
			inside[g]++
		}
	}
	for g, n := range inside {
		if n > w.capacity(g) {
			return false
		}
	}
	return true
}

func (w *walk) orderFinding(path []int) Finding {
	f := Finding{Kind: LockOrder, From: trace.Forever, Limit: 2, Figure: float64(len(path)), Count: len(path)}
	for _, p := range path {
		o := w.orders[p]
		f.From, f.To = min(f.From, o.at), max(f.To, o.at)
		f.Lanes, f.Objs = append(f.Lanes, o.lane), append(f.Objs, o.first)
	}
	return f
}

package words

// This file says in words what can never go on.

import (
	"strings"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Deadlock says who waits for whom in a deadlock, "Thread-1 holds A and waits
// for B; Thread-2 …", or what nobody is left to do.
func Deadlock(v *trace.View, d *insight.Deadlock) string {
	var parts []string
	if !d.Circle {
		for _, g := range d.Groups(v) {
			parts = append(parts, inVain(v, g))
		}
	}
	for i, w := range d.Core {
		if d.Circle {
			parts = append(parts, waitsFor(v, w, d.Held(i)))
		}
	}
	for i, w := range d.Behind {
		if d.Circle {
			break // the circle says it all
		}
		if i == maxBehind {
			parts = append(parts, N("w.graph.behind", len(d.Behind)-i, With{"Count": len(d.Behind) - i}))
			break
		}
		parts = append(parts, waitsFor(v, w, 0))
	}
	return strings.Join(parts, "; ")
}

// maxBehind is how many of those who wait for a deadlock's core are named.
const maxBehind = 4

// waitsFor says what a lane waits for, and what it holds if that is known.
func waitsFor(v *trace.View, w insight.Wait, holds trace.Obj) string {
	with := With{"Lane": Lane(v, w.Lane), "Waits": ""}
	switch {
	case w.Obj != 0:
		with["Waits"] = Obj(v, w.Obj)
	case len(w.On) > 0:
		with["Waits"] = X("w.graph.end", With{"Lane": Lane(v, w.On[0])})
	}
	if holds == 0 {
		return X("w.graph.edge.waits", with)
	}
	with["Holds"] = Obj(v, holds)
	return X("w.graph.edge", with)
}

// vainKeys are the keys of what nobody is left to do, by the kind of object.
var vainKeys = map[trace.ObjKind]string{
	trace.ObjEvent: "w.vain.event", trace.ObjCondition: "w.vain.condition", trace.ObjBarrier: "w.vain.barrier",
	trace.ObjSemaphore: "w.vain.semaphore", trace.ObjBoundedSemaphore: "w.vain.semaphore", trace.ObjQueue: "w.vain.queue", trace.ObjChannel: "w.vain.queue", trace.ObjPipe: "w.vain.queue",
}

// inVain says who waits for an object that nobody is left to act on.
func inVain(v *trace.View, g insight.Group) string {
	var lanes []string
	for _, l := range g.Lanes {
		lanes = append(lanes, Lane(v, l))
	}
	with := With{"Lanes": strings.Join(lanes, ", "), "Obj": Obj(v, g.Obj), "Arrived": g.Arrived, "Needs": g.Needs}
	key := "w.vain.other"
	switch o := v.Obj(g.Obj); {
	case g.Dead != 0:
		key, with["Dead"] = "w.vain.dead", Lane(v, g.Dead)
	case o != nil && vainKeys[o.Info.Kind] != "":
		key = vainKeys[o.Info.Kind]
	}
	return X(key, with)
}

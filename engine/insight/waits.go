package insight

// This file holds who waits for whom, and the circle that is a deadlock.

import (
	"fmt"
	"strings"

	"corelanes/engine/trace"
)

// Wait is a lane that waits for others.
type Wait struct {
	Lane  trace.Lane
	Obj   trace.Obj    // the object it waits for; 0 when it waits for a lane's end
	On    []trace.Lane // who would have to act: the object's holders, or the lane
	Since trace.Time
}

// Waits are the lanes that wait at t for something that other lanes hold, or
// for their end.
func Waits(v *trace.View, t trace.Time) []Wait {
	var out []Wait
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		s := l.StateAt(t)
		if s.State != trace.StateBlocked || s.Obj != 0 && s.Arg == trace.Timed {
			continue // a wait with a time-out ends by itself
		}
		w := Wait{Lane: l.Info.ID, Obj: s.Obj, Since: s.From}
		if s.Obj == 0 {
			w.On = []trace.Lane{trace.Lane(s.Arg)}
		} else if o := v.Obj(s.Obj); o != nil {
			st := o.At(t)
			for _, h := range st.Holders {
				w.On = append(w.On, h.Lane)
			}
		}
		if len(w.On) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// Cycle is a circle of lanes each of which waits for the next, the last for
// the first, in which every one waits for one lane alone; nil if there is
// none. A lane that waits for its own end or its own lock is a circle of one.
func Cycle(waits []Wait) []Wait {
	by := map[trace.Lane]Wait{}
	for _, w := range waits {
		if len(w.On) == 1 {
			by[w.Lane] = w
		}
	}
	for _, start := range waits {
		var path []Wait
		seen := map[trace.Lane]int{}
		for at := start.Lane; ; {
			w, ok := by[at]
			if !ok {
				break
			}
			if i, again := seen[at]; again {
				return path[i:]
			}
			seen[at] = len(path)
			path = append(path, w)
			at = w.On[0]
		}
	}
	return nil
}

// SameCycle says whether two circles are the same waits of the same lanes: a
// circle that is still there later is not one that was passing by.
func SameCycle(a, b []Wait) bool {
	if len(a) == 0 || len(a) != len(b) {
		return false
	}
	since := map[trace.Lane]trace.Time{}
	for _, w := range a {
		since[w.Lane] = w.Since
	}
	for _, w := range b {
		if t, ok := since[w.Lane]; !ok || t != w.Since {
			return false
		}
	}
	return true
}

// Edge is one lane of a deadlock, in names.
type Edge struct{ Worker, Holds, Waits string }

// Edges are a circle's lanes with what each holds of the others and waits for.
func Edges(v *trace.View, cycle []Wait) []Edge {
	var out []Edge
	for i, w := range cycle {
		before := cycle[(i+len(cycle)-1)%len(cycle)] // who waits for this lane
		out = append(out, Edge{Worker: laneName(v, w.Lane), Holds: thing(v, before, w.Lane), Waits: thing(v, w, w.On[0])})
	}
	return out
}

// Words tell a deadlock: "A holds L1 and waits for L2; B holds …".
func Words(edges []Edge) string {
	var parts []string
	for _, e := range edges {
		parts = append(parts, fmt.Sprintf("%s holds %s and waits for %s", e.Worker, e.Holds, e.Waits))
	}
	return strings.Join(parts, "; ")
}

// thing is what a wait is for, in words.
func thing(v *trace.View, w Wait, on trace.Lane) string {
	if o := v.Obj(w.Obj); o != nil {
		return o.Info.Name
	}
	return "the end of " + laneName(v, on)
}

func laneName(v *trace.View, l trace.Lane) string {
	if x := v.Lane(l); x != nil {
		return x.Info.Name
	}
	return fmt.Sprint("lane ", l)
}

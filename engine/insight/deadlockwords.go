package insight

// This file says a deadlock in words, in the command line's English.

import (
	"fmt"
	"strings"

	"corelanes/engine/trace"
)

// Edge is one lane of a deadlock, in names. Holds is "" when nobody of the
// others waits for something it holds.
type Edge struct{ Worker, Holds, Waits string }

// Held is the object that the i-th lane of the core holds and the one before
// it waits for; 0 if that waits for its end, or for nobody in particular.
func (d *Deadlock) Held(i int) trace.Obj {
	if !d.Circle {
		return 0
	}
	return d.Core[(i+len(d.Core)-1)%len(d.Core)].Obj
}

// Edges are the lanes of a deadlock's core, with what each holds of the others
// and waits for.
func (d *Deadlock) Edges(v *trace.View) []Edge {
	var out []Edge
	for i, w := range d.Core {
		e := Edge{Worker: laneName(v, w.Lane), Waits: thing(v, w)}
		if o := v.Obj(d.Held(i)); o != nil {
			e.Holds = o.Info.Name
			if piped(o) {
				e.Holds = "the receiving end of " + e.Holds
			}
		}
		out = append(out, e)
	}
	return out
}

// Group are the lanes of a deadlock's core that wait in vain for one object.
type Group struct {
	Obj            trace.Obj
	Lanes          []trace.Lane
	Dead           trace.Lane // the holder, who has ended; 0 if it was nobody
	Arrived, Needs int        // at a barrier
}

// Groups are the core of a deadlock without a circle, by what is waited for.
func (d *Deadlock) Groups(v *trace.View) (out []Group) {
	place := map[trace.Obj]int{}
	for _, w := range d.Core {
		k, known := place[w.Obj]
		if !known {
			k = len(out)
			place[w.Obj] = k
			g := Group{Obj: w.Obj}
			if o := v.Obj(w.Obj); o != nil {
				switch {
				case o.Info.Kind == trace.ObjBarrier:
					s := o.At(max(d.At, w.Since))
					g.Arrived, g.Needs = int(s.Values[BarrierCount]), int(o.Info.Param)
				case owned(o.Info.Kind) && len(w.On) == 1:
					g.Dead = w.On[0]
				}
			}
			out = append(out, g)
		}
		out[k].Lanes = append(out[k].Lanes, w.Lane)
	}
	return out
}

// maxBehind is how many of those who wait for a deadlock's core are named.
const maxBehind = 8

// Words tell a deadlock: "A holds L1 and waits for L2; B holds …".
func (d *Deadlock) Words(v *trace.View) string {
	var parts []string
	if d.Circle {
		for _, e := range d.Edges(v) {
			if e.Holds == "" {
				parts = append(parts, fmt.Sprintf("%s waits for %s", e.Worker, e.Waits))
			} else {
				parts = append(parts, fmt.Sprintf("%s holds %s and waits for %s", e.Worker, e.Holds, e.Waits))
			}
		}
		return strings.Join(parts, "; ")
	}
	for _, g := range d.Groups(v) {
		parts = append(parts, g.words(v))
	}
	for i, w := range d.Behind {
		if i == maxBehind {
			parts = append(parts, fmt.Sprintf("%d more wait for these", len(d.Behind)-i))
			break
		}
		parts = append(parts, fmt.Sprintf("%s waits for %s", laneName(v, w.Lane), thing(v, w)))
	}
	return strings.Join(parts, "; ")
}

// vain are the words for who waits for an object that nobody is left to act
// on, by its kind; %s are the lanes, "wait" or "waits", and the object's name.
var vain = map[trace.ObjKind]string{
	trace.ObjEvent:            "%s %s for event %s, and nobody is left who could set it",
	trace.ObjCondition:        "%s %s on condition %s, and nobody is left who could notify",
	trace.ObjSemaphore:        "%s %s for a unit of semaphore %s, and nobody is left who could release one",
	trace.ObjBoundedSemaphore: "%s %s for a unit of semaphore %s, and nobody is left who could release one",
	trace.ObjPipe:             "%s %s at pipe %s, and nobody is left at its other end",
	trace.ObjChannel:          "%s %s at queue %s, and nobody is left at its other end",
	trace.ObjQueue:            "%s %s at queue %s, and nobody is left at its other end",
}

func (g Group) words(v *trace.View) string {
	who, verb := names(v, g.Lanes), "wait"
	if len(g.Lanes) == 1 {
		verb = "waits"
	}
	o := v.Obj(g.Obj)
	if o == nil {
		return who + " " + verb
	}
	name := o.Info.Name
	if g.Dead != 0 {
		return fmt.Sprintf("%s %s for %s, which %s held when it ended, and nobody is left who could release it", who, verb, name, laneName(v, g.Dead))
	}
	if o.Info.Kind == trace.ObjBarrier {
		return fmt.Sprintf("%s %s at barrier %s, where %d of %d have arrived, and nobody is left who could come", who, verb, name, g.Arrived, g.Needs)
	}
	form := vain[o.Info.Kind]
	if form == "" {
		form = "%s %s for %s, and nobody is left who could help"
	}
	return fmt.Sprintf(form, who, verb, name)
}

// names lists lanes: "A, B and C".
func names(v *trace.View, lanes []trace.Lane) string {
	var all []string
	for _, l := range lanes {
		all = append(all, laneName(v, l))
	}
	if n := len(all); n > 1 {
		return strings.Join(all[:n-1], ", ") + " and " + all[n-1]
	}
	return strings.Join(all, "")
}

// piped says whether what is sent through an object takes space in a pipe.
func piped(o *trace.ObjView) bool {
	return o.Info.Kind == trace.ObjPipe || o.Info.Kind == trace.ObjChannel
}

// thing is what a wait is for, in words.
func thing(v *trace.View, w Wait) string {
	if o := v.Obj(w.Obj); o != nil {
		if piped(o) && len(w.On) > 0 {
			return "space in " + o.Info.Name
		}
		return o.Info.Name
	}
	return "the end of " + names(v, w.On)
}

func laneName(v *trace.View, l trace.Lane) string {
	if x := v.Lane(l); x != nil {
		return x.Info.Name
	}
	return fmt.Sprint("lane ", l)
}

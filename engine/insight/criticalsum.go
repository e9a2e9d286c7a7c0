package insight

// This file sums the critical path up.

import (
	"cmp"
	"slices"

	"corelanes/engine/trace"
)

// PathSum is what a critical path is made of.
type PathSum struct {
	Length trace.Time                  // without gaps
	Gaps   trace.Time                  // that lie on its way
	States [trace.NumStates]trace.Time // by state, without Waking
	Waking trace.Time                  // from being let on to going on
	Lanes  []PathShare                 // by lane, the longest first
	Waits  []PathShare                 // by what was waited for, Waking too, the longest first
	Hops   []PathShare                 // how often the path went from lane to lane, by the object that it went through
}

// PathShare is a part of a path.
type PathShare struct {
	Lane  trace.Lane
	State trace.State // of a wait
	Obj   trace.Obj   // of a wait and of a hop; 0 when it is through none
	Times int
	Time  trace.Time
}

// Sum sums the path up.
func (p *Path) Sum() (s PathSum) {
	if len(p.Steps) == 0 {
		return s
	}
	s.Gaps = p.Steps[len(p.Steps)-1].To - p.Steps[0].From
	type key struct {
		lane  trace.Lane
		state trace.State
		obj   trace.Obj
	}
	lanes, waits, hops := map[key]*PathShare{}, map[key]*PathShare{}, map[key]*PathShare{}
	add := func(to map[key]*PathShare, k key, t trace.Time) {
		x := to[k]
		if x == nil {
			x = &PathShare{Lane: k.lane, State: k.state, Obj: k.obj}
			to[k] = x
		}
		x.Times++
		x.Time += t
	}
	for i, x := range p.Steps {
		t := x.To - x.From
		s.Length += t
		s.Gaps -= t
		if x.Woken {
			s.Waking += t
		} else {
			s.States[x.State] += t
		}
		add(lanes, key{lane: x.Lane}, t)
		if !x.State.Executing() {
			add(waits, key{state: x.State, obj: x.Obj}, t)
		}
		if i > 0 && p.Steps[i-1].Lane != x.Lane {
			add(hops, key{obj: x.Via}, 0)
		}
	}
	s.Lanes, s.Waits, s.Hops = shares(lanes), shares(waits), shares(hops)
	return s
}

func shares[K comparable](of map[K]*PathShare) []PathShare {
	var out []PathShare
	for _, x := range of {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b PathShare) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(b.Times, a.Times), cmp.Compare(a.Lane, b.Lane), cmp.Compare(a.State, b.State), cmp.Compare(a.Obj, b.Obj))
	})
	return out
}

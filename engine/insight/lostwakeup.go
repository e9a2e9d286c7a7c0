package insight

// This file holds the lost wake-up: a notification that comes before anybody
// waits is heard by nobody, and who begins to wait after it waits for something
// that has happened already.

import (
	"cmp"
	"slices"

	"corelanes/engine/trace"
)

// lostWakeups finds lanes that began to wait for a condition or an event after
// it was signalled in vain, and waited until a time-out or the end of the
// recording. A time-out at a condition is no finding: who looks now and then
// whether something has changed waits so.
func lostWakeups(v *trace.View) (out []Finding) {
	signal := map[trace.Obj]trace.Event{} // the last that found nobody, while nobody has been woken since
	waiting := map[[2]uint32]Finding{}    // object and lane
	for i := range v.LogLen() {
		e := v.Log(i)
		o := v.Obj(e.Obj)
		if o == nil || o.Info.Kind != trace.ObjCondition && o.Info.Kind != trace.ObjEvent {
			continue
		}
		who := [2]uint32{uint32(e.Obj), uint32(e.Lane)}
		switch e.Kind {
		case trace.KindWake:
			switch {
			case e.Arg > 0:
				delete(signal, e.Obj)
				delete(waiting, [2]uint32{uint32(e.Obj), uint32(e.Arg)})
			case o.Info.Kind == trace.ObjCondition:
				signal[e.Obj] = e
			}
		case trace.KindSet:
			delete(signal, e.Obj)
			if e.Slot == EventFlag && e.Arg == 0 { // lowered again: whoever comes now has missed it
				signal[e.Obj] = e
			}
		case trace.KindJoin:
			if s, lost := signal[e.Obj]; lost && s.Lane != e.Lane {
				waiting[who] = Finding{
					Kind: LostWakeup, Objs: []trace.Obj{e.Obj}, Lanes: []trace.Lane{s.Lane, e.Lane},
					From: s.Time, To: v.End(), Figure: seconds(v.End() - e.Time), Unit: "s", Count: 1,
				}
			}
		case trace.KindPart: // let out, which the next event says; or its time is up
			if f, waits := waiting[who]; waits {
				f.Figure -= seconds(f.To - e.Time)
				if f.To = e.Time; o.Info.Kind == trace.ObjCondition {
					delete(waiting, who)
				} else {
					waiting[who] = f
				}
			}
		}
	}
	// What one lane's signals of one object missed is one finding.
	type cause struct {
		obj trace.Obj
		by  trace.Lane
	}
	groups := map[cause]*Finding{}
	for _, f := range waiting {
		g := groups[cause{f.Objs[0], f.Lanes[0]}]
		if g == nil {
			groups[cause{f.Objs[0], f.Lanes[0]}] = &f
			continue
		}
		g.Lanes = append(g.Lanes, f.Lanes[1])
		g.From, g.To = min(g.From, f.From), max(g.To, f.To)
		g.Figure, g.Count = g.Figure+f.Figure, g.Count+1
	}
	for _, g := range groups {
		slices.Sort(g.Lanes[1:])
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Objs[0], b.Objs[0]), cmp.Compare(a.Lanes[0], b.Lanes[0]))
	})
	return out
}

package insight

// This file holds why a lane left a room: somebody let it out, or its time was
// up.

import "corelanes/engine/trace"

// maxWokenScan bounds how many events of the log are looked at for a wake-up.
const maxWokenScan = 4096

// Woken says who let a lane out of a room, by the KindPart event with which it
// left; 0 when it left by itself, because its time was up, or for no reason. Whoever lets a lane
// out wakes it right after; a lane that left by itself nobody wakes. Between
// processes each leaves by itself, and one that was woken has just taken a unit of
// the wake-ups.
func Woken(v *trace.View, part trace.Event) (by trace.Lane) {
	if part.Arg == trace.PartSpurious {
		return 0
	}
	if tookUnit(v, part) {
		return unitOf(v, part)
	}
	first := v.LogAt(part.Time - 1)
	for i := first; i < min(v.LogLen(), first+maxWokenScan); i++ {
		e := v.Log(i)
		switch {
		case e.Obj != part.Obj:
		case e.Kind == trace.KindWake && trace.Lane(e.Arg) == part.Lane:
			return e.Lane
		case e.Kind == trace.KindJoin && e.Lane == part.Lane && e.Seq > part.Seq:
			return 0
		}
	}
	return 0
}

// tookUnit says whether the change right before a lane left a room was that it
// took a wake-up.
func tookUnit(v *trace.View, part trace.Event) bool {
	o := v.Obj(part.Obj)
	if o == nil || part.Seq < 2 || int(part.Seq) > o.Len() {
		return false
	}
	e := o.Event(int(part.Seq) - 2) // Seq 1 is event 0
	return e.Kind == trace.KindSet && e.Slot == WaitUnits && e.Lane == part.Lane
}

// unitOf is who gave the wake-up that a lane took: who woke it last, or woke
// another whose unit this one was faster to take.
func unitOf(v *trace.View, part trace.Event) (by trace.Lane) {
	last := v.LogAt(part.Time)
	for i := last - 1; i >= max(0, last-maxWokenScan); i-- {
		if e := v.Log(i); e.Obj == part.Obj && e.Kind == trace.KindWake && e.Lane != part.Lane {
			if trace.Lane(e.Arg) == part.Lane {
				return e.Lane
			}
			if by == 0 {
				by = e.Lane
			}
		}
	}
	return by
}

package insight

// This file holds why a lane left a room: somebody let it out, or its time was
// up.

import "corelanes/engine/trace"

// maxWokenScan bounds how many events of the log are looked at for a wake-up.
const maxWokenScan = 4096

// Woken says who let a lane out of a room, by the KindPart event with which it
// left; 0 when it left by itself, because its time was up, or for no reason. Whoever lets a lane
// out wakes it right after; a lane that left by itself nobody wakes.
func Woken(v *trace.View, part trace.Event) (by trace.Lane) {
	if part.Arg == trace.PartSpurious {
		return 0
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

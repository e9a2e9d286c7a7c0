package insight

// This file holds what an object's first values are: a recording tells steps,
// and where they began from stands in the object's Param.

import "corelanes/engine/trace"

// Permits is how many units of a semaphore are left in state s.
func Permits(o *trace.ObjView, s *trace.ObjState) int64 { return first(o, s, SemaphoreLeft) }

// Number is the number that a Value holds in state s.
func Number(o *trace.ObjView, s *trace.ObjState) int64 { return first(o, s, ValueNumber) }

// first is a value that was Param until it was set.
func first(o *trace.ObjView, s *trace.ObjState, slot trace.Slot) int64 {
	steps := 0
	for i := 0; i < int(s.Seq) && i < o.Len(); i++ {
		e := o.Event(i)
		if e.Kind == trace.KindMisuse {
			continue // which changes nothing
		}
		if e.Kind == trace.KindSet && e.Slot == slot || steps > 2 { // whatever a primitive does first, it sets its value within two steps
			return s.Values[slot]
		}
		steps++
	}
	return o.Info.Param
}

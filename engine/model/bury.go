package model

// This file holds what is written down for a process that was killed, by whoever
// started it: the end of its workers, that they have left the lines in which
// they stood, and that the GILs which were its own are no more.

import (
	"slices"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// bury is called when the process of a lane has ended without saying so.
func (s *Stage) bury(lane trace.Lane, rec *trace.Writer) {
	put := func(k trace.Kind, who trace.Lane, o trace.Obj, seq int, arg int64) {
		rec.Put(trace.Event{Kind: k, Lane: who, Obj: o, Seq: uint32(seq), Arg: arg, Core: trace.CoreUnknown})
	}
	read := trace.NewRecording(s.Arena)
	read.Rest(rec.Now())
	v := read.Cut()
	info, _ := s.Arena.LaneInfo(lane)
	var dead []trace.Lane
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Info.ID != lane && (l.Info.PID != info.PID || info.PID == 0) || l.Len() > 0 && l.StateAt(v.End()).State == trace.StateNone {
			continue
		}
		dead = append(dead, l.Info.ID)
		put(trace.KindEnd, l.Info.ID, 0, 0, 1)
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjGIL || !slices.Contains(dead, o.Info.Lane) {
			continue
		}
		n := o.Len()
		last := o.After(n)
		for _, m := range last.Rooms[0] {
			n++
			put(trace.KindPart, m.Lane, o.Info.ID, n, 0)
		}
		if owner := last.Owner(); owner != 0 {
			n++
			put(trace.KindGive, owner, o.Info.ID, n, 0)
		}
	}
	prim.Bury(s.Arena, s.waiter(), rec, info.Parent, dead)
}

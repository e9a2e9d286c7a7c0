package insight

// This file holds who waits for whom at an instant.

import "corelanes/engine/trace"

// Wait is a lane that waits, without a limit, for what others have to do.
type Wait struct {
	Lane  trace.Lane
	Obj   trace.Obj    // the object it waits for; 0 when it waits for a lane's end
	On    []trace.Lane // who would have to act: the object's holders, or the lane; empty when anybody could
	Since trace.Time
}

// instant is a recording at an instant. It keeps the states of objects that
// were asked for: thousands of tasks may wait for one.
type instant struct {
	v    *trace.View
	t    trace.Time
	objs map[trace.Obj]*waited
}

// waited is who waits for an object, and who holds it.
type waited struct {
	obj     *trace.ObjView
	info    trace.ObjInfo
	inRoom  map[trace.Lane]bool
	holders []trace.Lane
}

func (at *instant) waited(n trace.Obj) *waited {
	if x, known := at.objs[n]; known {
		return x
	}
	var x *waited
	if o := at.v.Obj(n); o != nil {
		x = &waited{obj: o, info: o.Info, inRoom: map[trace.Lane]bool{}}
		s := o.At(at.t)
		for _, room := range s.Rooms {
			for _, m := range room {
				x.inRoom[m.Lane] = true
			}
		}
		for _, h := range s.Holders {
			x.holders = append(x.holders, h.Lane)
		}
	}
	if at.objs == nil {
		at.objs = map[trace.Obj]*waited{}
	}
	at.objs[n] = x
	return x
}

// wait is what a lane waits for. A wait with a time-out is none: it ends by
// itself. Nor is one that is over, of a lane that has been let out of the
// object's rooms but has not gone on yet, or of a lock that is free.
func (at *instant) wait(l *trace.LaneView) (w Wait, waits bool) {
	s := l.StateAt(at.t)
	if s.State != trace.StateBlocked || s.Obj != 0 && s.Arg == trace.Timed {
		return w, false
	}
	w = Wait{Lane: l.Info.ID, Obj: s.Obj, Since: s.From}
	if s.Obj == 0 {
		w.On = []trace.Lane{trace.Lane(s.Arg)}
		return w, s.Arg > 0
	}
	x := at.waited(s.Obj)
	if x != nil && x.info.Kind == trace.ObjPipe || x != nil && x.info.Kind == trace.ObjChannel {
		w.On = x.others(at.t, w.Lane)
		return w, x.inRoom[w.Lane]
	}
	if x == nil || !x.inRoom[w.Lane] || owned(x.info.Kind) && len(x.holders) == 0 {
		return w, false
	}
	w.On = x.holders
	return w, true
}

// others are who could give a lane what it waits for at a pipe or at a queue
// between processes: for space, those who have said that they receive; for
// something to receive, anybody might.
func (x *waited) others(t trace.Time, l trace.Lane) (on []trace.Lane) {
	s := x.obj.At(t)
	const receiver = 2 // how deep a holder of a pipe's receiving end is; of a queue all receive
	for _, m := range s.Rooms[PipeSends] {
		if m.Lane != l {
			continue
		}
		for _, h := range s.Holders {
			if h.Lane != l && (x.info.Kind == trace.ObjChannel || x.info.Rule == 0 || h.Depth == receiver) {
				on = append(on, h.Lane)
			}
		}
	}
	return on
}

// owned says whether an object of this kind is given up by the one who has it:
// always an RLock, and a Lock by all custom.
func owned(k trace.ObjKind) bool { return k == trace.ObjLock || k == trace.ObjRLock }

package insight

// This file holds waits that can be seen to be in vain before everybody waits: at
// a barrier at which too few can still arrive, and for a condition that all who
// ever notified it have left.
//
// A deadlock is certain whatever the lanes' code would do (see deadlock.go). Here
// two things are assumed, as people read a program: that a lane which has not
// started others by now does not begin to, unless it is the first of a program;
// and that nobody comes to the rescue, by a reset or an abort of the barrier, or
// by notifying for the first time. So these are warnings, and end nothing.

import (
	"slices"

	"corelanes/engine/trace"
)

// vainWaits are the waits in vain at the end of a view: of a run that goes on, now.
func vainWaits(v *trace.View) (out []Finding) {
	at := &instant{v: v, t: v.End()}
	able := at.able()
	if starts(v, able) {
		return nil
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		var f Finding
		switch o.Info.Kind {
		case trace.ObjBarrier:
			f = neverFills(at, o, able)
		case trace.ObjCondition:
			f = neverNotified(at, o, able)
		}
		if f.Kind == "" {
			continue
		}
		f.Objs, f.To = []trace.Obj{o.Info.ID}, v.End()
		f.From = certainSince(v, f.Lanes)
		f.Figure, f.Unit = seconds(f.To-f.From), "s"
		out = append(out, f)
	}
	return out
}

// able are the lanes that could still do something by themselves, or once others
// that could have done it.
func (at *instant) able() map[trace.Lane]bool {
	waits, able := map[trace.Lane]Wait{}, map[trace.Lane]bool{}
	for i := range at.v.Lanes() {
		l := &at.v.Lanes()[i]
		if w, waiting := at.wait(l); waiting {
			waits[l.Info.ID] = w
		} else if l.Len() == 0 || mayAct(l, at.t) {
			able[l.Info.ID] = true
		}
	}
	for again := true; again; {
		again = false
		for l, w := range waits {
			k := trace.ObjKind(0)
			if x := at.v.Obj(w.Obj); x != nil {
				k = x.Info.Kind
			}
			helped := slices.ContainsFunc(w.On, func(x trace.Lane) bool { return able[x] })
			if k != trace.ObjBarrier && k != trace.ObjCondition && (helped || w.Obj != 0 && !owned(k)) {
				able[l], again = true, true
				delete(waits, l)
			}
		}
	}
	return able
}

// starts says whether one of the lanes may start others: it has done so, or the
// program begins with it.
func starts(v *trace.View, able map[trace.Lane]bool) bool {
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if able[l.Info.Parent] && l.Info.Parent != 0 || able[l.Info.ID] && (l.Info.Kind == trace.LaneMain || l.Len() == 0) {
			return true
		}
	}
	return false
}

// neverFills is a barrier in which somebody waits without limit, with too few
// left who could still arrive.
func neverFills(at *instant, o *trace.ObjView, able map[trace.Lane]bool) (f Finding) {
	s := o.At(at.t)
	inside := at.inVain(o, s.Rooms[BarrierInside])
	missing := o.Info.Param - s.Values[BarrierCount]
	if len(inside) == 0 || s.Values[BarrierState] != BarrierFilling || int64(len(able)) >= missing {
		return f
	}
	return Finding{Kind: NeverFills, Lanes: inside, Count: int(missing), Limit: 0}
}

// neverNotified is a condition for which somebody waits without limit, when
// nobody who is left ever notified it, and those who did have ended.
func neverNotified(at *instant, o *trace.ObjView, able map[trace.Lane]bool) (f Finding) {
	s := o.At(at.t)
	inside := at.inVain(o, s.Rooms[ConditionWaitRoom])
	if len(inside) == 0 || len(able) == 0 {
		return f // with nobody left it is a deadlock
	}
	var by []trace.Lane
	for i := range at.v.LogLen() {
		if e := at.v.Log(i); e.Kind == trace.KindWake && e.Obj == o.Info.ID {
			by = addLane(by, e.Lane)
		}
	}
	ended := func(l trace.Lane) bool {
		x := at.v.Lane(l)
		return x != nil && x.Len() > 0 && x.StateAt(at.t).State == trace.StateNone
	}
	if len(by) == 0 || slices.ContainsFunc(by, func(l trace.Lane) bool { return !ended(l) }) {
		return f
	}
	return Finding{Kind: NeverNotified, Lanes: inside, Count: len(by)}
}

// inVain are those of a room who wait there without limit.
func (at *instant) inVain(o *trace.ObjView, room []trace.Member) (out []trace.Lane) {
	for _, m := range room {
		if l := at.v.Lane(m.Lane); l != nil {
			if w, waits := at.wait(l); waits && w.Obj == o.Info.ID {
				out = append(out, m.Lane)
			}
		}
	}
	return out
}

// certainSince is when the last lane ended, or the last of the lanes began to
// wait.
func certainSince(v *trace.View, waiting []trace.Lane) (t trace.Time) {
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Len() == 0 {
			continue
		}
		if s := l.StateAt(v.End()); s.State == trace.StateNone || slices.Contains(waiting, l.Info.ID) {
			t = max(t, s.From)
		}
	}
	return t
}

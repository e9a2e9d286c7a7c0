package insight_test

// This file makes the small recordings that the tests look at.

import (
	"testing"

	"corelanes/engine/trace"
)

// run is a recording being made.
type run struct {
	t   *testing.T
	a   *trace.Arena
	w   *trace.Writer
	seq map[trace.Obj]uint32
}

func newRun(t *testing.T) *run {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes+4*64<<10), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	return &run{t, a, a.NewWriter(trace.Clock{}, 0), map[trace.Obj]uint32{}}
}

func (r *run) lane(name string) trace.Lane { return r.child(trace.LaneThread, name, 0) }

// child is a lane that another one started.
func (r *run) child(k trace.LaneKind, name string, parent trace.Lane) trace.Lane {
	l, err := r.a.AddLane(trace.LaneInfo{Kind: k, Name: name, Parent: parent})
	if err != nil {
		r.t.Fatal(err)
	}
	return l
}

func (r *run) obj(k trace.ObjKind, name string, param int64) trace.Obj {
	o, err := r.a.AddObj(trace.ObjInfo{Kind: k, Name: name, Param: param, Core: trace.CoreUnknown})
	if err != nil {
		r.t.Fatal(err)
	}
	return o
}

func (r *run) put(e trace.Event) {
	e.Core = trace.CoreUnknown
	r.w.PutAt(e)
}

func (r *run) state(at trace.Time, l trace.Lane, s trace.State, o trace.Obj, arg int64) {
	r.put(trace.Event{Time: at, Kind: trace.KindState, Slot: trace.Slot(s), Lane: l, Obj: o, Arg: arg})
}

// on notes a step of an object.
func (r *run) on(at trace.Time, o trace.Obj, k trace.Kind, l trace.Lane, slot trace.Slot, arg int64) {
	r.seq[o]++
	r.put(trace.Event{Time: at, Kind: k, Lane: l, Obj: o, Seq: r.seq[o], Slot: slot, Arg: arg})
}

func (r *run) view(end trace.Time) *trace.View {
	r.a.Finish(end)
	rec := trace.NewRecording(r.a)
	rec.Update(trace.Forever)
	return rec.Cut()
}

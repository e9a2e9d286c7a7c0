package synth

// This file holds a run of three threads that use one of each primitive, one
// after another, so that each can be looked at alone.

import "corelanes/engine/trace"

// The objects of Primitives, in their order.
const (
	Tree   trace.Obj = iota + 1 // RLock: 0 to 50 ms
	Places                      // Semaphore of 2: 60 to 110 ms
	Pistol                      // Event: 120 to 150 ms
	Buffer                      // Lock of the condition
	Stored                      // Condition: 160 to 220 ms
	Phase                       // Barrier of 3: 230 to 300 ms
	Count                       // Value: 310 to 330 ms
)

// Primitives is the run, of 350 ms. Lanes 2, 3 and 4 are its threads.
func Primitives() *Builder {
	b := New(400)
	b.Lane(trace.LaneMain, "MainThread", 0, 1)
	l := [3]trace.Lane{}
	for i, name := range []string{"Thread-1", "Thread-2", "Thread-3"} {
		l[i] = b.Lane(trace.LaneThread, name, 1, 1)
		b.State(0, l[i], trace.StateRunning, 0, 0, trace.Core(i%2))
	}
	for _, x := range []struct {
		kind  trace.ObjKind
		name  string
		param int64
	}{
		{trace.ObjRLock, "tree", 0}, {trace.ObjSemaphore, "places", 2}, {trace.ObjEvent, "pistol", 0}, {trace.ObjLock, "buffer", 0},
		{trace.ObjCondition, "buffer", int64(Buffer)}, {trace.ObjBarrier, "phase", 3}, {trace.ObjValue, "count", 7},
	} {
		b.Obj(trace.ObjInfo{Kind: x.kind, Name: x.name, Param: x.param, Core: trace.CoreUnknown})
	}
	b.tree(l)
	b.places(l)
	b.pistol(l)
	b.stored(l)
	b.phase(l)
	b.On(310*MS, Count, trace.KindSet, l[0], 0, 8)
	b.Put(trace.Event{Time: 320*MS - 1, Kind: trace.KindRead, Slot: trace.ReadStale, Lane: l[1], Obj: Count, Core: trace.CoreUnknown})
	b.On(320*MS, Count, trace.KindSet, l[1], 0, 9)
	for _, x := range l {
		b.End(345*MS, x, false)
	}
	return b
}

// waits has a lane wait in a room from one moment to another, let out by
// somebody, or by itself when by is 0.
func (b *Builder) waits(o trace.Obj, l trace.Lane, room trace.Slot, from, to trace.Time, by trace.Lane) {
	arg := int64(0)
	if by == 0 {
		arg = trace.Timed
	}
	b.State(from, l, trace.StateBlocked, o, arg, trace.CoreUnknown)
	b.On(from, o, trace.KindJoin, l, room, 0)
	b.On(to, o, trace.KindPart, l, room, 0)
	if by != 0 {
		b.Put(trace.Event{Time: to, Kind: trace.KindWake, Lane: by, Obj: o, Arg: int64(l), Core: trace.CoreUnknown})
	}
	b.State(to+MS/10, l, trace.StateRunning, 0, 0, 0)
}

// tree: the first goes three deep, the second waits for it.
func (b *Builder) tree(l [3]trace.Lane) {
	for d := range trace.Time(3) {
		b.On((1+10*d)*MS, Tree, trace.KindTake, l[0], 0, int64(d)+1)
	}
	b.On(31*MS, Tree, trace.KindTake, l[0], 0, 2)
	b.On(35*MS, Tree, trace.KindGive, l[0], 0, 0)
	b.waits(Tree, l[1], 0, 5*MS, 35*MS, l[0])
	b.On(35*MS, Tree, trace.KindTake, l[1], 0, 1)
	b.On(50*MS, Tree, trace.KindGive, l[1], 0, 0)
}

// places: two are inside, the third waits.
func (b *Builder) places(l [3]trace.Lane) {
	unit := func(at trace.Time, x trace.Lane, kind trace.Kind, left int64) {
		if kind == trace.KindGive {
			b.On(at, Places, kind, x, 0, 0)
		}
		b.On(at, Places, trace.KindSet, x, 0, left)
		if kind == trace.KindTake {
			b.On(at, Places, kind, x, 0, 1)
		}
	}
	unit(60*MS, l[0], trace.KindTake, 1)
	unit(65*MS, l[1], trace.KindTake, 0)
	unit(90*MS, l[0], trace.KindGive, 1)
	b.waits(Places, l[2], 0, 70*MS, 90*MS, l[0])
	unit(90*MS, l[2], trace.KindTake, 0)
	unit(100*MS, l[1], trace.KindGive, 1)
	unit(110*MS, l[2], trace.KindGive, 2)
}

// pistol: two wait for the flag, which goes up and down.
func (b *Builder) pistol(l [3]trace.Lane) {
	b.On(130*MS, Pistol, trace.KindSet, l[2], 0, 1)
	b.waits(Pistol, l[0], 0, 120*MS, 130*MS, l[2])
	b.waits(Pistol, l[1], 0, 122*MS, 130*MS, l[2])
	b.On(150*MS, Pistol, trace.KindSet, l[2], 0, 0)
}

// stored: two wait to be notified; one is, the other's time is up.
func (b *Builder) stored(l [3]trace.Lane) {
	for i := range trace.Time(2) {
		at := (160 + i) * MS
		b.On(at, Buffer, trace.KindTake, l[i], 0, 1)
		b.On(at+MS/2, Buffer, trace.KindGive, l[i], 0, 0)
	}
	b.Asks(160*MS+MS/4, Stored, l[0], "stored > 0", false)
	b.waits(Stored, l[0], 0, 160*MS+MS/2, 180*MS, l[2])
	b.waits(Stored, l[1], 0, 161*MS+MS/2, 200*MS, 0)
	b.On(175*MS, Buffer, trace.KindTake, l[2], 0, 1)
	b.On(195*MS, Buffer, trace.KindGive, l[2], 0, 0)
	b.waits(Buffer, l[0], 0, 180*MS+MS/5, 195*MS, l[2])
	b.On(195*MS, Buffer, trace.KindTake, l[0], 0, 1)
	b.Asks(196*MS, Stored, l[0], "stored > 0", true)
	b.On(220*MS, Buffer, trace.KindGive, l[0], 0, 0)
}

// phase: the barrier fills once; then one comes and it breaks.
func (b *Builder) phase(l [3]trace.Lane) {
	value := func(at trace.Time, x trace.Lane, slot trace.Slot, v int64) {
		b.On(at, Phase, trace.KindSet, x, slot, v)
	}
	value(230*MS, l[0], 1, 1)
	value(240*MS, l[1], 1, 2)
	value(260*MS, l[2], 1, 3)
	value(260*MS, l[2], 0, 1)
	value(260*MS, l[2], 2, 1)
	b.waits(Phase, l[0], 0, 230*MS, 260*MS, l[2])
	b.waits(Phase, l[1], 0, 240*MS, 260*MS, l[2])
	for i, x := range []trace.Lane{l[2], l[0], l[1]} {
		value(260*MS+trace.Time(i+1)*MS/10, x, 1, int64(2-i))
	}
	value(261*MS, l[1], 0, 0)
	value(270*MS, l[0], 1, 1)
	value(290*MS, l[1], 0, -2)
	b.waits(Phase, l[0], 0, 270*MS, 290*MS, l[1])
	value(291*MS, l[0], 1, 0)
}

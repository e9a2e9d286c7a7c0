package synth

// This file makes a recording of what connects processes: a pipe, shared memory,
// an Array and a manager.

import (
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// The objects of Between.
const (
	Tube trace.Obj = iota + 1
	Segment
	Numbers
	Keeper
	Door
	Wire
)

// Between is a run of 100 ms in which two processes talk: a pipe carries 2
// messages of 500 bytes, of which one is received, and is closed at one end; a
// segment is written twice and its name removed; an Array loses an update; a
// manager answers 3 calls; a client connects to a socket that listens, sends 100
// bytes and closes its end.
func Between() *Builder {
	b := New(100)
	b.Lane(trace.LaneMain, "MainProcess", 0, 1)
	child, server := b.Lane(trace.LaneProcess, "Child", 1, 2), b.Lane(trace.LaneManager, "SyncManager", 1, 3)
	for _, x := range []trace.ObjInfo{
		{Kind: trace.ObjPipe, Name: "duplex", Param: 4096}, {Kind: trace.ObjSharedMemory, Name: "data", Param: 1 << 20},
		{Kind: trace.ObjArray, Name: "numbers", Param: 10, Rule: 'd'}, {Kind: trace.ObjManager, Name: "manager"},
		{Kind: trace.ObjSocket, Name: ":40123", Param: 8, Rule: insight.SocketListens}, {Kind: trace.ObjSocket, Name: ":51234 > :40123", Param: 87040},
	} {
		x.Core = trace.CoreUnknown
		b.Obj(x)
	}
	for _, l := range []trace.Lane{1, child, server} {
		b.State(0, l, trace.StateRunning, 0, 0, 0)
	}
	set := func(at trace.Time, o trace.Obj, by trace.Lane, slot trace.Slot, v int64) {
		b.On(at*MS, o, trace.KindSet, by, slot, v)
	}
	b.On(0, Tube, trace.KindTake, 1, 0, 1)
	b.On(10*MS, Tube, trace.KindTake, child, 0, 2)
	b.On(15*MS, Tube, trace.KindJoin, child, insight.RoomWaiters, 0)
	set(20, Tube, 1, insight.PipeBytes01, 500)
	b.On(21*MS, Tube, trace.KindPart, child, insight.RoomWaiters, 0)
	set(22, Tube, child, insight.PipeBytes01, 0)
	set(50, Tube, 1, insight.PipeBytes01, 500)
	b.On(60*MS, Tube, trace.KindGive, 1, 0, 0)
	set(60, Tube, 1, insight.PipeOpen, 1)

	b.On(0, Segment, trace.KindTake, 1, 0, 1)
	b.On(10*MS, Segment, trace.KindTake, child, 0, 1)
	set(20, Segment, 1, insight.SharedWritten, 1<<20)
	set(40, Segment, child, insight.SharedWritten, 2<<20)
	set(70, Segment, 1, insight.SharedLinked, 0)

	b.On(0, Numbers, trace.KindTake, 1, 0, 1)
	for i, by := range []trace.Lane{1, child} {
		set(trace.Time(30+10*i), Numbers, by, insight.ArrayItem, 4)
		set(trace.Time(30+10*i), Numbers, by, insight.ArrayVersion, int64(i)+1)
	}
	set(40, Numbers, child, insight.ArrayLost, 1)

	b.On(0, Door, trace.KindTake, 1, 0, 1)
	b.On(5*MS, Door, trace.KindJoin, 1, insight.RoomWaiters, 0)
	set(10, Door, child, insight.ListenWaiting, 1)
	b.On(11*MS, Wire, trace.KindTake, child, 0, 1)
	set(12, Wire, child, insight.PipeBytes01, 100)
	b.On(20*MS, Door, trace.KindPart, 1, insight.RoomWaiters, 0)
	set(20, Door, 1, insight.ListenWaiting, 0)
	set(20, Door, 1, insight.ListenAccepted, 1)
	b.On(21*MS, Wire, trace.KindTake, 1, 0, 2)
	set(30, Wire, 1, insight.PipeBytes01, 0)
	b.On(60*MS, Wire, trace.KindGive, child, 0, 1)

	b.On(5*MS, Keeper, trace.KindTake, server, 0, 1)
	set(6, Keeper, child, insight.ManagerProxies, 1)
	for i := range int64(3) {
		at := trace.Time(10 + 10*i)
		b.On(at*MS, Keeper, trace.KindJoin, child, insight.ManagerAsks, 0)
		b.On((at+1)*MS, Keeper, trace.KindPart, child, insight.ManagerAsks, 0)
		set(at+1, Keeper, child, insight.ManagerCalls, i+1)
		set(at+1, Keeper, child, insight.ManagerBytes, 1000*(i+1))
		set(at+1, Keeper, child, insight.ManagerTook, 60_000*(i+1))
	}
	return b
}

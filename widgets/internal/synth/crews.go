package synth

// This file holds a run with what has items and tasks in it: a queue, a pool
// and an event loop.

import "corelanes/engine/trace"

// The objects of Crews, in their order.
const (
	Parts trace.Obj = iota + 1 // Queue of 3: 10 to 60 ms
	Crew                       // Pool of 2: 70 to 120 ms
	Cycle                      // Event loop: 130 to 200 ms
	Lag                        // its counter
)

// Crews is the run, of 220 ms. Lanes 2 and 3 are threads, 4 is the loop, 5 and
// 6 are its tasks.
func Crews() *Builder {
	b := New(200)
	b.Lane(trace.LaneMain, "MainThread", 0, 1)
	one, two := b.Lane(trace.LaneThread, "Worker-1", 1, 1), b.Lane(trace.LaneThread, "Worker-2", 1, 1)
	home := b.Lane(trace.LaneLoop, "Event loop", 0, 2)
	a, c := b.Lane(trace.LaneTask, "Task-1", home, 2), b.Lane(trace.LaneTask, "Task-2", home, 2)
	for _, x := range []trace.ObjInfo{
		{Kind: trace.ObjQueue, Name: "parts", Param: 3}, {Kind: trace.ObjPool, Name: "crew", Param: 2},
		{Kind: trace.ObjLoop, Name: "Event loop", Lane: home}, {Kind: trace.ObjCounter, Name: "Loop lag", Unit: "ns", Lane: home},
	} {
		x.Core = trace.CoreUnknown
		b.Obj(x)
	}
	for _, l := range []trace.Lane{1, one, two} {
		b.State(0, l, trace.StateRunning, 0, 0, 0)
	}
	for i, item := range []int64{41, 42, trace.ItemNone} {
		b.On(trace.Time(10+10*i)*MS, Parts, trace.KindPush, one, 0, item)
	}
	b.On(50*MS, Parts, trace.KindPop, two, 0, 41)
	for i := range int64(3) {
		b.On(70*MS, Crew, trace.KindPush, 1, 0, i+1)
	}
	b.task(one, 1, 80*MS, 100*MS, 1)
	b.task(two, 2, 82*MS, 110*MS, 2)
	b.On(110*MS, Crew, trace.KindSet, two, 1, 1) // it failed
	b.On(130*MS, Cycle, trace.KindSet, home, 0, 1)
	b.State(130*MS, a, trace.StateSleep, 0, int64(190*MS), trace.CoreUnknown)
	b.State(130*MS, c, trace.StateIO, 0, 0, trace.CoreUnknown)
	b.On(150*MS, Cycle, trace.KindSet, home, 0, 0)
	b.State(150*MS, c, trace.StateRunning, 0, 0, 0)
	b.State(160*MS, a, trace.StateReady, 0, 0, trace.CoreUnknown)
	b.On(200*MS, Cycle, trace.KindSet, c, 1, int64(50*MS))
	b.Sample(200*MS, Lag, int64(40*MS))
	b.State(200*MS, c, trace.StateIO, 0, 0, trace.CoreUnknown)
	b.State(200*MS, a, trace.StateRunning, 0, 0, 0)
	return b
}

// task has a worker take a pool's next task and do it.
func (b *Builder) task(l trace.Lane, number int64, from, to trace.Time, done int64) {
	b.On(from, Crew, trace.KindPop, l, 0, number)
	b.On(from, Crew, trace.KindTake, l, 0, number)
	b.On(to, Crew, trace.KindGive, l, 0, 0)
	b.On(to, Crew, trace.KindSet, l, 0, done)
}

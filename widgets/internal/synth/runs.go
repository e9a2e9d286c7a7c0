package synth

// This file holds the runs: what a GIL, a lock, 160 tasks and four processes
// look like, near enough to the real thing to judge a picture by.

import (
	"fmt"

	"corelanes/engine/trace"
)

// machine is what every run has: two cores with their load, and the main
// worker's memory.
type machine struct {
	*Builder
	main  trace.Lane
	loads [2]trace.Obj
	rss   trace.Obj
}

func newMachine(events int) machine {
	m := machine{Builder: New(events)}
	m.main = m.Lane(trace.LaneMain, "MainThread", 0, 4100)
	for c := range m.loads {
		m.loads[c] = m.Obj(trace.ObjInfo{Kind: trace.ObjCounter, Name: fmt.Sprintf("cpu%d", c), Unit: "%", Core: trace.Core(c)})
	}
	m.rss = m.Obj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "RSS MainThread", Unit: "B", Lane: m.main, Core: trace.CoreUnknown})
	return m
}

func (m *machine) samples(end trace.Time, load [2]int64, rss, growth int64) {
	for t := 100 * MS; t <= end; t += 100 * MS {
		for c, o := range m.loads {
			m.Sample(t, o, min(100, max(0, load[c]+m.Rand.Int64N(24)-12)))
		}
		m.Sample(t, m.rss, rss+growth*int64(t/MS)+m.Rand.Int64N(1<<19))
	}
}

// GIL is a run of some threads that pass one GIL from hand to hand for a time,
// and take a lock for a file now and then; the third one dies.
func GIL(threads int, end trace.Time) *Builder {
	m := newMachine(int(end/MS)*3 + 1000)
	gil := m.Obj(trace.ObjInfo{Kind: trace.ObjGIL, Name: "GIL", Lane: m.main, Core: trace.CoreUnknown, Param: int64(5 * MS)})
	lock := m.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
	var ls []trace.Lane
	for i := range threads {
		ls = append(ls, m.Lane(trace.LaneThread, fmt.Sprintf("Thread-%d (work)", i+1), m.main, 4100))
	}
	m.State(0, m.main, trace.StateRunning, 0, 0, 0)
	at := 2 * MS
	for i, l := range ls {
		m.State(at, l, trace.StateOverhead, 0, int64(trace.OverheadStart), 1)
		at += 3 * MS
		m.State(at, l, trace.StateWaitGIL, gil, 0, trace.CoreUnknown)
		m.On(at, gil, trace.KindJoin, l, 0, 0)
		m.Say(at+MS, l, fmt.Sprintf("Thread-%d started", i+1))
	}
	m.State(at, m.main, trace.StateBlocked, 0, int64(ls[0]), trace.CoreUnknown)
	waiting := append([]trace.Lane(nil), ls...)
	core := trace.Core(0)
	dead := trace.Lane(0)
	switches := int64(0)
	for at < end-20*MS && len(waiting) > 0 {
		l := waiting[0]
		waiting = waiting[1:]
		if m.Rand.IntN(3) == 0 {
			core = 1 - core
		}
		switches++
		m.On(at, gil, trace.KindPart, l, 0, 0)
		m.On(at, gil, trace.KindTake, l, 0, 1)
		m.On(at, gil, trace.KindSet, l, 1, switches)
		m.State(at, l, trace.StateRunning, 0, 0, core)
		slice := 5*MS + trace.Time(m.Rand.Int64N(int64(MS)))
		if m.Rand.IntN(6) == 0 {
			m.On(at+MS, lock, trace.KindTake, l, 0, 1)
			m.On(at+3*MS, lock, trace.KindGive, l, 0, 0)
		}
		m.On(at+slice-MS/2, gil, trace.KindSet, waitingOr(waiting, l), 0, 1)
		at += slice
		m.On(at, gil, trace.KindGive, l, 0, 1)
		m.On(at, gil, trace.KindSet, l, 0, 0)
		switch {
		case len(ls) > 2 && l == ls[2] && at > end*3/5 && dead == 0:
			m.End(at, l, true)
			dead = l
		case m.Rand.IntN(9) == 0:
			m.State(at, l, trace.StateIO, 0, 0, trace.CoreUnknown)
			io := at + 2*MS
			m.State(io, l, trace.StateWaitGIL, gil, 0, trace.CoreUnknown)
			m.On(io, gil, trace.KindJoin, l, 0, 0)
			waiting = append(waiting, l)
		default:
			m.State(at, l, trace.StateWaitGIL, gil, 0, trace.CoreUnknown)
			m.On(at, gil, trace.KindJoin, l, 0, 0)
			waiting = append(waiting, l)
		}
		at += MS / 20
	}
	for i, l := range waiting {
		m.On(at, gil, trace.KindPart, l, 0, 0)
		m.End(at+trace.Time(i)*MS, l, false)
		m.Say(at+trace.Time(i)*MS, l, fmt.Sprintf("%d: done", l))
	}
	m.State(end-8*MS, m.main, trace.StateRunning, 0, 0, 0)
	m.End(end-MS, m.main, false)
	m.samples(end, [2]int64{55, 48}, 38<<20, 12<<10)
	return m.Builder
}

func waitingOr(w []trace.Lane, l trace.Lane) trace.Lane {
	if len(w) > 0 {
		return w[0]
	}
	return l
}

// Lock is a run of free threads that write one file in turn under a lock,
// with work between: long waits, named on the bars.
func Lock(threads int, end trace.Time) *Builder {
	m := newMachine(4000)
	lock := m.Obj(trace.ObjInfo{Kind: trace.ObjLock, Name: "output.txt", Core: trace.CoreUnknown})
	m.State(0, m.main, trace.StateBlocked, 0, int64(m.main+1), trace.CoreUnknown)
	free := trace.Time(0)
	var ls []trace.Lane
	for i := range threads {
		ls = append(ls, m.Lane(trace.LaneThread, fmt.Sprintf("Thread-%d", i+1), m.main, 4100))
	}
	next := make([]trace.Time, threads)
	for i, l := range ls {
		start := trace.Time(i+1) * 2 * MS
		m.State(start, l, trace.StateOverhead, 0, int64(trace.OverheadStart), trace.Core(i%2))
		m.State(start+12*MS, l, trace.StateRunning, 0, 0, trace.Core(i%2))
		next[i] = start + 20*MS + trace.Time(m.Rand.Int64N(int64(20*MS)))
	}
	for round := 0; ; round++ {
		i := 0
		for k := range next {
			if next[k] < next[i] {
				i = k
			}
		}
		l, at := ls[i], next[i]
		if at > end-60*MS {
			break
		}
		if free > at {
			m.State(at, l, trace.StateBlocked, lock, 0, trace.CoreUnknown)
			m.On(at, lock, trace.KindJoin, l, 0, 0)
			at = free
			m.On(at, lock, trace.KindPart, l, 0, 0)
		}
		m.On(at, lock, trace.KindTake, l, 0, 1)
		m.State(at, l, trace.StateIO, 0, 0, trace.CoreUnknown)
		hold := 12*MS + trace.Time(m.Rand.Int64N(int64(10*MS)))
		m.Say(at+hold/2, l, fmt.Sprintf("line %d", round))
		free = at + hold
		m.On(free, lock, trace.KindGive, l, 0, 0)
		m.State(free, l, trace.StateRunning, 0, 0, trace.Core(i%2))
		if round%5 == 4 {
			m.State(free+6*MS, l, trace.StateSleep, 0, 0, trace.CoreUnknown)
			m.State(free+26*MS, l, trace.StateNative, 0, 0, trace.Core(i%2))
		}
		next[i] = free + 34*MS + trace.Time(m.Rand.Int64N(int64(20*MS)))
	}
	for _, l := range ls {
		m.State(end-14*MS, l, trace.StateOverhead, 0, int64(trace.OverheadShutdown), 0)
		m.End(end-4*MS, l, false)
	}
	m.State(end-4*MS, m.main, trace.StateRunning, 0, 0, 0)
	m.samples(end, [2]int64{60, 35}, 24<<20, 1<<10)
	return m.Builder
}

// Tasks is a run of many tasks on one loop: each asks, waits for the network,
// and is resumed.
func Tasks(n int, end trace.Time) *Builder {
	m := newMachine(n * 12)
	loop := m.Obj(trace.ObjInfo{Kind: trace.ObjLoop, Name: "loop", Core: trace.CoreUnknown})
	server := m.Lane(trace.LaneServer, "server", 0, 4190)
	m.State(0, server, trace.StateIO, 0, 0, trace.CoreUnknown)
	m.State(0, m.main, trace.StateRunning, 0, 0, 0)
	at := 3 * MS
	for i := range n {
		l := m.Lane(trace.LaneTask, fmt.Sprintf("Task-%d (download_site)", i+1), m.main, 4100)
		m.State(2*MS, l, trace.StateReady, 0, 0, trace.CoreUnknown)
		m.State(at, l, trace.StateRunning, 0, 0, 0)
		m.On(at, loop, trace.KindTake, l, 0, 1)
		at += MS / 2
		m.On(at, loop, trace.KindGive, l, 0, 0)
		m.State(at, l, trace.StateIO, 0, 0, trace.CoreUnknown)
		back := at + end/3 + trace.Time(m.Rand.Int64N(int64(end/4)))
		m.State(back, l, trace.StateReady, 0, 0, trace.CoreUnknown)
		m.State(back+MS, l, trace.StateRunning, 0, 0, 0)
		m.State(back+MS+MS/3, l, trace.StateIO, 0, 0, trace.CoreUnknown)
		m.End(back+MS+end/8, l, false)
	}
	m.samples(end, [2]int64{35, 8}, 42<<20, 5<<10)
	return m.Builder
}

// Processes is a run of worker processes, each started, fed, working on a core
// of its own and ended; the machine has two cores, so they share.
func Processes(n int, end trace.Time) *Builder {
	m := newMachine(n * 4000)
	m.State(0, m.main, trace.StateRunning, 0, 0, 0)
	m.State(4*MS, m.main, trace.StateOverhead, 0, int64(trace.OverheadSend), 0)
	m.State(30*MS, m.main, trace.StateIO, 0, 0, trace.CoreUnknown)
	for i := range n {
		l := m.Lane(trace.LaneProcess, fmt.Sprintf("SpawnPoolWorker-%d", i+1), m.main, 4200+i)
		m.Obj(trace.ObjInfo{Kind: trace.ObjGIL, Name: fmt.Sprintf("GIL %d", i+1), Lane: l, Core: trace.CoreUnknown, Param: int64(5 * MS)})
		at := trace.Time(5+4*i) * MS
		m.State(at, l, trace.StateOverhead, 0, int64(trace.OverheadStart), trace.Core(i%2))
		at += 45 * MS
		m.State(at, l, trace.StateOverhead, 0, int64(trace.OverheadReceive), trace.Core(i%2))
		at += 9 * MS
		for k := 0; at < end-40*MS; k++ {
			m.State(at, l, trace.StateRunning, 0, 0, trace.Core((i+k)%2))
			at += 12*MS + trace.Time(m.Rand.Int64N(int64(6*MS)))
			m.State(at, l, trace.StateReady, 0, 0, trace.CoreUnknown)
			at += 11*MS + trace.Time(m.Rand.Int64N(int64(6*MS)))
		}
		m.State(at, l, trace.StateOverhead, 0, int64(trace.OverheadShutdown), trace.Core(i%2))
		m.End(at+8*MS, l, false)
	}
	m.State(end-12*MS, m.main, trace.StateRunning, 0, 0, 0)
	m.samples(end, [2]int64{98, 96}, 30<<20, 0)
	return m.Builder
}

// Dense is lanes of spans spans each, alternating running and waiting, with
// now and then another state: what a heavy run leaves.
func Dense(lanes, spans int, mean trace.Time) *trace.View {
	b := New(lanes * spans)
	w := b.Arena.NewWriter(trace.Clock{}, 0)
	var end trace.Time
	for i := range lanes {
		l := b.Lane(trace.LaneThread, fmt.Sprintf("Thread-%d", i+1), 0, 1)
		var t trace.Time
		for i := range spans {
			s := trace.StateRunning
			if i%2 == 1 {
				s = [...]trace.State{trace.StateWaitGIL, trace.StateWaitGIL, trace.StateBlocked, trace.StateIO}[b.Rand.IntN(4)]
			}
			w.PutAt(trace.Event{Time: t, Kind: trace.KindState, Slot: trace.Slot(s), Lane: l, Core: trace.CoreUnknown})
			t += 1 + trace.Time(b.Rand.Int64N(int64(2*mean)))
		}
		end = max(end, t)
	}
	b.Arena.Finish(end)
	r := trace.NewRecording(b.Arena)
	r.Update(0)
	return r.Cut()
}

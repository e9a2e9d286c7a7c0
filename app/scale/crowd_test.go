package scale_test

// This file makes the large recording: what a crowd of threads leaves that
// share locks, a queue and a semaphore.

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"corelanes/engine/trace"
)

const (
	lanes  = 64
	locks  = 8
	meanNs = 5000 // from one event to the next: 200,000 a second
)

// crowd is a run under way: 64 threads of which eight share a lock each, and
// all a queue, a semaphore and an event.
type crowd struct {
	arena   *trace.Arena
	rec     *trace.Recording
	writers [lanes + 1]*trace.Writer
	rnd     *rand.Rand
	now     trace.Time
	events  int
	seq     []uint32
	blocked [lanes + 1]bool
	holder  [locks]trace.Lane
	waiting [locks][]trace.Lane

	lock               [locks]trace.Obj
	queue, places, lag trace.Obj
	said               [16]int64
	items, left        int64
}

func newCrowd(t testing.TB, events int) *crowd {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.BytesFor(events+lanes*trace.EventsPerChunk+16)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	c := &crowd{arena: a, rec: trace.NewRecording(a), rnd: rand.New(rand.NewPCG(1, 2)), left: lanes / 2}
	object := func(k trace.ObjKind, name string, param int64) trace.Obj {
		o, err := a.AddObj(trace.ObjInfo{Kind: k, Name: name, Param: param, Core: trace.CoreUnknown})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	for i := range c.lock {
		c.lock[i] = object(trace.ObjLock, "shelf-"+strconv.Itoa(i+1), 0)
	}
	c.queue, c.places, c.lag = object(trace.ObjQueue, "orders", 100), object(trace.ObjSemaphore, "places", c.left), object(trace.ObjCounter, "Loop lag", 0)
	for i := range c.said {
		if c.said[i], err = a.AddText("order " + strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	c.seq = make([]uint32, a.Objs()+1)
	for i := 1; i <= lanes; i++ {
		l, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "Thread-" + strconv.Itoa(i), PID: 1, TID: i})
		if err != nil {
			t.Fatal(err)
		}
		c.writers[i] = a.NewWriter(trace.Clock{}, l)
		c.put(l, trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateRunning), Core: trace.Core(i % 2)})
	}
	return c
}

func (c *crowd) put(l trace.Lane, e trace.Event) {
	c.now += trace.Time(1 + c.rnd.IntN(2*meanNs-1))
	e.Time, e.Lane = c.now, l
	if e.Obj != 0 && e.Kind != trace.KindState && e.Kind != trace.KindWake && e.Kind != trace.KindSample {
		c.seq[e.Obj]++
		e.Seq = c.seq[e.Obj]
	}
	if e.Kind != trace.KindState {
		e.Core = trace.CoreUnknown
	}
	c.writers[l].PutAt(e)
	c.events++
}

func (c *crowd) state(l trace.Lane, s trace.State, o trace.Obj) {
	core := trace.Core(int(l) % 2)
	if s == trace.StateBlocked {
		core = trace.CoreUnknown
	}
	c.put(l, trace.Event{Kind: trace.KindState, Slot: trace.Slot(s), Obj: o, Core: core})
}

// goOn records until there are so many events.
func (c *crowd) goOn(events int) {
	for c.events < events {
		l := trace.Lane(1 + c.rnd.IntN(lanes))
		if c.blocked[l] {
			continue
		}
		n := int(l) % locks
		o := c.lock[n]
		switch {
		case c.holder[n] == l:
			c.give(n, l)
		case c.rnd.IntN(6) == 0:
			c.order(l)
		case c.holder[n] == 0:
			c.put(l, trace.Event{Kind: trace.KindTake, Obj: o, Arg: 1})
			c.holder[n] = l
		default:
			c.put(l, trace.Event{Kind: trace.KindJoin, Obj: o})
			c.state(l, trace.StateBlocked, o)
			c.waiting[n], c.blocked[l] = append(c.waiting[n], l), true
		}
	}
}

// give gives a lock back: who waited first has it next.
func (c *crowd) give(n int, l trace.Lane) {
	o := c.lock[n]
	c.put(l, trace.Event{Kind: trace.KindGive, Obj: o})
	c.holder[n] = 0
	if len(c.waiting[n]) == 0 {
		return
	}
	next := c.waiting[n][0]
	c.waiting[n] = c.waiting[n][1:]
	c.put(l, trace.Event{Kind: trace.KindWake, Obj: o, Arg: int64(next)})
	c.put(next, trace.Event{Kind: trace.KindPart, Obj: o})
	c.put(next, trace.Event{Kind: trace.KindTake, Obj: o, Arg: 1})
	c.state(next, trace.StateRunning, 0)
	c.holder[n], c.blocked[next] = next, false
}

// order is what a thread does beside its lock.
func (c *crowd) order(l trace.Lane) {
	switch c.rnd.IntN(8) {
	case 0, 1:
		if c.items < 100 {
			c.items++
			c.put(l, trace.Event{Kind: trace.KindPush, Obj: c.queue, Arg: c.items})
		}
	case 2, 3:
		if c.items > 0 {
			c.put(l, trace.Event{Kind: trace.KindPop, Obj: c.queue, Arg: c.items, Slot: trace.PopLast})
			c.items--
		}
	case 4:
		c.left = max(0, min(lanes/2, c.left+2*c.rnd.Int64N(2)-1))
		c.put(l, trace.Event{Kind: trace.KindSet, Obj: c.places, Arg: c.left})
	case 5:
		c.put(l, trace.Event{Kind: trace.KindSay, Arg: c.said[c.rnd.IntN(len(c.said))]})
	case 6:
		c.put(l, trace.Event{Kind: trace.KindSample, Obj: c.lag, Arg: c.rnd.Int64N(1e6)})
	default:
		for _, s := range []trace.State{trace.StateIO, trace.StateRunning} {
			c.state(l, s, 0)
		}
	}
}

// finish ends the run.
func (c *crowd) finish() *trace.Recording {
	c.arena.Finish(c.now + 1)
	c.rec.Update(trace.Forever)
	return c.rec
}

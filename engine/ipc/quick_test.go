package ipc

// This file tests when a put may do without the feeder.

import (
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// putter is a worker without an interpreter.
type putter struct{ self prim.Worker }

func (p *putter) Self() *prim.Worker         { return &p.self }
func (p *putter) IO(call func() error) error { return call() }

func TestAPutGoesPastTheFeederOnlyWhenNothingCanBeOvertaken(t *testing.T) {
	clock := osys.NewClock()
	arena, err := trace.NewArena(make([]byte, trace.MinArenaBytes+1<<20), nil)
	if err != nil {
		t.Fatal(err)
	}
	lane, err := arena.AddLane(trace.LaneInfo{Kind: trace.LaneMain, Name: "Main"})
	if err != nil {
		t.Fatal(err)
	}
	w := &putter{prim.Worker{Lane: lane, Rec: arena.NewWriter(clock, lane)}}
	for name, c := range map[string]struct {
		arrange func(q *Queue)
		value   any
		past    bool
	}{
		"the feeder sleeps":                          {func(*Queue) {}, "small", true},
		"the feeder is at an item that it has taken": {func(q *Queue) { q.feeder.asleep = false }, "small", false},
		"the feeder is to end":                       {func(q *Queue) { q.feeder.ended = true }, "small", false},
		"an item waits for a feeder":                 {func(q *Queue) { q.value[QueueBuffered] = 1 }, "small", false},
		"somebody writes":                            {func(q *Queue) { tryLock(&q.writes) }, "small", false},
		"the pipe is half full":                      {func(q *Queue) { q.value[QueuePiped] = 32768 }, "small", false},
		"what was sent last was large":               {func(q *Queue) { q.feeder.sentSmall.Store(0) }, "small", false},
		"there was no put before":                    {func(q *Queue) { q.feeder = nil }, "small", false},
		"it is large":                                {func(*Queue) {}, make([]byte, 1<<16), false},
		"it cannot be serialised":                    {func(*Queue) {}, func() {}, false},
	} {
		t.Run(name, func(t *testing.T) {
			x := &Exchange{Arena: arena, Clock: clock, Waiter: osys.OS(), Main: true}
			if err := x.MakeQueue(name, Plain, 0); err != nil {
				t.Fatal(err)
			}
			q, err := x.Queue(name)
			if err != nil {
				t.Fatal(err)
			}
			defer q.r.Close()
			defer q.w.Close()
			q.feeder = &feeder{q: q, asleep: true}
			q.feeder.sentSmall.Store(clock.Machine() + int64(1e9)) // hot for as long as the test may take
			c.arrange(q)
			past, err := q.putQuickly(w, labelled{v: c.value})
			if past != c.past || err != nil {
				t.Errorf("went past the feeder: %v, %v", past, err)
			}
			if !past {
				return
			}
			i, _, err := receive(q.r)
			var got string
			if err == nil {
				err = i.Into(&got)
			}
			if err != nil || got != c.value {
				t.Errorf("%q came through the pipe, %v", got, err)
			}
		})
	}
}

package meter

// This file tests what is measured from outside, on this very process.

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shirou/gopsutil/v3/cpu"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

func TestACoresLoadIsItsShareOfNotIdling(t *testing.T) {
	for _, c := range []struct {
		a, b cpu.TimesStat
		want float64
	}{
		{cpu.TimesStat{}, cpu.TimesStat{}, 0},
		{cpu.TimesStat{User: 10, Idle: 10}, cpu.TimesStat{User: 11, Idle: 10}, 1},
		{cpu.TimesStat{User: 10, Idle: 10}, cpu.TimesStat{User: 10, Idle: 11}, 0},
		{cpu.TimesStat{}, cpu.TimesStat{User: 1, System: 1, Idle: 1, Iowait: 1}, 0.5},
		{cpu.TimesStat{Idle: 5}, cpu.TimesStat{User: 2, Idle: 4}, 1}, // some kernels' idle time goes back
		{cpu.TimesStat{User: 5}, cpu.TimesStat{User: 4}, 0},
	} {
		if got := load(c.a, c.b); got != c.want {
			t.Errorf("from %+v to %+v: %g, want %g", c.a, c.b, got, c.want)
		}
	}
}

func TestCoresAndProcessesAreSampledWhileTheRunGoesOn(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := osys.NewClock()
	a.Begin(clock.Machine())
	if _, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneMain, PID: os.Getpid()}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneProcess, PID: 1 << 29}); err != nil { // nobody's
		t.Fatal(err)
	}
	quit, done := make(chan struct{}), make(chan struct{})
	go func() { // ends when quit is closed
		defer close(done)
		Follow(a, clock, os.Getpid(), 2*time.Millisecond, quit)
	}()
	rec := trace.NewRecording(a)
	counted := func() map[string]int {
		rec.Update(1 << 46)
		v := rec.Cut()
		n := map[string]int{}
		for i := range v.Objs() {
			o := v.Objs()[i].Info
			for _, s := range v.Samples(o.ID) {
				n[o.Name]++
				if s.Value < 0 || o.Name == CounterRSS && s.Value < 1<<20 || o.Name == CounterThreads && s.Value < 1 || o.Name == CounterLoad && s.Value > 100 || o.Name == CounterState && !strings.ContainsRune("RSDTZX", rune(s.Value)) {
					t.Errorf("%s is %d", o.Name, s.Value)
				}
			}
		}
		return n
	}
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(20 * time.Second)
	for n := counted(); n[CounterLoad] < 2 || n[CounterBusy] < 2 || n[CounterRSS] < 2 || n[CounterCPU] < 2 || n[CounterThreads] < 2 || n[CounterState] < 2; n = counted() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("only so many samples: %v", n)
		}
	}
	close(quit)
	<-done
	objs := map[string]int{}
	v := rec.Cut()
	for i := range v.Objs() {
		objs[v.Objs()[i].Info.Name]++
	}
	if objs[CounterRSS] != 1 || objs[CounterBusy] != 1 || objs[CounterLoad] < 1 {
		t.Errorf("counters: %v", objs)
	}
}

func TestBeforeTheFirstLaneIsThereTheRunnerIsFollowedOnce(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	m := &meter{arena: a, runner: os.Getpid(), procs: map[int]*follower{}}
	for range 5 {
		m.find()
	}
	if n := a.Objs(); n != 4 {
		t.Errorf("%d counters for one process", n)
	}
}

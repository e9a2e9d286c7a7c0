package cpython

// This file holds the watch over the run's processes from outside: who has the
// GIL, on which core a thread runs, a thousand times a second. Nothing happens
// in the processes themselves.

import (
	"sync"
	"time"

	"corelanes/engine/trace"
)

// sampleEvery is how often a process is looked at. One look takes some
// microseconds.
const sampleEvery = time.Millisecond

// watch looks into the processes of a run.
type watch struct {
	clock trace.Clock
	quit  chan struct{}
	all   sync.WaitGroup
}

func newWatch(clock trace.Clock) *watch { return &watch{clock: clock, quit: make(chan struct{})} }

// add begins to watch a process, where that is possible.
func (w *watch) add(p *process) {
	w.follow(p)
	if !p.begun.GIL {
		return
	}
	g, err := openGIL(p.begun.Process, p.begun.Version, p.begun.Interval)
	if err != nil {
		p.blind = err
		return
	}
	p.sampling = true
	w.all.Go(func() {
		defer g.close()
		tick := time.NewTicker(sampleEvery)
		defer tick.Stop()
		var before sample
		for {
			select {
			case <-w.quit:
				return
			case <-tick.C:
			}
			x, err := g.look()
			if err != nil {
				return // the process has ended
			}
			x.t = w.clock.Machine()
			if x.ident != before.ident || x.switches != before.switches || x.locked != before.locked {
				p.samples.add(x)
				before = x
			}
		}
	})
}

// coresEvery is how often it is looked on which cores a process's threads are,
// maxThreads of how many at most.
const (
	coresEvery = 4 * time.Millisecond
	maxThreads = 64
)

// follow begins to look where a process's threads run.
func (w *watch) follow(p *process) {
	pid := p.begun.Process
	if !canPlace {
		return
	}
	w.all.Go(func() {
		tick := time.NewTicker(coresEvery)
		defer tick.Stop()
		last := map[int]place{}
		for {
			select {
			case <-w.quit:
				return
			case <-tick.C:
			}
			places, err := look(pid, maxThreads)
			if err != nil {
				return // the process has ended
			}
			now := w.clock.Machine()
			for tid, x := range places {
				if x != last[tid] {
					p.samples.add(sample{t: now, tid: tid, core: x.core, runs: x.runs, ran: x.ran})
				}
				last[tid] = x
			}
		}
	})
}

// place is where a thread was seen.
type place struct {
	core int
	runs bool
	ran  int64 // its processor time, ns
}

// end stops watching.
func (w *watch) end() {
	close(w.quit)
	w.all.Wait()
}

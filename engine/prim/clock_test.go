package prim_test

// This file holds the clock of the tests: the arena's virtual one, which stands
// still until somebody moves it, and the Waiter that goes by it. So no test of a
// time-out waits for one.
//
// Time moves in two ways. A test moves it by so much. Or it jumps to the moment
// at which the first wait is over, when nobody can do anything before: not one
// of the workers, each of which waits, and not the test, which waits for them to
// end. Who waits to be looked at has the test looking, and so no time passes.

import (
	"sync"
	"sync/atomic"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// tower is the clock. It is an osys.Waiter.
type tower struct {
	mu       sync.Mutex
	arena    *trace.Arena
	waits    []*wait // who came first stands first
	busy     int     // who could do something now: workers that do not wait, and the test
	living   map[<-chan struct{}]bool
	awaited  []<-chan struct{} // whose end the test waits for; nil: it does not
	awaiting chan struct{}
}

// wait is a wait for a word.
type wait struct {
	word  *uint32
	until trace.Time
	woke  chan osys.Woke
}

func newTower(a *trace.Arena) *tower {
	return &tower{arena: a, busy: 1, living: map[<-chan struct{}]bool{}}
}

// Wait is as in osys.Waiter.
func (c *tower) Wait(word *uint32, old uint32, ns int64) osys.Woke {
	c.mu.Lock()
	if atomic.LoadUint32(word) != old {
		c.mu.Unlock()
		return osys.WokeUp
	}
	now, _ := c.arena.Virtual()
	x := &wait{word, trace.Forever, make(chan osys.Woke, 1)}
	if ns >= 0 {
		x.until = now + trace.Time(ns)
	}
	c.waits = append(c.waits, x)
	c.rests()
	c.mu.Unlock()
	return <-x.woke
}

// Wake is as in osys.Waiter.
func (c *tower) Wake(word *uint32, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.let(osys.WokeUp, n, func(x *wait) bool { return x.word == word })
}

// let ends up to n of the waits that f picks.
func (c *tower) let(how osys.Woke, n int, f func(x *wait) bool) {
	left := c.waits[:0]
	for _, x := range c.waits {
		if n == 0 || !f(x) {
			left = append(left, x)
			continue
		}
		n--
		c.busy++
		x.woke <- how
	}
	clear(c.waits[len(left):])
	c.waits = left
}

// move moves the clock, and ends the waits whose time is over.
func (c *tower) move(d trace.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moved(d)
}

func (c *tower) moved(d trace.Time) {
	c.arena.MoveClock(d)
	now, _ := c.arena.Virtual()
	c.let(osys.WokeTimeout, len(c.waits), func(x *wait) bool { return x.until <= now })
}

// rests notes that somebody can do nothing more. When nobody can, the clock
// jumps to the end of the first wait that has one. The mutex is held.
func (c *tower) rests() {
	c.busy--
	if c.busy > 0 {
		return
	}
	first := trace.Forever
	for _, x := range c.waits {
		first = min(first, x.until)
	}
	if now, _ := c.arena.Virtual(); first != trace.Forever {
		c.moved(max(0, first-now))
	}
}

// begins notes a worker.
func (c *tower) begins(done <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy++
	c.living[done] = true
}

// ends notes the end of a worker. The test, if that is what it waits for, can do
// something again before the clock jumps.
func (c *tower) ends(done <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.living, done)
	if c.awaiting != nil && c.allEnded(c.awaited) {
		close(c.awaiting)
		c.awaiting = nil
		c.busy++
	}
	c.rests()
}

func (c *tower) allEnded(workers []<-chan struct{}) bool {
	for _, w := range workers {
		if c.living[w] {
			return false
		}
	}
	return true
}

// await is closed when the workers have ended; until then the test does nothing
// but wait for that.
func (c *tower) await(workers []<-chan struct{}) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	ended := make(chan struct{})
	if c.allEnded(workers) {
		close(ended)
		return ended
	}
	c.awaited, c.awaiting = workers, ended
	c.rests()
	return ended
}

// left are the workers that have not ended.
func (c *tower) left() (workers []<-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for w := range c.living {
		workers = append(workers, w)
	}
	return workers
}

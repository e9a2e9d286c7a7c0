// Package control is controlled runs: exactly one worker goes at a time, from
// one synchronisation point to the next, and who goes next is decided here: by
// a seed, by a schedule, by a person, or by a search that tries all of them.
//
// There is no thread of its own that decides. The worker that has come to its
// next point decides who goes now, wakes that one, and waits for its turn; one
// that is let go again at once does not wait at all. So everything here is only
// ever touched by the worker whose turn it is, and needs no lock.
//
// Time is virtual. It stands still while a worker goes, moves by Step at each
// point, and jumps to the moment of a timer when that fires: when nobody else
// can go, the one that is due first; or earlier, if whoever decides wants it so,
// for a computer can be that slow in everything else. When nobody can go and no
// timer is set, that is a deadlock, exactly.
//
// This file holds the controller.
package control

import (
	"errors"
	"fmt"
	"slices"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Step is by how much the virtual clock moves at each point.
const Step = trace.Time(1e6)

// How a controlled run can end, beside by itself.
var (
	ErrDeadlock = errors.New("nobody can go on: every worker waits for another one, and no time-out is pending")
	ErrTooLong  = fmt.Errorf("a controlled run has at most %d points", MaxPoints)
)

// MaxPoints is how many points a controlled run may come to: one that goes in
// circles for ever ends there.
const MaxPoints = 5_000_000

// Candidate is a worker that can be let go.
type Candidate struct {
	Worker int
	Point  prim.Point // what it does next
	Timer  bool       // it waits, and its time-out or the end of its sleep would let it go
	Due    trace.Time // when that is due
}

// Moment is when somebody has to be let go.
type Moment struct {
	Point      int // which one it is, from 1 on
	Candidates []Candidate
	Last       int // the worker that went last
}

// Choice is what a Chooser decides.
type Choice struct {
	Worker int
	Fault  Fault // not 0: this happens to the worker first, and then there is another choice
}

// Chooser decides who goes next.
type Chooser interface {
	// Choose picks one of the moment's candidates, or has something go wrong
	// first. It is asked at every moment, also when there is only one candidate.
	// An error ends the run.
	Choose(c *Controller, m Moment) (Choice, error)
}

// Controller is a controlled run. It is a work.Control.
type Controller struct {
	arena    *trace.Arena
	chooser  Chooser
	threads  bool
	tasks    bool // the workers are tasks of a loop
	split    bool // see Split
	workers  []*worker
	next     *worker // decided on, and not let go yet
	last     *worker // who goes, or went last
	point    int
	entries  Schedule // what was chosen so far
	touched  []Access
	timers   bool  // a timer was set or fired since the last point
	err      error // why the run ends before its workers do
	stopping bool
	stuck    []string    // of a deadlock: what each waited for
	cands    []Candidate // reused
}

// Access is something shared that a worker read or changed.
type Access struct {
	Obj   trace.Obj
	Write bool
}

// New makes a controller; the arena's clock must be its virtual one. With
// ownThreads each worker is a thread of the operating system.
func New(a *trace.Arena, ch Chooser, ownThreads bool) *Controller {
	return &Controller{arena: a, chooser: ch, threads: ownThreads}
}

// OwnThreads is as in work.Control.
func (c *Controller) OwnThreads() bool { return c.threads }

// Split is as in work.Control.
func (c *Controller) Split() bool { return c.split }

// SplitSteps has the run's workers stand also between the parts of a step.
func (c *Controller) SplitSteps() { c.split = true }

// Err is why the run ended before its workers did, nil if it did not. It may be
// asked when all workers have left.
func (c *Controller) Err() error { return c.err }

// Schedule is what was chosen so far.
func (c *Controller) Schedule() Schedule { return c.entries }

// Points is how many points there were.
func (c *Controller) Points() int { return c.point }

// byLane is the worker of a lane, nil if there is none.
func (c *Controller) byLane(l trace.Lane) *worker {
	for _, w := range c.workers {
		if w.lane == l {
			return w
		}
	}
	return nil
}

// touch notes what the worker that goes has read or changed.
func (c *Controller) touch(o trace.Obj, write bool) {
	for i, a := range c.touched {
		if a.Obj == o {
			c.touched[i].Write = a.Write || write
			return
		}
	}
	c.touched = append(c.touched, Access{o, write})
}

// pass lets go whoever is to go next; false when nobody else is, because it is
// the caller's own turn, or the run ends.
func (c *Controller) pass(from *worker) bool {
	if c.next == nil && !c.stopping {
		c.decide()
	}
	n := c.next
	if n == nil {
		return false
	}
	n.letGo()
	if n == from {
		return false
	}
	n.turn <- struct{}{}
	return true
}

// decide has somebody chosen who goes next, or ends the run.
func (c *Controller) decide() {
	c.arena.MoveClock(Step)
	c.point++
	m, left := c.moment()
	for {
		switch {
		case left == 0:
			return
		case c.point > MaxPoints:
			c.stop(ErrTooLong)
			return
		}
		choice, err := c.chooser.Choose(c, m)
		switch {
		case err != nil:
		case choice.Fault != 0:
			if err = c.commit(choice); err == nil {
				c.entries = append(c.entries, Entry{choice.Worker, choice.Fault, c.point})
				m, left = c.moment()
				continue
			}
		case len(m.Candidates) == 0:
			err = ErrDeadlock
			for _, w := range c.workers {
				if w.phase != ended {
					c.stuck = append(c.stuck, c.Why(w.n))
				}
			}
		case !m.Has(choice.Worker):
			err = fmt.Errorf("worker %d was chosen, which cannot go", choice.Worker)
		}
		if err != nil {
			c.stop(err)
			return
		}
		if len(m.Candidates) > 1 {
			c.entries = append(c.entries, Entry{Worker: choice.Worker})
		}
		c.touched, c.timers = c.touched[:0], false
		c.next = c.workers[choice.Worker]
		c.next.ready()
		return
	}
}

// ready makes the worker able to go, if it is not, because its time is over.
func (w *worker) ready() {
	if w.phase != resting {
		return
	}
	c := w.c
	now, _ := c.arena.Virtual()
	c.arena.MoveClock(max(0, w.until-now))
	c.timers = true
	w.wakeUp(osys.WokeTimeout)
}

// moment is who can go now, and how many workers have not ended.
func (c *Controller) moment() (m Moment, left int) {
	cands := c.cands[:0]
	alone := c.alone()
	for _, w := range c.workers {
		switch {
		case alone != nil && w != alone:
		case w.phase == ready:
			cands = append(cands, Candidate{Worker: w.n, Point: w.point})
		case w.phase == resting && w.until != trace.Forever:
			cands = append(cands, Candidate{Worker: w.n, Point: w.point, Timer: true, Due: w.until})
		}
		if w.phase != ended {
			left++
		}
	}
	c.cands = cands
	return Moment{Point: c.point, Candidates: cands, Last: c.last.n}, left
}

// alone is who stands where nobody else can be let go, nil if nobody does.
func (c *Controller) alone() *worker {
	for _, w := range c.workers {
		if w.phase == ready && w.point.Alone {
			return w
		}
	}
	return nil
}

// Has says whether a worker is one of the candidates.
func (m Moment) Has(worker int) bool {
	return slices.ContainsFunc(m.Candidates, func(c Candidate) bool { return c.Worker == worker })
}

// stop ends the run: each worker that is left is stopped where it is, one after
// the other, this one first. What they record from now on is no part of the run.
func (c *Controller) stop(why error) {
	now, _ := c.arena.Virtual()
	c.arena.Finish(now)
	c.arena.MoveClock(Step)
	c.err, c.stopping, c.next = why, true, nil
}

package control

// This file holds the Chooser that asks somebody.

import (
	"slices"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Situation is a moment as the person is asked about it.
type Situation struct {
	Point    int        `json:"point"` // from 1 on
	Now      trace.Time `json:"now"`
	Workers  []Standing `json:"workers"`
	Last     int        `json:"last"`     // who went last
	Schedule string     `json:"schedule"` // what was chosen so far
}

// Standing is where a worker stands at that moment.
type Standing struct {
	Worker int        `json:"worker"`
	Lane   trace.Lane `json:"lane"`
	Name   string     `json:"name"`
	Can    bool       `json:"can"`   // it can be let go
	Timer  bool       `json:"timer"` // that ends its wait with a time-out, or its sleep
	Ended  bool       `json:"ended"`
	Op     prim.Op    `json:"op"` // what it does next, or was doing when it came to wait
	Obj    trace.Obj  `json:"obj"`
	Peer   trace.Lane `json:"peer"`
	Line   int        `json:"line"`
	Did    trace.Obj  `json:"did"` // the last thing that it read, or with Wrote wrote, before it came here
	Wrote  bool       `json:"wrote"`
	Keeps  trace.Lane `json:"keeps"`  // who keeps the GIL for which it would have to wait, 0: nobody
	Faults string     `json:"faults"` // the letters of what can be made to go wrong
	Doomed Fault      `json:"doomed"` // what will, when it is let go; of one that has ended Kill, if it was killed; 0: nothing
}

// Hand is the Chooser that asks a person at every moment from a point on; before
// it another one decides.
type Hand struct {
	From   int
	Before Chooser
	Ask    func(Situation) (Choice, error)
	Tell   func(Situation) error // of a deadlock: there is nothing to ask
}

// Choose is as in Chooser.
func (h Hand) Choose(c *Controller, m Moment) (Choice, error) {
	switch {
	case m.Point < h.From:
		return h.Before.Choose(c, m)
	case len(m.Candidates) == 0:
		return Choice{}, h.Tell(c.situation(m))
	}
	return h.Ask(c.situation(m))
}

// Over says whether nobody can go: it is a deadlock, and there is no answer.
func (s Situation) Over() bool {
	return !slices.ContainsFunc(s.Workers, func(w Standing) bool { return w.Can })
}

// situation is the moment with all workers.
func (c *Controller) situation(m Moment) Situation {
	now, _ := c.arena.Virtual()
	s := Situation{Point: m.Point, Now: now, Last: m.Last, Schedule: c.entries.String()}
	for _, w := range c.workers {
		x := Standing{
			Worker: w.n, Lane: w.lane, Name: w.name, Can: m.Has(w.n), Timer: w.phase == resting, Ended: w.phase == ended,
			Op: w.point.Op, Obj: w.point.Obj, Peer: w.point.Peer, Line: w.point.Line, Did: w.did.Obj, Wrote: w.did.Write, Doomed: w.doomed(),
		}
		if a := c.alone(); a != nil && a != w && w.phase == ready {
			x.Keeps = a.lane
		}
		for _, f := range c.Faults(w.n) {
			x.Faults += string(rune(f))
		}
		s.Workers = append(s.Workers, x)
	}
	return s
}

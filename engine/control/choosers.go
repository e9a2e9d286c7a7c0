package control

// This file holds the choosers that need nobody: the plain one, the seed and the
// schedule.

import (
	"fmt"
	"math/rand/v2"
)

// Plain is the Chooser that has whoever went last go on as long as it can, then
// the lowest number, then the timer that is due first.
type Plain struct{}

// Choose is as in Chooser.
func (Plain) Choose(_ *Controller, m Moment) (Choice, error) { return Choice{Worker: m.Plain()}, nil }

// Plain is who goes at the moment when nobody says otherwise; -1 when nobody
// can.
func (m Moment) Plain() int {
	best := -1
	for i, c := range m.Candidates {
		switch {
		case !c.Timer && c.Worker == m.Last:
			return c.Worker
		case best < 0:
			best = i
		case c.Timer && m.Candidates[best].Timer && c.Due < m.Candidates[best].Due, !c.Timer && m.Candidates[best].Timer:
			best = i
		}
	}
	if best < 0 {
		return -1
	}
	return m.Candidates[best].Worker
}

// timerOdds is one in how many choices of a seed may let a timer fire although
// somebody can go.
const timerOdds = 8

// Seed is the Chooser that draws lots, always the same ones for the same
// number. Each worker that can go is as likely as the others. Timers take part
// in one choice of eight only; otherwise they fire when nobody can go, the one
// that is due first.
type Seed struct{ r *rand.Rand }

// NewSeed makes one.
func NewSeed(seed int64) *Seed { return &Seed{rand.New(rand.NewPCG(uint64(seed), 0))} }

// Choose is as in Chooser.
func (s *Seed) Choose(_ *Controller, m Moment) (Choice, error) {
	if len(m.Candidates) < 2 {
		return Choice{Worker: m.Plain()}, nil
	}
	timers := s.r.IntN(timerOdds) == 0
	n := 0
	for _, c := range m.Candidates {
		if timers || !c.Timer {
			n++
		}
	}
	if n == 0 {
		return Choice{Worker: m.Plain()}, nil
	}
	k := s.r.IntN(n)
	for _, c := range m.Candidates {
		if timers || !c.Timer {
			if k == 0 {
				return Choice{Worker: c.Worker}, nil
			}
			k--
		}
	}
	return Choice{Worker: m.Plain()}, nil
}

// Replay is the Chooser that follows a schedule, and then another Chooser.
type Replay struct {
	rest Schedule
	done int // entries
	then Chooser
}

// NewReplay makes one. Whatever is wrong with the schedule ends the run with an
// *EntryError.
func NewReplay(s Schedule, then Chooser) *Replay { return &Replay{rest: s, then: then} }

// Choose is as in Chooser.
func (r *Replay) Choose(c *Controller, m Moment) (Choice, error) {
	if len(r.rest) == 0 {
		return r.then.Choose(c, m)
	}
	e := r.rest[0]
	switch {
	case e.Fault != 0 && e.Point < m.Point:
		return Choice{}, r.wrong(e, fmt.Sprintf("the run is at point %d already", m.Point))
	case e.Fault != 0 && e.Point == m.Point:
		r.next()
		if ok := has(c.Faults(e.Worker), e.Fault); !ok {
			r.done--
			return Choice{}, r.wrong(e, fmt.Sprintf("%s is not possible for worker %d at this point: %s", e.Fault, e.Worker, c.Why(e.Worker)))
		}
		return Choice{e.Worker, e.Fault}, nil
	case len(m.Candidates) < 2:
		return Choice{Worker: m.Plain()}, nil
	case e.Fault != 0: // at a later point, but here is a choice without an entry
		return r.then.Choose(c, m)
	case !m.Has(e.Worker):
		return Choice{}, r.wrong(e, fmt.Sprintf("worker %d cannot go: %s", e.Worker, c.Why(e.Worker)))
	}
	r.next()
	return Choice{Worker: e.Worker}, nil
}

func (r *Replay) next() { r.rest, r.done = r.rest[1:], r.done+1 }

func (r *Replay) wrong(e Entry, why string) error {
	return &EntryError{r.done + 1, e.String(), why}
}

// Unused says what is wrong with a schedule of which something is left when the
// run has ended; nil if nothing is.
func (r *Replay) Unused() error {
	if len(r.rest) == 0 {
		return nil
	}
	return r.wrong(r.rest[0], fmt.Sprintf("the schedule is too long: the run had ended after %d of its %d entries", r.done, r.done+len(r.rest)))
}

func has(all []Fault, f Fault) bool {
	for _, x := range all {
		if x == f {
			return true
		}
	}
	return false
}

package control

// This file holds the search: all schedules of a program, tried one after the
// other, each by running the program from its beginning.
//
// The schedules form a tree: at each point one branch for each worker that can
// go. It is walked depth first. Most of its paths differ only in the order of
// steps that have nothing to do with each other, and come to the same; of those
// only one is walked to its end, by sleep sets (Godefroid, "Partial-Order Methods
// for the Verification of Concurrent Systems", chapter 5): when all that follows
// worker A's step here has been tried, and worker B goes instead, A sleeps: it is
// not let go again before somebody has done something that A's step depends on.
// A path on which all who could go are asleep is one that was tried before in
// another order, and is given up. What a step read and changed is known from
// having run it, so nothing has to be known about the program beforehand. Two
// steps depend on each other when they are the same worker's, or touch the same
// thing and one of them changes it. The start and the end of a time-out or sleep
// depend on everything: so time-outs are due at the same moments on all paths of
// which only one is walked.
//
// A timer that fires although somebody else can go, or before another one that
// is due earlier, is early: the rest of the program was slow just then. If that
// could happen without end, workers that give up and try again in step could do
// so for ever, which no real computer does. So the number of early timers is
// bounded: first none, then one, and so on; the search says how far it came.

import (
	"cmp"
	"errors"
	"slices"
)

// MaxEarly is how many early timers a schedule of a search may have in any case.
// More are tried for as long as that is cheap.
const MaxEarly = 2

// What is tried beyond MaxEarly: how many early timers at most, and how many
// runs are cheap.
const (
	mostEarly = 6
	cheap     = 3000
)

// maxTrial is how many points a schedule of a search has at most.
const maxTrial = 20_000

// The kinds of failures.
const (
	Deadlock   = "deadlock"
	LostUpdate = "lost update"
	Failed     = "error"
	TooLong    = "too long" // it did not end within the points that a search allows
)

// Result is how a trial ended.
type Result struct {
	Kind   string // of failure; "" if it did not fail
	Words  string // what happened
	Output string // what the program computed
}

// Found is a schedule that fails.
type Found struct {
	Schedule Schedule
	Points   int // of the run, until it failed
	Result
}

// Report is what a search came to.
type Report struct {
	Tried     int            // schedules that ran to their end
	Pruned    int            // that were given up because they come to the same as one that was tried
	Failed    map[string]int // by kind
	Outputs   int            // how many different things the program computed
	Exhausted bool           // every schedule was tried, or one that comes to the same
	Early     int            // within this many early timers; -1: there is no such bound
	Random    int            // of Tried, drawn by lot because there are too many to try all
	Shortest  *Found         // nil: none fails
}

// Search looks for schedules that fail.
type Search struct {
	// Trial runs the program once under a chooser; c is nil when it could not be
	// run at all.
	Trial func(ch Chooser) (c *Controller, r Result, err error)
	// Limit is how many schedules are run at most.
	Limit int
	// Seed, if not nil, has schedules drawn by lot, from this seed on.
	Seed *int64

	all     bool // for tests: every order is tried, also of independent steps
	report  Report
	runs    int
	outputs map[string]bool
}

// errPruned ends a trial of which nothing new would come.
var errPruned = errors.New("this schedule comes to the same as one that was tried")

// Run searches.
func (s *Search) Run() (Report, error) {
	s.report = Report{Failed: map[string]int{}, Early: -1}
	s.outputs = map[string]bool{}
	if s.Seed != nil {
		return s.result(s.draw(*s.Seed))
	}
	limit := s.Limit
	s.Limit = max(1, limit*2/3) // the rest is for lots, should they be needed
	for early, before := 0, 0; early <= MaxEarly || early <= mostEarly && s.runs-before < cheap; early++ {
		t := &tree{early: early, all: s.all}
		before = s.runs
		done, err := s.walk(t)
		switch {
		case err != nil:
			return s.result(err)
		case !done && early <= MaxEarly:
			s.Limit = limit
			return s.result(s.draw(0))
		case !done:
			s.report.Exhausted = true
			return s.result(nil)
		}
		s.report.Early = early
		if !t.cut {
			s.report.Early = -1
			break
		}
	}
	s.report.Exhausted = s.report.Failed[TooLong] == 0
	return s.result(nil)
}

// result completes the report.
func (s *Search) result(err error) (Report, error) {
	s.report.Outputs = len(s.outputs)
	if err == nil && s.report.Shortest != nil {
		err = s.shorten()
	}
	return s.report, err
}

// full says whether the search is to end here.
func (s *Search) full() bool { return s.runs >= s.Limit }

// walk tries all of a tree; false when there were too many.
func (s *Search) walk(t *tree) (done bool, err error) {
	for {
		if s.full() {
			return false, nil
		}
		t.depth, t.spent = 0, 0
		s.runs++
		c, r, err := s.Trial(t)
		switch {
		case errors.Is(err, errPruned):
			s.report.Pruned++
		case err != nil:
			return false, err
		case t.spent == t.early: // those with fewer early timers have been counted before
			s.count(c, r)
		}
		t.end(c)
		if !t.back() {
			return true, nil
		}
	}
}

// draw tries schedules drawn by lot.
func (s *Search) draw(seed int64) error {
	for ; !s.full(); seed++ {
		s.runs++
		c, r, err := s.Trial(limited{NewSeed(seed)})
		if err != nil {
			return err
		}
		s.report.Random++
		s.count(c, r)
	}
	return nil
}

// limited is a Chooser that ends a run which is too long for a search.
type limited struct{ Chooser }

// Choose is as in Chooser.
func (l limited) Choose(c *Controller, m Moment) (Choice, error) {
	if m.Point > maxTrial {
		return Choice{}, ErrTooLong
	}
	return l.Chooser.Choose(c, m)
}

// count enters a trial in the report.
func (s *Search) count(c *Controller, r Result) {
	s.report.Tried++
	if len(s.outputs) < 1000 {
		s.outputs[r.Output] = true
	}
	if r.Kind == "" {
		return
	}
	s.report.Failed[r.Kind]++
	if r.Kind == TooLong {
		return
	}
	if b := s.report.Shortest; b == nil || cmp.Or(cmp.Compare(c.Points(), b.Points), cmp.Compare(len(c.Schedule()), len(b.Schedule))) < 0 {
		s.report.Shortest = &Found{slices.Clone(c.Schedule()), c.Points(), r}
	}
}

// shorten leaves out of the shortest schedule what would happen without being
// told.
func (s *Search) shorten() error {
	best := s.report.Shortest
	for n := 1; n < len(best.Schedule); n++ {
		c, r, err := s.Trial(limited{NewReplay(best.Schedule[:n], Plain{})})
		if err != nil {
			return err
		}
		if r.Kind == best.Kind {
			s.report.Shortest = &Found{best.Schedule[:n], c.Points(), r}
			return nil
		}
	}
	return nil
}

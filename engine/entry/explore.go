package entry

// This file holds the search of a runner: thousands of controlled runs of one
// program, of which the shortest that fails is kept.

import (
	"encoding/json"
	"errors"
	"time"

	"corelanes/engine/control"
	"corelanes/engine/model"
)

// Explore says what a search is to try.
type Explore struct {
	Schedules int    `json:"schedules"`      // at most so many
	Seed      *int64 `json:"seed,omitempty"` // drawn by lot, from this seed on; nil: all, depth first
}

// Exploration is what a search came to.
type Exploration struct {
	Tried       int              `json:"tried"`  // schedules that were run to their end
	Pruned      int              `json:"pruned"` // that were given up, being the same as one that was tried but for the order of independent steps
	Failed      int              `json:"failed"`
	Deadlocks   int              `json:"deadlocks"`
	LostUpdates int              `json:"lost_updates"`
	Errors      int              `json:"errors"`
	TooLong     int              `json:"too_long"`     // that did not end within the points that a search allows
	Results     int              `json:"results"`      // how many different results there were
	Exhausted   bool             `json:"exhausted"`    // all schedules were tried, or ones that come to the same
	EarlyTimers *int             `json:"early_timers"` // with at most so many timers ahead of their turn; null: however many
	Random      int              `json:"random"`       // of those tried, drawn by lot
	Seconds     float64          `json:"seconds"`
	Shortest    *FailingSchedule `json:"shortest"`
}

// FailingSchedule is a schedule that fails.
type FailingSchedule struct {
	Schedule string          `json:"schedule"`
	Kind     string          `json:"kind"`   // deadlock, lost update, error
	Words    string          `json:"words"`  // what happens
	Points   int             `json:"points"` // how many there are until then
	Result   json.RawMessage `json:"result"` // null when there is none
}

// explore searches the schedules of the spec's program.
func (r *running) explore(s *model.Stage, m model.Info, how Explore) ([]byte, error) {
	begin := time.Now()
	s.NoLines = true // nobody will look at them
	t, err := newTrials(s.Program, m, s.Options, s.Dir)
	if err != nil {
		return nil, err
	}
	s.Arena.Begin(s.Clock.Machine())
	s.Arena.SetSteps(how.Schedules)
	search := &control.Search{Limit: how.Schedules, Seed: how.Seed, Trial: func(ch control.Chooser) (*control.Controller, control.Result, error) {
		s.Arena.Step()
		return t.judged(ch)
	}}
	found, err := search.Run()
	if err != nil {
		return nil, err
	}
	return json.Marshal(exploration(found, time.Since(begin)))
}

// exploration is what a search found, as it is told.
func exploration(f control.Report, took time.Duration) Exploration {
	x := Exploration{
		Tried: f.Tried, Pruned: f.Pruned, Deadlocks: f.Failed[control.Deadlock], LostUpdates: f.Failed[control.LostUpdate], Errors: f.Failed[control.Failed],
		TooLong: f.Failed[control.TooLong], Results: f.Outputs, Exhausted: f.Exhausted, Random: f.Random, Seconds: took.Seconds(),
	}
	x.Failed = x.Deadlocks + x.LostUpdates + x.Errors
	if f.Early >= 0 {
		x.EarlyTimers = &f.Early
	}
	if b := f.Shortest; b != nil {
		x.Shortest = &FailingSchedule{Schedule: b.Schedule.String(), Kind: b.Kind, Words: b.Words, Points: b.Points}
		if b.Output != "" {
			x.Shortest.Result = json.RawMessage(b.Output)
		}
	}
	return x
}

// judged is a trial and whether it failed.
func (t *trials) judged(ch control.Chooser) (*control.Controller, control.Result, error) {
	out, c, err := t.run(ch)
	r := control.Result{Output: string(out)}
	switch {
	case c == nil:
		return nil, r, err
	case errors.Is(err, control.ErrDeadlock):
		r.Kind, r.Words = control.Deadlock, c.Stuck()
	case errors.Is(err, control.ErrTooLong):
		r.Kind, r.Words = control.TooLong, err.Error()
	case c.Err() != nil: // the search's own doing
		return c, r, err
	case err != nil:
		r.Kind, r.Words = control.Failed, err.Error()
	default:
		if lost := Lost(out); lost != nil {
			r.Kind, r.Words = control.LostUpdate, lost.Words()
		}
	}
	return c, r, nil
}

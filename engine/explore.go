package engine

// This file holds the search of a scenario's schedules: in a process of its own,
// as a run is.

import (
	"encoding/json"
	"fmt"
	"strconv"

	"corelanes/engine/entry"
	"corelanes/engine/scenario"
	"corelanes/engine/usage"
)

// Limits of a search.
const (
	DefaultSchedules = 100_000
	MaxSchedules     = 100_000_000
	exploreWorkers   = 2 // when nobody says: as few as show it
)

// Exploration is what a search came to.
type Exploration = entry.Exploration

// FailingSchedule is a schedule that fails.
type FailingSchedule = entry.FailingSchedule

// Explore says what a search is to try. The zero value of a field means its
// default.
type Explore struct {
	Schedules int    // at most so many, 1 … MaxSchedules
	Seed      *int64 // schedules drawn by lot, from this seed on; nil: all of them, depth first
}

// Checked is the plan as it is searched: at size tiny and with two workers, if
// it does not say otherwise. The error is a *UsageError.
func (e Explore) Checked(p Plan) (Explore, Plan, error) {
	if e.Schedules == 0 {
		e.Schedules = DefaultSchedules
	}
	if e.Schedules < 1 || e.Schedules > MaxSchedules {
		return e, p, &usage.Error{What: "schedules", Got: strconv.Itoa(e.Schedules), Legal: fmt.Sprintf("a whole number from 1 to %d", MaxSchedules)}
	}
	if p.Workers == 0 {
		p.Workers = exploreWorkers
	}
	if p.Model == "" {
		p.Model = "threads"
	}
	set := map[string]string{"size": scenario.Tiny}
	for k, v := range p.Set {
		set[k] = v
	}
	p.Set = set
	none := ""
	p.Seed, p.Schedule = nil, &none // so that what cannot be controlled is refused
	p, err := p.Checked()
	return e, p, err
}

// StartExplore starts the search of a plan's schedules. Its Steps are the
// schedules tried; Explored is what it came to. The error is a *UsageError when
// the plan is wrong.
func StartExplore(p Plan, e Explore) (*Run, error) {
	e, p, err := e.Checked(p)
	if err != nil {
		return nil, err
	}
	return launch(p, &entry.Explore{Schedules: e.Schedules, Seed: e.Seed})
}

// Explored is what a search came to that has ended with o.
func Explored(o Outcome) (x Exploration, err error) {
	if o.Err != nil {
		return x, o.Err
	}
	if err := json.Unmarshal(o.Result, &x); err != nil {
		return x, fmt.Errorf("read what the search came to: %w", err)
	}
	return x, nil
}

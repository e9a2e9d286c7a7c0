// Package scenario is the catalogue: workloads, each written once against
// package work, to be run under any model that has what they need. No
// scenario names a model.
//
// This file holds what a catalogue entry is, and the catalogue itself.
package scenario

import (
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// Scenario is one entry of the catalogue.
type Scenario struct {
	ID         string // the name on the command line: "squares"
	Number     string // "S18"
	Category   string // the key of its category: "cpu"
	Title      string // in English; the window translates by ID
	Promise    string // in one sentence, what one will see; in English
	Workers    int    // how many workers when nobody says
	Parameters []Parameter
	// NeedsConcurrency is true when the workers wait for each other, so that
	// one after another they would never end.
	NeedsConcurrency bool
	// NeedsLoop is true when the scenario is about an event loop: see
	// work.AsyncOf.
	NeedsLoop bool
	// Blocks is true when its workers wait for each other in calls of the
	// operating system: on one thread the first would wait for ever.
	Blocks bool
	// NeedsProcesses is true when it is about processes and their signals.
	NeedsProcesses bool
	// OfStarting is true when it is about how processes begin.
	OfStarting bool
	// Differs is true when its result is what differs between the models.
	Differs bool
	// SharesOut is true when a list is shared out among the workers (work.Map):
	// one after another there is one then, and as tasks one for each item,
	// whatever number was asked for.
	SharesOut bool

	// Program builds what is to run from checked values.
	Program func(Values) (work.Program, error)
	// Validate checks what depends on more than one parameter, or on a file's
	// contents; nil if there is nothing to check. It returns a *usage.Error.
	Validate func(Values) error
	// Goals are what a person can try to make happen; nil for none.
	Goals []Goal
	// Published is what the source text printed, seconds by model.
	Published map[string]float64
	// Elsewhere is what it printed for other values than those of size published.
	Elsewhere []Printed
	// Reckoned is true when Published was not printed, but follows from what was.
	Reckoned bool
	// OfMaking is true when Published are the times of making the workers alone.
	OfMaking bool
	// Sticks is true when with its usual values it ends in a deadlock: that is
	// what it shows.
	Sticks bool
}

// Printed is what a source text printed for certain values.
type Printed struct {
	Set     map[string]string  // parameters by name
	Seconds map[string]float64 // by model
}

// PrintedWith is what the source text printed, seconds by model, for these values:
// where it has none of their own, for those of size published.
func (s *Scenario) PrintedWith(v map[string]string) map[string]float64 {
	for _, p := range s.Elsewhere {
		same := true
		for name, value := range p.Set {
			same = same && v[name] == value
		}
		if same {
			return p.Seconds
		}
	}
	return s.Published
}

// PrintedAt is what the source text printed where one parameter has this value;
// nil where it printed nothing of it.
func (s *Scenario) PrintedAt(name, value string) map[string]float64 {
	for _, p := range s.Elsewhere {
		if len(p.Set) == 1 && p.Set[name] == value {
			return p.Seconds
		}
	}
	for _, x := range s.Parameters {
		if x.Name == name && x.At(Published) == value {
			return s.Published
		}
	}
	return nil
}

// Shares says whether the scenario's workers share objects: primitives, values,
// queues, sockets.
func (s *Scenario) Shares() bool {
	v, err := s.Parse(nil)
	if err != nil {
		return false
	}
	p, err := s.Program(v)
	return err == nil && (p.Setup != nil || p.Talk)
}

// catalogue makes the scenarios, in the order of the picker. Each is made by
// whom it is asked for: a worker process needs one of them.
var catalogue = [...]func() *Scenario{
	threadsStartJoin,
	childProcess,
	factorials,
	processStates,
	spawnCost,
	unitCost,
	downloads,
	filesToDisk,
	apiCalls,
	poolSleep,
	hello,
	sleeps,
	blockedLoop,
	selector,
	anatomy,
	otherLoops,
	squares,
	telemetry,
	ladder,
	microscope,
	released,
	noGIL,
	piDigits,
	slider,
	race,
	lockFile,
	rlock,
	semaphore,
	event,
	condition,
	barrier,
	deadlock,
	poolFour,
	crash,
	producerConsumer,
	pipes,
	sharing,
	clientServer,
	sessions,
	childResult,
	hybrid,
}

// All are the scenarios in the order of the picker.
func All() []*Scenario {
	all := make([]*Scenario, len(catalogue))
	for i, begin := range catalogue {
		all[i] = begin()
	}
	return all
}

// Find is the scenario with the ID; the error is a *usage.Error that names
// the nearest known ones.
func Find(id string) (*Scenario, error) {
	var known []string
	for _, begin := range catalogue {
		s := begin()
		if s.ID == id {
			return s, nil
		}
		known = append(known, s.ID)
	}
	return nil, usage.Unknown("scenario", id, known)
}

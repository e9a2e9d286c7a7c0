// Package engine is the way in: a plan goes in, a recording comes out.
//
// Start starts a run in a process of its own (a runner, which is this same
// program) and hands back a Run, whose Recording can be read while it grows.
// Nothing here knows of windows.
//
// This file holds the plan: what to run, and the check that it can be.
package engine

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"corelanes/engine/model"
	"corelanes/engine/prim"
	"corelanes/engine/scenario"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// Scenario is an entry of the catalogue.
type Scenario = scenario.Scenario

// Parameter is one thing that can be set of a scenario.
type Parameter = scenario.Parameter

// Printed is what a source text printed for certain values of a scenario.
type Printed = scenario.Printed

// Model is an entry of the table of models.
type Model = model.Info

// StartMethod is a way in which the processes of a run begin.
type StartMethod = model.StartMethod

// StartMethods are the ways in which processes begin, those among them that are
// not possible here with the reason.
func StartMethods() []StartMethod { return model.StartMethods() }

// UsageError is the error for a choice that is unknown or out of range.
type UsageError = usage.Error

// Limits of a plan.
const (
	MaxWorkers        = 64
	MinSwitchInterval = time.Microsecond
	MaxSwitchInterval = 10 * time.Second
	MaxDeadline       = 24 * time.Hour

	MaxPenalty            = 10
	DefaultSwitchInterval = 5 * time.Millisecond // sys.getswitchinterval() since CPython 3.2
	DefaultDeadline       = 2 * time.Minute
)

// Plan says what to run. The zero value of a field means its default.
type Plan struct {
	Scenario       string            `json:"scenario"`
	Model          string            `json:"model"`
	Workers        int               `json:"workers"` // 1 … MaxWorkers; 0: the scenario's own number
	Start          string            `json:"start"`   // how processes start, of StartMethods; "" for the default
	SwitchInterval time.Duration     `json:"switch_interval"`
	Set            map[string]string `json:"set"` // the scenario's parameters, and "size"
	Deadline       time.Duration     `json:"deadline"`
	Pin            bool              `json:"pin"`                // each worker kept on a core of its own, in turn
	Penalty        float64           `json:"penalty,omitempty"`  // how many times slower each thread is made (modelled), 1 to 10; 0: as it is
	NoLines        bool              `json:"no_lines,omitempty"` // do not record on which line of the text each worker is
	Python         string            `json:"python"`             // whose rules the primitives follow: "3.11"; "" for the default

	// Processes wait for each other through their parent, as they do where the
	// system has nothing better, though this one may have.
	ThroughParent bool `json:"through_parent,omitempty"`

	// Event loops wait as they do where they have no selector of the system's own,
	// though here they have.
	Portable bool `json:"portable,omitempty"`

	// Under the model cpython:
	Inside      string  `json:"inside,omitempty"`      // the model whose text it runs, of Insides; "" for the first
	Interpreter string  `json:"interpreter,omitempty"` // the path of a python3; "" for the one that a shell finds
	Script      *Script `json:"script,omitempty"`      // a script of the user's own, in place of a scenario; nil: none

	// A run is free unless it has a seed or a schedule: then one worker goes at a
	// time, and who is next is drawn by lot, or stands in the schedule.
	Seed     *int64  `json:"seed,omitempty"`
	Schedule *string `json:"schedule,omitempty"` // see control.Schedule; what comes after its end is the seed's, if there is one
	Split    bool    `json:"split,omitempty"`    // its threads stand also between load, compute and store
	Hand     int     `json:"-"`                  // from this point of the run on, 1 being the first, the person is asked; 0: never

	program work.Program // of a checked plan
}

// Pythons are the versions of Python whose rules the primitives can follow, the
// oldest first.
func Pythons() (all []string) {
	for _, p := range prim.Pythons() {
		all = append(all, p.String())
	}
	return all
}

// DefaultPython is the version whose rules the primitives follow if nothing else
// is said.
func DefaultPython() string { return prim.DefaultPython.String() }

// Scenarios is the catalogue, in the order of the picker.
func Scenarios() []*Scenario { return scenario.All() }

// Models are the models of this version in the order of the picker, each with
// whether it is possible on this machine.
func Models() []Model { return append(model.All(), realPython()) }

// defaultModel is the model of a plan that names none: a start method is one of
// processes.
func defaultModel(start string) string {
	if start != "" {
		return "processes"
	}
	return "sequential"
}

// Checked is the plan with every default filled in, or the *UsageError that
// says what is wrong with it. Nothing is started.
func (p Plan) Checked() (Plan, error) {
	if p.Script != nil {
		return p.checkedScript()
	}
	s, err := scenario.Find(p.Scenario)
	if err != nil {
		return p, err
	}
	if p.Model == "" {
		p.Model = defaultModel(p.Start)
	}
	m, err := model.Find(p.Model)
	if err != nil {
		return p, err
	}
	if m.ID == CPython {
		m = realPython()
	}
	if !m.Possible {
		return p, &usage.Error{What: "model", Got: p.Model, Why: "not possible here: " + m.WhyNot}
	}
	if why := WhyNotIn(s, m, p.Interpreter); why != "" && why != NoPackage { // of which more is said when the interpreter is looked at
		return p, &usage.Error{What: "model", Got: p.Model, Why: why.Words(), Reason: string(why)}
	}
	if p.Workers == 0 {
		p.Workers = s.Workers
	}
	if p.Workers < 1 || p.Workers > MaxWorkers {
		return p, &usage.Error{What: "workers", Got: strconv.Itoa(p.Workers), Legal: fmt.Sprintf("a whole number from 1 to %d", MaxWorkers)}
	}
	if p.Start, err = m.CheckStart(p.Start); err != nil {
		return p, err
	}
	if err := p.checkPython(s); err != nil {
		return p, err
	}
	switch {
	case p.Penalty == 0:
	case !(p.Penalty >= 1 && p.Penalty <= MaxPenalty):
		return p, &usage.Error{What: "penalty", Got: strconv.FormatFloat(p.Penalty, 'g', -1, 64), Legal: fmt.Sprintf("a factor from 1 to %d", MaxPenalty)}
	case !m.Penalty:
		return p, &usage.Error{What: "penalty", Got: strconv.FormatFloat(p.Penalty, 'g', -1, 64), Why: "only free-threads can be made slower: it models what a CPython without a GIL loses in one thread"}
	}
	if err := p.checkTimes(); err != nil {
		return p, err
	}
	if err := p.checkControl(m); err != nil {
		return p, err
	}
	values, err := s.Parse(p.Set)
	if err != nil {
		return p, err
	}
	p.Set = values
	if p.program, err = s.Program(values); err != nil {
		return p, fmt.Errorf("prepare %s: %w", s.ID, err)
	}
	p.program.Python = m.ID == CPython
	p.program.Source = s.Source(values, p.Workers, p.program.Text, m.ID, m.Reads, p.Inside)
	if err := p.checkScenario(s); err != nil {
		return p, err
	}
	return p, nil
}

// checkTimes fills in and checks what every run has: its interval, its deadline,
// and whose rules it follows.
func (p *Plan) checkTimes() error {
	if p.SwitchInterval == 0 {
		p.SwitchInterval = DefaultSwitchInterval
	}
	if err := between("switch-interval", p.SwitchInterval, MinSwitchInterval, MaxSwitchInterval); err != nil {
		return err
	}
	if p.Hand > 0 {
		p.Deadline = MaxDeadline // a person may think
	}
	if p.Deadline == 0 {
		p.Deadline = DefaultDeadline
	}
	if err := between("deadline", p.Deadline, time.Millisecond, MaxDeadline); err != nil {
		return err
	}
	rules, err := prim.ParsePython(p.Python)
	if err != nil {
		return &usage.Error{What: "python", Got: p.Python, Legal: strings.Join(Pythons(), ", ")}
	}
	p.Python = rules.String()
	return nil
}

// Source is the text that shows what a checked plan runs, under its model and
// with its values: the lines that a recording names are this text's. It is Go
// under the model goroutines, else Python. "" for a plan that has not been
// checked.
func (p *Plan) Source() string { return p.program.Source.Text }

// Goroutines is the ID of the model whose workers are Go's own.
const Goroutines = "goroutines"

// GoSource is how a good Go programmer would write what a checked plan runs, with
// its values. "" for what is only written in Python.
func (p *Plan) GoSource() string {
	s, err := scenario.Find(p.Scenario)
	if err != nil || p.program.Source.Text == "" {
		return ""
	}
	return s.InGo(scenario.Values(p.Set), p.Workers, Goroutines)
}

func between(what string, d, lo, hi time.Duration) error {
	if d < lo || d > hi {
		return &usage.Error{What: what, Got: d.String(), Legal: fmt.Sprintf("a duration from %s to %s", lo, hi)}
	}
	return nil
}

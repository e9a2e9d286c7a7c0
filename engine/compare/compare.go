// Package compare runs one scenario under several models, one run after
// another, and sets their figures beside each other: measured, published by the
// source text, predicted by theory.
//
// A comparison of times is only as good as the care with which they were
// taken: every model first runs once unmeasured (the warm-up), then as often as
// asked for, all models' runs in one random order, so that a machine that grows
// slower or faster in the meantime treats all alike. What is told is the
// median, with the spread beside it; and how noisy and how busy the machine was
// before.
//
// This file holds the plan of a comparison and its carrying out.
package compare

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/engine/usage"
)

// Limits of a plan.
const (
	MaxRepeat     = 100
	DefaultRepeat = 3
)

// reference is the model that the others are compared with, where it can run
// the scenario.
const reference = "sequential"

// Plan says what to compare.
type Plan struct {
	Base   engine.Plan // the scenario and its settings; its Model is not looked at
	Models []string    // in the order of the table; nil: every model that can run the scenario
	Repeat int         // measured runs of each model, 1 … MaxRepeat; 0: DefaultRepeat
	Cold   bool        // without warm-up
	Alone  bool        // without the reference, where it is none of the models: no speed-ups then
	Seed   uint64      // of the order of the runs

	Real        bool   // with what a CPython of this machine takes for the models that have a Python text
	Interpreter string // the path of a python3; "" for the one that a shell finds

	plans  []engine.Plan                     // of a checked plan: one for each model of the table
	ref    *engine.Plan                      // the reference, when it is not one of the table
	real   []engine.Plan                     // CPython's, one for each text
	noReal string                            // why there are none
	lacks  map[string]*engine.NoPackageError // of the texts that it cannot run for want of packages, by their models
}

// Checked is the plan with its defaults filled in, or the *usage.Error that says
// what is wrong with it. Nothing is started.
func (p Plan) Checked() (Plan, error) {
	if p.Repeat == 0 {
		p.Repeat = DefaultRepeat
	}
	if p.Repeat < 1 || p.Repeat > MaxRepeat {
		return p, &usage.Error{What: "repeat", Got: strconv.Itoa(p.Repeat), Legal: fmt.Sprintf("a whole number from 1 to %d", MaxRepeat)}
	}
	var legal []string
	of := &engine.Scenario{}
	for _, s := range engine.Scenarios() {
		if s.ID == p.Base.Scenario {
			of = s
			legal, _ = engine.Legal(s)
		}
	}
	if p.Models == nil { // a real CPython stands beside each of them, not among them
		p.Models = slices.DeleteFunc(slices.Clone(legal), func(id string) bool { return id == engine.CPython })
	}
	p.plans, p.ref = nil, nil
	for i, m := range p.Models {
		if slices.Contains(p.Models[:i], m) {
			return p, &usage.Error{What: "models", Got: m, Why: "it stands in the list twice"}
		}
		one, err := p.under(m)
		if err != nil {
			return p, err
		}
		p.plans = append(p.plans, one)
	}
	if len(p.plans) == 0 { // an unknown scenario says so itself
		if _, err := p.under(reference); err != nil {
			return p, err
		}
		return p, &usage.Error{What: "models", Got: "none", Why: "there is nothing to compare"}
	}
	if !p.Alone && !slices.Contains(p.Models, reference) && slices.Contains(legal, reference) {
		one, err := p.under(reference)
		if err != nil {
			return p, err
		}
		p.ref = &one
	}
	return p, p.checkReal(of)
}

// under is the checked plan of the scenario under a model. A start method is
// for those models only that start processes.
func (p Plan) under(m string) (engine.Plan, error) {
	one := p.Base
	one.Model = m
	if m == engine.CPython {
		one.Interpreter = p.Interpreter
	}
	for _, info := range engine.Models() {
		if info.ID == m && !slices.Contains(info.Starts, one.Start) {
			one.Start = ""
		}
	}
	return one.Checked()
}

// Progress is how far a comparison is.
type Progress struct {
	Model   string // whose run is under way
	Run, Of int    // this run's number, from 1 on, and of how many in all, warm-ups included
	Current *engine.Run
}

// Carry runs the plan, which must be a checked one, and is what was measured. It tells
// progress, which may be nil, before every run. When ctx ends the present run is
// stopped, and what was measured so far is returned with ctx's error. A run
// that fails is no error of the comparison: its entry says so, and the others
// are still measured.
func Carry(ctx context.Context, p Plan, progress func(Progress)) (*Comparison, error) {
	c := newComparison(p)
	c.Machine = engine.Machine(ctx)
	c.newReal(ctx, p)
	order := c.order(p)
	for i, e := range order {
		if e.Failed() {
			continue // it would fail again
		}
		if err := ctx.Err(); err != nil {
			return c.done(), err
		}
		if err := e.run(ctx, i < len(c.all()) && !p.Cold, func(r *engine.Run) {
			if progress != nil {
				progress(Progress{Model: e.Model, Run: i + 1, Of: len(order), Current: r})
			}
		}); err != nil {
			return c.done(), err
		}
	}
	return c.done(), ctx.Err()
}

// order is every run that is to be made: first each model's warm-up, then the
// measured ones in rounds, each round in an order of its own.
func (c *Comparison) order(p Plan) []*Entry {
	random := rand.New(rand.NewPCG(p.Seed, 0))
	rounds := p.Repeat
	if !p.Cold {
		rounds++
	}
	var out []*Entry
	for i := range rounds {
		round := slices.Clone(c.all())
		if p.Cold || i > 0 { // CPython's runs are cold: each has an interpreter of its own
			round = append(round, c.real...)
		}
		random.Shuffle(len(round), func(i, j int) { round[i], round[j] = round[j], round[i] })
		out = append(out, round...)
	}
	return out
}

// run makes one run of an entry. The error is ctx's.
func (e *Entry) run(ctx context.Context, warmUp bool, begun func(*engine.Run)) error {
	r, err := engine.Start(e.plan)
	if err != nil {
		e.fail(engine.Failed, err)
		return nil
	}
	begun(r)
	stop := context.AfterFunc(ctx, r.Stop)
	out := r.Wait()
	stop()
	if err := ctx.Err(); err != nil {
		return err
	}
	if out.Status != engine.Done {
		e.fail(out.Status, out.Err)
		e.keep(measured{rec: r.Recording(), out: out, started: r.Started()})
		return nil
	}
	if !warmUp {
		_, pieces := r.Steps()
		e.runs = append(e.runs, measured{insight.Summarise(r.Recording().Cut()).Wall, r.Recording(), out, r.Started(), max(1, pieces)})
	}
	return nil
}

// measured is one run that was.
type measured struct {
	wall trace.Time
	rec  *trace.Recording
	out  engine.Outcome

	started time.Time
	pieces  int // of equal work that it consisted of, at least 1
}

// Package agree sets the engine against a real CPython: the same scenarios with
// the same values under both, and of each what can be compared between a fast
// interpreter and a slow one: rates, waits, order, ratios; never seconds of
// computing.
//
// This file holds the claims, and what it takes to judge one.
package agree

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"corelanes/engine"
)

// A Claim is something that has to be the same under both.
type Claim struct {
	Key      string // its name in files and in translations, which stays
	Scenario string // its number and ID, as "S27 lock-file"
	What     string // in words: what is compared
	Unit     string // of the figures: "/s", "s", "×", "" for none
	// Band is how far CPython's figure may be from the engine's, as a factor
	// either way; 0: not the figure is compared but on which side of 1 it lies.
	Band float64

	measure func(side) (float64, error)
}

// Row is a claim that was looked at.
type Row struct {
	Key      string  `json:"key"`
	Scenario string  `json:"scenario"`
	What     string  `json:"what"`
	Unit     string  `json:"unit"`
	Engine   float64 `json:"engine"`
	CPython  float64 `json:"cpython"`
	Band     float64 `json:"band"`
	Agree    bool    `json:"agree"`
	Words    string  `json:"words"` // the agreement, or why there is no figure
	Missing  bool    `json:"missing"`
}

// side is one of the two that are compared.
type side struct {
	ctx         context.Context
	real        bool // CPython
	interpreter string
	repeat      int
}

// errResults is the error of two runs whose results differ.
var errResults = errors.New("the results differ")

// Judge measures a claim under both, each the median of so many runs.
// interpreter is the path of a python3, "" for the one on PATH.
func (c Claim) Judge(ctx context.Context, interpreter string, repeat int) Row {
	r := Row{Key: c.Key, Scenario: c.Scenario, What: c.What, Unit: c.Unit, Band: c.Band}
	var err error
	if r.Engine, err = c.measure(side{ctx: ctx, repeat: repeat}); err == nil {
		r.CPython, err = c.measure(side{ctx: ctx, real: true, interpreter: interpreter, repeat: repeat})
	}
	if err != nil {
		r.Missing, r.Words = true, err.Error()
		return r
	}
	r.Agree, r.Words = c.words(r.Engine, r.CPython)
	return r
}

// words says whether two figures agree, and how far.
func (c Claim) words(ours, theirs float64) (bool, string) {
	if c.Band == 0 {
		switch {
		case (ours > 1) == (theirs > 1) && ours > 1:
			return true, "yes: more than 1 under both"
		case (ours > 1) == (theirs > 1):
			return true, "yes: not more than 1 under both"
		}
		return false, "no: on different sides of 1"
	}
	if ours <= 0 || theirs <= 0 {
		if ours == theirs {
			return true, "yes: the same"
		}
		return false, "no: one of them is nothing"
	}
	far := max(ours/theirs, theirs/ours)
	switch {
	case far <= 1.005:
		return true, "yes: the same"
	case far <= c.Band:
		return true, fmt.Sprintf("yes: within %.0f %%", 100*(far-1))
	}
	return false, fmt.Sprintf("no: %.2f times apart, %.2f are allowed", far, c.Band)
}

// median runs a measurement as often as is asked for.
func (s side) median(one func() (float64, error)) (float64, error) {
	var all []float64
	for range max(1, s.repeat) {
		x, err := one()
		if err != nil {
			return 0, err
		}
		all = append(all, x)
	}
	slices.Sort(all)
	return all[len(all)/2], nil
}

// ended is a run that has.
type ended struct {
	*engine.Run
	engine.Outcome
	report engine.Report
}

// run runs a scenario on this side: under the engine's model, or its text of
// that model under CPython. Nobody is kept on a core under
// either: the operating system packs the threads of both as it likes.
func (s side) run(scenario, model string, workers int, set map[string]string) (ended, error) {
	p := engine.Plan{Scenario: scenario, Model: model, Workers: workers, Set: set}
	if s.real {
		p.Model, p.Interpreter = engine.CPython, s.interpreter
		sc := find(scenario)
		if p.Inside = engine.InsideOf(sc, model); p.Inside == "" {
			return ended{}, fmt.Errorf("%s has no Python text for %s", scenario, model)
		}
	}
	r, err := engine.Start(p)
	if err != nil {
		return ended{}, err
	}
	var o engine.Outcome
	select {
	case <-r.Done():
		o = r.Wait()
	case <-s.ctx.Done():
		r.Stop()
		r.Wait()
		return ended{}, s.ctx.Err()
	}
	if o.Err != nil {
		return ended{}, fmt.Errorf("%s under %s: %w", scenario, p.Model, o.Err)
	}
	return ended{r, o, engine.NewReport(r.Plan, r.Recording().Cut(), o)}, nil
}

func find(id string) *engine.Scenario {
	for _, s := range engine.Scenarios() {
		if s.ID == id {
			return s
		}
	}
	return &engine.Scenario{ID: id}
}

// SameResult says whether what a text under CPython computed is what the engine
// did: every field that the text can tell.
func SameResult(ours, theirs json.RawMessage) error {
	var a, b map[string]json.RawMessage
	if json.Unmarshal(ours, &a) != nil || json.Unmarshal(theirs, &b) != nil {
		return nil // nothing that has fields
	}
	for name, x := range b {
		var mine, other any
		_, _ = json.Unmarshal(a[name], &mine), json.Unmarshal(x, &other) // what cannot be read is nil
		if fmt.Sprint(mine) != fmt.Sprint(other) {
			return fmt.Errorf("%w: %s is %v, under CPython %v", errResults, name, mine, other)
		}
	}
	return nil
}

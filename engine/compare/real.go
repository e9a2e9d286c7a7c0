package compare

// This file holds what a real CPython of this machine takes for the same: the
// scenario's Python text of each model, run cold beside the engine's own runs.
//
// Seconds of computing say nothing there, for the engine's interpreter and
// CPython's are not equally fast. What has to be the same is how many times as
// fast one model is as another: so each model's ratio is over the first one that
// has a text, under both.

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"corelanes/engine"
	"corelanes/engine/agree"
)

// asReal is by which factor two ratios may differ and still agree: that of
// agree's claims about ratios.
const asReal = 1.5

// Real is what CPython takes for a model's text.
type Real struct {
	Inside string        `json:"inside"` // the model whose text it ran
	Status engine.Status `json:"status"`
	Error  *string       `json:"error"`
	WallS  float64       `json:"wall_s"` // the median; 0 when it failed
	Runs   []float64     `json:"runs"`
	Spread float64       `json:"spread"` // (max - min) / median
	Slower float64       `json:"slower"` // how many times the engine's time that is; 0 unknown

	// How many times as fast as the first model that has a text, under both.
	Over   string   `json:"over"`
	There  *float64 `json:"speedup"`
	Here   *float64 `json:"engine_speedup"`
	Agrees *bool    `json:"agrees"`
	Words  string   `json:"words"` // the agreement, in English

	Lacks *engine.NoPackageError `json:"-"` // the packages for want of which it did not run; Error says so
}

// checkReal finds the plans of the texts that CPython is to run; why there are
// none is told, and is no error.
func (p *Plan) checkReal(s *engine.Scenario) error {
	p.real, p.noReal, p.lacks = nil, "", map[string]*engine.NoPackageError{}
	if !p.Real {
		return nil
	}
	for _, m := range p.Models {
		inside := engine.InsideOf(s, m)
		if inside == "" || p.lacks[inside] != nil || slices.ContainsFunc(p.real, func(x engine.Plan) bool { return x.Inside == inside }) {
			continue
		}
		one := p.Base
		one.Model, one.Inside, one.Interpreter = engine.CPython, inside, p.Interpreter
		one.Start, one.Penalty = "", 0
		if p.Interpreter == "" && !realPossible() {
			p.noReal = engine.ErrNoPython.Error()
			return nil
		}
		one, err := one.Checked()
		var lacks *engine.NoPackageError
		if errors.As(err, &lacks) { // the engine's own run needs none of it
			p.lacks[inside], p.noReal = lacks, lacks.Words()
			continue
		}
		if err != nil {
			return fmt.Errorf("under CPython: %w", err)
		}
		p.real = append(p.real, one)
	}
	switch {
	case len(p.real) > 0:
		p.noReal = ""
	case p.noReal == "":
		p.noReal = engine.NoText.Words()
	}
	return nil
}

func realPossible() bool { return modelInfo(engine.CPython).Possible }

// newReal makes the entries of CPython, and tells which interpreter it is.
func (c *Comparison) newReal(ctx context.Context, p Plan) {
	c.NoCPython, c.lacks = p.noReal, p.lacks
	for _, one := range p.real {
		c.real = append(c.real, newEntry(one))
	}
	if len(c.real) == 0 {
		return
	}
	c.CPython = p.real[0].Interpreter
	if x, err := engine.AskInterpreter(ctx, c.CPython); err == nil {
		c.CPython = x.String()
	}
}

// beside sets CPython's figures beside the models'.
func (c *Comparison) beside() {
	s := c.scenario()
	if s == nil || len(c.real) == 0 {
		return
	}
	of := map[string]*Entry{}
	for _, r := range c.real {
		r.figures()
		of[r.plan.Inside] = r
	}
	var first, firstReal *Entry
	for _, e := range c.Models {
		inside := engine.InsideOf(s, e.Model)
		if lacks := c.lacks[inside]; lacks != nil {
			why := lacks.Error()
			e.Real = &Real{Inside: inside, Status: engine.Failed, Error: &why, Lacks: lacks}
			continue
		}
		r := of[inside]
		if r == nil {
			continue
		}
		e.Real = &Real{Inside: r.plan.Inside, Status: r.Status, Error: r.Error, WallS: r.WallS, Runs: r.Runs, Spread: r.Spread}
		if e.Failed() || r.Failed() || e.WallS <= 0 || r.WallS <= 0 {
			continue
		}
		e.Real.Slower = r.WallS / e.WallS
		if err := agree.SameResult(e.runs[0].out.Result, r.runs[0].out.Result); err != nil && !s.Differs && e.Report.Race == nil {
			no := false
			e.Real.Agrees, e.Real.Words = &no, "no: "+err.Error()
			continue
		}
		if first == nil {
			first, firstReal = e, r
		}
		if r == firstReal {
			continue // nothing to be over
		}
		e.Real.relate(e.Model, first.Model, first.WallS/e.WallS, firstReal.WallS/r.WallS)
	}
}

// relate sets a model's ratio under CPython beside the engine's.
func (r *Real) relate(model, over string, here, there float64) {
	r.Over, r.Here, r.There = over, &here, &there
	far := max(here/there, there/here)
	yes := far <= asReal
	r.Agrees = &yes
	word := "no"
	if yes {
		word = "yes"
	}
	r.Words = fmt.Sprintf("%s: %s is %.2f times as fast as %s, here %.2f times", word, model, there, over, here)
}

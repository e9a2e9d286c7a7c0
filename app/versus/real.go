package versus

// This file says what a CPython of this machine takes for the same.

import (
	"errors"
	"slices"

	"corelanes/app/explore"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/compare"
)

// realSentence says, before a run, what CPython will be asked; "" when it is not
// wanted.
func (p *Page) realSentence() string {
	legal, whyNot := engine.Legal(p.scenario)
	switch {
	case slices.Contains(legal, engine.CPython) && p.ticked[engine.CPython]:
		return text.X("a.versus.real.will")
	case whyNot[engine.CPython] == engine.NoText.Words():
		return text.X("a.versus.real.notext")
	case !slices.Contains(legal, engine.CPython):
		return text.X("a.versus.real.none", text.With{"Why": text.X("m.cpython.whynot")})
	}
	return ""
}

// realNotes are what has to be said of CPython under the table.
func (p *Page) realNotes() (out []string) {
	c := p.shown
	if c.CPython == "" {
		return []string{p.realSentence()}
	}
	over := ""
	for _, e := range c.Models {
		if e.Real != nil && e.Real.Over != "" {
			over = e.Real.Over
		}
	}
	with := text.With{"Which": c.CPython, "Model": modelTitle(over)}
	if over == "" {
		out = append(out, text.X("a.versus.real.which", with))
	} else {
		out = append(out, text.X("a.versus.real.over", with))
	}
	for _, e := range c.Models {
		switch r := e.Real; {
		case r == nil:
		case r.Error != nil:
			why := errors.New(*r.Error)
			if r.Lacks != nil {
				why = r.Lacks
			}
			out = append(out, text.X("a.versus.real.failed", text.With{"Model": modelTitle(e.Model), "Why": explore.SayError(why)}))
		case r.Agrees != nil && !*r.Agrees && r.There == nil:
			out = append(out, text.X("a.versus.real.differ", text.With{"Model": modelTitle(e.Model)}))
		}
	}
	return out
}

func realTime(r *compare.Real) string {
	switch {
	case r == nil:
		return "–"
	case r.WallS <= 0:
		return status(r.Status)
	}
	return spread(r.WallS, r.Spread, len(r.Runs))
}

// realAgrees says whether CPython's ratio is the engine's, with both.
func realAgrees(r *compare.Real) string {
	if r == nil || r.Agrees == nil {
		return ""
	}
	word := text.X("a.versus.real.no")
	if *r.Agrees {
		word = text.X("a.versus.yes")
	}
	if r.There == nil {
		return word
	}
	return word + " (" + number(*r.There) + "; " + number(*r.Here) + ")"
}

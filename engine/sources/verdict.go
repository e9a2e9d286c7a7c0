package sources

// This file holds how numbers become words, and words a verdict.

import "slices"

// word is what a number earns on a scale. limit and cores are what parts are of.
func (s Scale) word(x, limit, cores float64) string {
	for _, step := range s {
		of := 1.0
		switch step.Of {
		case ofLimit:
			of = max(limit, 1)
		case ofCores:
			of = max(cores, 1)
		}
		if step.Below == nil && step.From == nil || step.Below != nil && x < *step.Below*of || step.From != nil && x >= *step.From*of {
			return step.Word
		}
	}
	return ""
}

// Says is a word of the scale.
func (s Scale) Says(word string) Text {
	for _, step := range s {
		if step.Word == word {
			return step.Says
		}
	}
	return Text{}
}

// Verdict is what measuring makes of a cell or a claim.
type Verdict string

// The verdicts.
const (
	Open       Verdict = "open"       // not all that it needs was measured
	Agrees     Verdict = "agrees"     // every number earns a word that means what the author says
	Partly     Verdict = "partly"     // some do
	Disagrees  Verdict = "disagrees"  // none does
	Judgement  Verdict = "judgement"  // no number can decide it; there is one that stands for it
	Impossible Verdict = "impossible" // what it needs cannot be run here
	Known      Verdict = "known"      // no run can decide it, the documentation does
)

// Verdicts are all of them.
func Verdicts() []Verdict {
	return []Verdict{Agrees, Partly, Disagrees, Judgement, Known, Impossible, Open}
}

// signs tell verdicts apart where there is no colour.
var signs = map[Verdict]string{Agrees: "✓", Partly: "◐", Disagrees: "✗", Judgement: "≈", Known: "§", Impossible: "–", Open: "·"}

// Sign is a verdict's sign, for where there is no colour, or nobody sees it.
func (v Verdict) Sign() string { return signs[v] }

// Finding is what a check came to.
type Finding struct {
	Check    *Check
	Measured *Measured // nil: not yet
	Value    float64
	Word     string // what it earns; "" without a number
	Holds    bool   // it is one of those that agree
}

// Known says whether there is a number.
func (f Finding) Known() bool { return f.Word != "" }

// noisyAt is from how many per cent of taken time on a measurement is doubted; see
// compare.
const noisyAt = 5

// Noisy says whether something else had the cores while it was measured.
func (f Finding) Noisy() bool { return f.Measured != nil && f.Measured.Noise >= noisyAt }

// find holds a check against what was measured.
func (b *Book) find(c *Check, kept Kept) Finding {
	f := Finding{Check: c, Measured: kept.Of(c)}
	if f.Measured == nil {
		return f
	}
	x, ok := f.Measured.Values[c.Measure]
	if c.Over != nil && ok {
		over := kept[c.Over.key()]
		if over == nil {
			return Finding{Check: c}
		}
		y := over.Values[c.Measure]
		if ok = y > 0; ok {
			x /= y
		}
	}
	if ok {
		f.Value, f.Word = x, b.Scales[c.Scale].word(x, f.Measured.Limit, float64(f.Measured.Machine.Cores))
		f.Holds = slices.Contains(c.Agree, f.Word)
	}
	return f
}

// verdict is what findings come to.
func verdict(all []Finding) Verdict {
	holds, known, impossible := 0, 0, 0
	for _, f := range all {
		switch {
		case f.Known():
			known++
			holds += int(one(f.Holds))
		case f.Measured != nil: // it was tried, and there is no number
			impossible++
		default:
			return Open
		}
	}
	switch {
	case known == 0 && impossible > 0:
		return Impossible
	case known == 0:
		return Open
	case holds == known:
		return Agrees
	case holds == 0:
		return Disagrees
	}
	return Partly
}

// Cell is what was found of a cell, and what it comes to.
func (b *Book) Cell(r *Row, c *Cell, kept Kept) ([]Finding, Verdict) {
	all, v := b.findings(c.Checks, kept)
	if r.Judgement && v != Open && v != Impossible {
		v = Judgement
	}
	return all, v
}

// Claim is what was found of a claim, and what it comes to.
func (b *Book) Claim(c *Claim, kept Kept) ([]Finding, Verdict) {
	if c.Known {
		return nil, Known
	}
	return b.findings(c.Checks, kept)
}

func (b *Book) findings(checks []Check, kept Kept) ([]Finding, Verdict) {
	var out []Finding
	for i := range checks {
		out = append(out, b.find(&checks[i], kept))
	}
	return out, verdict(out)
}

package sources

// This file holds how numbers are said.

import (
	"math"
	"strconv"
	"strings"
)

// unit is one in which a kind is told: from the smallest number on, so many to
// one of the base unit.
type unit struct {
	from float64
	per  float64
	word string // key of its name; "": none
}

// units are those of a kind, the largest first.
var units = map[Kind][]unit{
	Count:  {{0, 1, ""}},
	Times:  {{0, 1, "unit.times"}},
	Time:   {{1, 1, "unit.s"}, {0.001, 1e3, "unit.ms"}, {0, 1e6, "unit.us"}},
	Bytes:  {{1e6, 1e-6, "unit.MB"}, {0, 1e-3, "unit.KB"}},
	Share:  {{0, 100, "unit.percent"}},
	OfCore: {{0, 1, "unit.cores"}},
}

// Number is a number of a kind, "3.84×" or "12 MB", in a language.
func (b *Book) Number(k Kind, x float64, language string) string {
	for _, u := range units[k] {
		if math.Abs(x) < u.from {
			continue
		}
		x *= u.per
		s := strings.Replace(strconv.FormatFloat(x, 'f', digits(x, u.word != ""), 64), ".", decimal(language), 1)
		switch u.word {
		case "":
			return s
		case "unit.times":
			return s + b.Words[u.word].In(language)
		}
		return s + "\u00a0" + b.Words[u.word].In(language)
	}
	return ""
}

// digits is how many are worth telling behind the point: of what is counted none,
// of what is measured so many that there are two or three in all.
func digits(x float64, measured bool) int {
	switch x = math.Abs(x); {
	case !measured || x >= 100 || x == 0:
		return 0
	case x >= 10:
		return 1
	case x >= 0.1:
		return 2
	}
	return 3
}

// kind is what a check's number is of.
func (b *Book) kind(c *Check) Kind {
	if c.Over != nil {
		return Times
	}
	return b.Measures[c.Measure].Kind
}

// Value is a finding's number, "" when there is none.
func (b *Book) Value(f Finding, language string) string {
	if !f.Known() {
		return ""
	}
	return b.Number(b.kind(f.Check), f.Value, language)
}

// Word is the word that a finding's number earns, "" when there is no number.
func (b *Book) Word(f Finding, language string) string {
	return b.Scales[f.Check.Scale].Says(f.Word).In(language)
}

// Truth is what is so in place of a claim, with the numbers that were found; what
// is not known is left open as "…".
func (b *Book) Truth(c *Claim, found []Finding, language string) string {
	var with []string
	for i := range c.Checks {
		x := "…"
		if i < len(found) && found[i].Known() {
			x = b.Value(found[i], language)
		}
		with = append(with, "{"+strconv.Itoa(i+1)+"}", x)
	}
	return strings.NewReplacer(with...).Replace(c.Truth.In(language))
}

// Thresholds says what earns each word of a check's scale.
func (b *Book) Thresholds(c *Check, language string) []string {
	var out []string
	for _, s := range b.Scales[c.Scale] {
		line := s.Says.In(language)
		limit, sign := s.Below, "< "
		if s.From != nil {
			limit, sign = s.From, "≥ "
		}
		if limit != nil {
			x := b.Number(b.kind(c), *limit, language)
			if s.Of != "" {
				x = strings.Replace(strconv.FormatFloat(*limit, 'g', 3, 64), ".", decimal(language), 1) + " · " + b.Words["of."+s.Of].In(language)
			}
			line += " " + sign + x
		}
		out = append(out, line)
	}
	return out
}

func decimal(language string) string {
	if language == "ru" {
		return ","
	}
	return "."
}

// Sum says how many came to what.
func (b *Book) Sum(sums ReportSum, language string) string {
	var out []string
	for _, v := range Verdicts() {
		if n := sums[v]; n > 0 {
			out = append(out, v.Sign()+" "+strconv.Itoa(n)+" "+b.Words["sum."+string(v)].In(language))
		}
	}
	return strings.Join(out, "   ")
}

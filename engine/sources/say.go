package sources

// This file holds how numbers are said.

import (
	"math"
	"strconv"
	"strings"
)

// Number is a measure's number in its unit, "3.84×" or "12 MB", in a language.
func (b *Book) Number(measure string, x float64, language string) string {
	m := b.Measures[measure]
	if m.Per != 0 {
		x *= m.Per
	}
	unit := m.Unit.In(language)
	s := strconv.FormatFloat(x, 'f', digits(x, unit != ""), 64)
	if language == "ru" {
		s = strings.Replace(s, ".", ",", 1)
	}
	switch unit {
	case "":
		return s
	case "×":
		return s + unit
	}
	return s + " " + unit // a space that does not break
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

// Value is a finding's number, "" when there is none.
func (b *Book) Value(f Finding, language string) string {
	if !f.Known() {
		return ""
	}
	return b.Number(f.Check.Measure, f.Value, language)
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

// Thresholds says what earns each word of a scale, for a measure.
func (b *Book) Thresholds(scale, measure, language string) []string {
	var out []string
	for _, s := range b.Scales[scale] {
		line := s.Says.In(language)
		limit, sign := s.Below, "< "
		if s.From != nil {
			limit, sign = s.From, "≥ "
		}
		if limit != nil {
			x := b.Number(measure, *limit, language)
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

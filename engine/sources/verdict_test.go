package sources

// This file tests how numbers become words, and words a verdict.

import (
	"testing"
	"testing/fstest"
)

func TestTheSpeedupEarnsTheWordOfItsThreshold(t *testing.T) {
	s := shipped(t).Scales["speedup"]
	for _, c := range []struct {
		x, limit float64
		want     string
	}{
		{0.75, 2, "bad"}, {0.9, 2, "none"}, {1.09, 2, "none"}, {1.15, 2, "some"}, {1.2, 2, "excellent"},
		{2.5, 5, "good"}, {3, 5, "excellent"}, {1.9, 5, "some"}, {1.1, 0, "excellent"},
	} {
		if got := s.word(c.x, c.limit, 2); got != c.want {
			t.Errorf("%.2f of at most %.0f earns %q, want %q", c.x, c.limit, got, c.want)
		}
	}
}

func TestAVerdictNeedsAllItsNumbers(t *testing.T) {
	tried, yes, no := &Measured{}, Finding{Word: "good", Holds: true}, Finding{Word: "bad"}
	for _, c := range []struct {
		all  []Finding
		want Verdict
	}{
		{[]Finding{yes, yes}, Agrees}, {[]Finding{no}, Disagrees}, {[]Finding{yes, no}, Partly}, {[]Finding{yes, {}}, Open},
		{[]Finding{{Measured: tried}}, Impossible}, {[]Finding{yes, {Measured: tried}}, Agrees}, {nil, Open},
	} {
		if got := verdict(c.all); got != c.want {
			t.Errorf("%v come to %s, want %s", c.all, got, c.want)
		}
	}
}

func TestAJudgementIsNeverRightOrWrong(t *testing.T) {
	b := shipped(t)
	check := Check{Run: Setup{Scenario: "squares", Model: "threads"}, Measure: "speedup", Scale: "speedup", Agree: []string{"good"}}
	kept := Kept{check.Run.key(): {Values: map[string]float64{"speedup": 0.5}, Limit: 2}}
	cell := &Cell{Checks: []Check{check}}
	if _, v := b.Cell(&Row{Judgement: true}, cell, kept); v != Judgement {
		t.Errorf("a judgement came to %s", v)
	}
	found, v := b.Cell(&Row{}, cell, kept)
	if v != Disagrees || b.Value(found[0], "en") != "0.50×" || b.Value(found[0], "ru") != "0,50×" || b.Word(found[0], "en") != "bad: slower" {
		t.Errorf("0.5 came to %s, %q, %q", v, b.Value(found[0], "ru"), b.Word(found[0], "en"))
	}
}

func TestMistakesInTheDataAreNamed(t *testing.T) {
	words := `
sources: {a: {en: A, ru: А}}
measures: {speedup: {says: {en: s, ru: с}, kind: times}}
scales: {speedup: [{word: low, below: 1, says: {en: l, ru: н}}, {word: high, says: {en: h, ru: в}}]}
`
	table := func(run, agree string) string {
		return `
id: "1"
source: a
title: {en: T, ru: Т}
columns: [{title: {en: C, ru: К}}]
rows:
  - id: r
    title: {en: R, ru: Р}
    shows: {en: S, ru: С}
    cells:
      - says: {en: Y, ru: Д}
        checks: [{label: {en: L, ru: М}, run: ` + run + `, measure: speedup, scale: speedup, agree: [` + agree + `]}]
`
	}
	for _, c := range []struct {
		name, table, words string
		bad                bool
	}{
		{"whole", table("{scenario: squares, model: threads}", "high"), words, false},
		{"an unknown scenario", table("{scenario: circles, model: threads}", "high"), words, true},
		{"an unknown model", table("{scenario: squares, model: fibres}", "high"), words, true},
		{"an unknown parameter", table("{scenario: squares, model: threads, set: {colour: red}}", "high"), words, true},
		{"an unknown word", table("{scenario: squares, model: threads}", "middling"), words, true},
		{"an unknown field", table("{scenario: squares, model: threads, wheels: 4}", "high"), words, true},
		{"one language", table("{scenario: squares, model: threads}", "high"), words + "words: {x: {en: only}}\n", true},
	} {
		_, err := Load(fstest.MapFS{
			wordsFile: {Data: []byte(c.words)}, "table-1.yaml": {Data: []byte(c.table)}, claimsFile: {Data: []byte("claims: []")},
		})
		if (err != nil) != c.bad {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

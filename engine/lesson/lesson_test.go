package lesson

// This file tests the reading of lessons, and how predictions are scored.

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"corelanes/engine"
)

// small is a whole lesson.
const small = `lesson: 1
order: 5
title: A lesson
goal: {en: "See it", ru: "Увидеть"}
text: Read this.
runs:
  - {name: one, label: One, scenario: race, model: threads, workers: 2}
  - {name: other, label: Other, scenario: race, model: processes}
predict:
  kind: choose
  ask: How many?
  measure: {what: lost, run: one}
  options:
    - {label: none, to: 1}
    - {label: some, from: 1}
explain:
  - {run: one, at: longest running, worker: 1, object: value, zoom: 5ms, text: Look}
try:
  text: Lose some
  scenario: race
  model: threads
  change: [model, lock]
  goal: lost
  answer: {model: free-threads}
check:
  - {ask: Well?, why: Because., answers: [{label: yes, right: true}, {label: no}]}
notes: {solves: a, everyday: b, mistakes: [c]}
`

func TestAWholeLessonIsRead(t *testing.T) {
	l, err := Parse("folder/small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if l.ID != "small" || l.Order != 5 || l.Title != (Text{"A lesson", "A lesson"}) || l.Goal.In("ru") != "Увидеть" || l.Goal.In("en") != "See it" {
		t.Errorf("%+v", l)
	}
	if x := l.Find("other"); x == nil || x.Plan.Model != "processes" || l.Find("none") != nil {
		t.Errorf("%+v", l.Runs)
	}
	if s := l.Explain[0]; s.At.String() != "longest running" || s.Lane != 1 || s.Obj != "value" || s.Zoom.Milliseconds() != 5 {
		t.Errorf("%+v", s)
	}
	if o := l.Predict.Options[1]; o.From != 1 || !math.IsInf(o.To, 1) || l.Predict.Right(0) != 0 || l.Predict.Right(1) != 1 {
		t.Errorf("%+v", l.Predict)
	}
	if l.Picture.Run != "one" || l.Try.Runs != 1 || !l.Check[0].Options[0].Right || l.Notes.Mistakes[0].EN != "c" {
		t.Errorf("%+v", l)
	}
	p := With(l.Try.Plan, map[string]string{"model": "asyncio", "workers": "3", "lock": "true"})
	if p.Model != "asyncio" || p.Workers != 3 || p.Set["lock"] != "true" || l.Try.Plan.Set["lock"] != "" {
		t.Errorf("%+v", p)
	}
}

func TestMistakesNameFileLineAndField(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"order: 5", "order: five", `small.yaml:2: order: "five" is not allowed`},
		{"title: A lesson", "titel: A lesson", `small.yaml:3: titel: there is no field "titel" here; there are lesson, order`},
		{"title: A lesson\n", "", `small.yaml:1: "title" is missing`},
		{"goal: {en: \"See it\", ru: \"Увидеть\"}", "goal: {en: \"See it\"}", `small.yaml:4: goal: the text in "ru" is missing`},
		{"text: Read this.", "text: [a]", `small.yaml:5: text: fields must be here`},
		{"text: Read this.", "text: ''", `small.yaml:5: text: nothing is here`},
		{"text: Read this.", "text: a\ntext: b", `small.yaml:6: text: "text" stands here twice`},
		{"name: other", "name: one", `small.yaml:8: runs[2].name: "one" stands here twice`},
		{"model: processes}", "model: proceses}", `small.yaml:8: runs[2]: this cannot be run: unknown model "proceses"; did you mean processes`},
		{"workers: 2}", "workers: 200}", `small.yaml:7: runs[1].workers: "200" is not allowed here; it must be a whole number from 1 to 64`},
		{"run: one}\n  options", "run: nobody}\n  options", `small.yaml:12: predict.measure.run: "nobody" is not allowed here; it must be a run's name: one, other`},
		{"what: lost", "what: beauty", `small.yaml:12: predict.measure.what: "beauty" is not allowed`},
		{"kind: choose", "kind: order", `small.yaml:12: predict.measure: "run" is not allowed`},
		{"{label: some, from: 1}", "{label: some, from: 2}", `small.yaml:15: predict.options: no option is right for 1`},
		{"{label: some, from: 1}", "{label: some}", `small.yaml:15: predict.options: this option and an earlier one would both be right for 0`},
		{"{label: some, from: 1}", "{label: some, from: 1, to: 5}", `small.yaml:14: predict.options: no option is right for 5`},
		{"at: longest running", "at: soon", `small.yaml:17: explain[1].at: "soon" is not allowed`},
		{"object: value", "object: stone", `small.yaml:17: explain[1].object: "stone" is not allowed`},
		{"zoom: 5ms", "zoom: 5", `small.yaml:17: explain[1].zoom: "5" is not allowed`},
		{"change: [model, lock]", "change: [model, key]", `small.yaml:22: try.change[2]: "key" is not allowed`},
		{"goal: lost", "goal: found", `small.yaml:23: try.goal: "found" is not allowed`},
		{"answer: {model: free-threads}", "answer: {pause: 'true'}", `try.answer.pause: "pause" is not allowed`},
		{"{label: no}", "{label: no, right: true}", `small.yaml:26: check[1].answers: exactly one answer must be right`},
		{"notes:", "\tnotes:", "this is not YAML"},
		{"title: A lesson", "title: &a A lesson", "anchors and aliases are not allowed"},
	} {
		text := strings.Replace(small, c.from, c.to, 1)
		if text == small {
			t.Fatalf("%q is not there", c.from)
		}
		_, err := Parse("small.yaml", []byte(text))
		var all Mistakes
		if !errors.As(err, &all) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.to, err, c.want)
		}
	}
}

func TestAllMistakesAreToldAtOnceInTheOrderOfLines(t *testing.T) {
	text := strings.NewReplacer("order: 5", "order: x", "zoom: 5ms", "zoom: x", "goal: lost", "goal: x").Replace(small)
	_, err := Parse("a.yaml", []byte(text))
	var all Mistakes
	if !errors.As(err, &all) || len(all) != 3 || all[0].Line != 2 || all[1].Line != 17 || all[2].Line != 23 {
		t.Errorf("%v", err)
	}
}

func TestNothingIsALesson(t *testing.T) {
	for _, s := range []string{"", "---\n", "[]", "5", "\x00", strings.Repeat("a", maxBytes+1)} {
		if l, err := Parse("x.yaml", []byte(s)); err == nil {
			t.Errorf("%.10q is %+v", s, l)
		}
	}
}

func TestAShelfHasWhatCanBeReadAndSaysWhatCannot(t *testing.T) {
	s := Load(fstest.MapFS{
		"b.yaml":     {Data: []byte(small)},
		"a.yaml":     {Data: []byte(strings.Replace(small, "order: 5", "order: 7", 1))},
		"bad.yaml":   {Data: []byte("lesson: 2")},
		"readme.txt": {Data: []byte("no lesson")},
	})
	if len(s.Lessons) != 2 || s.Lessons[0].ID != "b" || s.Lessons[1].ID != "a" || len(s.Bad) != 1 || s.Bad[0].File != "bad.yaml" {
		t.Errorf("%+v", s)
	}
	if s := Load(os.DirFS(t.TempDir() + "/nowhere")); len(s.Lessons)+len(s.Bad) != 0 {
		t.Errorf("%+v", s)
	}
}

func reports(walls map[string]float64) Reports {
	out := Reports{}
	for name, w := range walls {
		out[name] = engine.Report{WallS: w, Result: json.RawMessage(`{"n": 3, "ok": true}`)}
	}
	return out
}

func TestAMeasureIsANumberOrARatio(t *testing.T) {
	all := reports(map[string]float64{"one": 6, "other": 2})
	for _, c := range []struct {
		m    Measure
		want float64
		ok   bool
	}{
		{Measure{What: "wall", Run: "one"}, 6, true},
		{Measure{What: "wall", Run: "one", Over: "other"}, 3, true},
		{Measure{What: "result.n", Run: "one"}, 3, true},
		{Measure{What: "result.ok", Run: "one"}, 1, true},
		{Measure{What: "result.none", Run: "one"}, 0, false},
		{Measure{What: "wall", Run: "third"}, 0, false},
		{Measure{What: "wall", Run: "one", Over: "third"}, 0, false},
		{Measure{What: "lost", Run: "one", Over: "other"}, 0, false},
	} {
		if got, ok := c.m.Of(all); got != c.want || ok != c.ok {
			t.Errorf("%+v: %g, %t", c.m, got, ok)
		}
	}
}

func TestAnOrderIsScoredByItsPairsAndTiesCountEitherWay(t *testing.T) {
	l := &Lesson{Runs: []Run{{Name: "a"}, {Name: "b"}, {Name: "c"}}, Predict: Prediction{Kind: Order, Measure: Measure{What: "wall"}}}
	all := reports(map[string]float64{"a": 2.0, "b": 2.1, "c": 1.0})
	for _, c := range []struct {
		order []string
		want  float64
	}{
		{[]string{"c", "a", "b"}, 1},
		{[]string{"c", "b", "a"}, 1},
		{[]string{"a", "c", "b"}, 2.0 / 3},
		{[]string{"a", "b", "c"}, 1.0 / 3},
	} {
		if got, ok := l.Score(Predicted{Order: c.order}, all); !ok || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v: %g, %t", c.order, got, ok)
		}
	}
	if _, ok := l.Score(Predicted{Order: []string{"a"}}, all); ok {
		t.Error("half an order was scored")
	}
	delete(all, "b")
	if _, ok := l.Ranking(all); ok {
		t.Error("ranked without a run")
	}
}

func TestANumberIsScoredByHowNearItIs(t *testing.T) {
	for _, c := range []struct{ guess, is, lo, hi float64 }{
		{5, 5, 1, 1}, {5.4, 5, 1, 1}, {10, 5, 0.3, 0.5}, {15.1, 5, 0, 0}, {0, 5, 0, 0}, {0, 0, 1, 1}, {1, 0, 0, 0},
	} {
		if got := near(c.guess, c.is); got < c.lo || got > c.hi {
			t.Errorf("%g for %g: %g", c.guess, c.is, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("lesson: 1\nruns: [{}]\npredict: {options: [{}, {}]}\ncheck: [{answers: []}]\ntry: {change: [x], answer: {x: y}}"))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("? [a]\n: b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Parse("fuzz.yaml", data)
		var all Mistakes
		if (err == nil) == (l == nil) || err != nil && (!errors.As(err, &all) || len(all) == 0) {
			t.Fatalf("%v, %v", l, err)
		}
		for _, m := range all {
			if says[m.Flaw] == "" {
				t.Fatalf("no words for %q", m.Flaw)
			}
		}
	})
}

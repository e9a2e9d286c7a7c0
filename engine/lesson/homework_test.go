package lesson

// This file tests the reading of homeworks and answers, and how answers are held
// against the key.

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corelanes/engine"
	"corelanes/engine/trace"
)

// homework is a whole one, without a run that has to be made.
const homework = `homework: 1
title: {en: "Count", ru: "Счёт"}
text: Look.
run: {scenario: race, model: threads, workers: 2, seed: 7, set: {size: smoke}}
change: [lock]
questions:
  - kind: choose
    ask: Why?
    answers:
      - {label: {en: "no lock", ru: "нет блокировки"}, right: true} # the key
      - {label: {en: "bad luck", ru: "не повезло"}}
    why: So it is.
  - {kind: number, ask: How many?, is: 3, within: 10, unit: {en: "times", ru: "раз"}}
  - {kind: number, ask: How many were lost?, measure: lost}
  - {kind: words, ask: What else?}
`

func parsed(t *testing.T, text string) *Homework {
	t.Helper()
	h, err := ParseHomework("folder/count.homework.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// recorded is a recording of the homework's run as its file would give it back.
func recorded(t *testing.T, p engine.Plan) *engine.Opened {
	t.Helper()
	p, err := p.Checked()
	if err != nil {
		t.Fatal(err)
	}
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	a.Finish(1000)
	return &engine.Opened{Plan: p, Outcome: engine.Outcome{Status: engine.Done}, Recording: trace.NewRecording(a)}
}

func number64(x float64) *float64 { return &x }

func TestAHomeworkIsReadWhole(t *testing.T) {
	h := parsed(t, homework)
	if h.ID != "count" || h.Title.RU != "Счёт" || *h.Plan.Seed != 7 || h.Plan.Workers != 2 || len(h.Ask) != 4 || h.Change[0] != "lock" {
		t.Errorf("%+v", h)
	}
	if !h.Ask[0].Keyed() || !h.Ask[1].Keyed() || h.Ask[1].Within != 10 || !h.Ask[2].Keyed() || h.Ask[2].Within != withinMeasured || h.Ask[3].Keyed() {
		t.Errorf("%+v", h.Ask)
	}
}

func TestMistakesOfAHomeworkNameLineAndField(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"homework: 1", "homework: 2", "f.homework.yaml:1: homework: "},
		{"seed: 7", "seed: x", "f.homework.yaml:4: run.seed: "},
		{"scenario: race", "scenario: rase", "f.homework.yaml:4: run: "},
		{"change: [lock]", "change: [lok]", "f.homework.yaml:5: change[1]: "},
		{"is: 3, within: 10", "is: 3, measure: lost", "f.homework.yaml:13: questions[2].is: "},
		{"measure: lost", "measure: losd", "f.homework.yaml:14: questions[3].measure: "},
		{"ask: What else?", "ask: What else?, within: 5", `f.homework.yaml:15: questions[4]: "words"`},
		{"questions:", "goal: nonsense\nquestions:", "goal: "},
		{`ru: "не повезло"}}`, `ru: "не повезло"}, right: true}`, "f.homework.yaml:10: questions[1].answers: "},
		{"kind: words", "kind: words, answers: [{label: a}, {label: b}]", "questions[4].answers: "},
	} {
		_, err := ParseHomework("f.homework.yaml", []byte(strings.Replace(homework, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.to, err, c.want)
		}
	}
}

func TestWhatIsHandedOutHasNoKey(t *testing.T) {
	h := parsed(t, homework)
	text, err := h.WithoutKey()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"right:", "is:", "measure", "within", "why", "the key", "So it is"} {
		if strings.Contains(string(text), key) {
			t.Errorf("it still says %q:\n%s", key, text)
		}
	}
	out := parsed(t, string(text))
	if !sameQuestions(h, out) || *out.Plan.Seed != 7 {
		t.Errorf("it is another homework:\n%s", text)
	}
	for _, q := range out.Ask {
		if q.Keyed() {
			t.Errorf("%s still has a key", q.Ask.EN)
		}
	}
}

func TestAnswersGoWithTheRecordingAndAreGraded(t *testing.T) {
	key := parsed(t, homework)
	text, err := key.WithoutKey()
	if err != nil {
		t.Fatal(err)
	}
	a := &Answers{Student: "  Анна\u202e\x00 К.\n", Homework: parsed(t, string(text)), Given: []Given{{Choice: 1}, {Number: number64(3.2)}, {Number: number64(5)}, {Words: "two\nlines"}}}
	folder := t.TempDir()
	handIn := func(name string, a *Answers, o *engine.Opened) {
		t.Helper()
		out, err := a.Attach(o)
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Save(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	handIn("anna.lane", a, recorded(t, a.Homework.Plan))
	other := a.Homework.Plan
	other.Workers = 3
	handIn("boris.lane", &Answers{Student: "=cmd", Homework: a.Homework, Given: make([]Given, 4)}, recorded(t, other))
	changed := With(a.Homework.Plan, map[string]string{"lock": "true"})
	handIn("wera.lane", &Answers{Student: "Вера", Homework: a.Homework, Given: []Given{{Choice: 2}, {Number: number64(4)}}}, recorded(t, changed))

	grade := func() *Grid {
		t.Helper()
		g, err := ReadGrid(t.Context(), folder, "ru", nil)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	if g := grade(); len(g.Works) != 1 || len(g.Works[0].Rows) != 3 || g.Works[0].Rows[1].Key != KeyStudent || g.Works[0].Rows[1].Answers[0].Verdict != Unkeyed {
		t.Fatalf("without the teacher's file: %+v", g)
	}
	if err := os.WriteFile(filepath.Join(folder, "count.homework.yaml"), []byte(homework), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "junk.lane"), []byte("CORELANE and nothing more"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := recorded(t, other).Save(filepath.Join(folder, "no-answers.lane")); err != nil {
		t.Fatal(err)
	}
	g := grade()
	if len(g.Bad) != 2 || len(g.Works) != 1 || g.Works[0].Title != "Счёт" {
		t.Fatalf("%+v", g)
	}
	var names, marks []string
	for _, r := range g.Works[0].Rows {
		names = append(names, r.Student+" "+r.File+" "+string(r.Run))
		line := ""
		for _, m := range r.Answers {
			line += string(m.Verdict) + " "
		}
		marks = append(marks, line)
		if r.Key != KeyTeacher {
			t.Errorf("%s: key of the %s", r.Student, r.Key)
		}
	}
	if got, want := strings.Join(names, "; "), "=cmd boris.lane other; Анна К. anna.lane as_asked; Вера wera.lane as_asked"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := strings.Join(marks, "; "), "blank blank blank blank ; right right wrong open ; wrong wrong blank blank "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	anna := g.Works[0].Rows[1]
	if anna.Right != 2 || anna.Keyed != 3 || anna.Answers[0].Said != "нет блокировки" || anna.Answers[1].Said != "3,2\u00a0раз" || anna.Answers[1].Is != "3\u00a0раз" || anna.Answers[2].Is != "0" {
		t.Errorf("%+v", anna)
	}
	table := g.Works[0].Table()
	if table[1][0] != "'=cmd" || len(table[0]) != len(table[1]) {
		t.Errorf("%q", table)
	}
}

func TestAnswersToOtherQuestionsAreRefused(t *testing.T) {
	folder := t.TempDir()
	h := parsed(t, strings.Replace(homework, "Why?", "Why not?", 1))
	out, err := (&Answers{Student: "A", Homework: h, Given: make([]Given, 4)}).Attach(recorded(t, h.Plan))
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Save(filepath.Join(folder, "a.lane")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "count.homework.yaml"), []byte(homework), 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := ReadGrid(t.Context(), folder, "en", nil)
	if err != nil || len(g.Bad) != 1 || !errors.Is(g.Bad[0].Err, ErrOtherEdition) {
		t.Errorf("%+v, %v", g, err)
	}
}

func TestAnswersThatDoNotFitAreRefused(t *testing.T) {
	for _, given := range []string{
		`[{"choice":3}]`, `[{"choice":-1}]`, `[{"choice":1,"words":"x"}]`, `[{"number":1}]`,
		`[{},{"choice":1}]`, `[{},{"number":1e300}]`, `[{},{},{},{"number":1}]`, `[{},{},{},{},{}]`,
	} {
		raw, err := json.Marshal(attached{Version: 1, ID: "../../x", Source: homework, Given: nil})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parseAnswers([]byte(strings.Replace(string(raw), `"given":null`, `"given":`+given, 1))); err == nil {
			t.Errorf("%s is taken", given)
		}
	}
	if _, err := parseAnswers([]byte(`{"notes":1}`)); !errors.Is(err, ErrNoAnswers) {
		t.Errorf("another attachment: %v", err)
	}
	if _, err := parseAnswers([]byte(`{"homework":1,"source":"` + strings.Repeat("x", maxAttached) + `"}`)); err == nil {
		t.Error("an attachment of any length is taken")
	}
}

func FuzzParseHomework(f *testing.F) {
	f.Add([]byte(homework))
	f.Add([]byte("homework: 1\nrun: {seed: 1}\nquestions: [{kind: choose, answers: [{}]}]\nchange: [x]\ngoal: y"))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ParseHomework("f.homework.yaml", data)
		var all Mistakes
		if (err == nil) == (h == nil) || err != nil && (!errors.As(err, &all) || len(all) == 0) {
			t.Fatalf("%v, %v", h, err)
		}
		if h == nil {
			return
		}
		text, err := h.WithoutKey()
		if err != nil {
			t.Fatalf("%v of %q", err, data)
		}
		out, err := ParseHomework("f.homework.yaml", text)
		if err != nil || !sameQuestions(h, out) {
			t.Fatalf("%q becomes %q: %v", data, text, err)
		}
	})
}

func FuzzParseAnswers(f *testing.F) {
	raw, err := json.Marshal(attached{Version: 1, ID: "count", Source: homework, Student: "A", Given: []Given{{Choice: 1}, {Number: number64(3)}, {}, {Words: "x"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"homework":1,"given":[{"choice":1}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := parseAnswers(raw)
		if (a == nil) == (err == nil) {
			t.Fatalf("%v, %v", a, err)
		}
		if a == nil {
			return
		}
		if len(a.Given) != len(a.Homework.Ask) || len([]rune(a.Student)) > maxName || strings.ContainsAny(a.Student, "\n\x00\u202e") {
			t.Fatalf("%q: %+v", raw, a)
		}
		for i := range a.Given {
			a.Homework.Ask[i].Says(a.Given[i], "ru")
		}
	})
}

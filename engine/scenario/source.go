package scenario

// This file holds the texts of the scenarios: how a good programmer would write
// each of them today, under each model. They lie in text/SCENARIO/MODEL.py, those
// in Go, for the model whose workers are Go's, in MODEL.go.txt.

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"time"

	"corelanes/engine/work"
)

//go:embed text
var texts embed.FS

// Source is the text of the scenario for the first of the models named that has
// one, with the run's values in it; without any, what the workers interpret.
func (s *Scenario) Source(v Values, workers int, interpreted string, models ...string) work.Source {
	for _, m := range models {
		for _, l := range []tongue{python, golang} {
			if text, err := texts.ReadFile("text/" + s.ID + "/" + m + l.suffix); err == nil {
				return work.ParseSource(string(text), l.comment, s.literals(l, v, workers))
			}
		}
	}
	return work.ParseSource(interpreted, python.comment, s.literals(python, v, workers))
}

// InGo is how a good Go programmer would write the scenario under a model, with
// the run's values in it; "" when that is not written.
func (s *Scenario) InGo(v Values, workers int, model string) string {
	text, err := texts.ReadFile("text/" + s.ID + "/" + model + golang.suffix)
	if err != nil {
		return ""
	}
	return work.ParseSource(string(text), golang.comment, s.literals(golang, v, workers)).Text
}

// tongue is a language that texts are written in.
type tongue struct {
	suffix, comment string // of its files; what its comments begin with
	yes, no         string
	duration        func(time.Duration) string
}

var (
	python = tongue{".py", "#", "True", "False", func(d time.Duration) string {
		return strconv.FormatFloat(d.Seconds(), 'g', -1, 64)
	}}
	golang = tongue{".go.txt", "//", "true", "false", goDuration}
)

// goDuration is a duration as Go programmers write it: in the largest unit that
// it is a whole number of.
func goDuration(d time.Duration) string {
	name, unit := "Nanosecond", time.Nanosecond
	for _, u := range []struct {
		name string
		unit time.Duration
	}{{"Microsecond", time.Microsecond}, {"Millisecond", time.Millisecond}, {"Second", time.Second}} {
		if d%u.unit == 0 {
			name, unit = u.name, u.unit
		}
	}
	if d == unit {
		return "time." + name
	}
	return strconv.FormatInt(int64(d/unit), 10) + " * time." + name
}

// literals are the values of a run as a language writes them, by their names.
func (s *Scenario) literals(l tongue, v Values, workers int) map[string]string {
	out := map[string]string{"workers": strconv.Itoa(workers)}
	for _, p := range s.Parameters {
		out[p.Name] = p.literal(l, v[p.Name])
	}
	return out
}

// Texts are the models whose Python texts the scenario has, in the order of
// their names.
func (s *Scenario) Texts() (ids []string) {
	files, _ := texts.ReadDir("text/" + s.ID) // one that has none has no folder
	for _, f := range files {
		if m, ok := strings.CutSuffix(f.Name(), ".py"); ok && m != answerText {
			ids = append(ids, m)
		}
	}
	return ids
}

// Modules are the modules that the scenario's text for a model imports, by the
// names of their outermost packages, in alphabetical order.
func (s *Scenario) Modules(model string) []string {
	b, _ := texts.ReadFile("text/" + s.ID + "/" + model + ".py") // one without a text imports nothing
	var names []string
	for line := range strings.Lines(string(b)) {
		if words := strings.Fields(line); len(words) > 1 && (words[0] == "import" || words[0] == "from") {
			name, _, _ := strings.Cut(words[1], ".")
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Modules are the modules that any of the texts imports, in alphabetical order.
func Modules() (names []string) {
	for _, s := range All() {
		for _, model := range s.Texts() {
			names = append(names, s.Modules(model)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// answerText is the file, among a scenario's texts, with the Python that says
// what they computed.
const answerText = "answer"

// Answer is Python that, in the names of any of the scenario's texts and once
// that has ended, gives its result the name answer; "" when it has none.
func (s *Scenario) Answer() string {
	b, _ := texts.ReadFile("text/" + s.ID + "/" + answerText + ".py") // not every scenario has one
	return string(b)
}

// literal is a checked value as a language writes it.
func (p Parameter) literal(l tongue, value string) string {
	switch v := (Values{p.Name: value}); p.Type {
	case Int:
		return strconv.Itoa(v.Int(p.Name))
	case Bool:
		if v.Bool(p.Name) {
			return l.yes
		}
		return l.no
	case Duration:
		return l.duration(v.Duration(p.Name))
	}
	return strconv.Quote(value)
}

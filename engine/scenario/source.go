package scenario

// This file holds the Python texts of the scenarios: how a good programmer would
// write each of them today, under each model. They lie in text/SCENARIO/MODEL.py.

import (
	"embed"
	"strconv"
	"strings"

	"corelanes/engine/work"
)

//go:embed text
var texts embed.FS

// Source is the text of the scenario for the first of the models named that has
// one, with the run's values in it; without any, what the workers interpret.
func (s *Scenario) Source(v Values, workers int, interpreted string, models ...string) work.Source {
	literals := map[string]string{"workers": strconv.Itoa(workers)}
	for _, p := range s.Parameters {
		literals[p.Name] = p.literal(v[p.Name])
	}
	for _, m := range models {
		if text, err := texts.ReadFile("text/" + s.ID + "/" + m + ".py"); err == nil {
			return work.ParseSource(string(text), literals)
		}
	}
	return work.ParseSource(interpreted, literals)
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

// answerText is the file, among a scenario's texts, with the Python that says
// what they computed.
const answerText = "answer"

// Answer is Python that, in the names of any of the scenario's texts and once
// that has ended, gives its result the name answer; "" when it has none.
func (s *Scenario) Answer() string {
	b, _ := texts.ReadFile("text/" + s.ID + "/" + answerText + ".py") // not every scenario has one
	return string(b)
}

// literal is a checked value as Python writes it.
func (p Parameter) literal(value string) string {
	switch v := (Values{p.Name: value}); p.Type {
	case Int:
		return value
	case Bool:
		if v.Bool(p.Name) {
			return "True"
		}
		return "False"
	case Duration:
		return strconv.FormatFloat(v.Duration(p.Name).Seconds(), 'g', -1, 64)
	}
	return strconv.Quote(value)
}

package scenario

// This file holds the Python texts of the scenarios: how a good programmer would
// write each of them today, under each model. They lie in text/SCENARIO/MODEL.py.

import (
	"embed"
	"slices"
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

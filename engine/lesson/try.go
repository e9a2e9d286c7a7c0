package lesson

// This file reads a lesson's variant, and says when it was mastered.

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"corelanes/engine"
	"corelanes/engine/trace"
)

func (r *reader) try(l *Lesson, n *yaml.Node, path string) {
	t := &Try{Runs: 1}
	l.Try = t
	before := len(r.bad)
	r.fields(n, path, append(append(r.plan(&t.Plan), r.goalOf(t)...),
		field{"text", true, r.text(&t.Text)},
		field{"runs", false, r.whole(&t.Runs, 1, maxRuns)},
		field{"answer", false, r.values(&t.Answer)},
		field{"why", false, r.text(&t.Why)},
	)...)
	if len(r.bad) > before {
		return
	}
	r.possible(t.Plan, n, path)
	r.after = append(r.after, func() {
		for k := range t.Answer {
			if !slices.Contains(t.Change, k) {
				r.mistake(n, under(path, "answer."+k), NotLegal, strconv.Quote(k), "among what may be changed: "+strings.Join(t.Change, ", "))
			}
		}
		if t.Goal != "" {
			r.possible(With(t.Plan, t.Answer), n, under(path, "answer"))
		}
	})
}

// goalOf is the fields that say what may be changed and what is to be reached.
func (r *reader) goalOf(t *Try) []field {
	return []field{
		{"change", false, func(n *yaml.Node, path string) {
			r.list(n, path, 1, func(n *yaml.Node, path string) { r.change(t, n, path) })
		}},
		{"goal", false, func(n *yaml.Node, path string) { r.goal(t, n, path) }},
	}
}

// scenarioOf is a plan's scenario, nil when there is none of that name.
func scenarioOf(p engine.Plan) *engine.Scenario {
	for _, s := range engine.Scenarios() {
		if s.ID == p.Scenario {
			return s
		}
	}
	return nil
}

// change reads the name of what the learner may change.
func (r *reader) change(t *Try, n *yaml.Node, path string) {
	name, ok := r.word(n, path)
	if !ok {
		return
	}
	t.Change = append(t.Change, name)
	r.after = append(r.after, func() {
		s := scenarioOf(t.Plan)
		if s == nil {
			return // told already
		}
		legal := []string{changeModel, changeWorkers}
		for _, p := range s.Parameters {
			legal = append(legal, p.Name)
		}
		if !slices.Contains(legal, name) {
			r.mistake(n, path, NotLegal, strconv.Quote(name), strings.Join(legal, ", "))
		}
	})
}

// goal reads the key of one of the scenario's goals.
func (r *reader) goal(t *Try, n *yaml.Node, path string) {
	key, ok := r.word(n, path)
	if t.Goal = key; !ok {
		return
	}
	r.after = append(r.after, func() {
		s := scenarioOf(t.Plan)
		if s == nil {
			return
		}
		var legal []string
		for _, g := range s.Goals {
			legal = append(legal, g.Key)
		}
		if !slices.Contains(legal, key) {
			r.mistake(n, path, NotLegal, strconv.Quote(key), "one of the scenario's goals: "+strings.Join(legal, ", "))
		}
	})
}

// Met says whether a run that has ended met the goal; without a goal, whether it
// ended well.
func (t *Try) Met(p engine.Plan, v *trace.View, o engine.Outcome) bool {
	if t.Goal == "" {
		return o.Status == engine.Done
	}
	for _, g := range engine.Goals(p, v, o) {
		if g.Key == t.Goal {
			return g.Met
		}
	}
	return false
}

package explore

// This file holds what the person chose, as they typed it, and how a plan is
// made from it.

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"corelanes/app/text"
	"corelanes/engine"
)

// Keys of the fields that every scenario has, beside its own parameters.
const (
	fieldWorkers  = "workers"
	fieldSize     = "size"
	fieldSwitch   = "switch-interval"
	fieldStart    = "start"
	fieldDeadline = "deadline"
	fieldPin      = "pin"
	fieldPython   = "python"
	fieldInside   = "inside"
)

// choice is what the person chose. Texts are kept as they were typed, wrong
// ones too.
type choice struct {
	scenario *engine.Scenario
	model    engine.Model
	typed    map[string]map[string]string // scenario's ID, field: text

	interpreter func() string // the python3 that the person has chosen, "" for none
}

func newChoice(s *engine.Scenario, m engine.Model) *choice {
	return &choice{scenario: s, model: m, typed: map[string]map[string]string{}, interpreter: func() string { return "" }}
}

// findScenario is the scenario with the ID, or the first of the catalogue.
func findScenario(id string) *engine.Scenario {
	all := engine.Scenarios()
	for _, s := range all {
		if s.ID == id {
			return s
		}
	}
	return all[0]
}

// findModel is the model with the ID, or the first of the table.
func findModel(id string) engine.Model {
	all := engine.Models()
	for _, m := range all {
		if m.ID == id {
			return m
		}
	}
	return all[0]
}

// size is the chosen size.
func (c *choice) size() string {
	if s := c.typed[c.scenario.ID][fieldSize]; s != "" {
		return s
	}
	return "class"
}

// value is the text of a field: what was typed, or its default.
func (c *choice) value(field string) string {
	if v, ok := c.typed[c.scenario.ID][field]; ok {
		return v
	}
	switch field {
	case fieldWorkers:
		return strconv.Itoa(c.scenario.Workers)
	case fieldSize:
		return c.size()
	case fieldSwitch:
		return engine.DefaultSwitchInterval.String()
	case fieldDeadline:
		return "2m"
	case fieldStart:
		if len(c.model.Starts) > 0 {
			return c.model.Starts[0]
		}
		return ""
	case fieldPin:
		return "false"
	case fieldPython:
		return engine.DefaultPython()
	case fieldInside:
		return engine.InsideFor(c.scenario, c.interpreter())
	}
	for _, p := range c.scenario.Parameters {
		if p.Name == field {
			return p.At(c.size())
		}
	}
	return ""
}

// set notes what was typed into a field. Another size sets the scenario's own
// parameters back to their defaults.
func (c *choice) set(field, value string) {
	mine := c.typed[c.scenario.ID]
	if mine == nil {
		mine = map[string]string{}
		c.typed[c.scenario.ID] = mine
	}
	if field == fieldSize {
		for _, p := range c.scenario.Parameters {
			if p.Type != "file" && p.Type != "folder" {
				delete(mine, p.Name)
			}
		}
	}
	mine[field] = value
}

// signature is all that is chosen: equal ones ask for equal runs.
func (c *choice) signature() string {
	fields := []string{fieldWorkers, fieldSize, fieldSwitch, fieldDeadline, fieldPin, fieldPython}
	if len(c.model.Starts) > 0 {
		fields = append(fields, fieldStart)
	}
	if c.model.ID == engine.CPython {
		fields = append(fields, fieldInside)
	}
	for _, p := range c.scenario.Parameters {
		fields = append(fields, p.Name)
	}
	out := []string{c.scenario.ID, c.model.ID}
	for _, f := range fields {
		out = append(out, f+"="+strings.TrimSpace(c.value(f)))
	}
	return strings.Join(out, "\n")
}

// take takes what a plan that was checked has, as far as this version and this
// machine know it.
func (c *choice) take(p engine.Plan) {
	s, m := findScenario(p.Scenario), findModel(p.Model)
	if s.ID != p.Scenario || m.ID != p.Model {
		return
	}
	c.scenario, c.model = s, m
	c.takeSet(p.Set)
	c.set(fieldWorkers, strconv.Itoa(p.Workers))
	c.set(fieldSwitch, brief(p.SwitchInterval))
	c.set(fieldDeadline, brief(p.Deadline))
	c.set(fieldPin, strconv.FormatBool(p.Pin))
	if p.Python != "" { // recordings of older versions do not say
		c.set(fieldPython, p.Python)
	}
	if p.Start != "" {
		c.set(fieldStart, p.Start)
	}
}

// takeSet takes a scenario's parameters: the size first, which sets the others.
func (c *choice) takeSet(set map[string]string) {
	if s, ok := set[fieldSize]; ok {
		c.set(fieldSize, s)
	}
	for k, v := range set {
		if k != fieldSize {
			c.set(k, v)
		}
	}
}

// problems are the fields whose text is wrong, with what would be right.
func (c *choice) problems() map[string]string {
	out := map[string]string{}
	for _, field := range []string{fieldWorkers, fieldSwitch, fieldDeadline} {
		if why := c.check(field); why != "" {
			out[field] = why
		}
	}
	for _, p := range c.scenario.Parameters {
		if err := p.Check(strings.TrimSpace(c.value(p.Name))); err != nil {
			out[p.Name] = mustBe(p, err)
		}
	}
	return out
}

// check says what is wrong with one of the fields that every scenario has.
func (c *choice) check(field string) string {
	switch v := strings.TrimSpace(c.value(field)); field {
	case fieldWorkers:
		if n, err := strconv.Atoi(v); err != nil || n < 1 || n > engine.MaxWorkers {
			return text.X("a.must.int", text.With{"Min": "1", "Max": strconv.Itoa(engine.MaxWorkers)})
		}
	case fieldSwitch:
		return checkDuration(v, engine.MinSwitchInterval, engine.MaxSwitchInterval)
	case fieldDeadline:
		return checkDuration(v, time.Millisecond, engine.MaxDeadline)
	}
	return ""
}

func checkDuration(v string, lo, hi time.Duration) string {
	if d, err := time.ParseDuration(v); err == nil && d >= lo && d <= hi {
		return ""
	}
	return text.X("a.must.duration", text.With{"Min": brief(lo), "Max": brief(hi)})
}

// brief is a duration without the zeros that Go writes: "24h", not "24h0m0s".
func brief(d time.Duration) string {
	s := d.String()
	s = strings.TrimSuffix(s, "0s")
	if s == "" {
		return "0s"
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	if s[len(s)-1] >= '0' && s[len(s)-1] <= '9' {
		return d.String() // "10s" lost its end
	}
	return s
}

// mustBe says what a parameter's text must be.
func mustBe(p engine.Parameter, err error) string {
	switch p.Type {
	case "int":
		return text.X("a.must.int", text.With{"Min": text.Whole(int64(p.Min)), "Max": text.Whole(int64(p.Max))})
	case "duration":
		return text.X("a.must.duration", text.With{"Min": brief(seconds(p.Min)), "Max": brief(seconds(p.Max))})
	}
	return sayError(err)
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// plan is the plan that was chosen, checked. Fields with problems are told by
// problems; the error is about what lies beyond a single field.
func (c *choice) plan() (engine.Plan, error) {
	if bad := c.problems(); len(bad) > 0 {
		return engine.Plan{}, errBadFields
	}
	p := engine.Plan{Scenario: c.scenario.ID, Model: c.model.ID, Set: map[string]string{fieldSize: c.size()}}
	p.Workers, _ = strconv.Atoi(strings.TrimSpace(c.value(fieldWorkers))) // checked above
	p.SwitchInterval, _ = time.ParseDuration(strings.TrimSpace(c.value(fieldSwitch)))
	p.Deadline, _ = time.ParseDuration(strings.TrimSpace(c.value(fieldDeadline)))
	p.Pin = c.value(fieldPin) == "true"
	p.Python = c.value(fieldPython)
	if len(c.model.Starts) > 0 {
		p.Start = c.value(fieldStart)
	}
	if c.model.ID == engine.CPython {
		p.Inside, p.Interpreter = c.value(fieldInside), c.interpreter()
	}
	for _, x := range c.scenario.Parameters {
		p.Set[x.Name] = strings.TrimSpace(c.value(x.Name))
	}
	return p.Checked()
}

// errBadFields is the error of a plan with wrong fields, which are marked.
var errBadFields = errors.New("a field is wrong")

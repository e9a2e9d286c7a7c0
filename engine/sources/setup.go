package sources

// This file holds what a setup asks of this machine: its plan, the name under
// which what it measures is kept, and which setups are measured in one comparison.

import (
	"cmp"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"corelanes/engine"
	"corelanes/engine/compare"
)

// Numbers of workers that depend on the machine.
const (
	ofCores    = "cores"
	manyCores  = "4cores"
	fewestHere = 2 // of workers: with one there is nothing to see
)

// ofLimit is the largest speed-up that the workers of a run could have.
const ofLimit = "limit"

// workers is the number of workers on this machine, 0: the scenario's own.
func (s Setup) workers() (int, error) {
	switch cores := max(runtime.NumCPU(), fewestHere); s.Workers {
	case "":
		return 0, nil
	case ofCores:
		return min(cores, engine.MaxWorkers), nil
	case manyCores:
		return min(4*cores, engine.MaxWorkers), nil
	}
	n, err := strconv.Atoi(s.Workers)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is no number of workers", s.Workers)
	}
	return n, nil
}

// plan is the run on this machine, not checked.
func (s Setup) plan() (engine.Plan, error) {
	n, err := s.workers()
	return engine.Plan{Scenario: s.Scenario, Model: s.Model, Workers: n, Start: s.Start, Set: maps.Clone(s.Set)}, err
}

// Plan is the checked plan of the run on this machine; the error says why it
// cannot be run here.
func (s Setup) Plan() (engine.Plan, error) {
	p, err := s.plan()
	if err != nil {
		return p, err
	}
	return p.Checked()
}

// key names what is measured of a setup on this machine: every parameter stands
// in it, so that what was measured with other defaults is not taken for it.
func (s Setup) key() string {
	p, err := s.Plan()
	if err != nil { // it cannot be run here
		p, _ = s.plan()
	}
	parts := []string{p.Scenario, p.Model, strconv.Itoa(p.Workers), p.Start, strconv.FormatBool(s.Alone)}
	for _, k := range slices.Sorted(maps.Keys(p.Set)) {
		parts = append(parts, k+"="+p.Set[k])
	}
	return strings.Join(parts, " ")
}

// setups are the runs that a check needs.
func (c *Check) setups() []Setup {
	if c.Over != nil {
		return []Setup{c.Run, *c.Over}
	}
	return []Setup{c.Run}
}

// Key names what a check measures of its first run.
func (c *Check) Key() string {
	if special[c.Measure] != nil {
		return c.Measure + " " + c.Run.key()
	}
	return c.Run.key()
}

// job is what is measured at one go: a comparison of one scenario's models under
// the same settings, or a single special quantity.
type job struct {
	setups []Setup
	check  *Check // of a special quantity; nil: a comparison
}

// jobs are the goes that checks need, in the checks' order.
func jobs(checks []*Check) (out []*job) {
	groups := map[string]*job{}
	for _, c := range checks {
		if special[c.Measure] != nil {
			k := c.Key()
			if groups[k] == nil {
				groups[k] = &job{setups: []Setup{c.Run}, check: c}
				out = append(out, groups[k])
			}
			continue
		}
		for _, one := range c.setups() {
			same := one
			same.Model = "" // of one comparison are those that differ in their model alone
			k := fmt.Sprint(same)
			if groups[k] == nil {
				groups[k] = &job{}
				out = append(out, groups[k])
			}
			if g := groups[k]; !slices.ContainsFunc(g.setups, func(s Setup) bool { return s.Model == one.Model }) {
				g.setups = append(g.setups, one)
			}
		}
	}
	return out
}

// plan is a job's comparison, of those of its models that can run here.
func (j *job) plan(repeat int) (compare.Plan, error) {
	first, err := j.setups[0].plan()
	if err != nil {
		return compare.Plan{}, err
	}
	p := compare.Plan{Base: first, Models: []string{}, Repeat: repeat, Cold: true, Alone: j.setups[0].Alone, Seed: 1}
	for _, s := range j.setups {
		if _, err := s.Plan(); err == nil {
			p.Models = append(p.Models, s.Model)
		}
	}
	return p.Checked()
}

// sortChecks puts checks into the order in which they are measured: those of one
// scenario together.
func sortChecks(checks []*Check) []*Check {
	out := slices.Clone(checks)
	slices.SortStableFunc(out, func(a, b *Check) int { return cmp.Compare(a.Run.Scenario, b.Run.Scenario) })
	return out
}

// Command is the command line that makes the run.
func (s Setup) Command() string {
	p, _ := s.plan()
	parts := []string{"corelanes run", p.Scenario, "--model", p.Model}
	if p.Workers > 0 {
		parts = append(parts, "--workers", strconv.Itoa(p.Workers))
	}
	if p.Start != "" {
		parts = append(parts, "--start", p.Start)
	}
	for _, k := range slices.Sorted(maps.Keys(p.Set)) {
		parts = append(parts, "--set", k+"="+p.Set[k])
	}
	return strings.Join(parts, " ")
}

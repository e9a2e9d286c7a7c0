package sources

// This file holds the measuring: real runs, cold, several of each, and of them the
// one with the median time.

import (
	"context"
	"time"

	"corelanes/engine"
	"corelanes/engine/compare"
)

// Progress is how far the measuring is.
type Progress struct {
	Done, Of int    // comparisons
	Scenario string // that is measured just now
	Model    string // whose run is under way; "" while it is something else than a run
	Run, All int    // of the present comparison
}

// Measured is what one setup came to on this machine.
type Measured struct {
	Setup    Setup              `json:"setup"`
	Values   map[string]float64 `json:"values"`            // by the names of measures
	Limit    float64            `json:"limit"`             // the largest speed-up that its workers could have; 0: not known
	Runs     []float64          `json:"runs"`              // seconds of each
	Spread   float64            `json:"spread"`            // (max - min) / median
	Noise    float64            `json:"noise"`             // per cent of a busy thread's time that something else had its core, just before
	At       time.Time          `json:"at"`                // when
	Machine  Machine            `json:"machine"`           // where
	WhyNot   string             `json:"why_not"`           // why it could not be measured; "" when it was
	NoRecord bool               `json:"special,omitempty"` // it was no run

	Opened *engine.Opened `json:"-"` // the run with the median time; nil when it is not of this session
}

// Machine is where something was measured.
type Machine struct {
	CPU   string `json:"cpu"`
	Cores int    `json:"cores"` // that this program may use
	OS    string `json:"os"`
	Arch  string `json:"arch"`
}

// machineOf is the machine of a report.
func machineOf(r engine.MachineReport) Machine {
	return Machine{CPU: r.CPUModel, Cores: r.Allowed, OS: r.OS, Arch: r.Arch}
}

// Carry measures what checks need, and tells found of everything that was
// measured as it comes, and progress before every run. When ctx ends, what was
// under way is dropped; the error is ctx's.
func Carry(ctx context.Context, checks []*Check, repeat int, progress func(Progress), found func(key string, m Measured)) error {
	all := jobs(sortChecks(checks))
	machine := engine.Machine(ctx)
	for i, j := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		at := Progress{Done: i, Of: len(all), Scenario: j.setups[0].Scenario}
		if j.check != nil {
			progress(at)
			m := Measured{Setup: j.check.Run, At: time.Now(), Machine: machineOf(machine), Values: map[string]float64{}, NoRecord: true}
			x, err := special[j.check.Measure](ctx, j.check.Run)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				m.WhyNot = err.Error()
			default:
				m.Values[j.check.Measure] = x
			}
			found(j.check.Key(), m)
			continue
		}
		if err := j.carry(ctx, repeat, machine, at, progress, found); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// carry makes the comparison of a job.
func (j *job) carry(ctx context.Context, repeat int, machine engine.MachineReport, at Progress, progress func(Progress), found func(key string, m Measured)) error {
	for _, s := range j.setups {
		if _, err := s.Plan(); err != nil {
			found(s.key(), Measured{Setup: s, At: time.Now(), Machine: machineOf(machine), WhyNot: err.Error()})
		}
	}
	plan, err := j.plan(repeat)
	if err != nil {
		return nil // none of them can be run here, which was said
	}
	c, err := compare.Carry(ctx, plan, func(p compare.Progress) {
		x := at
		x.Model, x.Run, x.All = p.Model, p.Run, p.Of
		progress(x)
	})
	if err != nil {
		return err
	}
	for _, e := range c.Models {
		for _, s := range j.setups {
			if s.Model == e.Model {
				found(s.key(), measuredOf(s, e, c.Machine))
			}
		}
	}
	return nil
}

// measuredOf is all that a model's entry tells.
func measuredOf(s Setup, e *compare.Entry, machine engine.MachineReport) Measured {
	m := Measured{
		Setup: s, Values: map[string]float64{}, Runs: e.Runs, Spread: e.Spread, Noise: machine.NoisePercent,
		At: time.Now(), Machine: machineOf(machine), Opened: e.Opened(),
	}
	if e.Efficiency != nil && *e.Efficiency > 0 && e.Speedup != nil {
		m.Limit = *e.Speedup / *e.Efficiency
	}
	for name, of := range quantities {
		if x, ok := of(e); ok {
			m.Values[name] = x
		}
	}
	if e.Error != nil && len(m.Values) == 0 {
		m.WhyNot = *e.Error
	}
	return m
}

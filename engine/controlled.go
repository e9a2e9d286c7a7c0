package engine

// This file holds what a plan says of control, and what a controlled run adds
// to its report.

import (
	"encoding/json"
	"errors"
	"fmt"

	"corelanes/engine/control"
	"corelanes/engine/entry"
	"corelanes/engine/model"
	"corelanes/engine/scenario"
	"corelanes/engine/usage"
)

// StepTime is by how much the virtual clock of a controlled run moves at each
// point, in nanoseconds: its times show order, never speed.
const StepTime = control.Step

// Controlled says whether one worker goes at a time, and who is next is decided
// by the plan.
func (p Plan) Controlled() bool { return p.Seed != nil || p.Schedule != nil || p.Hand > 0 }

// control is what the runner is told of it.
func (p Plan) control() *entry.Controlled {
	if !p.Controlled() {
		return nil
	}
	how := &entry.Controlled{Seed: p.Seed, Hand: p.Hand, Split: p.Split}
	if p.Schedule != nil {
		how.Schedule = *p.Schedule
	}
	return how
}

// checkControl checks what can be checked of it before the run.
func (p Plan) checkControl(m model.Info) error {
	switch {
	case !p.Controlled() && p.Split:
		return &usage.Error{What: "split", Got: "true", Why: "steps can be split in a controlled run only"}
	case !p.Controlled():
		return nil
	}
	if why := m.WhyNotControlled(); why != "" {
		return uncontrolled("controlled run under model", m.ID, why, "")
	}
	if p.Schedule == nil {
		return nil
	}
	_, err := control.Parse(*p.Schedule)
	var wrong *control.EntryError
	if errors.As(err, &wrong) {
		return wrongSchedule(wrong)
	}
	return err
}

// uncontrolled says why something cannot be controlled; more follows that.
func uncontrolled(what, got string, why model.Uncontrolled, more string) error {
	return &usage.Error{What: what, Got: got, Why: why.Words() + more, Reason: string(why)}
}

// checkScenario checks whether what a scenario does can be controlled.
func (p Plan) checkScenario(s *Scenario) error {
	const what = "controlled run of scenario"
	switch {
	case !p.Controlled():
	case p.program.HTTP || p.program.Server != nil:
		return uncontrolled(what, s.ID, model.ByServer, withoutServer(s))
	case p.program.Talk:
		return uncontrolled(what, s.ID, model.ByTalk, "")
	}
	return nil
}

// withoutServer says that the scenario can be had without its server, if it can.
func withoutServer(s *Scenario) string {
	v, err := s.Parse(map[string]string{"size": scenario.Tiny})
	if err != nil {
		return ""
	}
	if p, err := s.Program(v); err != nil || p.HTTP || p.Server != nil {
		return ""
	}
	return "; at size " + scenario.Tiny + " it does not"
}

// wrongSchedule says what is wrong with a schedule.
func wrongSchedule(e *control.EntryError) error {
	return &usage.Error{What: fmt.Sprintf("schedule, entry %d", e.Entry), Got: e.Text, Why: e.Why}
}

// reportRace are the updates that a result says were lost; nil if none were.
func reportRace(result json.RawMessage) *ReportRace {
	l := entry.Lost(result)
	if l == nil {
		return nil
	}
	return &ReportRace{Expected: l.Expected, Counted: l.Counted, Lost: l.Lost, Words: l.Words()}
}

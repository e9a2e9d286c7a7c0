package engine

// This file holds the run that a person steers: at each point it asks who is to
// go, and waits for the answer. To go back is to start another run that takes
// the same way up to a point; the way that was taken before is kept as its
// schedule.

import (
	"encoding/json"
	"errors"
	"fmt"

	"corelanes/engine/control"
	"corelanes/engine/proc"
)

// Situation is a moment of a controlled run at which somebody has to be let go.
type Situation = control.Situation

// Standing is where a worker stands at that moment.
type Standing = control.Standing

// Fault is what a person can have go wrong in a controlled run.
type Fault = control.Fault

// The faults.
const (
	Spurious = control.Spurious
	Unheard  = control.Unheard
	Twice    = control.Twice
	Leave    = control.Leave
	Kill     = control.Kill
)

// receive is the runner's last message. What it asks before goes to whoever
// listens to Choices.
func (r *Run) receive() (proc.Message, error) {
	for {
		m, err := r.child.Receive()
		if err != nil || m.Kind != proc.KindAsk {
			return m, err
		}
		var s Situation
		if err := json.Unmarshal(m.Spec, &s); err != nil {
			return m, fmt.Errorf("read what the run asks: %w", err)
		}
		r.rec.Rest(s.Now)
		select {
		case r.asks <- s:
		case <-r.told:
			// The run is being ended: its last message follows.
		}
	}
}

// Choices are the moments at which the person is asked, one after the other, of
// a plan that has Hand set; of a deadlock the last, which is Over, asks nothing.
// The recording holds everything up to each. Somebody must listen; it is closed
// when the run has ended.
func (r *Run) Choices() <-chan Situation { return r.asks }

// Let answers the latest of Choices: the worker goes; or, with a fault, that
// happens to it, and Choices asks again.
func (r *Run) Let(worker int, f Fault) error {
	spec, err := json.Marshal(control.Choice{Worker: worker, Fault: f})
	if err != nil {
		return err
	}
	if err := r.child.Send(proc.Message{Kind: proc.KindLet, Spec: spec}); err != nil {
		return fmt.Errorf("tell the run who goes: %w", err)
	}
	return nil
}

// ErrNoWay is returned for a step back from the beginning.
var ErrNoWay = errors.New("this is the beginning")

// Back is the plan of a run that takes the way of one that was steered, as told
// by its schedule, up to a point, and asks there. ErrNoWay before the first
// point.
func (p Plan) Back(schedule string, point int) (Plan, error) {
	if point < 1 {
		return p, ErrNoWay
	}
	p.Schedule, p.Hand = &schedule, point
	return p, nil
}

package entry

// This file holds the controlled run of a runner.

import (
	"encoding/json"
	"errors"
	"os"

	"corelanes/engine/control"
	"corelanes/engine/model"
	"corelanes/engine/proc"
)

// Controlled says how a run is controlled.
type Controlled struct {
	Seed     *int64 `json:"seed,omitempty"`
	Schedule string `json:"schedule,omitempty"` // followed first
	Hand     int    `json:"hand,omitempty"`     // from this point on the parent is asked; 0: never
	Split    bool   `json:"split,omitempty"`    // workers stand also between load, compute and store
}

// maxTaken is how long a schedule may be, in bytes, to be handed back: one that
// is longer is that of a seed, which says the same.
const maxTaken = 512 << 10

// control puts the stage under control.
func (r *running) control(s *model.Stage, how Controlled) error {
	schedule, err := control.Parse(how.Schedule)
	if err != nil {
		return err
	}
	var then control.Chooser = control.Plain{}
	if how.Seed != nil {
		then = control.NewSeed(*how.Seed)
	}
	r.replay, r.hand = control.NewReplay(schedule, then), how.Hand > 0
	then = r.replay
	if how.Hand > 0 {
		then = control.Hand{From: how.Hand, Before: r.replay, Ask: r.ask, Tell: tell}
	}
	s.Clock = s.Arena.VirtualClock()
	s.Control = control.New(s.Arena, then, true)
	if how.Split {
		s.Control.SplitSteps()
	}
	return nil
}

// ask has the parent choose. Should it be gone, obey ends this process.
func (r *running) ask(s control.Situation) (control.Choice, error) {
	var c control.Choice
	if err := tell(s); err != nil {
		return c, err
	}
	return c, json.Unmarshal(<-r.answers, &c)
}

// tell tells the parent how things stand.
func tell(s control.Situation) error {
	spec, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return proc.WriteMessage(os.Stdout, proc.Message{Kind: proc.KindAsk, Spec: spec})
}

// taken notes what was chosen in a controlled run that has ended. A schedule of
// which something is left was not that of this run: that is its error then.
func (r *running) taken(c *control.Controller, err error) error {
	if text := c.Schedule().String(); len(text) <= maxTaken {
		r.schedule.Store(&text)
	}
	if !r.hand && (err == nil || errors.Is(err, control.ErrDeadlock)) { // by hand it may have gone another way
		if unused := r.replay.Unused(); unused != nil {
			return unused
		}
	}
	return err
}

// outcome is how the run ended, for the parent.
func (r *running) outcome(err error) Outcome {
	o := Outcome{Deadlock: deadlocked(err)}
	if s := r.schedule.Load(); s != nil {
		o.Schedule = *s
	}
	var wrong *control.EntryError
	if errors.As(err, &wrong) {
		o.Wrong = wrong
	}
	return o
}

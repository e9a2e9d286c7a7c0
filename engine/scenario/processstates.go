package scenario

// This file holds S04, the states of a process and the signals that change
// them.

import (
	"fmt"
	"strings"
	"time"

	"corelanes/engine/work"
)

func processStates() *Scenario {
	return &Scenario{
		ID: "process-states", Number: "S04", Category: "life", Workers: 5, NeedsProcesses: true,
		Title:   "Process states and signals",
		Promise: "Running, sleeping, stopped, zombie, gone: signals change the letter that the system shows. Where did the process go?",
		Parameters: []Parameter{
			{Name: "pace", Type: Duration, Default: "700ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms"}},
		},
		Program: func(v Values) (work.Program, error) {
			s := &statesPlay{pace: v.Duration("pace")}
			return work.Program{
				Text: countText,
				Bodies: map[string]work.Body{
					work.Main: s.main,
					"compute": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
						k.At(w, "compute")
						for { // until it is killed
							if err := count(w, 100_000); err != nil {
								return nil, err
							}
						}
					},
					"sleep": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
						k.At(w, "sleep")
						return nil, w.Sleep(time.Hour)
					},
					"end": func(work.Worker, *work.Kit, []byte) ([]byte, error) { return nil, nil },
				},
			}, nil
		},
	}
}

// statesPlay is the play: who is sent what, and what is seen of it.
type statesPlay struct{ pace time.Duration }

// statesCast are the workers, each of which comes to another end.
var statesCast = []struct{ name, body string }{
	{"Running", "compute"}, {"Sleeping", "sleep"}, {"Stopped", "compute"}, {"Interrupted", "sleep"}, {"Zombie", "end"},
}

func (s *statesPlay) main(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
	k.Arena.SetSteps(len(statesCast))
	all := make([]work.Process, len(statesCast))
	for i, c := range statesCast {
		h, err := w.Start(c.name, c.body, nil)
		if err != nil {
			return nil, err
		}
		if all[i], err = work.ProcessOf(h); err != nil {
			return nil, err
		}
	}
	table := func() {
		var row []string
		for i, p := range all {
			row = append(row, statesCast[i].name+" "+p.Letter())
		}
		work.Say(w, strings.Join(row, "  "))
	}
	// until waits until a process is in one of the states, and then lets people
	// look.
	until := func(p work.Process, letters string) error {
		for p.Letter() != "" && !strings.Contains(letters, p.Letter()) {
			if err := w.Sleep(time.Millisecond); err != nil {
				return err
			}
		}
		table()
		k.At(w, "look")
		return w.Sleep(s.pace)
	}
	running, sleeping, stopped, interrupted, zombie := all[0], all[1], all[2], all[3], all[4]
	// A zombie is there until it is joined; a forkserver joins its own at once.
	if err := until(zombie, "ZX"); err != nil {
		return nil, err
	}
	for _, act := range []struct {
		p       work.Process
		signal  string
		letters string
	}{
		{stopped, work.SignalStop, "T"},
		{stopped, work.SignalCont, "RSD"},
		{interrupted, work.SignalInt, "ZX"},
		{sleeping, work.SignalTerm, "ZX"},
		{stopped, work.SignalStop, "T"},
		{stopped, work.SignalKill, "ZX"}, // a stopped process can be killed, and nothing else
		{running, work.SignalKill, "ZX"},
	} {
		k.At(w, "signal")
		work.Say(w, fmt.Sprintf("SIG%s to %d", act.signal, act.p.PID()))
		if err := act.p.Signal(act.signal); err != nil {
			return nil, err
		}
		if err := until(act.p, act.letters); err != nil {
			return nil, err
		}
	}
	byThemselves := 0
	for _, p := range all {
		k.At(w, "join")
		if _, err := p.Join(); err == nil {
			byThemselves++
		}
		k.Step()
	}
	table()
	return result(map[string]any{"started": len(all), "finished": byThemselves, "killed": len(all) - byThemselves})
}

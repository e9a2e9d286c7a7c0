package scenario

// This file holds S30, Event: the starting pistol.

import (
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func event() *Scenario {
	return &Scenario{
		ID: "event", Number: "S30", Category: "sync", Workers: 8,
		Title:   "Event: the starting pistol",
		Promise: "Eight wait at the line; one raises the flag, and all start together.",
		Parameters: []Parameter{
			hold("ready", "500ms", "5ms"),
			hold("run", "300ms", "2ms"),
		},
		Program: eventProgram,
	}
}

func eventProgram(v Values) (work.Program, error) {
	ready, run := v.Duration("ready"), v.Duration("run")
	return work.Program{
		Setup: func(k *work.Kit) error { return k.MakeEvent("pistol") },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers + 1)
				starter, err := w.Start("Starter", "start", []byte(`{}`))
				if err != nil {
					return nil, err
				}
				if err := crew(w, k, k.Workers, "Runner", "run"); err != nil {
					return nil, err
				}
				if _, err := starter.Join(); err != nil {
					return nil, err
				}
				return result(map[string]any{"runners": k.Workers})
			},
			"start": player(func(w work.Worker, k *work.Kit, _ part) error {
				e, err := k.Event("pistol")
				if err != nil {
					return err
				}
				k.At(w, "ready")
				if err := w.Sleep(ready); err != nil {
					return err
				}
				k.At(w, "set")
				e.Set(w.Self())
				return nil
			}),
			"run": player(func(w work.Worker, k *work.Kit, _ part) error {
				e, err := k.Event("pistol")
				if err != nil {
					return err
				}
				k.At(w, "wait")
				if _, err := e.Wait(w.Self(), prim.None); err != nil {
					return err
				}
				k.At(w, "run")
				return w.Sleep(run)
			}),
		},
	}, nil
}

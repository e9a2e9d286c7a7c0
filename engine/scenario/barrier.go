package scenario

// This file holds S32, Barrier: phases.

import (
	"time"

	"corelanes/engine/prim"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

func barrier() *Scenario {
	return &Scenario{
		ID: "barrier", Number: "S32", Category: "sync", Workers: 4, NeedsConcurrency: true,
		Title:   "Barrier: phases",
		Promise: "Uneven work in phases: nobody begins the next one before the slowest has ended this one.",
		Parameters: []Parameter{
			{Name: "phases", Type: Int, Default: "3", Min: 1, Max: 100},
			hold("step", "150ms", "1ms"),
		},
		Program: barrierProgram,
	}
}

func barrierProgram(v Values) (work.Program, error) {
	phases, step := v.Int("phases"), v.Duration("step")
	if total := time.Duration(phases) * step; total > time.Hour {
		return work.Program{}, &usage.Error{What: "phases", Got: v["phases"], Why: "the phases together would take " + total.String() + " and more; shorten the step"}
	}
	return work.Program{
		Setup: func(k *work.Kit) error { return k.MakeBarrier("phase", int64(k.Workers)) },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Worker", "phases"); err != nil {
					return nil, err
				}
				return result(map[string]any{"workers": k.Workers, "phases": phases})
			},
			"phases": player(func(w work.Worker, k *work.Kit, p part) error {
				b, err := k.Barrier("phase")
				if err != nil {
					return err
				}
				for phase := range phases {
					uneven := time.Duration(1 + (p.I+phase)%p.N) // a different straggler in each
					k.At(w, "step")
					if err := w.Sleep(step * uneven); err != nil {
						return err
					}
					k.At(w, "wait")
					if _, err := b.Wait(w.Self(), prim.None); err != nil {
						return err
					}
				}
				return nil
			}),
		},
	}, nil
}

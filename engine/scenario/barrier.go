package scenario

// This file holds S32, Barrier: phases.

import (
	"time"

	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func barrier() *Scenario {
	return &Scenario{
		ID: "barrier", Number: "S32", Category: "sync", Workers: 4, NeedsConcurrency: true,
		Title:   "Barrier: phases",
		Promise: "Uneven work in phases: nobody begins the next one before the slowest has ended this one.",
		Parameters: []Parameter{
			{Name: "phases", Type: Int, Default: "3", Min: 1, Max: 100},
			{Name: "parties", Type: Int, Default: "0", Min: 0, Max: 64},
			{Name: "timeout", Type: Duration, Default: "0s", Min: 0, Max: 60, Unit: "s"},
			hold("step", "150ms", "1ms"),
		},
		Goals: []Goal{
			{Key: "step", Text: "Take at least two phases in step", Met: func(e Ended) bool {
				n, _ := e.field("phases")
				return n >= 2 && e.is("broken", 0)
			}},
			{Key: "broken", Text: "Break the barrier by a time-out", Met: func(e Ended) bool { return e.is("broken", 1) }},
			stuck("stuck", "Have the others wait for ever for one who never comes"),
		},
		Program: barrierProgram,
	}
}

func barrierProgram(v Values) (work.Program, error) {
	phases, step, timeout := v.Int("phases"), v.Duration("step"), prim.None
	if d := v.Duration("timeout"); d > 0 {
		timeout = prim.Seconds(d.Seconds())
	}
	return work.Program{
		Setup: func(k *work.Kit) error {
			parties := v.Int("parties")
			if parties == 0 {
				parties = k.Workers
			}
			return k.MakeBarrier("phase", int64(parties))
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				broken, err := crewSays(w, k, k.Workers, "Worker", "phases")
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"workers": k.Workers, "phases": phases, "broken": broken > 0})
			},
			"phases": speaker(func(w work.Worker, k *work.Kit, p part) ([]byte, error) {
				b, err := k.Barrier("phase")
				if err != nil {
					return nil, err
				}
				for phase := range phases {
					uneven := time.Duration(1 + (p.I+phase)%p.N) // a different straggler in each
					k.At(w, "step")
					if err := w.Sleep(step * uneven); err != nil {
						return nil, err
					}
					k.At(w, "wait")
					_, err := b.Wait(w.Self(), timeout)
					if raised(err, "BrokenBarrierError") {
						k.At(w, "broken")
						work.Say(w, err.Error())
						return []byte("broken"), nil
					}
					if err != nil {
						return nil, err
					}
				}
				return nil, nil
			}),
		},
	}, nil
}

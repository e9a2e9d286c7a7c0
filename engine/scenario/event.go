package scenario

// This file holds S30, Event: the starting pistol.

import (
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func event() *Scenario {
	return &Scenario{
		ID: "event", Number: "S30", Category: "sync", Workers: 8,
		Title:   "Event: the starting pistol",
		Promise: "Eight wait at the line; one raises the flag, and all start together. Who comes late passes at once, while it is up.",
		Parameters: []Parameter{
			{Name: "clear", Type: Bool, Default: "false"},
			{Name: "late", Type: Int, Default: "2", Min: 0, Max: 50, Sizes: map[string]string{Smoke: "1"}},
			{Name: "timeout", Type: Duration, Default: "0s", Min: 0, Max: 60, Unit: "s"},
			hold("ready", "500ms", "5ms"),
			hold("run", "300ms", "2ms"),
		},
		Goals: []Goal{
			{Key: "together", Text: "All who wait start within 5 ms of each other", Met: func(e Ended) bool {
				return e.done() && startedWithin(e.View, trace.ObjEvent, "pistol", 5e6)
			}},
			{Key: "late", Text: "One comes late and passes at once", Met: func(e Ended) bool {
				if n, told := e.field("late"); told {
					return n > 0 && e.is("timed_out", 0)
				}
				return e.done() && !e.Values.Bool("clear") && neverWaited(e.View, "Late-", trace.ObjEvent) // a Python text does not count
			}},
			{Key: "missed", Text: "One comes late and has missed it", Met: func(e Ended) bool {
				n, _ := e.field("timed_out")
				return e.Values.Bool("clear") && (n > 0 || len(e.Stuck) > 0)
			}},
		},
		Program: eventProgram,
	}
}

func eventProgram(v Values) (work.Program, error) {
	ready, run, late := v.Duration("ready"), v.Duration("run"), v.Int("late")
	timeout := prim.None
	if d := v.Duration("timeout"); d > 0 {
		timeout = prim.Seconds(d.Seconds())
	}
	// start waits for the flag and runs; who has missed it says so.
	start := func(w work.Worker, k *work.Kit, _ part) ([]byte, error) {
		e, err := k.Event("pistol")
		if err != nil {
			return nil, err
		}
		k.At(w, "wait")
		up, err := e.Wait(w.Self(), timeout)
		if err != nil {
			return nil, err
		}
		if !up {
			return []byte("timed out"), nil
		}
		k.At(w, "run")
		return nil, w.Sleep(run)
	}
	return work.Program{
		Setup: func(k *work.Kit) error { return k.MakeEvent("pistol") },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers + 1 + late)
				starter, err := w.Start("Starter", "start", []byte(`{}`))
				if err != nil {
					return nil, err
				}
				out, err := crewSays(w, k, k.Workers, "Runner", "run")
				if err != nil {
					return nil, err
				}
				if _, err := starter.Join(); err != nil {
					return nil, err
				}
				outLate, err := crewSays(w, k, late, "Late", "run")
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"runners": k.Workers, "late": late, "timed_out": out + outLate})
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
				if v.Bool("clear") { // at once: who waited passes all the same
					k.At(w, "clear")
					e.Clear(w.Self())
				}
				return nil
			}),
			"run": speaker(start),
		},
	}, nil
}

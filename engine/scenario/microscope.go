package scenario

// This file holds S21, under the microscope: who holds the GIL, and what that
// does to a thread that only wants it for a moment, now and then.

import (
	"fmt"
	"slices"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func microscope() *Scenario {
	return &Scenario{
		ID: "gil-microscope", Number: "S21", Category: "cpu", Workers: 2,
		Title:   "Under the microscope: who holds the GIL",
		Promise: "Threads that compute, and one that only naps for a millisecond at a time: how long until it is let in again?",
		Parameters: []Parameter{
			{Name: "turns", Type: Int, Default: "30000000", Min: 0, Max: 1_000_000_000, Sizes: map[string]string{Smoke: "50000"}},
			{Name: "naps", Type: Int, Default: "150", Min: 0, Max: 100_000, Sizes: map[string]string{Smoke: "5"}},
			{Name: "nap", Type: Duration, Default: "1ms", Min: 0, Max: 10, Unit: "s"},
		},
		Program: microscopeProgram,
	}
}

func microscopeProgram(v Values) (work.Program, error) {
	turns, naps, nap := v.Int("turns"), v.Int("naps"), v.Duration("nap")
	return work.Program{
		Text: countText,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers + 1)
				napper, err := w.Start("Napper", "nap", []byte(`{}`))
				if err != nil {
					return nil, err
				}
				if err := crew(w, k.Workers, "Computer", "compute"); err != nil {
					return nil, err
				}
				if _, err := napper.Join(); err != nil {
					return nil, err
				}
				return result(map[string]any{"computers": k.Workers, "naps": naps})
			},
			"compute": player(func(w work.Worker, _ *work.Kit, _ part) error {
				_, err := w.Call("count", code.Int(int64(turns)))
				return err
			}),
			"nap": player(func(w work.Worker, _ *work.Kit, _ part) error {
				took := make([]trace.Time, 0, naps)
				for range naps {
					begin := w.Self().Rec.Now()
					if err := w.Sleep(nap); err != nil {
						return err
					}
					took = append(took, w.Self().Rec.Now()-begin)
				}
				if naps > 0 {
					slices.Sort(took)
					work.Say(w, fmt.Sprintf("a nap of %s took %s in the middle, %s at most", nap, tenths(took[naps/2]), tenths(took[naps-1])))
				}
				return nil
			}),
		},
	}, nil
}

// tenths is a time in milliseconds with one decimal.
func tenths(t trace.Time) string { return fmt.Sprintf("%.1f ms", float64(t)/float64(time.Millisecond)) }

package scenario

// This file holds S23, with and without a GIL: the same text, and a counter that
// seemed to be safe.

import (
	"fmt"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

// nogilText counts in a variable of its own and, here and there, in a global
// one. The addition has no checkpoint in it: under a GIL nobody comes between
// reading and writing.
const nogilText = `counter = 0

def count_both(turns, every):
    global counter
    own = 0
    for i in range(turns):
        own += 1
        if i % every == 0:
            counter += 1
    return own

def value():
    return counter
`

func noGIL() *Scenario {
	return &Scenario{
		ID: "no-gil", Number: "S23", Category: "cpu", Workers: 4,
		Title:   "GIL against no GIL",
		Promise: "The same threads with and without a GIL: all cores at last, and a counter that was safe only because of it.",
		Parameters: []Parameter{
			{Name: "turns", Type: Int, Default: "8000000", Min: 1, Max: 1_000_000_000, Sizes: map[string]string{Smoke: "20000"}},
			{Name: "every", Type: Int, Default: "4", Min: 1, Max: 1_000_000, Sizes: map[string]string{Smoke: "1000000"}},
		},
		Program:   noGILProgram,
		Published: map[string]float64{"threads": 641.17, "free-threads": 32.33},
	}
}

func noGILProgram(v Values) (work.Program, error) {
	turns, every := v.Int("turns"), v.Int("every")
	return work.Program{
		Text: nogilText,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Worker", "count"); err != nil {
					return nil, err
				}
				counted, err := w.Call("value")
				if err != nil {
					return nil, err
				}
				expected := k.Workers * ((turns + every - 1) / every)
				n, _ := counted.Int64() // it has at most 64 bits
				work.Say(w, fmt.Sprintf("the counter is %d of %d", n, expected))
				return result(map[string]any{"workers": k.Workers, "turns": turns})
			},
			"count": player(func(w work.Worker, _ *work.Kit, _ part) error {
				_, err := w.Call("count_both", code.Int(int64(turns)), code.Int(int64(every)))
				return err
			}),
		},
	}, nil
}

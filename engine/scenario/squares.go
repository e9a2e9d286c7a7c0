package scenario

// This file holds S18, the sum of squares: work that only computes.

import (
	"encoding/json"
	"fmt"
	"math/big"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

// squaresText is the kernel of the source text, word for word.
const squaresText = `def cpu_bound(number):
    return sum(i * i for i in range(number))
`

func squares() *Scenario {
	return &Scenario{
		ID: "squares", Number: "S18", Category: "cpu", Workers: 4, SharesOut: true,
		Title:   "Sum of squares",
		Promise: "Twenty sums that only compute: who uses more than one core?",
		Parameters: []Parameter{
			{Name: "numbers", Type: Int, Default: "20", Min: 1, Max: 1000, Unit: "", Sizes: map[string]string{Smoke: "4", Tiny: "2"}},
			{Name: "upto", Type: Int, Default: "3000000", Min: 1, Max: 100_000_000, Unit: "", Sizes: map[string]string{Smoke: "20000", Tiny: "10", Published: "5000000"}},
		},
		Program:   squaresProgram,
		Published: map[string]float64{"sequential": 7.83, "threads": 10.41, "processes": 2.52},
	}
}

func squaresProgram(v Values) (work.Program, error) {
	numbers, upto := v.Int("numbers"), v.Int("upto")
	return work.Program{
		Text:  squaresText,
		Steps: numbers,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				items := make([]int64, numbers)
				for x := range items {
					items[x] = int64(upto + x)
				}
				k.At(w, "map")
				sums, err := work.Map[int64, string](w, "Worker", "sum", items)
				if err != nil {
					return nil, err
				}
				total := new(big.Int)
				for _, s := range sums {
					n, ok := new(big.Int).SetString(s, 10)
					if !ok {
						return nil, fmt.Errorf("%q is not a sum", s)
					}
					total.Add(total, n)
				}
				return json.Marshal(map[string]any{"numbers": numbers, "sum": total.String()})
			},
			"sum": work.Share(func(w work.Worker, k *work.Kit, number int64) (string, error) {
				v, err := w.Call("cpu_bound", code.Int(number))
				return v.String(), err
			}),
		},
	}, nil
}

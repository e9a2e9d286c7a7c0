package scenario

// This file holds S20, the factorial ladder: work so small that starting the
// workers takes longer, and how large it must be before that changes.

import (
	"encoding/json"
	"fmt"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

// ladderText is the sources' count_factorial, without its recursion: 10 000
// calls deep is more than Python allows.
const ladderText = `def count_factorial(n):
    result = 1
    for i in range(2, n + 1):
        result = result * i
    return result
`

// ladderSteps is how many factorials there are.
const ladderSteps = 10

func ladder() *Scenario {
	return &Scenario{
		ID: "factorial-ladder", Number: "S20", Category: "cpu", Workers: 10,
		Title:   "When parallel is slower",
		Promise: "Ten tiny factorials: with ten workers instead of one, does it get faster? Make them larger until it does.",
		Parameters: []Parameter{
			{Name: "largest", Type: Int, Default: "10", Min: ladderSteps, Max: 10_000},
			{Name: "repeat", Type: Int, Default: "1", Min: 1, Max: 1000},
		},
		Program:   ladderProgram,
		Published: map[string]float64{"sequential": 0.00000076, "thread-pool": 0.00030792, "process-pool": 0.0714},
	}
}

func ladderProgram(v Values) (work.Program, error) {
	largest, repeat := v.Int("largest"), v.Int("repeat")
	return work.Program{
		Text:  ladderText,
		Steps: ladderSteps,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				numbers := make([]int, ladderSteps)
				for i := range numbers {
					numbers[i] = largest * (i + 1) / ladderSteps
				}
				var digits []int
				err := pooled(w, k.Workers, work.PoolOptions{Executor: true}, func(p *work.Pool) (err error) {
					k.At(w, "map")
					digits, err = mapJSON[int, int](p, "factorial", numbers, 0)
					return err
				})
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"factorials": len(digits), "digits": digits[len(digits)-1]})
			},
			"factorial": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				var n int64
				if err := json.Unmarshal(arg, &n); err != nil {
					return nil, fmt.Errorf("read the number: %w", err)
				}
				var f code.Value
				for range repeat {
					var err error
					if f, err = w.Call("count_factorial", code.Int(n)); err != nil {
						return nil, err
					}
				}
				k.Step()
				return work.Encode(len(f.String()))
			},
		},
	}, nil
}

package scenario

// This file holds S03, factorials with a pause in the loop: parts of uneven
// length.

import (
	"fmt"
	"strconv"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

const timesText = `def times(a, b):
    return a * b
`

// firstFactorial is the number the first worker has; the next have the next.
const firstFactorial = 5

func factorials() *Scenario {
	return &Scenario{
		ID: "factorials", Number: "S03", Category: "life", Workers: 3,
		Title:   "Factorials of 5, 6, 7",
		Promise: "Each worker multiplies and pauses, the last one longest: why do three workers not make it three times as fast?",
		Parameters: []Parameter{
			{Name: "pause", Type: Duration, Default: "100ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "1ms"}},
		},
		Published: map[string]float64{"sequential": 1.8, "processes": 0.7},
		Reckoned:  true,
		Program: func(v Values) (work.Program, error) {
			pause := v.Duration("pause")
			return work.Program{
				Text: timesText,
				Bodies: map[string]work.Body{
					work.Main: factorialsMain,
					"factorial": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
						n, err := strconv.Atoi(string(arg))
						if err != nil {
							return nil, err
						}
						product := code.Int(1)
						for i := 1; i <= n; i++ {
							if product, err = w.Call("times", product, code.Int(int64(i))); err != nil {
								return nil, err
							}
							k.At(w, "pause")
							if err := w.Sleep(pause); err != nil {
								return nil, err
							}
						}
						work.Say(w, fmt.Sprintf("%d! = %s", n, product))
						k.Step()
						return []byte(product.String()), nil
					},
				},
			}, nil
		},
	}
}

func factorialsMain(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
	k.Arena.SetSteps(k.Workers)
	handles := make([]work.Handle, k.Workers)
	for i := range handles {
		var err error
		k.At(w, "start")
		if handles[i], err = w.Start("Process-"+strconv.Itoa(i+1), "factorial", []byte(strconv.Itoa(firstFactorial+i))); err != nil {
			return nil, err
		}
	}
	products := make([]string, len(handles))
	for i, h := range handles {
		k.At(w, "join")
		out, err := h.Join()
		if err != nil {
			return nil, err
		}
		products[i] = string(out)
	}
	return result(map[string]any{"results": products})
}

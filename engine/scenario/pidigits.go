package scenario

// This file holds S24, the digits of pi: heavy work for a short while or for
// long, in workers that cost little or much to start.

import (
	"fmt"
	"strconv"
	"strings"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

// piText is Gibbons' spigot: it gives one digit after the other, with whole
// numbers that grow.
const piText = `def pi_digits(n):
    digits = []
    q = 1
    r = 0
    t = 1
    k = 1
    m = 3
    x = 3
    while len(digits) < n:
        if 4 * q + r - t < m * t:
            digits.append(m)
            last = m
            m = 10 * (3 * q + r) // t - 10 * m
            q = 10 * q
            r = 10 * (r - last * t)
        else:
            m = (q * (7 * k + 2) + r * x) // (t * x)
            r = (2 * q + r) * x
            q = q * k
            t = t * x
            k += 1
            x += 2
    return digits
`

func piDigits() *Scenario {
	return &Scenario{
		ID: "pi-digits", Number: "S24", Category: "cpu", Workers: 4,
		Title:   "Digits of pi",
		Promise: "Ten times the same digits of pi: at 2,000 digits an interpreter of one's own pays, and at 200?",
		Parameters: []Parameter{
			{Name: "digits", Type: Int, Default: "2000", Min: 1, Max: 20_000, Sizes: map[string]string{Smoke: "50"}},
			{Name: "runs", Type: Int, Default: "10", Min: 1, Max: 200, Sizes: map[string]string{Smoke: "2"}},
		},
		Program:   piProgram,
		Published: map[string]float64{"threads": 2.37, "interpreters": 0.63, "processes": 0.89},
		Elsewhere: []Printed{{Set: map[string]string{"digits": "200"}, Seconds: map[string]float64{"threads": 0.04, "interpreters": 0.04, "processes": 0.30}}},
	}
}

func piProgram(v Values) (work.Program, error) {
	digits, runs := v.Int("digits"), v.Int("runs")
	return work.Program{
		Text:  piText,
		Steps: runs,
		Bodies: map[string]work.Body{
			// Every run has a worker of its own, as in the published measurement.
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				var handles []work.Handle
				for i := range runs {
					k.At(w, "start")
					h, err := w.Start("Worker-"+strconv.Itoa(i+1), "digits", nil)
					if err != nil {
						return nil, err
					}
					handles = append(handles, h)
				}
				last := ""
				for _, h := range handles {
					k.At(w, "join")
					out, err := h.Join()
					if err != nil {
						return nil, err
					}
					if last != "" && string(out) != last {
						return nil, fmt.Errorf("two runs gave other digits: %s and %s", last, out)
					}
					last = string(out)
				}
				return result(map[string]any{"runs": runs, "pi_digits": digits, "last_digits": last})
			},
			"digits": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				list, err := w.Call("pi_digits", code.Int(int64(digits)))
				if err != nil {
					return nil, err
				}
				items := list.Items()
				var b strings.Builder
				for _, d := range items[max(0, len(items)-10):] {
					b.WriteString(d.String())
				}
				k.Step()
				return []byte(b.String()), nil
			},
		},
	}, nil
}

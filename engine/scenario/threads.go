package scenario

// This file holds S01, five threads: start and join.

import (
	"encoding/json"
	"fmt"
	"strconv"

	"corelanes/engine/code"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

const countText = `def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n
`

// unitNames are what a worker is called before its number, as in the texts.
var unitNames = map[prim.Library]string{prim.Threading: "Thread", prim.Multiprocessing: "Process", prim.Asyncio: "Task"}

func threadsStartJoin() *Scenario {
	return &Scenario{
		ID: "threads-start-join", Number: "S01", Category: "life", Workers: 5,
		Title:   "Five threads: start, join",
		Promise: "Workers that print that they start and that they exit: does the order stay?",
		Parameters: []Parameter{
			{Name: "body", Type: Choice, Default: "compute", Choices: []string{"print", "compute", "wait"}, Sizes: map[string]string{Published: "print"}},
			{Name: "turns", Type: Int, Default: "4000000", Min: 0, Max: 1_000_000_000, Sizes: map[string]string{Smoke: "20000", Tiny: "10"}},
			{Name: "wait", Type: Duration, Default: "200ms", Min: 0, Max: 60, Unit: "s", Sizes: map[string]string{Smoke: "2ms"}},
		},
		Program: threadsProgram,
	}
}

func threadsProgram(v Values) (work.Program, error) {
	body, turns, wait := v["body"], v.Int("turns"), v.Duration("wait")
	return work.Program{
		Text: countText,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				var handles []work.Handle
				for i := range k.Workers {
					k.At(w, "start")
					name := unitNames[k.Rules.Library()] + "-" + strconv.Itoa(i+1)
					h, err := w.Start(name, "run", []byte(name))
					if err != nil {
						return nil, err
					}
					handles = append(handles, h)
				}
				finished := 0
				for _, h := range handles {
					k.At(w, "join")
					out, err := h.Join()
					if err != nil {
						return nil, err
					}
					if string(out) == "done" {
						finished++
					}
				}
				return json.Marshal(map[string]any{"started": k.Workers, "finished": finished})
			},
			"run": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				name := string(arg)
				k.At(w, "begin")
				work.Say(w, "Start "+name)
				var err error
				switch body {
				case "compute":
					_, err = w.Call("count", code.Int(int64(turns)))
				case "wait":
					k.At(w, "wait")
					err = w.Sleep(wait)
				}
				if err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				k.At(w, "exit")
				work.Say(w, "Exit "+name)
				k.Step()
				return []byte("done"), nil
			},
		},
	}, nil
}

package scenario

// This file holds S09, a pool of four and four sleeps.

import (
	"encoding/json"
	"strconv"

	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func poolSleep() *Scenario {
	return &Scenario{
		ID: "pool-sleep", Number: "S09", Category: "io", Workers: 4,
		Title:   "A pool of four, four sleeps",
		Promise: "Four tasks that only sleep: with four workers they take as long as one. And with two? With threads, with tasks?",
		Parameters: []Parameter{
			{Name: "tasks", Type: Int, Default: "4", Min: 1, Max: 200},
			{Name: "sleep", Type: Duration, Default: "500ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "5ms", Published: "2s"}},
		},
		Program:   poolSleepProgram,
		Published: map[string]float64{"sequential": 8, "process-pool": 2},
		Reckoned:  true,
	}
}

func poolSleepProgram(v Values) (work.Program, error) {
	tasks, sleep := v.Int("tasks"), v.Duration("sleep")
	return work.Program{
		Steps: tasks,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				p, err := work.NewPool(w, k.Workers, work.PoolOptions{})
				if err != nil {
					return nil, err
				}
				var all []*work.Results
				for i := range tasks {
					k.At(w, "apply")
					r, err := p.ApplyAsync("worker", []byte(strconv.Itoa(i)))
					if err != nil {
						return nil, err
					}
					all = append(all, r)
				}
				k.At(w, "join")
				p.Close()
				if err := p.Join(); err != nil {
					return nil, err
				}
				work.Say(w, "All workers have finished")
				for _, r := range all { // apply_async keeps an error until somebody asks
					if _, err := r.Get(prim.None); err != nil {
						return nil, err
					}
				}
				return json.Marshal(map[string]any{"finished": len(all)})
			},
			"worker": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				work.Say(w, "Starting worker "+string(arg))
				k.At(w, "sleep")
				if err := w.Sleep(sleep); err != nil {
					return nil, err
				}
				work.Say(w, "Finishing worker "+string(arg))
				k.Step()
				return nil, nil
			},
		},
	}, nil
}

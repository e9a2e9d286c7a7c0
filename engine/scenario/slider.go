package scenario

// This file holds the slider between computing and waiting: the same tasks, with
// more or less of each.

import (
	"time"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

func slider() *Scenario {
	return &Scenario{
		ID: "cpu-io-slider", Number: "S41", Category: "cpu", Workers: 4,
		Title:   "From computing to waiting",
		Promise: "Tasks that compute, wait, or do both: at which share of waiting does who win?",
		Parameters: []Parameter{
			{Name: "waiting", Type: Int, Default: "50", Min: 0, Max: 100, Unit: "%"},
			{Name: "tasks", Type: Int, Default: "40", Min: 1, Max: 5000, Sizes: map[string]string{Smoke: "4"}},
			{Name: "each", Type: Duration, Default: "30ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms"}},
		},
		Program: sliderProgram,
	}
}

// turnsPerSecond is about how many turns of the loop a core of today makes: a
// task that only computes takes about as long as one that only waits.
const turnsPerSecond = 40_000_000

func sliderProgram(v Values) (work.Program, error) {
	waiting, tasks, each := v.Int("waiting"), v.Int("tasks"), v.Duration("each")
	turns := int64(each.Seconds() * turnsPerSecond * float64(100-waiting) / 100)
	wait := each * time.Duration(waiting) / 100
	return work.Program{
		Text:  countText,
		Steps: tasks,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "map")
				done, err := work.Map[int, int](w, "Worker", "task", make([]int, tasks))
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"finished": len(done)})
			},
			"task": work.Share(func(w work.Worker, k *work.Kit, _ int) (int, error) {
				if turns > 0 {
					if _, err := w.Call("count", code.Int(turns)); err != nil {
						return 0, err
					}
				}
				if wait > 0 {
					k.At(w, "wait")
					return 0, w.Sleep(wait)
				}
				return 0, nil
			}),
		},
	}, nil
}

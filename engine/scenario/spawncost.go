package scenario

// This file holds S05, what it costs to start a worker whose parent holds data.

import (
	"fmt"
	"strconv"

	"corelanes/engine/work"
)

func spawnCost() *Scenario {
	return &Scenario{
		ID: "spawn-cost", Number: "S05", Category: "life", Workers: 4, OfStarting: true,
		Title:   "The cost of starting: fork, spawn, forkserver",
		Promise: "Workers are started by a parent that holds data: who is ready first, and who uses more memory after touching the data?",
		Parameters: []Parameter{
			{Name: "data", Type: Int, Default: "100", Min: 0, Max: 1000, Unit: "MB", Sizes: map[string]string{Smoke: "1", Published: "500"}},
			{Name: "touch", Type: Bool, Default: "true"},
			{Name: "together", Type: Bool, Default: "false"},
		},
		Program: func(v Values) (work.Program, error) {
			size, touch, together := v.Int("data")*1_000_000, v.Bool("touch"), v.Bool("together")
			return work.Program{
				Bodies: map[string]work.Body{
					work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
						return spawnCostMain(w, k, size, together)
					},
					"child": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
						if len(k.Inherited) != size {
							return nil, fmt.Errorf("%d of %d bytes are there", len(k.Inherited), size)
						}
						defer k.Step()
						if !touch {
							return nil, nil
						}
						k.At(w, "touch")
						return nil, touchAll(w, k.Inherited)
					},
				},
			}, nil
		},
	}
}

func spawnCostMain(w work.Worker, k *work.Kit, size int, together bool) ([]byte, error) {
	k.Arena.SetSteps(k.Workers)
	var data []byte
	if err := w.Native(func() error {
		data = make([]byte, size)
		for i := range data {
			data[i] = byte(i)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := work.Bequeath(w, k, data); err != nil {
		return nil, err
	}
	finished := 0
	var open []work.Handle
	join := func() error {
		for _, h := range open {
			k.At(w, "join")
			if _, err := h.Join(); err != nil {
				return err
			}
			finished++
		}
		open = nil
		return nil
	}
	for i := range k.Workers {
		k.At(w, "start")
		h, err := w.Start("Process-"+strconv.Itoa(i+1), "child", nil)
		if err != nil {
			return nil, err
		}
		open = append(open, h)
		if !together {
			if err := join(); err != nil {
				return nil, err
			}
		}
	}
	if err := join(); err != nil {
		return nil, err
	}
	return result(map[string]any{"bytes": size, "started": k.Workers, "finished": finished})
}

// touchAll writes to every page of the data, as CPython does when it counts the
// references to objects: a page that was shared is copied.
func touchAll(w work.Worker, data []byte) error {
	before, err := work.Memory()
	if terr := w.Native(func() error {
		for i := 0; i < len(data); i += 4096 {
			data[i] ^= 1
		}
		return nil
	}); terr != nil {
		return terr
	}
	after, err2 := work.Memory()
	if err == nil && err2 == nil { // where the system tells
		work.Say(w, fmt.Sprintf("private memory: %.1f MB, after touching %.1f MB", float64(before.Private)/1e6, float64(after.Private)/1e6))
	}
	return nil
}

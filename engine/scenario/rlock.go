package scenario

// This file holds S28, RLock: a function that calls itself.

import "corelanes/engine/work"

func rlock() *Scenario {
	return &Scenario{
		ID: "rlock", Number: "S28", Category: "sync", Workers: 3,
		Title:   "RLock: a function that calls itself",
		Promise: "Each takes the lock three times over. An RLock lets its owner in again; a Lock lets nobody in, not even its owner.",
		Parameters: []Parameter{
			{Name: "kind", Type: Choice, Default: "RLock", Choices: []string{"RLock", "Lock"}},
			{Name: "depth", Type: Int, Default: "3", Min: 1, Max: 50},
			hold("hold", "50ms", "1ms"),
		},
		Goals: []Goal{
			{Key: "self", Text: "Have a worker wait for itself", Met: func(e Ended) bool {
				return len(e.Stuck) == 1 && e.Values["kind"] == "Lock"
			}},
			{Key: "deep", Text: "Take one lock at least three times over, and come out again", Met: func(e Ended) bool {
				n, ok := e.field("depth")
				return ok && n >= 3
			}},
		},
		Program: rlockProgram,
	}
}

func rlockProgram(v Values) (work.Program, error) {
	plain, depth, each := v["kind"] == "Lock", v.Int("depth"), v.Duration("hold")
	var descend func(w work.Worker, k *work.Kit, l guarding, d int) error
	descend = func(w work.Worker, k *work.Kit, l guarding, d int) error {
		if d == 0 {
			return nil
		}
		k.At(w, "acquire")
		return holding(w, l, func() error {
			k.At(w, "inside")
			if err := w.Sleep(each); err != nil {
				return err
			}
			return descend(w, k, l, d-1)
		})
	}
	return work.Program{
		Setup: func(k *work.Kit) error {
			if plain {
				return k.MakeLock("tree")
			}
			return k.MakeRLock("tree")
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Worker", "descend"); err != nil {
					return nil, err
				}
				return result(map[string]any{"workers": k.Workers, "depth": depth})
			},
			"descend": player(func(w work.Worker, k *work.Kit, _ part) error {
				if plain {
					l, err := k.Lock("tree")
					if err != nil {
						return err
					}
					return descend(w, k, l, depth)
				}
				l, err := k.RLock("tree")
				if err != nil {
					return err
				}
				return descend(w, k, l, depth)
			}),
		},
	}, nil
}

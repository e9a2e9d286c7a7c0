package scenario

// This file holds S29, Semaphore: three places, ten visitors.

import (
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func semaphore() *Scenario {
	return &Scenario{
		ID: "semaphore", Number: "S29", Category: "sync", Workers: 10,
		Title:   "Semaphore: three places, ten visitors",
		Promise: "However many come, no more are inside than there are places.",
		Parameters: []Parameter{
			{Name: "places", Type: Int, Default: "3", Min: 1, Max: 64},
			hold("stay", "300ms", "3ms"),
		},
		Program: semaphoreProgram,
	}
}

func semaphoreProgram(v Values) (work.Program, error) {
	places, stay := v.Int("places"), v.Duration("stay")
	// count changes how many are inside, under the lock that guards it.
	count := func(w work.Worker, k *work.Kit, by int64) error {
		k.At(w, map[int64]string{1: "enter", -1: "leave"}[by])
		return withLock(w, k, "count", func() error {
			inside, err := k.Value("inside")
			if err != nil {
				return err
			}
			n := inside.Get(w.Self()) + by
			inside.Set(w.Self(), n)
			return most(w, k, "most", n)
		})
	}
	return work.Program{
		Setup: func(k *work.Kit) error {
			return firstError(k.MakeSemaphore("places", int64(places)), k.MakeLock("count"), k.MakeValue("inside", 0), k.MakeValue("most", 0))
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Visitor", "visit"); err != nil {
					return nil, err
				}
				peak, err := k.Value("most")
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"visitors": k.Workers, "never_too_many": peak.Get(w.Self()) <= int64(places)})
			},
			"visit": player(func(w work.Worker, k *work.Kit, _ part) error {
				s, err := k.Semaphore("places")
				if err != nil {
					return err
				}
				k.At(w, "acquire")
				if _, err := s.Acquire(w.Self(), true, prim.None); err != nil {
					return err
				}
				if err := count(w, k, 1); err != nil {
					return err
				}
				k.At(w, "inside")
				if err := firstError(w.Sleep(stay), count(w, k, -1)); err != nil {
					return err
				}
				return s.Release(w.Self(), 1)
			}),
		},
	}, nil
}

package scenario

// This file holds S31, Condition: two rooms and a bounded buffer.

import (
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func condition() *Scenario {
	return &Scenario{
		ID: "condition", Number: "S31", Category: "sync", Workers: 4, NeedsConcurrency: true,
		Title:   "Condition: two rooms and a buffer",
		Promise: "Producers wait while the buffer is full, consumers while it is empty: who is notified must still get in.",
		Parameters: []Parameter{
			{Name: "items", Type: Int, Default: "12", Min: 1, Max: 10000, Sizes: map[string]string{Smoke: "4"}},
			{Name: "room", Type: Int, Default: "2", Min: 1, Max: 1000},
			hold("produce", "50ms", "1ms"),
			hold("consume", "120ms", "1ms"),
		},
		Program: conditionProgram,
	}
}

func conditionProgram(v Values) (work.Program, error) {
	items, room, produce, consume := v.Int("items"), int64(v.Int("room")), v.Duration("produce"), v.Duration("consume")
	// share is how many of the items a worker handles: producers are the even
	// ones, consumers the odd ones.
	share := func(p part) int {
		n, i := (p.N+1)/2, p.I/2
		if p.I%2 == 1 {
			n = p.N / 2
		}
		return items*(i+1)/n - items*i/n
	}
	return work.Program{
		Steps: 2 * items,
		Setup: func(k *work.Kit) error {
			return firstError(k.MakeCondition("buffer"), k.MakeValue("stored", 0), k.MakeValue("consumed", 0))
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				if err := crew(w, k, max(2, k.Workers), "Worker", "work"); err != nil {
					return nil, err
				}
				n, err := k.Value("consumed")
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"consumed": n.Get(w.Self())})
			},
			"work": player(func(w work.Worker, k *work.Kit, p part) error {
				for range share(p) {
					var err error
					if p.I%2 == 0 {
						k.At(w, "produce")
						err = firstError(w.Sleep(produce), move(w, k, 1, func(stored int64) bool { return stored < room }))
					} else {
						if err = move(w, k, -1, func(stored int64) bool { return stored > 0 }); err == nil {
							k.At(w, "consume")
							err = w.Sleep(consume)
						}
					}
					if err != nil {
						return err
					}
					k.Step()
				}
				return nil
			}),
		},
	}, nil
}

// move waits until the buffer allows it, and then puts one item in or takes
// one out.
func move(w work.Worker, k *work.Kit, by int64, allowed func(stored int64) bool) error {
	c, err := k.Condition("buffer")
	if err != nil {
		return err
	}
	stored, err := k.Value("stored")
	if err != nil {
		return err
	}
	what := map[int64]string{1: "-put", -1: "-get"}[by]
	k.At(w, "acquire"+what)
	return holding(w, c, func() error {
		for !allowed(stored.Get(w.Self())) { // "while", not "if": who was notified may come too late
			k.At(w, "wait"+what)
			if _, err := c.Wait(w.Self(), prim.None); err != nil {
				return err
			}
		}
		stored.Set(w.Self(), stored.Get(w.Self())+by)
		if by < 0 {
			if err := countUp(w, k, "consumed"); err != nil {
				return err
			}
		}
		k.At(w, "notify"+what)
		return c.NotifyAll(w.Self())
	})
}

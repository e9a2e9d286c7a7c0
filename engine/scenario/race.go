package scenario

// This file holds S26, the race on a counter.

import (
	"corelanes/engine/code"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// raceText counts up a shared number. load and store are two calls, and a call
// is where a thread may be asked for the GIL.
const raceText = `def add(times):
    for i in range(times):
        store(load() + 1)
`

func race() *Scenario {
	return &Scenario{
		ID: "race", Number: "S26", Category: "sync", Workers: 2,
		Title:   "Race on a counter",
		Promise: "Everybody adds one, many times over, without a lock: is the sum right? And was it luck?",
		Parameters: []Parameter{
			{Name: "increments", Type: Int, Default: "50000", Min: 1, Max: 1_000_000, Sizes: map[string]string{Smoke: "200", Tiny: "2"}},
			{Name: "lock", Type: Bool, Default: "false", Sizes: map[string]string{Smoke: "true"}},
			{Name: "pause", Type: Bool, Default: "false"},
		},
		Goals: []Goal{
			{Key: "lost", Text: "Lose an update", Met: func(e Ended) bool { return e.Lost > 0 }},
			{Key: "none", Text: "With a pause in between, lose none", Met: func(e Ended) bool {
				return e.Values.Bool("pause") && e.Lost == 0 && e.is("lost", 0)
			}},
		},
		Program: raceProgram,
	}
}

func raceProgram(v Values) (work.Program, error) {
	times, locked, pause := v.Int("increments"), v.Bool("lock"), v.Bool("pause")
	return work.Program{
		Text: raceText,
		Natives: map[string]work.Native{
			"load": func(w work.Worker, k *work.Kit, _ []code.Value) (code.Value, error) {
				c, err := k.Value("counter")
				if err != nil {
					return code.None(), err
				}
				return code.Int(c.Get(w.Self())), nil
			},
			"store": func(w work.Worker, k *work.Kit, args []code.Value) (code.Value, error) {
				c, err := k.Value("counter")
				if err != nil {
					return code.None(), err
				}
				n, ok := args[0].Int64()
				if !ok {
					return code.None(), code.Raise("OverflowError", "the counter has 64 bits")
				}
				c.Set(w.Self(), n)
				return code.None(), nil
			},
		},
		Setup: func(k *work.Kit) error { return firstError(k.MakeValue("counter", 0), k.MakeLock("counter")) },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Worker", "count"); err != nil {
					return nil, err
				}
				c, err := k.Value("counter")
				if err != nil {
					return nil, err
				}
				expected := int64(k.Workers) * int64(times)
				counted := c.Get(w.Self())
				return result(map[string]any{"expected": expected, "counted": counted, "lost": expected - counted})
			},
			"count": player(func(w work.Worker, k *work.Kit, _ part) error {
				switch {
				case locked:
					return countLocked(w, k, times, pause)
				case pause:
					return countPausing(w, k, times)
				}
				_, err := w.Call("add", code.Int(int64(times)))
				return err
			}),
		},
	}, nil
}

// countPausing lets others go on between reading and writing: in a task that
// is an await in the wrong place.
func countPausing(w work.Worker, k *work.Kit, times int) error {
	c, err := k.Value("counter")
	if err != nil {
		return err
	}
	for range times {
		if err := step(w, k, c, true); err != nil {
			return err
		}
	}
	return nil
}

// countLocked does the same with a lock around each step.
func countLocked(w work.Worker, k *work.Kit, times int, pause bool) error {
	c, err := k.Value("counter")
	if err != nil {
		return err
	}
	l, err := k.Lock("counter")
	if err != nil {
		return err
	}
	for range times {
		k.At(w, "acquire")
		if err := holding(w, l, func() error { return step(w, k, c, pause) }); err != nil {
			return err
		}
	}
	return nil
}

// step adds one, in two steps.
func step(w work.Worker, k *work.Kit, c *prim.Value, pause bool) error {
	k.At(w, "load")
	n := c.Get(w.Self())
	if pause {
		k.At(w, "pause")
		if err := w.Sleep(0); err != nil {
			return err
		}
	}
	k.At(w, "store")
	c.Set(w.Self(), n+1)
	return nil
}

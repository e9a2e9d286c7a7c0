package scenario

// This file holds S33, the deadlock, and its cures.

import (
	"fmt"
	"time"

	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func deadlock() *Scenario {
	return &Scenario{
		ID: "deadlock", Number: "S33", Category: "sync", Workers: 2,
		Title:   "Deadlock and its cures",
		Promise: "Each holds one lock and waits for the next one's: the circle closes, and nobody goes on. Three cures break it.",
		Parameters: []Parameter{
			{Name: "cure", Type: Choice, Default: "none", Choices: []string{"none", "order", "timeout", "one-lock"}, Sizes: map[string]string{Smoke: "order"}},
			hold("hold", "100ms", "2ms"),
		},
		Program: deadlockProgram,
	}
}

func deadlockProgram(v Values) (work.Program, error) {
	cure, each := v["cure"], v.Duration("hold")
	return work.Program{
		Setup: func(k *work.Kit) error {
			for i := range max(2, k.Workers) {
				if err := k.MakeLock(fork(i)); err != nil {
					return err
				}
			}
			return k.MakeLock("table")
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Philosopher", "eat"); err != nil {
					return nil, err
				}
				return result(map[string]any{"ate": k.Workers})
			},
			"eat": player(func(w work.Worker, k *work.Kit, p part) error {
				first, second := fork(p.I), fork((p.I+1)%max(2, p.N))
				switch {
				case cure == "order" && p.I == p.N-1 && p.N > 1:
					first, second = second, first // everybody takes the lower one first
				case cure == "one-lock":
					k.At(w, "table")
					return withLock(w, k, "table", func() error { return eat(w, k, first, second, each) })
				case cure == "timeout":
					return eatOrGiveBack(w, k, first, second, each)
				}
				return eat(w, k, first, second, each)
			}),
		},
	}, nil
}

// fork is the name of the lock between two philosophers.
func fork(i int) string { return fmt.Sprintf("fork-%d", i+1) }

// eat takes one fork, then the other.
func eat(w work.Worker, k *work.Kit, first, second string, each time.Duration) error {
	k.At(w, "first")
	return withLock(w, k, first, func() error {
		k.At(w, "hold")
		if err := w.Sleep(each); err != nil {
			return err
		}
		k.At(w, "second")
		return withLock(w, k, second, func() error {
			k.At(w, "eat")
			return w.Sleep(each)
		})
	})
}

// eatOrGiveBack takes one fork, waits for the other no longer than it would
// eat, gives the first one back if it did not come, and begins again after a
// while of its own.
func eatOrGiveBack(w work.Worker, k *work.Kit, first, second string, each time.Duration) error {
	l, err := k.Lock(second)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		ate := false
		k.At(w, "try-first")
		err := withLock(w, k, first, func() error {
			k.At(w, "try-hold")
			if err := w.Sleep(each); err != nil {
				return err
			}
			k.At(w, "try-second")
			var err error
			if ate, err = l.Acquire(w.Self(), true, prim.Seconds(each.Seconds())); err != nil || !ate {
				return err
			}
			k.At(w, "try-eat")
			return firstError(w.Sleep(each), l.Release(w.Self()))
		})
		if ate || err != nil {
			return err
		}
		// Two that give back and try again in step would never eat: a livelock.
		k.At(w, "back")
		if err := w.Sleep(time.Duration(try) * each * time.Duration(w.Self().Lane%7+1) / 4); err != nil {
			return err
		}
	}
}

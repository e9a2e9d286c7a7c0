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
		Title:   "Deadlock and its cures: dining philosophers",
		Promise: "Each holds one lock and waits for the next one's: the circle closes, and nobody goes on. Four cures break it.",
		Parameters: []Parameter{
			{Name: "cure", Type: Choice, Default: "none", Choices: []string{"none", "order", "timeout", "one-lock", "seats"}, Sizes: map[string]string{Smoke: "order"}},
			{Name: "rounds", Type: Int, Default: "1", Min: 1, Max: 1000},
			hold("hold", "100ms", "2ms"),
		},
		Sticks: true,
		Goals: []Goal{
			stuck("happens", "Make it deadlock"),
			{Key: "six", Text: "Make it deadlock in six steps at most, in a controlled run", Met: func(e Ended) bool {
				return len(e.Stuck) > 0 && e.Steps > 0 && e.Steps <= 6
			}},
			{Key: "prevented", Text: "With a cure, everybody eats", Met: func(e Ended) bool {
				return e.Values["cure"] != "none" && e.done()
			}},
		},
		Program: deadlockProgram,
	}
}

func deadlockProgram(v Values) (work.Program, error) {
	cure, each, rounds := v["cure"], v.Duration("hold"), v.Int("rounds")
	return work.Program{
		Setup: func(k *work.Kit) error {
			for i := range max(2, k.Workers) {
				if err := k.MakeLock(fork(i)); err != nil {
					return err
				}
			}
			switch cure {
			case "one-lock":
				return k.MakeLock("table")
			case "seats":
				return k.MakeSemaphore("seats", int64(max(2, k.Workers)-1))
			}
			return nil
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
				if cure == "order" && p.I == p.N-1 && p.N > 1 {
					first, second = second, first // everybody takes the lower one first
				}
				dine := func() error { return eat(w, k, first, second, each) }
				for range rounds {
					var err error
					switch cure {
					case "one-lock":
						k.At(w, "table")
						err = withLock(w, k, "table", dine)
					case "timeout":
						err = eatOrGiveBack(w, k, first, second, each)
					case "seats":
						err = seated(w, k, dine)
					default:
						err = dine()
					}
					if err != nil {
						return err
					}
				}
				return nil
			}),
		},
	}, nil
}

// seated runs f on one of the seats, of which there is one fewer than there
// are forks: so one of those who sit can always get both.
func seated(w work.Worker, k *work.Kit, f func() error) error {
	s, err := k.Semaphore("seats")
	if err != nil {
		return err
	}
	k.At(w, "seats")
	if _, err := s.Acquire(w.Self(), true, prim.None); err != nil {
		return err
	}
	return firstError(f(), s.Release(w.Self(), 1))
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

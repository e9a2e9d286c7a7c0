package scenario

// This file holds S39, not joined, crashed, killed: who survives.

import (
	"encoding/json"
	"fmt"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func crash() *Scenario {
	return &Scenario{
		ID: "crash", Number: "S39", Category: "life", Workers: 4, Differs: true,
		Title:   "Not joined, crashed, killed",
		Promise: "One worker dies in the middle of its work: who survives?",
		Parameters: []Parameter{
			{Name: "how", Type: Choice, Default: "crash", Choices: []string{"crash", "kill", "kill-with-lock", "not-joined"}},
			{Name: "work", Type: Duration, Default: "1s", Min: 0, Max: 60, Unit: "s", Sizes: map[string]string{Smoke: "4ms"}},
		},
		Program: crashProgram,
	}
}

// victim is the worker that dies, from 0 on: the second, or the only one.
func victim(n int) int { return min(1, n-1) }

const crashLock = "ledger"

func crashProgram(v Values) (work.Program, error) {
	how, each := v["how"], v.Duration("work")/2
	died, err := json.Marshal(map[string]any{"survived": 0})
	if err != nil {
		return work.Program{}, err
	}
	return work.Program{
		Text: countText,
		Died: died,
		Setup: func(k *work.Kit) error {
			if how != "kill-with-lock" {
				return nil
			}
			return k.MakeLock(crashLock)
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) { return crashMain(w, k, how, each) },
			"run": player(func(w work.Worker, k *work.Kit, p part) error {
				if err := busy(w, each); err != nil {
					return err
				}
				if p.I == victim(p.N) {
					work.Say(w, "I die")
				}
				if err := meetFate(w, k, how, p.I == victim(p.N), each); err != nil {
					return err
				}
				if err := busy(w, each); err != nil {
					return err
				}
				work.Say(w, "I have survived")
				return nil
			}),
		},
	}, nil
}

func crashMain(w work.Worker, k *work.Kit, how string, each time.Duration) ([]byte, error) {
	n := k.Workers
	k.Arena.SetSteps(n)
	var handles []work.Handle
	for i := range n {
		arg, err := json.Marshal(part{i, n})
		if err != nil {
			return nil, err
		}
		k.At(w, "start")
		h, err := w.Start(fmt.Sprintf("Worker-%d", i+1), "run", arg)
		if err != nil {
			return nil, err
		}
		handles = append(handles, h)
	}
	if how == "not-joined" { // for a while: those that have ended are zombies
		k.At(w, "wait")
		if err := w.Sleep(4 * each); err != nil {
			return nil, err
		}
	}
	survived := 0
	for _, h := range handles {
		k.At(w, "join")
		if _, err := h.Join(); err != nil {
			work.Say(w, err.Error())
			continue
		}
		survived++
	}
	return result(map[string]any{"survived": survived})
}

// meetFate is what happens to a worker in the middle of its work.
func meetFate(w work.Worker, k *work.Kit, how string, dies bool, each time.Duration) error {
	switch {
	case how == "kill-with-lock":
		l, err := k.Lock(crashLock)
		if err != nil {
			return err
		}
		if !dies { // after the other has it
			if err := w.Sleep(max(each, 20*time.Millisecond)); err != nil {
				return err
			}
		}
		if _, err := l.Acquire(w.Self(), true, prim.Forever); err != nil {
			return err
		}
		if dies {
			work.KillSelf()
		}
		return l.Release(w.Self())
	case dies && how == "crash":
		work.Crash()
	case dies && how == "kill":
		work.KillSelf()
	}
	return nil
}

// busy computes for so long.
func busy(w work.Worker, d time.Duration) error {
	for end := time.Now().Add(d); time.Now().Before(end); {
		if err := count(w, 10_000); err != nil {
			return err
		}
	}
	return nil
}

// count turns a loop so often.
func count(w work.Worker, turns int64) error {
	_, err := w.Call("count", code.Int(turns))
	return err
}

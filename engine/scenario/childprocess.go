package scenario

// This file holds S02, one child process: start, join, PID, PPID.

import (
	"fmt"
	"os"

	"corelanes/engine/work"
)

func childProcess() *Scenario {
	return &Scenario{
		ID: "child-process", Number: "S02", Category: "life", Workers: 1, OfStarting: true,
		Title:   "One child: start, join, PID, PPID",
		Promise: "The main program starts a worker and waits for it: which process ids will be printed, and whose line comes last?",
		Parameters: []Parameter{
			{Name: "sleep", Type: Duration, Default: "2s", Min: 0, Max: 60, Unit: "s", Sizes: map[string]string{Smoke: "5ms"}},
			{Name: "join", Type: Bool, Default: "true"},
		},
		Program: func(v Values) (work.Program, error) {
			sleep, join := v.Duration("sleep"), v.Bool("join")
			return work.Program{
				Steps: 1,
				Bodies: map[string]work.Body{
					work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
						work.Say(w, fmt.Sprintf("Main PID: %d", os.Getpid()))
						k.At(w, "start")
						h, err := w.Start("Process-1", "child", nil)
						if err != nil {
							return nil, err
						}
						if !join {
							work.Say(w, "The main program has ended")
						}
						// Without a join Python itself waits at the program's end for the
						// children that are left.
						if join {
							k.At(w, "join")
						}
						if _, err := h.Join(); err != nil {
							return nil, err
						}
						if join {
							work.Say(w, "The main program has ended")
						}
						return result(map[string]any{"started": 1, "finished": 1})
					},
					"child": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
						work.Say(w, fmt.Sprintf("Child PID: %d | Parent PID: %d", os.Getpid(), os.Getppid()))
						work.Say(w, "The process has begun its work")
						k.At(w, "sleep")
						err := w.Sleep(sleep)
						work.Say(w, "The process has ended its work")
						k.Step()
						return nil, err
					},
				},
			}, nil
		},
	}
}

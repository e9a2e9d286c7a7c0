package scenario

// This file holds S10, say_hello: what "await" and "gather" do to three
// greetings that each wait for a second.

import (
	"fmt"
	"time"

	"corelanes/engine/work"
)

// The ways in which the greetings are begun and wait.
const (
	helloGather   = "gather"   // all begun, then all awaited
	helloAwait    = "await"    // one awaited after another
	helloBlocking = "blocking" // all begun, but they wait with time.sleep
)

func hello() *Scenario {
	return &Scenario{
		ID: "say-hello", Number: "S10", Category: "io", Workers: 3,
		Title:   "Three greetings: gather",
		Promise: "Three say Hello, wait for a second and say World: how often is the second waited for?",
		Parameters: []Parameter{
			{Name: "people", Type: Int, Default: "3", Min: 1, Max: 1000},
			{Name: "how", Type: Choice, Default: helloGather, Choices: []string{helloGather, helloAwait, helloBlocking}},
			hold("wait", "1s", "5ms"),
		},
		Program: helloProgram,
	}
}

func helloProgram(v Values) (work.Program, error) {
	people, how, wait := v.Int("people"), v["how"], v.Duration("wait")
	greet := func(w work.Worker, k *work.Kit) error {
		k.At(w, "hello")
		work.Say(w, "Hello")
		pause := w.Sleep
		if how == helloBlocking {
			pause = w.Block
		}
		if err := pause(wait); err != nil {
			return err
		}
		k.At(w, "world")
		work.Say(w, "World")
		k.Step()
		return nil
	}
	return work.Program{
		Steps: people,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				if how == helloAwait {
					for range people {
						if err := greet(w, k); err != nil {
							return nil, err
						}
					}
				} else if err := crewAt(w, k, "gather", people, "say_hello", "greet"); err != nil {
					return nil, err
				}
				return result(map[string]any{"greeted": people})
			},
			"greet": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) { return nil, greet(w, k) },
		},
	}, nil
}

// crewAt starts n workers, called name-1, name-2 …, that run the body, and waits
// for all, on the line named. The error is the first one's.
func crewAt(w work.Worker, k *work.Kit, line string, n int, name, body string) error {
	k.At(w, line)
	handles := make([]work.Handle, 0, n)
	for i := range n {
		h, err := w.Start(fmt.Sprintf("%s-%d", name, i+1), body, nil)
		if err != nil {
			return err
		}
		handles = append(handles, h)
	}
	return joinAll(handles)
}

// joinAll waits for all. The error is the first one's.
func joinAll(handles []work.Handle) error {
	for _, h := range handles {
		if _, err := h.Join(); err != nil {
			return err
		}
	}
	return nil
}

// sleeps is S11: one long sleep beside many short ones.
func sleeps() *Scenario {
	return &Scenario{
		ID: "long-short-sleep", Number: "S11", Category: "io", Workers: 2,
		Title:   "One long sleep and ten short ones",
		Promise: "One sleeps long, the other ten times a tenth of it: who is done first, and does anybody need a core?",
		Parameters: []Parameter{
			{Name: "long", Type: Duration, Default: "2s", Min: 0, Max: 60, Unit: "s", Sizes: map[string]string{Smoke: "20ms", Published: "5s"}},
			{Name: "naps", Type: Int, Default: "10", Min: 1, Max: 1000},
		},
		Published: map[string]float64{"sequential": 10, "threads": 5},
		Reckoned:  true,
		Program:   sleepsProgram,
	}
}

func sleepsProgram(v Values) (work.Program, error) {
	long, naps := v.Duration("long"), v.Int("naps")
	return work.Program{
		Steps: 1 + naps,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "gather")
				var handles []work.Handle
				for _, name := range []string{"long_sleep", "short_sleep"} {
					h, err := w.Start(name, name, nil)
					if err != nil {
						return nil, err
					}
					handles = append(handles, h)
				}
				if err := joinAll(handles); err != nil {
					return nil, err
				}
				return result(map[string]any{"slept": 1 + naps})
			},
			"long_sleep": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "long")
				err := w.Sleep(long)
				work.Say(w, "Done long sleeping")
				k.Step()
				return nil, err
			},
			"short_sleep": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				for range naps {
					k.At(w, "nap")
					if err := w.Sleep(long / time.Duration(naps)); err != nil {
						return nil, err
					}
					k.Step()
				}
				work.Say(w, "Done iterative sleeping")
				return nil, nil
			},
		},
	}, nil
}

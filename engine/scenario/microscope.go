package scenario

// This file holds S21, under the microscope: who holds the GIL, and what that
// does to threads that only want it for a moment, now and then: one that naps,
// and one that sends a byte and waits for the answer (the convoy).

import (
	"fmt"
	"io"
	"slices"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func microscope() *Scenario {
	return &Scenario{
		ID: "gil-microscope", Number: "S21", Category: "cpu", Workers: 2,
		Title:   "Under the microscope: who holds the GIL",
		Promise: "Threads that compute, one that naps for a millisecond at a time, one that waits for single bytes: how long until they are let in again?",
		Parameters: []Parameter{
			{Name: "turns", Type: Int, Default: "30000000", Min: 0, Max: 1_000_000_000, Sizes: map[string]string{Smoke: "50000", Tiny: "10"}},
			{Name: "interval", Type: Duration, Default: "0s", Min: 0, Max: 1, Unit: "s"},
			{Name: "naps", Type: Int, Default: "150", Min: 0, Max: 100_000, Sizes: map[string]string{Smoke: "5", Tiny: "1"}},
			{Name: "nap", Type: Duration, Default: "1ms", Min: 0, Max: 10, Unit: "s"},
			{Name: "echoes", Type: Int, Default: "150", Min: 0, Max: 100_000, Sizes: map[string]string{Smoke: "5", Tiny: "0"}},
		},
		Program: microscopeProgram,
	}
}

func microscopeProgram(v Values) (work.Program, error) {
	turns, naps, nap, echoes := v.Int("turns"), v.Int("naps"), v.Duration("nap"), v.Int("echoes")
	beside := func(times int, what string, f func(w work.Worker, k *work.Kit) (func() error, func() error, error)) work.Body {
		return player(func(w work.Worker, k *work.Kit, _ part) error {
			once, end, err := f(w, k)
			if err != nil {
				return err
			}
			took, err := timed(w, times, once)
			if err = firstError(err, end()); err != nil || times == 0 {
				return err
			}
			slices.Sort(took)
			work.Say(w, fmt.Sprintf("%s took %s in the middle, %s at most", what, tenths(took[times/2]), tenths(took[times-1])))
			return nil
		})
	}
	echo := func(w work.Worker, k *work.Kit) (once, end func() error, err error) {
		c, err := k.Dial(w)
		if err != nil {
			return nil, nil, err
		}
		var b [1]byte
		return func() error {
			k.At(w, "send")
			_, werr := c.Write(b[:])
			k.At(w, "receive")
			_, rerr := io.ReadFull(c, b[:])
			return firstError(werr, rerr)
		}, c.Close, nil
	}
	var server *work.Server
	if echoes > 0 { // without it the run can be controlled
		server = &work.Server{Echo: true}
	}
	return work.Program{
		Text:           countText,
		Server:         server,
		SwitchInterval: v.Duration("interval"),
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				if err := microscopeMain(w, k, echoes > 0); err != nil {
					return nil, err
				}
				return result(map[string]any{"computers": k.Workers, "naps": naps, "echoes": echoes})
			},
			"compute": player(func(w work.Worker, _ *work.Kit, _ part) error {
				_, err := w.Call("count", code.Int(int64(turns)))
				return err
			}),
			"nap": beside(naps, fmt.Sprintf("a nap of %s", nap), func(w work.Worker, k *work.Kit) (once, end func() error, err error) {
				k.At(w, "nap")
				return func() error { return w.Sleep(nap) }, func() error { return nil }, nil
			}),
			"echo": beside(echoes, "a byte and its echo", echo),
		},
	}, nil
}

// microscopeMain starts the computers, and beside them who naps and, with the
// server, who waits for echoes.
func microscopeMain(w work.Worker, k *work.Kit, echo bool) error {
	names, bodies := []string{"Napper"}, []string{"nap"}
	k.Arena.SetSteps(k.Workers + 1)
	if echo {
		names, bodies = append(names, "Echo"), append(bodies, "echo")
		k.Arena.SetSteps(k.Workers + 3)
		// Alone first, to have something to compare with.
		k.At(w, "alone")
		alone, err := w.Start("Echo alone", "echo", []byte(`{}`))
		if err != nil {
			return err
		}
		if _, err := alone.Join(); err != nil {
			return err
		}
	}
	k.At(w, "start")
	var handles []work.Handle
	for i, name := range names {
		h, err := w.Start(name, bodies[i], []byte(`{}`))
		if err != nil {
			return err
		}
		handles = append(handles, h)
	}
	err := crew(w, k, k.Workers, "Computer", "compute")
	for _, h := range handles {
		_, herr := h.Join()
		err = firstError(err, herr)
	}
	return err
}

// timed calls f so many times, and is how long each call took.
func timed(w work.Worker, times int, f func() error) ([]trace.Time, error) {
	took := make([]trace.Time, 0, times)
	for range times {
		begin := w.Self().Rec.Now()
		if err := f(); err != nil {
			return nil, err
		}
		took = append(took, w.Self().Rec.Now()-begin)
	}
	return took, nil
}

// tenths is a time in milliseconds with two digits that count.
func tenths(t trace.Time) string {
	if t < trace.Time(time.Millisecond) {
		return fmt.Sprintf("%.0f µs", float64(t)/float64(time.Microsecond))
	}
	return fmt.Sprintf("%.1f ms", float64(t)/float64(time.Millisecond))
}

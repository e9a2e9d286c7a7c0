package scenario

// This file holds S15, what one unit costs: how long it takes to make many
// workers, and how much memory they take while they all wait.

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"corelanes/engine/trace"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

func unitCost() *Scenario {
	return &Scenario{
		ID: "unit-cost", Number: "S15", Category: "life", Workers: 1,
		Title:   "What does one unit cost?",
		Promise: "Many workers that only wait: how long does it take to make one, and how much memory does it take?",
		Parameters: []Parameter{
			{Name: "units", Type: Int, Default: "100", Min: 1, Max: maxUnits, Sizes: map[string]string{Smoke: "4"}},
			{Name: "waits", Type: Int, Default: "8", Min: 0, Max: 10_000, Sizes: map[string]string{Smoke: "2", Published: "100"}},
			{Name: "wait", Type: Duration, Default: "10ms", Min: 0, Max: 1, Unit: "s", Sizes: map[string]string{Smoke: "1ms"}},
		},
		Validate: func(v Values) error {
			if total := time.Duration(v.Int("waits")) * v.Duration("wait"); total > time.Hour {
				return &usage.Error{What: "waits", Got: v["waits"], Why: "together they would take " + total.String() + "; shorten the wait"}
			}
			return nil
		},
		Program:   unitCostProgram,
		Published: map[string]float64{"threads": 0.01, "interpreters": 0.89, "processes": 9.97},
		OfMaking:  true,
	}
}

// maxUnits is how many units there may be: each is a lane of the recording, which
// has room for 131,071.
const maxUnits = 100_000

func unitCostProgram(v Values) (work.Program, error) {
	units, waits, wait := v.Int("units"), v.Int("waits"), v.Duration("wait")
	return work.Program{
		Steps: units,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				own, before := os.Getpid(), resident()
				begin := w.Self().Rec.Now()
				handles := make([]work.Handle, 0, units)
				for i := range units {
					k.At(w, "start")
					h, err := w.Start("Unit-"+strconv.Itoa(i+1), "wait", nil)
					if err != nil {
						return nil, fmt.Errorf("unit %d of %d: %w", i+1, units, err)
					}
					handles = append(handles, h)
				}
				made, after := w.Self().Rec.Now()-begin, resident()
				memory := after - before
				var theirs int64
				for _, h := range handles {
					k.At(w, "join")
					out, err := h.Join()
					if err != nil {
						return nil, err
					}
					if pid, bytes, _ := strings.Cut(string(out), " "); pid != strconv.Itoa(own) {
						n, _ := strconv.ParseInt(bytes, 10, 64) // the unit wrote it so
						theirs += n
					}
				}
				if theirs > 0 { // processes have their own
					memory = theirs
				}
				work.Say(w, fmt.Sprintf("making %d took %s, %s each", units, tenths(made), tenths(made/trace.Time(units))))
				if memory > 0 && before > 0 {
					work.Say(w, fmt.Sprintf("memory: %d KiB each", memory/int64(units)/1024))
				}
				return result(map[string]any{"units": units})
			},
			"wait": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "wait")
				for range waits {
					if err := w.Sleep(wait); err != nil {
						return nil, err
					}
				}
				k.Step()
				return fmt.Appendf(nil, "%d %d", os.Getpid(), resident()), nil
			},
		},
	}, nil
}

// resident is how much memory this process has that is not shared with others,
// in bytes; 0 where that cannot be told.
func resident() int64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	f := strings.Fields(string(data))
	if len(f) < 3 {
		return 0
	}
	all, aerr := strconv.ParseInt(f[1], 10, 64)
	shared, serr := strconv.ParseInt(f[2], 10, 64)
	if aerr != nil || serr != nil {
		return 0
	}
	return (all - shared) * int64(os.Getpagesize())
}

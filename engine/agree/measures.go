package agree

// This file holds what claims measure: times, ratios of times, waits, switches,
// and what came out.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"corelanes/engine"
	"corelanes/engine/trace"
)

// wall is a run's time; its results have to be those of the engine.
func wall(scenario, model string, workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			if s.real {
				own := s
				own.real = false
				if o, err := own.run(scenario, model, workers, v); err == nil {
					if err := SameResult(o.Result, e.Result); err != nil {
						return 0, err
					}
				}
			}
			return life(e), nil
		})
	}
}

// life is the time from the first worker's start to the last one's end. An
// interpreter's own way up is no part of it.
func life(e ended) float64 {
	v := e.Recording().Cut()
	first, last := trace.Forever, trace.Time(0)
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		switch l.Info.Kind {
		case trace.LaneThread, trace.LaneProcess, trace.LaneTask, trace.LaneInterpreter:
		default:
			continue
		}
		for i := range l.Len() {
			if x, to := l.Span(i); x.State != trace.StateNone && x.State != trace.StateOverhead {
				first, last = min(first, x.From), max(last, to)
			}
		}
	}
	return max(0, float64(last-first)/1e9)
}

// faster is how many times the second way is faster than the first, when it does
// so many times the work.
func faster(scenario, model string, workers int, other string, others int, v set, work float64) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			a, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			b, err := s.run(scenario, other, others, v)
			if err != nil {
				return 0, err
			}
			return work * life(a) / life(b), nil
		})
	}
}

// slower is how many times slower the second model is, the start of its workers
// counted.
func slower(scenario, model, other string, workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			a, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			b, err := s.run(scenario, other, workers, v)
			if err != nil {
				return 0, err
			}
			return since(b) / since(a), nil
		})
	}
}

// since is the time from when the first process could begin to the run's end.
func since(e ended) float64 {
	v := e.Recording().Cut()
	begin := trace.Time(0)
	l := v.Lane(1)
	for i := range l.Len() {
		if x, _ := l.Span(i); x.State == trace.StateRunning {
			begin = x.From
			break
		}
	}
	return float64(v.End()-begin) / 1e9
}

// switches is how often the GIL went to another thread, each second that threads
// were at work.
func switches(workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run("gil-microscope", "threads", workers, v)
			if err != nil {
				return 0, err
			}
			n := int64(0)
			view := e.Recording().Cut()
			for i := range view.Objs() {
				if o := &view.Objs()[i]; o.Info.Kind == trace.ObjGIL {
					n = max(n, o.After(o.Len()).Values[gilSwitches])
				}
			}
			return float64(n) / life(e), nil
		})
	}
}

// gilSwitches is the value of a GIL that counts its switches.
const gilSwitches = 1

// objects are the report's lines of the objects of a kind.
func objects(e ended, k trace.ObjKind) (out []engine.ReportPrimitive) {
	for _, p := range e.report.Primitives {
		if p.Kind == k.String() {
			out = append(out, p)
		}
	}
	return out
}

// waits is the time that was spent waiting for objects of a kind, in units of so
// many seconds.
func waits(scenario, model string, workers int, v set, k trace.ObjKind, unit float64) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			sum := 0.0
			for _, o := range objects(e, k) {
				sum += o.WaitS
			}
			return sum / unit, err
		})
	}
}

// contended is how many waits there were for objects of a kind.
func contended(scenario, model string, workers int, v set, k trace.ObjKind) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			n := 0
			for _, o := range objects(e, k) {
				n += o.Contended
			}
			return float64(n), err
		})
	}
}

// told is a number that a run's result tells.
func told(e ended, name string) (float64, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(e.Result, &all); err != nil {
		return 0, err
	}
	var x float64
	if err := json.Unmarshal(all[name], &x); err != nil {
		return 0, fmt.Errorf("%s of the result: %w", name, err)
	}
	return x, nil
}

// lost says whether updates of the shared number were lost: 2 if some, else 1.
func lost(v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run("race", "threads", 2, v)
			if err != nil {
				return 0, err
			}
			n, err := told(e, "lost")
			if n > 0 {
				return 2, err
			}
			return 1, err
		})
	}
}

// survived is how many of four processes end well when one is killed.
func survived() func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run("crash", "processes", 4, set{"how": "kill", "work": "200ms"})
			if err != nil {
				return 0, err
			}
			return told(e, "survived")
		})
	}
}

// stands is the longest time for which no task of a loop could begin a step, in
// units of so many seconds.
func stands(v set, unit float64) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run("blocked-loop", "asyncio", 1, v)
			if err != nil {
				return 0, err
			}
			view := e.Recording().Cut()
			var steps []trace.Time
			for i := range view.Lanes() {
				l := &view.Lanes()[i]
				for i := range l.Len() {
					if x, _ := l.Span(i); l.Info.Kind == trace.LaneTask && x.State == trace.StateRunning {
						steps = append(steps, x.From)
					}
				}
			}
			slices.Sort(steps)
			longest := trace.Time(0)
			for i := 1; i < len(steps); i++ {
				longest = max(longest, steps[i]-steps[i-1])
			}
			return float64(longest) / 1e9 / unit, nil
		})
	}
}

// instead is how many times longer a run takes with one value of a parameter
// than with another.
func instead(scenario, model string, workers int, v set, parameter, one, other string, measure func(ended) float64) func(side) (float64, error) {
	with := func(value string) set {
		out := maps.Clone(v)
		out[parameter] = value
		return out
	}
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			a, err := s.run(scenario, model, workers, with(one))
			if err != nil {
				return 0, err
			}
			b, err := s.run(scenario, model, workers, with(other))
			if err != nil {
				return 0, err
			}
			return measure(a) / measure(b), nil
		})
	}
}

// asked is the time from when the first process could begin to the run's end, of
// a run without workers.
func asked(scenario, model string, workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			return since(e), nil
		})
	}
}

// same is 1 for a run whose result under CPython is the engine's.
func same(scenario, model string, workers int, v set) func(side) (float64, error) {
	measure := wall(scenario, model, workers, v)
	return func(s side) (float64, error) {
		if _, err := measure(s); err != nil {
			return 0, err
		}
		return 1, nil
	}
}

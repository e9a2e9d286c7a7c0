package scenario

// This file holds S38, a pool of two and four tasks: who takes what, and when.

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"corelanes/engine/work"
)

// The orders in which the four tasks may stand.
const (
	asGiven       = "given"
	longestFirst  = "longest"
	shortestFirst = "shortest"
)

func poolFour() *Scenario {
	return &Scenario{
		ID: "pool-four-tasks", Number: "S38", Category: "exchange", Workers: 2,
		Title:   "A pool of two, four tasks",
		Promise: "Tasks of 4, 2, 3 and 1 seconds: who is free takes the next one. Draw the chart before the run.",
		Parameters: []Parameter{
			{Name: "order", Type: Choice, Default: asGiven, Choices: []string{asGiven, longestFirst, shortestFirst}},
			{Name: "chunk", Type: Int, Default: "1", Min: 1, Max: 4},
			{Name: "second", Type: Duration, Default: "400ms", Min: 0, Max: 5, Unit: "s", Sizes: map[string]string{Smoke: "2ms", Published: "1s"}},
		},
		Published: map[string]float64{"sequential": 10, "process-pool": 5},
		Elsewhere: []Printed{
			{Set: map[string]string{"order": shortestFirst}, Seconds: map[string]float64{"sequential": 10, "process-pool": 6}},
			{Set: map[string]string{"chunk": "2"}, Seconds: map[string]float64{"sequential": 10, "process-pool": 6}},
		},
		Reckoned: true,
		Program:  poolFourProgram,
	}
}

// job is one task: what it is called and how many seconds it takes.
type job struct {
	Name  string `json:"name"`
	Takes int    `json:"takes"`
}

func jobs(order string) []job {
	out := []job{{"Task-1", 4}, {"Task-2", 2}, {"Task-3", 3}, {"Task-4", 1}}
	switch order {
	case longestFirst:
		slices.SortFunc(out, func(a, b job) int { return b.Takes - a.Takes })
	case shortestFirst:
		slices.SortFunc(out, func(a, b job) int { return a.Takes - b.Takes })
	}
	return out
}

func poolFourProgram(v Values) (work.Program, error) {
	todo, chunk, second := jobs(v["order"]), v.Int("chunk"), v.Duration("second")
	return work.Program{
		Steps: len(todo),
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				var results []string
				err := pooled(w, k.Workers, work.PoolOptions{}, func(p *work.Pool) (err error) {
					k.At(w, "map")
					results, err = mapJSON[job, string](p, "work", todo, chunk)
					return err
				})
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"results": results})
			},
			"work": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				var j job
				if err := json.Unmarshal(arg, &j); err != nil {
					return nil, fmt.Errorf("read the task: %w", err)
				}
				work.Say(w, fmt.Sprintf("%s запущена, время выполнения %d сек.", j.Name, j.Takes))
				k.At(w, "work")
				if err := w.Sleep(time.Duration(j.Takes) * second); err != nil {
					return nil, err
				}
				work.Say(w, j.Name+" завершена.")
				k.Step()
				return work.Encode(j.Name + " -> готово")
			},
		},
	}, nil
}

// pooled runs f with a pool of n workers, which is closed and joined when f has
// returned.
func pooled(w work.Worker, n int, o work.PoolOptions, f func(p *work.Pool) error) error {
	p, err := work.NewPool(w, n, o)
	if err != nil {
		return err
	}
	if err = f(p); err != nil {
		p.Terminate()
	}
	p.Close()
	return firstError(err, p.Join())
}

// mapJSON is Pool.map: arguments and results travel as JSON.
func mapJSON[In, Out any](p *work.Pool, body string, items []In, chunk int) ([]Out, error) {
	args := make([][]byte, len(items))
	for i, item := range items {
		var err error
		if args[i], err = work.Encode(item); err != nil {
			return nil, err
		}
	}
	data, err := p.Map(body, args, chunk)
	if err != nil {
		return nil, err
	}
	out := make([]Out, len(data))
	for i, d := range data {
		if err := json.Unmarshal(d, &out[i]); err != nil {
			return nil, fmt.Errorf("result %d: %w", i+1, err)
		}
	}
	return out, nil
}

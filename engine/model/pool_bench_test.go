package model_test

// This file measures how many empty tasks a pool dispatches, each recorded on
// its own, beside CPython's pools in the same run.
//
//	go test -run - -bench Pool -benchtime 1x -count 3 ./engine/model
//
// Wanted: process-pool/map at least 3 times CPython's Pool.map(chunksize=1).

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"corelanes/engine/model"
	"corelanes/engine/work"
)

// dispatched is what the benchmark's main body measured, tasks per second.
var dispatched float64

const mapTasks, applyTasks = 20_000, 2_000

func measure(w work.Worker, tasks int, run func(p *work.Pool, args [][]byte) error) error {
	return with(w, 2, work.PoolOptions{}, func(p *work.Pool) error {
		args := make([][]byte, tasks)
		if _, err := p.Map("nop", args[:100], 1); err != nil {
			return err
		}
		var rates []float64
		for range 5 {
			begin := time.Now()
			if err := run(p, args); err != nil {
				return err
			}
			rates = append(rates, float64(tasks)/time.Since(begin).Seconds())
		}
		slices.Sort(rates)
		dispatched = rates[2]
		return nil
	})
}

var benchCases = map[string]func(w work.Worker, k *work.Kit) error{
	"map": func(w work.Worker, _ *work.Kit) error {
		return measure(w, mapTasks, func(p *work.Pool, args [][]byte) error {
			_, err := p.Map("nop", args, 1)
			return err
		})
	},
	"apply": func(w work.Worker, _ *work.Kit) error {
		return measure(w, applyTasks, func(p *work.Pool, args [][]byte) error {
			for _, a := range args {
				if _, err := p.Apply("nop", a); err != nil {
					return err
				}
			}
			return nil
		})
	},
}

func BenchmarkPool(b *testing.B) {
	for _, c := range []struct {
		model, name, python string
		tasks               int
	}{
		{"process-pool", "map", "pool.map", mapTasks},
		{"process-pool", "apply", "pool.apply", applyTasks},
		{"thread-pool", "map", "threads.map", mapTasks},
	} {
		b.Run(c.model+"/"+c.name, func(b *testing.B) {
			m, err := model.Find(c.model)
			if err != nil || !m.Possible {
				b.Skip(m.WhyNot, err)
			}
			for range b.N {
				if _, err := runCase(b, m, poolSpec{c.name}); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(dispatched, "tasks/s")
				compareTo(b, dispatched, "tasks/s", "testdata/pool.py", c.python, "2", strconv.Itoa(c.tasks))
			}
		})
	}
}

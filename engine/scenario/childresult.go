package scenario

// This file holds S25, one factorial in a child: its result through a queue or
// through an executor; and the trap of joining a child that has not got rid of
// what it put.

import (
	"encoding/json"
	"fmt"
	"strconv"

	"corelanes/engine/code"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// The ways in which a child gives its result back.
const (
	throughQueue    = "queue"
	throughExecutor = "executor"
)

func childResult() *Scenario {
	return &Scenario{
		ID: "child-result", Number: "S25", Category: "exchange", Workers: 1,
		Title:   "One result from a child, and a trap",
		Promise: "5! = 120 comes back from a child. Let it send a megabyte and join it before you get: which two lines must be swapped?",
		Parameters: []Parameter{
			{Name: "through", Type: Choice, Default: throughQueue, Choices: []string{throughQueue, throughExecutor}},
			{Name: "number", Type: Int, Default: "5", Min: 0, Max: 1000},
			{Name: "bytes", Type: Int, Default: "0", Min: 0, Max: 64 << 20, Unit: "B"},
			{Name: "join_first", Type: Bool, Default: "false"},
		},
		Program: childResultProgram,
	}
}

// answer is what the child gives back.
type answer struct {
	Factorial string `json:"factorial"`
	Padding   []byte `json:"padding,omitempty"`
}

func childResultProgram(v Values) (work.Program, error) {
	through, number, bytes, joinFirst := v["through"], v.Int("number"), v.Int("bytes"), v.Bool("join_first")
	compute := func(w work.Worker) ([]byte, error) {
		f, err := w.Call("count_factorial", code.Int(int64(number)))
		if err != nil {
			return nil, err
		}
		return work.Encode(answer{f.String(), make([]byte, bytes)})
	}
	get := func(w work.Worker, k *work.Kit) (answer, error) {
		var a answer
		q, err := k.Queue("queue")
		if err != nil {
			return a, err
		}
		work.Receives(w, q)
		k.At(w, "start")
		h, err := w.Start("Child", "child", nil)
		if err != nil {
			return a, err
		}
		if joinFirst {
			k.At(w, "join")
			if _, err := h.Join(); err != nil {
				return a, err
			}
		}
		k.At(w, "get")
		it, err := q.Get(w, true, prim.None)
		if err != nil {
			return a, err
		}
		if !joinFirst {
			k.At(w, "join-after")
			if _, err := h.Join(); err != nil {
				return a, err
			}
		}
		return a, json.Unmarshal(it.Data, &a)
	}
	submit := func(w work.Worker, k *work.Kit) (a answer, err error) {
		k.At(w, "submit")
		err = pooled(w, 1, work.PoolOptions{Executor: true}, func(p *work.Pool) error {
			data, err := p.Apply("task", nil)
			if err != nil {
				return err
			}
			return json.Unmarshal(data, &a)
		})
		return a, err
	}
	return work.Program{
		Text:  ladderText,
		Setup: func(k *work.Kit) error { return k.MakeQueue("queue", 0, prim.FirstInFirstOut) },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				var a answer
				var err error
				if through == throughExecutor {
					a, err = submit(w, k)
				} else {
					a, err = get(w, k)
				}
				if err != nil {
					return nil, err
				}
				line := "Factorial of " + strconv.Itoa(number) + " = " + a.Factorial
				work.Say(w, line)
				return result(map[string]any{"factorial": a.Factorial, "bytes": len(a.Padding)})
			},
			"child": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				data, err := compute(w)
				if err != nil {
					return nil, err
				}
				q, err := k.Queue("queue")
				if err != nil {
					return nil, fmt.Errorf("the child's queue: %w", err)
				}
				k.At(w, "put")
				return nil, q.Put(w, prim.Item{Label: 1, Data: data}, true, prim.None)
			},
			"task": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) { return compute(w) },
		},
	}, nil
}

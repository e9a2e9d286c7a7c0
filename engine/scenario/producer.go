package scenario

// This file holds S34, producer and consumers: a queue between them, and None as
// the mark of its end.

import (
	"encoding/json"
	"fmt"
	"strconv"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func producerConsumer() *Scenario {
	return &Scenario{
		ID: "producer-consumer", Number: "S34", Category: "exchange", Workers: 2, NeedsConcurrency: true,
		Title:   "Queue: producer, consumers, end marker",
		Promise: "One puts 0, 1, 2 … and then None; the others get until they see it. Who sets the pace? And if there are two and only one None?",
		Parameters: []Parameter{
			{Name: "items", Type: Int, Default: "5", Min: 1, Max: 10_000},
			{Name: "capacity", Type: Int, Default: "0", Min: 0, Max: 1000},
			hold("produce", "100ms", "1ms"),
			hold("consume", "300ms", "1ms"),
			{Name: "each", Type: Bool, Default: "true"},
		},
		Program: producerProgram,
	}
}

func producerProgram(v Values) (work.Program, error) {
	items, capacity, each := v.Int("items"), v.Int("capacity"), v.Bool("each")
	produce, consume := v.Duration("produce"), v.Duration("consume")
	return work.Program{
		Steps: items,
		Setup: func(k *work.Kit) error { return k.MakeQueue("queue", int64(capacity), prim.FirstInFirstOut) },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				consumers := max(1, k.Workers-1)
				marks := 1
				if each {
					marks = consumers
				}
				first, err := w.Start("Producer", "produce", []byte(strconv.Itoa(marks)))
				if err != nil {
					return nil, err
				}
				handles := []work.Handle{}
				for i := range consumers {
					h, err := w.Start("Consumer-"+strconv.Itoa(i+1), "consume", nil)
					if err != nil {
						return nil, err
					}
					handles = append(handles, h)
				}
				if _, err := first.Join(); err != nil {
					return nil, err
				}
				received, inOrder := 0, true
				for _, h := range handles {
					data, err := h.Join()
					if err != nil {
						return nil, err
					}
					var got []int
					if err := json.Unmarshal(data, &got); err != nil {
						return nil, fmt.Errorf("read what was received: %w", err)
					}
					received += len(got)
					for i := 1; i < len(got); i++ {
						inOrder = inOrder && got[i-1] < got[i]
					}
				}
				return result(map[string]any{"received": received, "in_order": inOrder})
			},
			"produce": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				marks, err := strconv.Atoi(string(arg))
				if err != nil {
					return nil, fmt.Errorf("read how many end markers: %w", err)
				}
				q, err := k.Queue("queue")
				if err != nil {
					return nil, err
				}
				for i := range items {
					if err := w.Sleep(produce); err != nil {
						return nil, err
					}
					it := prim.Item{Label: int64(i), Data: []byte(strconv.Itoa(i))}
					if err := q.Put(w, it, true, prim.None); err != nil {
						return nil, err
					}
				}
				for range marks {
					if err := q.Put(w, prim.Item{Label: trace.ItemNone}, true, prim.None); err != nil {
						return nil, err
					}
				}
				return nil, q.Close(w)
			},
			"consume": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				q, err := k.Queue("queue")
				if err != nil {
					return nil, err
				}
				work.Receives(w, q)
				got := []int{}
				for {
					it, err := q.Get(w, true, prim.None)
					if err != nil {
						return nil, err
					}
					if it.Data == nil {
						return work.Encode(got)
					}
					n, err := strconv.Atoi(string(it.Data))
					if err != nil {
						return nil, fmt.Errorf("read an item: %w", err)
					}
					work.Say(w, "Получено: "+strconv.Itoa(n))
					got = append(got, n)
					if err := w.Sleep(consume); err != nil {
						return nil, err
					}
					k.Step()
				}
			},
		},
	}, nil
}

package model

// This file holds the queues of models whose workers are processes:
// multiprocessing's, as package ipc has them.

import (
	"errors"
	"fmt"

	"corelanes/engine/ipc"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// processQueues is work.Queues between processes.
type processQueues struct{}

// errOrder is returned for an order in which no queue between processes gives.
var errOrder = errors.New("between processes there are only queues that give first what was put first")

// MakeQueue is as in work.Queues.
func (processQueues) MakeQueue(k *work.Kit, name string, limit int64, order prim.Order) error {
	if order != prim.FirstInFirstOut {
		return fmt.Errorf("make queue %s: %w", name, errOrder)
	}
	return k.Talk.MakeQueue(name, ipc.Joinable, int(min(limit, 1<<31-1)))
}

// Queue is as in work.Queues.
func (processQueues) Queue(k *work.Kit, name string) (work.Queue, error) {
	q, err := k.Talk.Queue(name)
	if err != nil {
		return nil, err
	}
	return processQueue{q}, nil
}

// processQueue is a queue between processes as a scenario sees it. An item
// without data is None.
type processQueue struct{ *ipc.Queue }

// Put is as in work.Queue.
func (q processQueue) Put(w work.Worker, it prim.Item, block bool, timeout prim.Seconds) error {
	return q.PutItem(w, it.Label, it.Data, block, timeout)
}

// Get is as in work.Queue.
func (q processQueue) Get(w work.Worker, block bool, timeout prim.Seconds) (prim.Item, error) {
	i, err := q.Queue.Get(w, block, timeout)
	return prim.Item{Label: i.Label(), Data: i.Bytes()}, err
}

// TaskDone is as in work.Queue.
func (q processQueue) TaskDone(w work.Worker) error { return q.Queue.TaskDone(w) }

// Join is as in work.Queue.
func (q processQueue) Join(w work.Worker) error { return q.Queue.Join(w) }

// Shutdown is as in work.Queue: multiprocessing's queues have none.
func (processQueue) Shutdown(work.Worker, bool) error { return prim.ErrNoShutdown }

// Close is as in work.Queue.
func (q processQueue) Close(work.Worker) error {
	q.Queue.Close()
	return nil
}

// Receives is as in the function of that name.
func (q processQueue) Receives(w work.Worker) { q.Queue.Receives(w) }

// Len is as in work.Queue.
func (q processQueue) Len() (int, error) { return q.Size(), nil }

package work

// This file holds the queue as scenarios see it, whatever kind of worker is at
// its ends.

import (
	"fmt"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Queue is queue.Queue, asyncio.Queue or multiprocessing.JoinableQueue. The
// errors of its methods are Python's; see prim.Queue.
type Queue interface {
	// Obj is the queue's number in the recording.
	Obj() trace.Obj
	// Put adds an item, waiting at most timeout for a place (prim.None: as long
	// as it takes) when block says so.
	Put(w Worker, it prim.Item, block bool, timeout prim.Seconds) error
	// Get takes the next item out, waiting at most timeout for one (prim.None:
	// as long as it takes) when block says so.
	Get(w Worker, block bool, timeout prim.Seconds) (prim.Item, error)
	// TaskDone says that an item that was got has been dealt with.
	TaskDone(w Worker) error
	// Join waits until every item that was put has been dealt with.
	Join(w Worker) error
	// Shutdown has every later Put fail, and every Get once the queue is empty;
	// immediate empties it at once.
	Shutdown(w Worker, immediate bool) error
	// Close says that this worker's process will put no more. Between processes
	// what was put so far is still sent; elsewhere there is nothing to do.
	Close(w Worker) error
	// Len is how many items are in the queue at this moment; where the system
	// cannot tell, an error.
	Len() (int, error)
}

// Receives says that the worker will get items from the queue. Between processes
// whoever waits for space then waits for it; elsewhere there is nothing to say.
func Receives(w Worker, q Queue) {
	if r, ok := q.(interface{ Receives(w Worker) }); ok {
		r.Receives(w)
	}
}

// Queues is how a model whose workers share no memory supplies queues of its
// own.
type Queues interface {
	// MakeQueue makes the queue of that name; it is called in Setup.
	MakeQueue(k *Kit, name string, limit int64, order prim.Order) error
	// Queue is the queue of that name, for the calling process.
	Queue(k *Kit, name string) (Queue, error)
}

// MakeQueue makes the queue of that name, with room for so many items; 0: for
// as many as come.
func (k *Kit) MakeQueue(name string, limit int64, order prim.Order) error {
	if k.Queues != nil {
		return k.Queues.MakeQueue(k, name, limit, order)
	}
	q, err := prim.NewQueue(k.Arena, k.Waiter, name, limit, order, k.Rules)
	if err != nil {
		return err
	}
	if k.queues == nil {
		k.queues = map[string]*prim.Queue{}
	}
	k.queues[name] = q
	return nil
}

// Queue is the queue of that name.
func (k *Kit) Queue(name string) (Queue, error) {
	if k.Queues != nil {
		return k.Queues.Queue(k, name)
	}
	q, ok := k.queues[name]
	if !ok {
		return nil, fmt.Errorf("no %s %q was made for this run", trace.ObjQueue, name)
	}
	return shared{q}, nil
}

// shared is a queue of workers that share their memory.
type shared struct{ *prim.Queue }

// Put is as in Queue.
func (q shared) Put(w Worker, it prim.Item, block bool, timeout prim.Seconds) error {
	return q.Queue.Put(w.Self(), it, block, timeout)
}

// Get is as in Queue.
func (q shared) Get(w Worker, block bool, timeout prim.Seconds) (prim.Item, error) {
	return q.Queue.Get(w.Self(), block, timeout)
}

// TaskDone is as in Queue.
func (q shared) TaskDone(w Worker) error { return q.Queue.TaskDone(w.Self()) }

// Join is as in Queue.
func (q shared) Join(w Worker) error { return q.Queue.Join(w.Self()) }

// Shutdown is as in Queue.
func (q shared) Shutdown(w Worker, immediate bool) error {
	return q.Queue.Shutdown(w.Self(), immediate)
}

// Close is as in Queue.
func (shared) Close(Worker) error { return nil }

// Len is as in Queue.
func (q shared) Len() (int, error) { return q.Queue.Len(), nil }

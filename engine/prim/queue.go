package prim

// This file holds the Queue: first in first out, last in first out, or by
// priority, for the workers of one process.
//
// What the recording says of an item is its label; what it carries stays with
// the process that made the queue. Getters, putters and joiners each have a
// room, as queue.Queue has three Conditions and asyncio.Queue two deques and an
// Event. Being let out of a room is not being given an item or a place: a
// newcomer may be faster, and then one queues up again, at the end.

import (
	"fmt"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// The values of a queue in a recording. Its Param is how many items it holds,
// 0: as many as come.
const (
	QueueUnfinished trace.Slot = 0 // items put that nobody has called task_done for
	QueueShutDown   trace.Slot = 1 // 1 once it is shut down
)

// The rooms of a queue.
const (
	RoomGetters trace.Slot = 0
	RoomPutters trace.Slot = 1
	RoomJoiners trace.Slot = 2
)

// Order is which item of a queue comes next.
type Order uint8

// The orders: Queue, LifoQueue, PriorityQueue.
const (
	FirstInFirstOut Order = iota
	LastInFirstOut
	LowestFirst
)

// Item is what goes through a queue.
type Item struct {
	Label    int64  // what is recorded and shown
	Priority int64  // in a queue by priority the lowest comes first; of equals the lowest label
	Data     []byte // what it carries; the queue does not look at it
}

// Queue is queue.Queue or asyncio.Queue. Its methods may be called from any
// worker of the process that made it.
type Queue struct {
	object
	order Order
	items []Item
}

// orderShift is where in ObjInfo.Rule the order stands, above the Rules.
const orderShift = 16

// QueueOrder is the order of a queue, from what its recording says of it.
func QueueOrder(info trace.ObjInfo) Order { return Order(info.Rule >> orderShift) }

// QueueInfo is how a queue is entered in a recording; also one that is not made
// here.
func QueueInfo(name string, limit int64, order Order, r Rules) trace.ObjInfo {
	return trace.ObjInfo{Kind: trace.ObjQueue, Name: name, Core: trace.CoreUnknown, Param: max(0, limit), Rule: int64(r) | int64(order)<<orderShift}
}

// NewQueue makes an empty one that holds up to limit items; 0 and less: as many
// as come.
func NewQueue(a *trace.Arena, w osys.Waiter, name string, limit int64, order Order, r Rules) (*Queue, error) {
	row, ok := r.row()
	if !ok {
		return nil, fmt.Errorf("make queue %s: no rules %d", name, r)
	}
	o, err := a.AddObj(QueueInfo(name, limit, order, r))
	if err != nil {
		return nil, fmt.Errorf("make queue %s: %w", name, err)
	}
	return &Queue{object: object{cellOf(a, o), o, a, w, row, r, max(0, limit), ownPID()}, order: order}, nil
}

// Put adds an item, waiting at most timeout for a place (None: as long as it
// takes) when block says so. A full queue's error is Full, one shut down
// ShutDown, each of its library.
func (q *Queue) Put(w *Worker, it Item, block bool, timeout Seconds) error {
	until, err := q.until(w, block, timeout)
	if err != nil && q.param > 0 { // without a limit nobody looks at the timeout
		return err
	}
	w.at(OpPut, q.obj, block && until != trace.Forever)
	q.lock()
	defer q.unlockFor(w)
	if q.down() {
		return q.rule.errors.shutDown
	}
	for q.full() {
		if until <= w.Rec.Now() {
			return q.rule.errors.full
		}
		out, err := q.wait(w, RoomPutters, until)
		if err != nil {
			if out && !q.full() {
				q.letOut(w, RoomPutters, 1) // the place was meant for whoever is next
			}
			return halt(err)
		}
		if q.down() {
			return q.rule.errors.shutDown
		}
	}
	q.items = append(q.items, it)
	q.put(w, trace.KindPush, w.Lane, 0, it.Label)
	q.set(w, QueueUnfinished, q.value[QueueUnfinished]+1)
	q.letOut(w, RoomGetters, 1)
	return nil
}

// Get takes the next item out, waiting at most timeout for one (None: as long
// as it takes) when block says so. An empty queue's error is Empty, one that is
// shut down too ShutDown, each of its library.
func (q *Queue) Get(w *Worker, block bool, timeout Seconds) (Item, error) {
	until, bad := q.until(w, block, timeout)
	w.at(OpGet, q.obj, block && until != trace.Forever)
	q.lock()
	defer q.unlockFor(w)
	if q.down() && len(q.items) == 0 {
		return Item{}, q.rule.errors.shutDown
	}
	if bad != nil {
		return Item{}, bad
	}
	for len(q.items) == 0 {
		if until <= w.Rec.Now() {
			return Item{}, q.rule.errors.empty
		}
		out, err := q.wait(w, RoomGetters, until)
		if err != nil {
			if out && len(q.items) > 0 {
				q.letOut(w, RoomGetters, 1) // the item was meant for whoever is next
			}
			return Item{}, halt(err)
		}
		if q.down() && len(q.items) == 0 {
			return Item{}, q.rule.errors.shutDown
		}
	}
	it := q.take(w)
	q.letOut(w, RoomPutters, 1)
	return it, nil
}

// until is when a call that begins now stops waiting.
func (q *Queue) until(w *Worker, block bool, timeout Seconds) (trace.Time, error) {
	switch {
	case !block:
		return 0, nil
	case timeout < 0:
		return 0, ErrNegativeQueueTime
	}
	return timeout.deadline(w.Rec.Now())
}

// take takes the next item out. The guard is held, and there is one.
func (q *Queue) take(w *Worker) Item {
	i, slot := 0, trace.PopFirst
	switch q.order {
	case LastInFirstOut:
		i, slot = len(q.items)-1, trace.PopLast
	case LowestFirst:
		for j, it := range q.items {
			if low := q.items[i]; it.Priority < low.Priority || it.Priority == low.Priority && it.Label < low.Label {
				i = j
			}
		}
	}
	it := q.items[i]
	if i == 0 {
		q.items[0] = Item{}
		q.items = q.items[1:]
	} else {
		q.items = append(q.items[:i], q.items[i+1:]...)
	}
	q.put(w, trace.KindPop, w.Lane, slot, it.Label)
	return it
}

// TaskDone says that an item that was got has been dealt with.
// ErrTaskDoneTooOften when there were not so many.
func (q *Queue) TaskDone(w *Worker) error {
	q.lock()
	defer q.unlockFor(w)
	left := q.value[QueueUnfinished] - 1
	if left < 0 {
		return q.misuse(w, ErrTaskDoneTooOften)
	}
	q.set(w, QueueUnfinished, left)
	if left == 0 {
		q.letOut(w, RoomJoiners, everybody)
	}
	return nil
}

// Join waits until every item that was put has been dealt with.
func (q *Queue) Join(w *Worker) error {
	w.at(OpWait, q.obj, false)
	q.lock()
	defer q.unlockFor(w)
	for q.value[QueueUnfinished] > 0 {
		if _, err := q.wait(w, RoomJoiners, trace.Forever); err != nil {
			return halt(err)
		}
		if q.rule.grants {
			break // asyncio's waits once for an event
		}
	}
	return nil
}

// Shutdown has every later Put fail, and every Get once the queue is empty;
// immediate empties it at once. Whoever waits is woken. ErrNoShutdown in
// versions without it.
func (q *Queue) Shutdown(w *Worker, immediate bool) error {
	if !q.rule.shutdown {
		return ErrNoShutdown
	}
	w.at(OpSet, q.obj, false)
	q.lock()
	defer q.unlockFor(w)
	q.set(w, QueueShutDown, 1)
	if immediate {
		for len(q.items) > 0 {
			q.take(w)
			if left := q.value[QueueUnfinished]; left > 0 {
				q.set(w, QueueUnfinished, left-1)
			}
		}
		if !q.rule.grants || q.value[QueueUnfinished] == 0 {
			q.letOut(w, RoomJoiners, everybody)
		}
	}
	q.letOut(w, RoomGetters, everybody)
	q.letOut(w, RoomPutters, everybody)
	return nil
}

// Len is how many items are in the queue at this moment (qsize).
func (q *Queue) Len() int {
	q.lock()
	defer q.unlock()
	return len(q.items)
}

// Full says whether the queue is full at this moment.
func (q *Queue) Full() bool {
	q.lock()
	defer q.unlock()
	return q.full()
}

func (q *Queue) full() bool { return q.param > 0 && int64(len(q.items)) >= q.param }
func (q *Queue) down() bool { return q.value[QueueShutDown] != 0 }

// Labels are the labels of the items at this moment, in the order in which they
// were put.
func (q *Queue) Labels() (labels []int64) {
	q.lock()
	defer q.unlock()
	for _, it := range q.items {
		labels = append(labels, it.Label)
	}
	return labels
}

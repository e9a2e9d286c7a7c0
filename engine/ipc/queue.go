package ipc

// This file holds the queue between processes: multiprocessing.Queue,
// JoinableQueue and SimpleQueue.
//
// A Queue is a pipe. Who puts only lays the item into a buffer of its own
// process; a thread of that process, the feeder, serialises it and writes it to
// the pipe, waiting when that is full. Who gets takes a lock and reads. How many
// items there may be is counted by a semaphore that all processes share. So put
// returns before anything has been sent; and a process that ends waits for its
// feeder, which waits for space in the pipe, which comes when somebody gets. Who
// puts small items in quick succession may do without the feeder: see quick.go.

import (
	"encoding/binary"
	"fmt"
	"sync"
	"sync/atomic"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// What the values and rooms of a queue between processes mean in a recording.
// Its items are the numbers of the messages that were put and not yet got. Its
// holders are those who said that they receive.
const (
	QueuePiped      trace.Slot = 0 // bytes in the pipe, or being written to it
	QueueBuffered   trace.Slot = 1 // items that the feeders still have
	QueueSerialised trace.Slot = 2 // bytes that were serialised in all
	QueueUnfinished trace.Slot = 3 // tasks that are not done, where they are counted

	QueueGets  trace.Slot = 0 // the room of who waits for an item
	QueuePuts  trace.Slot = 1 // the room of who waits for space: putters, and feeders
	QueueIdles trace.Slot = 2 // the room of feeders with nothing to send, and of who waits in join
)

// The kinds of queues, an object's Rule.
const (
	Plain    int64 = 0
	Joinable int64 = 1
	Simple   int64 = 2 // no feeder, no limit: who puts writes
)

// FeederName is what a queue's feeder thread is called.
const FeederName = "QueueFeederThread"

// The errors of a queue, of Lib/queue.py and Lib/multiprocessing/queues.py.
var (
	ErrEmpty       = &prim.Error{Class: "queue.Empty"}
	ErrFull        = &prim.Error{Class: "queue.Full"}
	ErrQueueClosed = &prim.Error{Class: "ValueError", Message: "Queue is closed"}
	ErrTaskDone    = &prim.Error{Class: "ValueError", Message: "task_done() called too many times"}
)

// Queue is a queue as one process sees it; its methods may be called by any of
// the process's workers.
type Queue struct {
	object
	x      *Exchange
	r, w   *osys.Stream
	mu     sync.Mutex
	feeder *feeder // nil before the first put
	closed bool
	gets   []trace.Lane // who said that they receive
}

// NoLimit is how many items a queue without a limit may have: SEM_VALUE_MAX.
const NoLimit = 1<<31 - 1

// MakeQueue makes a queue of a kind (Plain, Joinable, Simple) for at most max
// items; 0 means no limit.
func (x *Exchange) MakeQueue(name string, kind int64, max int) error {
	r, w, err := osys.PipePair()
	if err != nil {
		return err
	}
	if max <= 0 || kind == Simple {
		max = NoLimit
	}
	o, err := x.make(trace.ObjInfo{Kind: trace.ObjChannel, Name: name, Param: int64(max), Rule: kind})
	if err != nil {
		r.Close()
		w.Close()
		return err
	}
	o.slots = uint32(max)
	q := &Queue{object: o, x: x, r: r, w: w}
	x.mu.Lock()
	x.addQueue(q)
	x.mu.Unlock()
	if err := x.offer(queueEnd(name, "r"), r.FD()); err != nil {
		return err
	}
	return x.offer(queueEnd(name, "w"), w.FD())
}

func (x *Exchange) addQueue(q *Queue) {
	if x.queues == nil {
		x.queues = map[trace.Obj]*Queue{}
	}
	x.queues[q.obj] = q
}

func queueEnd(name, end string) string { return "queue/" + name + "/" + end }

// Queue is the queue of that name.
func (x *Exchange) Queue(name string) (*Queue, error) {
	o, err := x.find(trace.ObjChannel, name)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if q := x.queues[o.obj]; q != nil {
		return q, nil
	}
	q := &Queue{object: o, x: x}
	if q.r, err = x.fetch(queueEnd(name, "r")); err == nil {
		q.w, err = x.fetch(queueEnd(name, "w"))
	}
	if err != nil {
		if q.r != nil {
			q.r.Close()
		}
		return nil, fmt.Errorf("queue %s: %w", name, err)
	}
	x.addQueue(q)
	return q, nil
}

// Receives says that the worker is one of those who get items: whoever waits for
// space waits for it.
// That holds until the process closes its queues.
func (q *Queue) Receives(w Worker) {
	self := w.Self()
	q.mu.Lock()
	q.gets = append(q.gets, self.Lane)
	q.mu.Unlock()
	q.note(self, trace.KindTake, 0, 1)
}

// timed is a time-out as nanoseconds: negative for none.
func timed(block bool, timeout prim.Seconds) int64 {
	switch {
	case !block || timeout <= 0:
		return 0
	case float64(timeout) >= 1e9:
		return -1
	}
	return int64(float64(timeout) * 1e9)
}

// setLabel writes what is shown of a message into its head.
func setLabel(head []byte, label int64) { binary.BigEndian.PutUint64(head[5:], uint64(label)) }

// PutItem is Put of bytes, nil for None, that are shown under a label.
func (q *Queue) PutItem(w Worker, label int64, b []byte, block bool, timeout prim.Seconds) error {
	if b == nil {
		return q.enqueue(w, labelled{label, true, nil}, block, timeout) // an empty interface, which is None
	}
	return q.enqueue(w, labelled{label, true, b}, block, timeout)
}

// labelled is a value and what is shown of it: the next number, unless whoever
// put it named another.
type labelled struct {
	label int64
	named bool
	v     any
}

// Put puts a value into the queue, waiting for space at most timeout (None: as
// long as it takes), or not at all; ErrFull. It is nil for None. Bytes must not
// be changed afterwards: they are sent later.
func (q *Queue) Put(w Worker, v any, block bool, timeout prim.Seconds) error {
	return q.enqueue(w, labelled{v: v}, block, timeout)
}

func (q *Queue) enqueue(w Worker, v labelled, block bool, timeout prim.Seconds) error {
	q.mu.Lock()
	closed := q.closed
	q.mu.Unlock()
	if closed {
		return ErrQueueClosed
	}
	self := w.Self()
	if !tryTake(&q.slots) {
		got := false
		if ns := timed(block, timeout); ns != 0 {
			err := q.inRoom(w, QueuePuts, func() error {
				got = takeFor(q.waiter, &q.slots, ns)
				return nil
			})
			if err != nil {
				return err
			}
		}
		if !got {
			return ErrFull
		}
	}
	if q.info.Rule == Simple {
		return q.putSimple(w, v)
	}
	if done, err := q.putQuickly(w, v); done {
		return err
	}
	q.lock()
	q.push(self, &v)
	q.value[QueueBuffered]++
	q.put(self, trace.KindSet, QueueBuffered, q.value[QueueBuffered])
	q.countTask(self)
	q.unlock()
	return q.feed(w, v)
}

// countTask counts a task more, where they are counted. The guard is held.
func (q *Queue) countTask(self *prim.Worker) {
	if q.info.Rule == Joinable {
		q.value[QueueUnfinished] = int64(atomic.AddUint32(&q.tasks, 1))
		q.put(self, trace.KindSet, QueueUnfinished, q.value[QueueUnfinished])
	}
}

// putSimple writes at once.
func (q *Queue) putSimple(w Worker, v labelled) error {
	var head, follows []byte
	if err := Spend(w, trace.OverheadSend, func() (err error) {
		head, follows, err = encode(v.v)
		return err
	}); err != nil {
		q.gotOne()
		return err
	}
	self := w.Self()
	n := int64(len(head) + len(follows))
	q.lock()
	q.push(self, &v)
	q.sending(self, n)
	q.unlock()
	setLabel(head, v.label)
	return q.transmit(w, head, follows)
}

// transmit writes a message that was counted, in the room of who waits if that
// may take longer.
func (q *Queue) transmit(w Worker, head, follows []byte) error {
	if small(head, follows) && tryLock(&q.writes) {
		if q.roomy() || q.w.Ready(true) {
			_, err := q.w.Write(head)
			unlock(q.waiter, &q.writes)
			return err
		}
		unlock(q.waiter, &q.writes)
	}
	return q.inRoom(w, QueuePuts, func() error { return q.write(head, follows) })
}

// roomy says whether what was counted into the pipe is sure to fit, so that the
// kernel need not be asked. A pipe fills pages, and begins a new one for a piece
// that the last has no place for: any two of them hold more than one page's
// bytes. The part of a page that was read already is lost, too.
func (q *Queue) roomy() bool {
	const smallest = 16 * 4096 // of the systems' pipes
	return atomic.LoadInt64(&q.value[QueuePiped]) <= smallest/4
}

// push records that a value was put. The guard is held.
func (q *Queue) push(self *prim.Worker, v *labelled) {
	q.next++
	if !v.named {
		v.label = int64(q.next)
	}
	q.put(self, trace.KindPush, 0, v.label)
}

// sending records that so many bytes go into the pipe. The guard is held.
func (q *Queue) sending(self *prim.Worker, n int64) {
	q.put(self, trace.KindSet, QueuePiped, atomic.AddInt64(&q.value[QueuePiped], n))
	q.value[QueueSerialised] += n
	q.put(self, trace.KindSet, QueueSerialised, q.value[QueueSerialised])
}

// write writes a message, which the writers' lock keeps whole.
func (q *Queue) write(head, follows []byte) error {
	lockFor(q.waiter, &q.writes, -1)
	defer unlock(q.waiter, &q.writes)
	if _, err := q.w.Write(head); err != nil {
		return err
	}
	_, err := q.w.Write(follows)
	return err
}

// Get takes the first value out of the queue, waiting for one at most timeout
// (None: as long as it takes), or not at all; ErrEmpty.
func (q *Queue) Get(w Worker, block bool, timeout prim.Seconds) (Item, error) {
	q.mu.Lock()
	closed := q.closed
	q.mu.Unlock()
	if closed {
		return Item{}, ErrQueueClosed
	}
	var i Item
	var n int
	var err error
	read := func() error {
		defer unlock(q.waiter, &q.reads)
		i, n, err = receive(q.r)
		return nil
	}
	switch {
	case tryLock(&q.reads):
		// What was not counted into the pipe is not there: the kernel need not be asked.
		if atomic.LoadInt64(&q.value[QueuePiped]) > 0 && q.r.Ready(false) {
			_ = read() // its error is err
			break
		}
		unlock(q.waiter, &q.reads)
		fallthrough
	default:
		ns := timed(block, timeout)
		if ns == 0 {
			return i, ErrEmpty
		}
		werr := q.inRoom(w, QueueGets, func() error {
			begin := q.x.Clock.Machine()
			if !lockFor(q.waiter, &q.reads, ns) {
				err = ErrEmpty
				return nil
			}
			if ns > 0 && !osys.AwaitReady(q.r, max(0, ns-(q.x.Clock.Machine()-begin))) {
				unlock(q.waiter, &q.reads)
				err = ErrEmpty
				return nil
			}
			return read()
		})
		if werr != nil {
			return i, werr
		}
	}
	if err != nil {
		return i, err
	}
	self := w.Self()
	q.lock()
	q.put(self, trace.KindPop, 0, i.label)
	q.put(self, trace.KindSet, QueuePiped, atomic.AddInt64(&q.value[QueuePiped], -int64(n)))
	q.unlock()
	q.gotOne()
	return i, nil
}

// gotOne counts one item less.
func (q *Queue) gotOne() {
	if q.info.Param == NoLimit {
		atomic.AddUint32(&q.slots, 1) // nobody waits for it
		return
	}
	give(q.waiter, &q.slots)
}

// GetInto is Get of a value of a known kind; it reports false for None.
func (q *Queue) GetInto(w Worker, v any) (bool, error) {
	i, err := q.Get(w, true, prim.None)
	if err != nil || i.None() {
		return false, err
	}
	return true, Spend(w, trace.OverheadReceive, func() error { return i.Into(v) })
}

// Size is how many items are in the queue: put, and not yet got.
func (q *Queue) Size() int { return int(q.info.Param) - int(atomic.LoadUint32(&q.slots)) }

// TaskDone says that a value that was got has been worked on; ErrTaskDone when
// that was said more often than something was put.
func (q *Queue) TaskDone(w Worker) error {
	self := w.Self()
	q.lock()
	defer q.unlock()
	if q.tasks == 0 {
		return ErrTaskDone
	}
	n := atomic.AddUint32(&q.tasks, ^uint32(0))
	q.value[QueueUnfinished] = int64(n)
	q.put(self, trace.KindSet, QueueUnfinished, int64(n))
	if n == 0 {
		q.waiter.Wake(&q.tasks, 1<<30)
	}
	return nil
}

// Join waits until every value that was put has been worked on.
func (q *Queue) Join(w Worker) error {
	if atomic.LoadUint32(&q.tasks) == 0 {
		return nil
	}
	return q.inRoom(w, QueueIdles, func() error {
		for n := atomic.LoadUint32(&q.tasks); n != 0; n = atomic.LoadUint32(&q.tasks) {
			q.waiter.Wait(&q.tasks, n, -1)
		}
		return nil
	})
}

// Close says that this process puts no more. What it has put is still sent.
func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	if q.feeder != nil {
		q.feeder.end()
	}
}

// JoinThread waits until the process's feeder has sent all; after Close.
func (q *Queue) JoinThread(w Worker) error {
	q.mu.Lock()
	f := q.feeder
	q.mu.Unlock()
	if f == nil {
		return nil
	}
	return f.join(w)
}

// end is what the process does with the queue at its exit: Close, JoinThread.
func (q *Queue) end(w Worker) error {
	q.Close()
	err := q.JoinThread(w)
	for _, lane := range q.gets {
		q.note(&prim.Worker{Lane: lane, Rec: w.Self().Rec}, trace.KindGive, 0, 0)
	}
	if cerr := q.r.Close(); err == nil {
		err = cerr
	}
	if cerr := q.w.Close(); err == nil {
		err = cerr
	}
	return err
}

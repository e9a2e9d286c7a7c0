package ipc

// This file holds the feeder: the thread of a process that serialises what was
// put into a queue, and writes it to the pipe. It is a real thread with a lane
// of its own; unlike CPython's it needs no GIL.

import (
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// feeder is a queue's thread in one process.
type feeder struct {
	q    *Queue
	self prim.Worker
	done chan struct{}

	executing bool
	core      trace.Core // while it is

	mu    sync.Mutex
	items []labelled
	ended bool
	news  uint32 // changes with either; the feeder waits on it in the kernel, which wakes it sooner than Go's scheduler would
}

// feed hands a value to the feeder, which is started by the first.
func (q *Queue) feed(w Worker, v labelled) error {
	q.mu.Lock()
	f := q.feeder
	if f == nil {
		var err error
		if f, err = q.startFeeder(w); err != nil {
			q.mu.Unlock()
			return err
		}
		q.feeder = f
	}
	q.mu.Unlock()
	f.mu.Lock()
	f.items = append(f.items, v)
	f.mu.Unlock()
	f.wake()
	return nil
}

func (f *feeder) wake() {
	atomic.AddUint32(&f.news, 1)
	f.q.waiter.Wake(&f.news, 1)
}

func (q *Queue) startFeeder(w Worker) (*feeder, error) {
	lane, err := q.x.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: FeederName, Parent: w.Self().Lane, PID: os.Getpid(), PPID: os.Getppid()})
	if err != nil {
		return nil, err
	}
	f := &feeder{q: q, self: prim.Worker{Lane: lane, Rec: q.x.Arena.NewWriter(q.x.Clock, lane)}, done: make(chan struct{})}
	go f.live()
	return f, nil
}

// Self is as in Worker.
func (f *feeder) Self() *prim.Worker { return &f.self }

// IO is as in Worker.
func (f *feeder) IO(call func() error) error { return f.during(trace.StateIO, 0, 0, call) }

// WaitOn is as in the function of that name.
func (f *feeder) WaitOn(o trace.Obj, call func() error) error {
	return f.during(trace.StateBlocked, o, 0, call)
}

// Spend is as in the function of that name.
func (f *feeder) Spend(what trace.Overhead, call func() error) error {
	return f.during(trace.StateOverhead, 0, int64(what), call)
}

func (f *feeder) during(s trace.State, o trace.Obj, arg int64, call func() error) error {
	f.enter(s, o, arg)
	err := call()
	f.enter(trace.StateRunning, 0, 0)
	return err
}

func (f *feeder) enter(s trace.State, o trace.Obj, arg int64) {
	core := trace.CoreUnknown
	if s.Executing() {
		if !f.executing { // it comes back from a wait, perhaps elsewhere
			f.core = osys.CurrentCore()
		}
		core = f.core
	}
	f.executing = s.Executing()
	f.self.Rec.State(f.self.Lane, s, o, arg, core)
}

// live is the thread's life: until the process puts no more, and all is sent.
func (f *feeder) live() {
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	defer close(f.done)
	f.q.x.Arena.SetLaneIDs(f.self.Lane, os.Getpid(), os.Getppid(), osys.ThreadID())
	cpu, _ := osys.ThreadCPU()
	f.enter(trace.StateRunning, 0, 0)
	var failed error
	for {
		items := f.next()
		if items == nil {
			break
		}
		for _, v := range items {
			if err := f.send(v); err != nil && failed == nil {
				failed = err
				f.self.Rec.Say(f.self.Lane, FeederName+": "+err.Error())
			}
		}
	}
	if now, err := osys.ThreadCPU(); err == nil {
		f.self.Rec.Put(trace.Event{Kind: trace.KindCPU, Lane: f.self.Lane, Arg: now - cpu, Core: trace.CoreUnknown})
	}
	f.self.Rec.Put(trace.Event{Kind: trace.KindEnd, Lane: f.self.Lane, Core: trace.CoreUnknown})
}

// next waits for items; nil when no more come.
func (f *feeder) next() []labelled {
	if items, ok := f.take(); ok {
		return items
	}
	var items []labelled
	_ = f.q.inRoom(f, QueueIdles, func() error { // it has no error
		for {
			seen := atomic.LoadUint32(&f.news)
			var ok bool
			if items, ok = f.take(); ok {
				return nil
			}
			f.q.waiter.Wait(&f.news, seen, -1)
		}
	})
	return items
}

// take is what there is to send; false when there is nothing, but may be later.
func (f *feeder) take() ([]labelled, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	items := f.items
	f.items = nil
	return items, items != nil || f.ended
}

// send sends one item. One that cannot be serialised is dropped, and its error
// told, as Queue._on_queue_feeder_error does.
func (f *feeder) send(v labelled) error {
	var head, follows []byte
	err := f.Spend(trace.OverheadSend, func() (err error) {
		head, follows, err = encode(v.v)
		return err
	})
	q := f.q
	q.lock()
	q.value[QueueBuffered]--
	q.put(&f.self, trace.KindSet, QueueBuffered, q.value[QueueBuffered])
	if err == nil {
		q.sending(&f.self, int64(len(head)+len(follows)))
	} else {
		q.put(&f.self, trace.KindPop, 0, v.label)
	}
	q.unlock()
	if err != nil {
		q.gotOne()
		return err
	}
	setLabel(head, v.label)
	if follows == nil && len(head) <= osys.PipeAtomic && tryLock(&q.writes) {
		if q.w.Ready(true) {
			_, err = q.w.Write(head)
			unlock(q.waiter, &q.writes)
			return err
		}
		unlock(q.waiter, &q.writes)
	}
	return q.inRoom(f, QueuePuts, func() error { return q.write(head, follows) })
}

// end says that no more items come.
func (f *feeder) end() {
	f.mu.Lock()
	f.ended = true
	f.mu.Unlock()
	f.wake()
}

// join waits until the feeder has sent all.
func (f *feeder) join(w Worker) error {
	wait := func() error {
		<-f.done
		return nil
	}
	select {
	case <-f.done:
		return nil
	default:
	}
	if x, ok := w.(interface {
		Waiting(peer trace.Lane, f func() error) error
	}); ok {
		return x.Waiting(f.self.Lane, wait)
	}
	return w.IO(wait)
}

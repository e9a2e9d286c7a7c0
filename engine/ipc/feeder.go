package ipc

// This file holds the feeder: the thread of a process that serialises what was
// put into a queue, and writes it to the pipe. It is a real thread with a lane
// of its own; unlike CPython's it needs no GIL.

import (
	"errors"
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

	sentSmall atomic.Int64 // when it has sent something small, on the machine's clock; 0 when what it sent was large

	executing bool
	core      trace.Core // while it is

	mu     sync.Mutex
	items  []labelled
	ended  bool
	asleep bool // it waits for the bell

	// The bell is a pipe: who is woken by one may run at once on the core of who
	// woke it, and that is about to wait. A futex's wake-up looks for another core
	// first, which a round trip pays for twice.
	hears, rings *osys.Stream
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
	return f.tell(func() { f.items = append(f.items, v) })
}

// tell changes what the feeder is to do, and wakes it if it waits for that.
func (f *feeder) tell(change func()) error {
	f.mu.Lock()
	change()
	asleep := f.asleep
	f.asleep = false
	f.mu.Unlock()
	if !asleep {
		return nil
	}
	_, err := f.rings.Write([]byte{0})
	return err
}

func (q *Queue) startFeeder(w Worker) (*feeder, error) {
	lane, err := q.x.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: FeederName, Parent: w.Self().Lane, PID: os.Getpid(), PPID: os.Getppid()})
	if err != nil {
		return nil, err
	}
	f := &feeder{q: q, self: prim.Worker{Lane: lane, Rec: q.x.Arena.NewWriter(q.x.Clock, lane)}, done: make(chan struct{})}
	if f.hears, f.rings, err = osys.PipePair(); err != nil {
		return nil, err
	}
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
	defer func() {
		_ = errors.Join(f.hears.Close(), f.rings.Close()) // nobody rings any more
		close(f.done)
	}()
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
func (f *feeder) next() (items []labelled) {
	if items, ok := f.take(); ok {
		return items
	}
	_ = f.q.inRoom(f, QueueIdles, func() error {
		for {
			var ok bool
			if items, ok = f.take(); ok {
				return nil
			}
			var ring [1]byte
			if _, err := f.hears.Read(ring[:]); err != nil {
				return err // the process has lost its own pipe: nothing more can be told
			}
		}
	})
	return items
}

// take is what there is to send; false when there is nothing, but may be later:
// then the bell will ring.
func (f *feeder) take() ([]labelled, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	items := f.items
	f.items = nil
	f.asleep = items == nil && !f.ended
	return items, !f.asleep
}

// idle says whether the feeder has sent all that it was handed, and will be handed
// more.
func (f *feeder) idle() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asleep && !f.ended
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
	err = q.transmit(f, head, follows)
	if err == nil && small(head, follows) {
		f.sentSmall.Store(q.x.Clock.Machine())
	} else {
		f.sentSmall.Store(0)
	}
	return err
}

// end says that no more items come.
func (f *feeder) end() {
	_ = f.tell(func() { f.ended = true }) // its pipe is open until it ends
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

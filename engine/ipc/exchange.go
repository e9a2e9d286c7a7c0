// Package ipc is how a run's workers talk with each other when they are
// processes: pipes, queues, shared memory. All of it works between threads too.
//
// Whatever is sent is serialised and crosses a pipe or a socket of the operating
// system, or lies in memory that the processes share. What is made, is made in
// the run's first process, before any worker is there; the others fetch its
// files by name. What a pipe or a queue holds, and who waits at which end, is
// recorded as the state of an object.
//
// This file holds the exchange: what one process knows of all this.
package ipc

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"unsafe"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Worker is who sends and receives: a work.Worker is one.
type Worker interface {
	Self() *prim.Worker
	// IO runs a blocking call with the GIL released.
	IO(f func() error) error
}

// WaitOn runs f, which blocks until something happens to object o, with the GIL
// released. A worker that cannot be seen waiting for it is shown in I/O.
func WaitOn(w Worker, o trace.Obj, f func() error) error {
	if x, ok := w.(interface {
		WaitOn(o trace.Obj, f func() error) error
	}); ok {
		return x.WaitOn(o, f)
	}
	return w.IO(f)
}

// Spend runs f, which is work for the machinery's sake, keeping the GIL.
func Spend(w Worker, what trace.Overhead, f func() error) error {
	if x, ok := w.(interface {
		Spend(what trace.Overhead, f func() error) error
	}); ok {
		return x.Spend(what, f)
	}
	return f()
}

// Exchange is what one process of a run knows of the ways to talk.
type Exchange struct {
	Arena  *trace.Arena
	Clock  trace.Clock
	Waiter osys.Waiter
	Dir    string // the run's own directory
	// Share offers files to the run's other processes; nil in those, and where
	// there are none.
	Share func() (*osys.FileShare, error)
	Main  bool // this is the process in which things are made

	mu      sync.Mutex
	streams map[string]*osys.Stream // ends that nobody has taken yet
	queues  map[trace.Obj]*Queue
	shared  []*Shared
	sockets map[string]given
	doors   map[string]*osys.Listener // of managers that nobody here serves
	arrays  map[string]*osys.Memory
}

// keep holds on to an end until somebody takes it, here or in another process.
func (x *Exchange) keep(name string, s *osys.Stream) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.streams == nil {
		x.streams = map[string]*osys.Stream{}
	}
	x.streams[name] = s
	if x.Share == nil {
		return nil
	}
	share, err := x.Share()
	if err == nil {
		share.OfferOnce(name, s.FD())
	}
	return err
}

// errTaken is returned for an end that somebody else has taken.
var errTaken = errors.New("the end has been taken already")

// take is an end that was kept, in whatever process. It is taken once.
func (x *Exchange) take(name string) (*osys.Stream, error) {
	if !x.Main {
		f, err := osys.FetchFile(x.Dir, name)
		if err != nil {
			return nil, err
		}
		return osys.OpenStream(f)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	s, ok := x.streams[name]
	delete(x.streams, name)
	if !ok {
		return nil, fmt.Errorf("take %s: %w", name, errTaken)
	}
	if x.Share != nil {
		share, err := x.Share()
		if err != nil {
			return nil, err
		}
		if !share.Withdraw(name) {
			return nil, fmt.Errorf("take %s: %w", name, errTaken)
		}
	}
	return s, nil
}

// offer lets any number of processes have an end.
func (x *Exchange) offer(name string, fd int) error {
	if x.Share == nil {
		return nil
	}
	share, err := x.Share()
	if err == nil {
		share.Offer(name, fd)
	}
	return err
}

// fetch is a file that this process's first offers.
func (x *Exchange) fetch(name string) (*osys.Stream, error) {
	f, err := osys.FetchFile(x.Dir, name)
	if err != nil {
		return nil, err
	}
	return osys.OpenStream(f)
}

// Close ends what this process has: feeders send what is left, which may take
// for ever when nobody receives it, as in Python. It is the last thing that the
// process's main thread does for its program.
func (x *Exchange) Close(w Worker) error {
	x.mu.Lock()
	queues := x.queues
	x.queues = nil
	x.mu.Unlock()
	var errs []error
	for _, q := range queues {
		errs = append(errs, q.end(w))
	}
	x.mu.Lock()
	streams, shared := x.streams, x.shared
	x.streams, x.shared = nil, nil
	x.closeSockets()
	for _, l := range x.doors {
		errs = append(errs, l.Close())
	}
	x.doors = nil
	errs = append(errs, x.closeArrays())
	x.mu.Unlock()
	for _, m := range shared {
		m.Close(w)
	}
	for name, s := range streams {
		if x.Share == nil {
			errs = append(errs, s.Close())
			continue
		}
		if share, err := x.Share(); err == nil && share.Withdraw(name) {
			errs = append(errs, s.Close())
		}
	}
	return errors.Join(errs...)
}

// cell is the live state of an object, in the memory that the run's processes
// share.
type cell struct {
	guard  osys.Mutex
	seq    uint32
	value  [5]int64
	reads  uint32 // 1 or 2 while somebody receives: a mutex, as osys.Mutex
	writes uint32 // likewise, sends
	slots  uint32 // room that is left, of a queue with a limit
	tasks  uint32 // unfinished tasks of a queue that counts them
	ends   [2]uint32
	next   uint64 // the number of the next item
}

// object is a thing of this package in the recording. Each change of its state
// is made and recorded under the guard, which is held for some tens of
// nanoseconds and never across a wait.
type object struct {
	*cell
	obj    trace.Obj
	info   trace.ObjInfo
	waiter osys.Waiter
}

func (x *Exchange) make(info trace.ObjInfo) (object, error) {
	info.Core = trace.CoreUnknown
	if _, there := x.Arena.FindObj(info.Kind, info.Name); there {
		return object{}, fmt.Errorf("make %s %s: %w", info.Kind, info.Name, os.ErrExist)
	}
	o, err := x.Arena.AddObj(info)
	if err != nil {
		return object{}, fmt.Errorf("make %s %s: %w", info.Kind, info.Name, err)
	}
	return x.object(o, info), nil
}

func (x *Exchange) object(o trace.Obj, info trace.ObjInfo) object {
	return object{(*cell)(unsafe.Pointer(x.Arena.Cell(o))), o, info, x.Waiter}
}

// find is the object of a kind and name that was made.
func (x *Exchange) find(kind trace.ObjKind, name string) (object, error) {
	o, ok := x.Arena.FindObj(kind, name)
	if !ok {
		return object{}, fmt.Errorf("no %s %q was made for this run", kind, name)
	}
	info, _ := x.Arena.ObjInfo(o)
	return x.object(o, info), nil
}

// Obj is the object's number in the recording.
func (o *object) Obj() trace.Obj { return o.obj }

func (o *object) lock()   { o.guard.Lock(o.waiter) }
func (o *object) unlock() { o.guard.Unlock(o.waiter) }

// put counts and records a change. The guard is held.
func (o *object) put(w *prim.Worker, k trace.Kind, slot trace.Slot, arg int64) {
	o.seq++
	w.Rec.Put(trace.Event{Kind: k, Lane: w.Lane, Obj: o.obj, Seq: o.seq, Slot: slot, Arg: arg, Core: trace.CoreUnknown})
}

// add changes a value by so much.
func (o *object) add(w *prim.Worker, slot trace.Slot, by int64) {
	o.lock()
	o.value[slot] += by
	o.put(w, trace.KindSet, slot, o.value[slot])
	o.unlock()
}

// note records a change that has no value: joining and leaving.
func (o *object) note(w *prim.Worker, k trace.Kind, slot trace.Slot, arg int64) {
	o.lock()
	o.put(w, k, slot, arg)
	o.unlock()
}

// inRoom has the worker wait in a room while f blocks.
func (o *object) inRoom(w Worker, room trace.Slot, f func() error) error {
	self := w.Self()
	o.note(self, trace.KindJoin, room, 0)
	err := WaitOn(w, o.obj, f)
	o.note(self, trace.KindPart, room, 0)
	return err
}

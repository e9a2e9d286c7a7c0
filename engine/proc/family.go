package proc

// This file holds the family: all the processes a run started, so that the
// run can end without leaving one.

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// ErrFamilyEnded is returned to who would start a process once the family was
// ended.
var ErrFamilyEnded = errors.New("the run is ending: it starts no more processes")

// Family is the children of this process that belong to a run. The zero Family
// is ready for use; its methods may be called from any goroutine.
type Family struct {
	mu       sync.Mutex
	children []*Child
	waiting  []*Waiting
	ended    bool
	before   []func()
	calls    chan func() // to the thread that starts children
	starter  sync.WaitGroup
	tell     func(pid int, stopped bool) // nil: nobody wants to know
	stops    *stops                      // nil until there is a child of which to tell
}

// OnStop has tell called whenever a signal has stopped one of the family's
// processes, or let it go on, as far as the system tells that. It is called from
// goroutines of the family's own, not two at once; a second function that is
// given is not called.
func (f *Family) OnStop(tell func(pid int, stopped bool)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.tell != nil || f.ended {
		return
	}
	var one sync.Mutex
	f.tell = func(pid int, stopped bool) {
		one.Lock()
		defer one.Unlock()
		tell(pid, stopped)
	}
	f.stops = followStops(f.own, f.tell)
}

// own are the family's children up to now.
func (f *Family) own() []*Child {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := f.children
	for _, w := range f.waiting {
		all = append(all[:len(all):len(all)], w.Child)
	}
	return all
}

// told hears of a child that is a waiting process's own.
func (f *Family) told(pid int, stopped bool) {
	f.mu.Lock()
	tell := f.tell
	f.mu.Unlock()
	if tell != nil {
		tell(pid, stopped)
	}
}

// Spawn starts a child as Spawn does and counts it in.
func (f *Family) Spawn(role Role, mem *osys.Memory, lane trace.Lane) (c *Child, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil, ErrFamilyEnded
	}
	f.onStarter(func() { c, err = Spawn(role, mem, lane, false) })
	if err == nil {
		f.children = append(f.children, c)
	}
	return c, err
}

// StartWaiting starts a process from which others can be forked. The children
// of a sibling are children of this process, where the system can do that; else
// they are the waiting process's.
func (f *Family) StartWaiting(sibling bool) (*Waiting, error) {
	w, err := f.beginWaiting(sibling)
	if err != nil {
		return nil, fmt.Errorf("start the process to fork from: %w", err)
	}
	if err := w.ready(); err != nil {
		w.Kill()
		return nil, fmt.Errorf("start the process to fork from: %w (%s)", err, w.end())
	}
	return w, nil
}

func (f *Family) beginWaiting(sibling bool) (w *Waiting, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil, ErrFamilyEnded
	}
	f.onStarter(func() { w, err = startWaiting(sibling, f.told) })
	if err == nil {
		f.waiting = append(f.waiting, w)
	}
	return w, err
}

// Fork makes a child of a waiting process, and counts it in.
func (f *Family) Fork(w *Waiting, role Role, mem *osys.Memory, lane trace.Lane) (*Child, error) {
	c, err := w.fork(role, mem, lane) // not under the lock: one who has stopped the process must not stop End
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	ended := f.ended
	if !ended {
		f.children = append(f.children, c)
	}
	f.mu.Unlock()
	if ended {
		c.Kill()
		c.Wait()
		return nil, ErrFamilyEnded
	}
	return c, nil
}

// onStarter runs start on the thread that starts the family's children. On
// Linux a child dies with the thread that started it, and other threads come
// and go. The caller holds the lock.
func (f *Family) onStarter(start func()) {
	if f.calls == nil {
		f.calls = make(chan func())
		calls := f.calls
		f.starter.Go(func() {
			runtime.LockOSThread() // the thread ends with the goroutine
			for call := range calls {
				call()
			}
		})
	}
	done := make(chan struct{})
	f.calls <- func() {
		defer close(done)
		start()
	}
	<-done
}

// BeforeEnd has End call a function before it does anything else; one that comes
// when the family has ended already is not called.
func (f *Family) BeforeEnd(call func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before = append(f.before, call)
}

// End kills every child that is still there and waits until all are gone.
// None can be started afterwards.
func (f *Family) End() {
	f.mu.Lock()
	first := !f.ended
	f.ended = true
	children, waiting, calls, before, stops := f.children, f.waiting, f.calls, f.before, f.stops
	f.mu.Unlock()
	if first {
		for _, call := range before {
			call()
		}
	}
	for _, c := range children {
		c.Kill()
	}
	for _, w := range waiting {
		w.Kill() // what it forked is watched from here, then
	}
	for _, w := range waiting {
		w.end()
	}
	for _, c := range children {
		c.Wait()
	}
	if first && stops != nil {
		stops.close()
	}
	if first && calls != nil {
		close(calls)
	}
	f.starter.Wait()
}

package model_test

// This file tests multiprocessing's primitives between real processes: it holds
// what the cases of CPython's Lib/test/_test_multiprocessing.py share, and runs
// them by every start method and both ways in which processes can wait for each
// other. The cases themselves stand beside it, in primitivecases_test.go and
// barriercases_test.go.
//
// Where CPython's sleep and hope, these wait until the recording says that it
// has come to that.

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"corelanes/engine/model"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// primSpec names a case.
type primSpec struct{ Primitive string }

// primCase is a case: what it needs, what its main process does, and what its
// children do.
type primCase struct {
	setup func(k *work.Kit) error
	main  func(p party) error
	child func(p party, arg string) error
	end   func(v *trace.View) error // what is to be seen in the recording; nil: nothing in particular
}

// primProgram is the program of a case, if the spec is of one.
func primProgram(spec json.RawMessage) (work.Program, bool) {
	var s primSpec
	if err := json.Unmarshal(spec, &s); err != nil || s.Primitive == "" {
		return work.Program{}, false
	}
	c := primitiveCase(s.Primitive)
	return work.Program{
		Setup: func(k *work.Kit) error {
			_, err := k.Arena.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "tallies"})
			if c.setup != nil {
				err = errors.Join(err, c.setup(k))
			}
			return err
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				return nil, c.main(party{w, k, c, trace.NewRecording(k.Arena)})
			},
			"child": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				return nil, c.child(party{w, k, c, trace.NewRecording(k.Arena)}, string(arg))
			},
		},
	}, true
}

// party is a worker of a case.
type party struct {
	work.Worker
	kit *work.Kit
	c   primCase
	rec *trace.Recording
}

// tally is one of sixteen numbers that all workers of the case share.
func (p party) tally(i int) *atomic.Int64 {
	o, _ := p.kit.Arena.FindObj(trace.ObjCounter, "tallies")
	return &(*[16]atomic.Int64)(unsafe.Pointer(p.kit.Arena.Cell(o)))[i]
}

// begin starts n processes; with threads, every other one is a thread of the
// main process instead.
func (p party) begin(n int, threads bool) (all []work.Handle, err error) {
	for i := range n {
		name, arg := "child-"+strconv.Itoa(i), []byte(strconv.Itoa(i))
		var h work.Handle
		if here, ok := p.Worker.(interface {
			Begin(name string, f work.Body, arg []byte) (work.Handle, error)
		}); ok && threads && i%2 == 1 {
			h, err = here.Begin(name, func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				return nil, p.c.child(party{w, k, p.c, trace.NewRecording(k.Arena)}, string(arg))
			}, arg)
		} else {
			h, err = p.Start(name, "child", arg)
		}
		if err != nil {
			return all, err
		}
		all = append(all, h)
	}
	return all, nil
}

// with has n others do their part while f is done, and joins them.
func (p party) with(n int, threads bool, f func() error) error {
	all, err := p.begin(n, threads)
	return errors.Join(err, f(), join(all))
}

// until lets the others go on until something is so.
func (p party) until(what string, f func() bool) error {
	for end := time.Now().Add(20 * time.Second); !f(); {
		if time.Now().After(end) {
			return fmt.Errorf("waited in vain until %s", what)
		}
		if err := p.Sleep(50 * time.Microsecond); err != nil {
			return err
		}
	}
	return nil
}

// state is the recorded state of an object now.
func (p party) state(o trace.Obj) trace.ObjState {
	p.rec.Update(1 << 46)
	v := p.rec.Cut().Obj(o)
	return v.After(v.Len())
}

// reaches waits until a value of an object is v.
func (p party) reaches(o trace.Obj, slot trace.Slot, v int64) error {
	return p.until(fmt.Sprintf("value %d of object %d is %d", slot, o, v), func() bool { return p.state(o).Values[slot] == v })
}

// inside waits until n stand in a room of an object.
func (p party) inside(o trace.Obj, room trace.Slot, n int) error {
	return p.until(fmt.Sprintf("%d stand in room %d of object %d", n, room, o), func() bool { return len(p.state(o).Rooms[room]) == n })
}

// took is how long f takes.
func (p party) took(f func() error) (time.Duration, error) {
	begin := p.Self().Rec.Now()
	err := f()
	return time.Duration(p.Self().Rec.Now() - begin), err
}

// must is what a kit's look-up found; the Setup of the case has made it.
func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func (p party) lock(name string) *prim.Lock       { return must(p.kit.Lock(name)) }
func (p party) rlock(name string) *prim.RLock     { return must(p.kit.RLock(name)) }
func (p party) sem(name string) *prim.Semaphore   { return must(p.kit.AnySemaphore(name)) }
func (p party) event(name string) *prim.Event     { return must(p.kit.Event(name)) }
func (p party) queue(name string) work.Queue      { return must(p.kit.Queue(name)) }
func (p party) take(s *prim.Semaphore) error      { return truth(s.Acquire(p.Self(), true, prim.None)) }
func (p party) release(s *prim.Semaphore) error   { return s.Release(p.Self(), 1) }
func (p party) barrier(name string) *prim.Barrier { return p.barrierWith(name, nil, prim.None) }
func (p party) pass(b *prim.Barrier) (int, error) { return b.Wait(p.Self(), prim.None) }
func (p party) holding(c *prim.Condition, f func() error) error {
	return errors.Join(truth(c.Acquire(p.Self(), true, prim.Forever)), f(), c.Release(p.Self()))
}

// barrierWith is the barrier of that name, with this process's action and
// default timeout.
func (p party) barrierWith(name string, action func() error, timeout prim.Seconds) *prim.Barrier {
	o, _ := p.kit.Arena.FindObj(trace.ObjBarrier, name)
	return must(prim.AttachBarrier(p.kit.Arena, p.kit.Waiter, o, action, timeout))
}

// cond is the condition of that name.
func (p party) cond(name string) *prim.Condition {
	o, _ := p.kit.Arena.FindObj(trace.ObjCondition, name)
	return must(prim.AttachCondition(p.kit.Arena, p.kit.Waiter, o, p.rlock(name)))
}

// truth wants something to have been so.
func truth(yes bool, err error) error {
	if err == nil && !yes {
		err = errors.New("it was not so")
	}
	return err
}

// lie wants something to have been not so.
func lie(yes bool, err error) error { return truth(!yes, err) }

// is wants a value.
func is[T comparable](what string, got, wanted T) error {
	if got != wanted {
		return fmt.Errorf("%s is %v, want %v", what, got, wanted)
	}
	return nil
}

// primitiveCase is a case by its name.
func primitiveCase(name string) primCase {
	for _, set := range primitiveSets {
		if c, ok := set[name]; ok {
			return c
		}
	}
	return primCase{main: func(party) error { return fmt.Errorf("there is no case %q", name) }}
}

func TestPrimitivesOfMultiprocessingBetweenRealProcesses(t *testing.T) {
	m, err := model.Find("processes")
	if err != nil {
		t.Fatal(err)
	}
	for _, start := range m.Starts {
		for waiter, throughParent := range map[string]bool{"waiting as the system can": false, "waiting through the parent": true} {
			for _, set := range primitiveSets {
				for name, c := range set {
					t.Run(start+"/"+waiter+"/"+name, func(t *testing.T) {
						v, err := runCaseWith(t, m, primSpec{name}, model.Options{Workers: 4, Start: start, ThroughParent: throughParent})
						if err == nil && c.end != nil {
							err = c.end(v)
						}
						if err != nil {
							t.Error(err)
						}
						inOrder(t, v)
					})
				}
			}
		}
	}
}

// inOrder checks that the history of every primitive has no gap, and that nobody
// was left waiting.
func inOrder(t *testing.T, v *trace.View) {
	t.Helper()
	if _, dropped := v.Events(); dropped != 0 {
		t.Errorf("%d events were dropped", dropped)
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		for j := range o.Len() {
			if e := o.Event(j); e.Seq != uint32(j+1) {
				t.Fatalf("%s: event %d is %+v", o.Info.Name, j+1, e)
			}
		}
		for room, there := range o.After(o.Len()).Rooms {
			if len(there) > 0 {
				t.Errorf("%s %s: in room %d is left %v", o.Info.Kind, o.Info.Name, room, there)
			}
		}
	}
}

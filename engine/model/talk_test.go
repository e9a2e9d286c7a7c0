package model_test

// This file tests pipes, queues and shared memory between threads and between
// processes: the cases of CPython's _TestQueue, _TestConnection, _TestPoll and
// _TestSharedMemory (Lib/test/_test_multiprocessing.py), each written once as a
// program.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"testing"
	"time"

	"corelanes/engine/ipc"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// talkSpec names a case.
type talkSpec struct{ Talk string }

// talkProgram is the program of a test of talking, if the spec is of one.
func talkProgram(spec json.RawMessage) (work.Program, bool) {
	var s talkSpec
	if err := json.Unmarshal(spec, &s); err != nil || s.Talk == "" {
		return work.Program{}, false
	}
	if s.Talk == "arrays" {
		return arrayProgram(), true
	}
	bodies := map[string]work.Body{}
	parts := talkCases[s.Talk]
	for _, more := range []map[string]map[string]talk{talkBench, managerCases, fastPuts} {
		if parts == nil {
			parts = more[s.Talk]
		}
	}
	for name, f := range parts {
		bodies[name] = func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) { return nil, f(w, k.Talk) }
	}
	return work.Program{Bodies: bodies, Setup: func(k *work.Kit) error {
		return errors.Join(
			k.Talk.MakePipe("duplex", true), k.Talk.MakePipe("one way", false),
			k.Talk.MakeQueue("q", ipc.Plain, 0), k.Talk.MakeQueue("small", ipc.Plain, 2), k.Talk.MakeQueue("back", ipc.Plain, 0),
			k.Talk.MakeQueue("joinable", ipc.Joinable, 0), k.Talk.MakeQueue("simple", ipc.Simple, 0), k.Talk.MakeQueue("simple back", ipc.Simple, 0),
			k.Talk.MakeManager("manager"),
		)
	}}, true
}

type talk func(w work.Worker, x *ipc.Exchange) error

// beside starts the other worker, does f, and waits for the other.
func beside(w work.Worker, f func() error) error {
	h, err := w.Start("other", "other", nil)
	if err != nil {
		return err
	}
	err = f()
	_, herr := h.Join()
	return errors.Join(err, herr)
}

// end opens an end of a pipe for f.
func end(w work.Worker, x *ipc.Exchange, name string, n int, f func(c *ipc.Conn) error) error {
	c, err := x.Pipe(w, name, n)
	if err != nil {
		return err
	}
	return errors.Join(f(c), c.Close(w))
}

// queues are the queues of a case.
func queues(x *ipc.Exchange, names ...string) ([]*ipc.Queue, error) {
	var out []*ipc.Queue
	for _, n := range names {
		q, err := x.Queue(n)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

func put(w work.Worker, q *ipc.Queue, v any) error { return q.Put(w, v, true, prim.None) }

// get wants a value from a queue.
func get[T comparable](w work.Worker, q *ipc.Queue, wanted T) error {
	var v T
	there, err := q.GetInto(w, &v)
	if err != nil || !there || v != wanted {
		return fmt.Errorf("got %v, there %v, %w; want %v", v, there, err, wanted)
	}
	return nil
}

var talkCases = map[string]map[string]talk{
	"a duplex pipe carries messages both ways, and ends": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			return beside(w, func() error {
				return end(w, x, "duplex", 0, func(c *ipc.Conn) error {
					for _, v := range []any{1.5, "текст", []any{"данные", 123.0, true}, map[string]any{"a": nil}} {
						var back any
						if err := errors.Join(c.Send(w, v), c.Recv(w, &back)); err != nil {
							return err
						}
						if fmt.Sprint(back) != fmt.Sprint(v) {
							return fmt.Errorf("%v came back as %v", v, back)
						}
					}
					for _, n := range []int{0, 1, 4096, 20_000, 3 << 20} {
						b := bytes.Repeat([]byte{7}, n)
						if err := c.SendBytes(w, b); err != nil {
							return err
						}
						if got, err := c.RecvBytes(w); err != nil || !bytes.Equal(got, b) {
							return fmt.Errorf("%d bytes: %d, %v", n, len(got), err)
						}
					}
					return nil
				})
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "duplex", 1, func(c *ipc.Conn) error {
				for {
					i, err := c.Item(w)
					if errors.Is(err, ipc.ErrEOF) {
						return nil
					}
					if err != nil {
						return err
					}
					var v any
					if i.Into(&v) != nil {
						err = c.SendBytes(w, i.Bytes())
					} else {
						err = c.Send(w, v)
					}
					if err != nil {
						return err
					}
				}
			})
		},
	},
	"poll looks, waits, and keeps the boundaries of messages": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "duplex", 0, func(c *ipc.Conn) error {
				none, err := c.Poll(w, 0)
				late, lerr := c.Poll(w, 0.01)
				if err := errors.Join(err, lerr, failIf(none), failIf(late)); err != nil {
					return err
				}
				return beside(w, func() error {
					there, err := c.Poll(w, prim.None)
					if err != nil || !there {
						return fmt.Errorf("poll: %v, %v", there, err)
					}
					for _, want := range []string{"one", "two", "three"} {
						if got, err := c.RecvBytes(w); err != nil || string(got) != want {
							return fmt.Errorf("%q, %v; want %q", got, err, want)
						}
					}
					there, err = c.Poll(w, prim.None) // the end counts as something
					_, eof := c.RecvBytes(w)
					return errors.Join(err, failIf(!there), want("at the end", eof, ipc.ErrEOF))
				})
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "duplex", 1, func(c *ipc.Conn) error {
				return errors.Join(c.SendBytes(w, []byte("one")), c.SendBytes(w, []byte("two")), c.SendBytes(w, []byte("three")))
			})
		},
	},
	"a one-way pipe has one way, and breaks when its reader leaves": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "one way", 0, func(c *ipc.Conn) error {
				var v any
				if err := want("receiving where one sends", c.Recv(w, &v), ipc.ErrClosed); err != nil {
					return err
				}
				return beside(w, func() error {
					big := make([]byte, 100_000) // more than the pipe holds
					err := c.SendBytes(w, big)
					for err == nil {
						err = c.SendBytes(w, big) // until the reader is gone
					}
					return want("without a reader", err, osys.ErrBrokenPipe)
				})
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "one way", 1, func(c *ipc.Conn) error {
				_, err := c.RecvBytes(w)
				return errors.Join(err, want("sending where one receives", c.Send(w, 1), ipc.ErrClosed))
			})
		},
	},
	"an end is opened once": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "duplex", 0, func(*ipc.Conn) error {
				_, err := x.Pipe(w, "duplex", 0)
				_, none := x.Pipe(w, "nothing", 0)
				_, third := x.Pipe(w, "duplex", 2)
				return errors.Join(failIf(err == nil), failIf(none == nil), failIf(third == nil))
			})
		},
	},
	"a queue keeps the order, of whatever is put": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q", "back")
			if err != nil {
				return err
			}
			return beside(w, func() error {
				big := bytes.Repeat([]byte("x"), 1<<20)
				for i := range 200 {
					err = errors.Join(err, put(w, qs[0], i))
				}
				err = errors.Join(err, put(w, qs[0], "text"), put(w, qs[0], big), put(w, qs[0], nil))
				return errors.Join(err, get(w, qs[1], len(big)))
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q", "back")
			if err != nil {
				return err
			}
			for i := range 200 {
				err = errors.Join(err, get(w, qs[0], i))
			}
			err = errors.Join(err, get(w, qs[0], "text"))
			big, gerr := qs[0].Get(w, true, prim.None)
			none, nerr := qs[0].Get(w, true, prim.None)
			return errors.Join(err, gerr, nerr, failIf(!none.None()), put(w, qs[1], len(big.Bytes())))
		},
	},
	"a full queue takes nothing, an empty one gives nothing, in the time told": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "small")
			if err != nil {
				return err
			}
			q := qs[0]
			_, now := q.Get(w, false, prim.None)
			_, soon := q.Get(w, true, 0.01)
			err = errors.Join(want("get at once", now, ipc.ErrEmpty), want("get in 10 ms", soon, ipc.ErrEmpty), put(w, q, 1), put(w, q, 2))
			err = errors.Join(err, want("put at once", q.Put(w, 3, false, prim.None), ipc.ErrFull), want("put in 10 ms", q.Put(w, 3, true, 0.01), ipc.ErrFull))
			if q.Size() != 2 {
				err = errors.Join(err, fmt.Errorf("%d items", q.Size()))
			}
			return errors.Join(err, beside(w, func() error { return put(w, q, 3) }), get(w, q, 2), get(w, q, 3))
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "small")
			if err != nil {
				return err
			}
			return get(w, qs[0], 1)
		},
	},
	"what cannot be serialised is dropped by the feeder, and the queue lives on": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "small")
			if err != nil {
				return err
			}
			for range 5 { // more than there is room for, were they not dropped
				err = errors.Join(err, put(w, qs[0], math.NaN()))
			}
			return errors.Join(err, put(w, qs[0], "good"), get(w, qs[0], "good"))
		},
	},
	"a joinable queue is joined when all is done, and no sooner": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "joinable", "back")
			if err != nil {
				return err
			}
			q := qs[0]
			err = want("done too often", q.TaskDone(w), ipc.ErrTaskDone)
			for i := range 10 {
				err = errors.Join(err, put(w, q, i))
			}
			return errors.Join(err, beside(w, func() error {
				err := q.Join(w)
				_, none := q.Get(w, false, prim.None)
				return errors.Join(err, want("after join", none, ipc.ErrEmpty))
			}))
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "joinable")
			if err != nil {
				return err
			}
			for i := range 10 {
				err = errors.Join(err, get(w, qs[0], i), qs[0].TaskDone(w))
			}
			return err
		},
	},
	"a simple queue has no feeder": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "simple")
			if err != nil {
				return err
			}
			var perr *prim.Error
			if err := put(w, qs[0], math.NaN()); !errors.As(err, &perr) || perr.Class != "PicklingError" {
				return fmt.Errorf("what cannot be serialised: %w", err)
			}
			return errors.Join(beside(w, func() error {
				return errors.Join(put(w, qs[0], 5), put(w, qs[0], bytes.Repeat([]byte("x"), 1<<20)))
			}))
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "simple")
			if err != nil {
				return err
			}
			err = get(w, qs[0], 5)
			i, gerr := qs[0].Get(w, true, prim.None)
			return errors.Join(err, gerr, failIf(len(i.Bytes()) != 1<<20))
		},
	},
	"a closed queue takes and gives nothing in this process": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q")
			if err != nil {
				return err
			}
			err = put(w, qs[0], 1)
			qs[0].Close()
			_, gerr := qs[0].Get(w, true, prim.None)
			return errors.Join(err, qs[0].JoinThread(w), want("put", put(w, qs[0], 2), ipc.ErrQueueClosed), want("get", gerr, ipc.ErrQueueClosed))
		},
	},
	"shared memory is the same memory, until its name is gone and after": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			if err := x.MakeShared("shm", 4096); err != nil {
				return err
			}
			twice := x.MakeShared("shm", 4096)
			m, err := x.Shared(w, "shm")
			if err != nil {
				return err
			}
			m.Words()[3] = 41
			err = beside(w, func() error { return nil })
			if v := m.Words()[3]; v != 42 {
				err = errors.Join(err, fmt.Errorf("it holds %d", v))
			}
			uerr := m.Unlink(w)
			again := m.Unlink(w)
			m.Words()[3]++ // still there
			_, gone := x.Shared(w, "shm")
			m.Close(w)
			return errors.Join(err, uerr, want("made twice", twice, fs.ErrExist), want("unlinked twice", again, fs.ErrNotExist), want("opened without a name", gone, fs.ErrNotExist), failIf(m.Bytes() != nil))
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			m, err := x.Shared(w, "shm")
			if err != nil {
				return err
			}
			m.Words()[3]++
			m.Wrote(w, 8)
			m.Close(w)
			return nil
		},
	},
	"a named pipe connects who knows its name, until that is removed": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			if err := x.MakeFIFO("fifo"); err != nil {
				return err
			}
			return beside(w, func() error {
				return end(w, x, "fifo", 0, func(c *ipc.Conn) error {
					return errors.Join(c.Send(w, "hello"), x.Unlink("fifo"), failIf(x.Unlink("fifo") == nil))
				})
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "fifo", 1, func(c *ipc.Conn) error {
				var v string
				err := c.Recv(w, &v)
				return errors.Join(err, failIf(v != "hello"), want("at the end", c.Recv(w, &v), ipc.ErrEOF))
			})
		},
	},
}

// numbered puts a row of numbers from first on, in steps of two.
func numbered(w work.Worker, q *ipc.Queue, first int) error {
	for i := range rowLength {
		if err := put(w, q, first+2*i); err != nil {
			return err
		}
	}
	return nil
}

const rowLength = 1500

// fastPuts are the cases of queues into which much is put in a short time.
var fastPuts = map[string]map[string]talk{
	"two rows": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			q, err := x.Queue("q")
			if err != nil {
				return err
			}
			return beside(w, func() error {
				if err := numbered(w, q, 0); err != nil {
					return err
				}
				next := [2]int{0, 1}
				for range 2 * rowLength {
					var n int
					if there, err := q.GetInto(w, &n); err != nil || !there || n != next[n%2] {
						return fmt.Errorf("got %d, there %v, %w; the next of the two rows are %v", n, there, err, next)
					}
					next[n%2] += 2
				}
				return nil
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			q, err := x.Queue("q")
			if err != nil {
				return err
			}
			return numbered(w, q, 1)
		},
	},
	"round trips": queueTripsOf(rowLength),
}

func queueTripsOf(n int) map[string]talk {
	trip := func(w work.Worker, to, from *ipc.Queue, begins bool) error {
		for i := range n {
			if begins {
				if err := put(w, to, i); err != nil {
					return err
				}
			}
			if err := get(w, from, i); err != nil {
				return err
			}
			if !begins {
				if err := put(w, to, i); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return map[string]talk{
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q", "back")
			if err != nil {
				return err
			}
			return beside(w, func() error { return trip(w, qs[0], qs[1], true) })
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q", "back")
			if err != nil {
				return err
			}
			return trip(w, qs[1], qs[0], false)
		},
	}
}

func TestWhatIsPutFastKeepsItsOrderWhoeverWritesIt(t *testing.T) {
	for _, id := range []string{"threads", "free-threads", "processes"} {
		m, err := model.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		for name := range fastPuts {
			t.Run(id+"/"+name, func(t *testing.T) {
				v, err := runCaseWith(t, m, talkSpec{name}, model.Options{Workers: 2, SwitchInterval: 5 * time.Millisecond})
				if err != nil {
					t.Error(err)
				}
				if id == "processes" && name == "round trips" {
					fed, past := writersInto(v, "q")
					if fed == 0 || past == 0 || fed+past != rowLength {
						t.Errorf("of %d items the feeder wrote %d, who put them %d", rowLength, fed, past)
					}
				}
			})
		}
	}
}

// writersInto counts what feeders wrote into a queue's pipe, and what others did.
func writersInto(v *trace.View, name string) (fed, past int) {
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjChannel || o.Info.Name != name {
			continue
		}
		var piped int64
		for j := range o.Len() {
			e := o.Event(j)
			if e.Kind != trace.KindSet || e.Slot != ipc.QueuePiped {
				continue
			}
			if more := e.Arg > piped; more && v.Lane(e.Lane).Info.Name == ipc.FeederName {
				fed++
			} else if more {
				past++
			}
			piped = e.Arg
		}
	}
	return fed, past
}

func TestTalkingWorksBetweenThreadsAndBetweenProcesses(t *testing.T) {
	for _, x := range []struct {
		model, start  string
		throughParent bool
	}{{"threads", "", false}, {"processes", "", false}, {"processes", "", true}, {"processes", model.Fork, false}, {"processes", model.ForkServer, true}} {
		m, err := model.Find(x.model)
		if err != nil {
			t.Fatal(err)
		}
		if x.start != "" && !slices.Contains(m.Starts, x.start) {
			continue
		}
		for name := range talkCases {
			t.Run(fmt.Sprintf("%s/%s/through the parent %v/%s", x.model, x.start, x.throughParent, name), func(t *testing.T) {
				v, err := runCaseWith(t, m, talkSpec{name}, model.Options{Workers: 2, SwitchInterval: 5 * time.Millisecond, Start: x.start, ThroughParent: x.throughParent})
				if err != nil {
					t.Error(err)
				}
				for i := range v.Objs() {
					o := &v.Objs()[i]
					s := o.After(o.Len())
					if k := o.Info.Kind; k != trace.ObjPipe && k != trace.ObjChannel && k != trace.ObjSharedMemory {
						continue
					}
					for r, room := range s.Rooms {
						if len(room) > 0 {
							t.Errorf("%s: somebody is left in room %d", o.Info.Name, r)
						}
					}
					for j := range o.Len() {
						if e := o.Event(j); e.Seq != uint32(j+1) || o.Info.Kind != trace.ObjSharedMemory && e.Kind == trace.KindSet && e.Slot < 2 && e.Arg < 0 {
							t.Errorf("%s: event %d is %+v", o.Info.Name, j+1, e)
						}
					}
					if o.Info.Kind == trace.ObjPipe && len(s.Holders) > 0 {
						t.Errorf("%s is held at the end", o.Info.Name)
					}
				}
			})
		}
	}
}

// arrayProgram is the program of the tests of Arrays.
func arrayProgram() work.Program {
	const turns = 200
	return work.Program{
		Setup: func(k *work.Kit) error {
			return errors.Join(work.MakeArray[float64](k, "d", 5), work.MakeArray[uint8](k, "B", 1000), work.MakeArray[int32](k, "i", 2), k.MakeBarrier("both", 2))
		},
		Bodies: map[string]work.Body{
			"add": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				a, err := work.Array[int32](w, k, "i")
				if err != nil {
					return nil, err
				}
				defer a.Close(w)
				add := func() error {
					v, err := a.Get(w, 0)
					if err != nil {
						return err
					}
					return a.Set(w, 0, v+1)
				}
				for range turns {
					if _, err := a.Lock().Acquire(w.Self(), true, prim.Forever); err != nil {
						return nil, err
					}
					if err := errors.Join(add(), a.Lock().Release(w.Self())); err != nil {
						return nil, err
					}
				}
				both, err := k.Barrier("both")
				if err != nil {
					return nil, err
				}
				v, err := a.Get(w, 1) // both read before either writes
				if err != nil {
					return nil, err
				}
				if _, err := both.Wait(w.Self(), prim.None); err != nil {
					return nil, err
				}
				return nil, a.Set(w, 1, v+1)
			},
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				d, err := work.Array[float64](w, k, "d")
				if err != nil {
					return nil, err
				}
				all, serr := []float64{}, d.SetSlice(w, 1, []float64{1.5, -2})
				if err == nil {
					all, err = d.Slice(w, -4, 5)
				}
				_, beyond := d.Get(w, 5)
				_, asInt := work.Array[int64](w, k, "d")
				err = errors.Join(err, serr, equals("items", fmt.Sprint(d.Len(), all), nil, "5 [1.5 -2 0 0]"), errorIs("beyond", beyond, "IndexError"),
					errorIs("another type", asInt, "TypeError"), errorIs("too many", d.SetSlice(w, 4, []float64{1, 2}), "ValueError"), d.Set(w, -1, 3))
				d.Close(w)
				many, merr := work.Array[uint8](w, k, "B")
				if merr != nil {
					return nil, merr
				}
				err = errors.Join(err, many.SetSlice(w, 0, bytes.Repeat([]byte{7}, 1000)))
				last, lerr := many.Get(w, -1)
				err = errors.Join(err, equals("the last of many", last, lerr, 7))
				many.Close(w)
				var handles []work.Handle
				for _, name := range []string{"A", "B"} {
					h, serr := w.Start(name, "add", nil)
					if serr != nil {
						return nil, serr
					}
					handles = append(handles, h)
				}
				for _, h := range handles {
					_, jerr := h.Join()
					err = errors.Join(err, jerr)
				}
				i, ierr := work.Array[int32](w, k, "i")
				if ierr != nil {
					return nil, ierr
				}
				defer i.Close(w)
				sums, serr := i.Slice(w, 0, 2)
				return nil, errors.Join(err, equals("sums", fmt.Sprint(sums), serr, fmt.Sprint([]int32{2 * turns, 1})))
			},
		},
	}
}

func TestAnArrayIsSharedTypedAndLocked(t *testing.T) {
	for _, name := range []string{"threads", "processes"} {
		m, err := model.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		v, err := runCase(t, m, talkSpec{"arrays"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i := range v.Objs() {
			o := &v.Objs()[i]
			if s := o.After(o.Len()); o.Info.Kind == trace.ObjArray && (len(s.Holders) != 0 || o.Info.Name == "i" && (s.Values[ipc.ArrayLost] != 1 || s.Values[ipc.ArrayVersion] != 402)) {
				t.Errorf("%s: %s ends as %+v", name, o.Info.Name, s)
			}
		}
	}
}

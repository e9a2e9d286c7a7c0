package model_test

// This file tests what a manager keeps, a case for each kind of proxy; every case
// uses its proxies from two workers.

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"corelanes/engine/ipc"
	"corelanes/engine/model"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// errorIs wants Python's error of a class.
func errorIs(what string, err error, class string) error {
	var e *prim.Error
	if !errors.As(err, &e) || e.Class != class {
		return fmt.Errorf("%s: %w; want %s", what, err, class)
	}
	return nil
}

// equals wants a value.
func equals[T comparable](what string, got T, err error, wanted T) error {
	if err != nil || got != wanted {
		return fmt.Errorf("%s: %v, %w; want %v", what, got, err, wanted)
	}
	return nil
}

// connected does f with a connection to the manager.
func connected(f func(w work.Worker, m *ipc.Manager) error) talk {
	return func(w work.Worker, x *ipc.Exchange) error {
		m, err := x.Manager(w, "manager")
		if err != nil {
			return err
		}
		return errors.Join(f(w, m), m.Close(w))
	}
}

// managing is a case: the main worker begins before the other is there, which
// then ends before the main worker does the rest.
func managing(first, other, rest func(w work.Worker, m *ipc.Manager) error) map[string]talk {
	return map[string]talk{
		"server": func(w work.Worker, x *ipc.Exchange) error { return x.ServeManager(w, "manager") },
		"other":  connected(other),
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			server, err := w.Start("server", "server", nil)
			if err != nil {
				return err
			}
			err = connected(func(w work.Worker, m *ipc.Manager) error {
				return errors.Join(first(w, m), beside(w, func() error { return nil }), rest(w, m))
			})(w, x)
			err = errors.Join(err, x.EndManager(w, "manager"))
			_, jerr := server.Join()
			return errors.Join(err, jerr)
		},
	}
}

var managerCases = map[string]map[string]talk{
	"a list": managing(
		func(w work.Worker, m *ipc.Manager) error {
			l, err := m.List(w, "l", 1, "two")
			return errors.Join(err, l.Append(w, 3.5), l.Extend(w, nil, true))
		},
		func(w work.Worker, m *ipc.Manager) error {
			l, err := m.List(w, "l", "without effect")
			var first int
			var second string
			return errors.Join(err, l.Get(w, 0, &first), l.Get(w, -4, &second), equals("items", fmt.Sprint(first, second), nil, "1two"),
				l.Set(w, 0, 7), l.Pop(w, -1, nil), errorIs("beyond", l.Get(w, 4, &first), "IndexError"))
		},
		func(w work.Worker, m *ipc.Manager) error {
			l, err := m.List(w, "l")
			n, lerr := l.Len(w)
			var part []any
			err = errors.Join(err, equals("length", n, lerr, 4), l.Slice(w, 0, 3, &part), equals("slice", fmt.Sprint(part), nil, "[7 two 3.5]"))
			for range 4 {
				err = errors.Join(err, l.Pop(w, 0, nil))
			}
			return errors.Join(err, errorIs("empty", l.Pop(w, 0, nil), "IndexError"))
		}),
	"a dict": managing(
		func(w work.Worker, m *ipc.Manager) error {
			d, err := m.Dict(w, "d")
			return errors.Join(err, d.Set(w, "a", 1), d.Set(w, "b", 2))
		},
		func(w work.Worker, m *ipc.Manager) error {
			d, err := m.Dict(w, "d")
			var v int
			return errors.Join(err, d.Get(w, "b", &v), equals("b", v, nil, 2), d.Set(w, "c", v+1), d.Pop(w, "a", &v), equals("a", v, nil, 1), errorIs("a again", d.Pop(w, "a", &v), "KeyError"))
		},
		func(w work.Worker, m *ipc.Manager) error {
			d, err := m.Dict(w, "d")
			keys, kerr := d.Keys(w)
			slices.Sort(keys)
			n, nerr := d.Len(w)
			has, herr := d.Contains(w, "a")
			return errors.Join(err, equals("keys", fmt.Sprint(keys), kerr, "[b c]"), equals("length", n, nerr, 2), equals("a", has, herr, false), errorIs("a", d.Get(w, "a", nil), "KeyError"))
		}),
	"a Value": managing(
		func(w work.Worker, m *ipc.Manager) error { _, err := m.Value(w, "v", 41); return err },
		func(w work.Worker, m *ipc.Manager) error {
			v, err := m.Value(w, "v", 0)
			var n int
			return errors.Join(err, v.Get(w, &n), v.Set(w, n+1))
		},
		func(w work.Worker, m *ipc.Manager) error {
			v, err := m.Value(w, "v", 0)
			var n int
			_, other := m.Dict(w, "v")
			return errors.Join(err, v.Get(w, &n), equals("value", n, nil, 42), errorIs("as a dict", other, "TypeError"))
		}),
	"an Array": managing(
		func(w work.Worker, m *ipc.Manager) error { _, err := m.Array(w, "a", 1, 2, 3); return err },
		func(w work.Worker, m *ipc.Manager) error {
			a, err := m.Array(w, "a")
			return errors.Join(err, a.Set(w, -1, 9), errorIs("beyond", a.Set(w, 3, 0), "IndexError"))
		},
		func(w work.Worker, m *ipc.Manager) error {
			a, err := m.Array(w, "a")
			n, nerr := a.Len(w)
			var all []int
			return errors.Join(err, equals("length", n, nerr, 3), a.Slice(w, 0, 3, &all), equals("items", fmt.Sprint(all), nil, "[1 2 9]"))
		}),
	"a Namespace": managing(
		func(w work.Worker, m *ipc.Manager) error {
			s, err := m.Namespace(w, "s")
			return errors.Join(err, s.Set(w, "x", 10))
		},
		func(w work.Worker, m *ipc.Manager) error {
			s, err := m.Namespace(w, "s")
			var x int
			return errors.Join(err, s.Get(w, "x", &x), s.Set(w, "y", x+1), s.Delete(w, "x"))
		},
		func(w work.Worker, m *ipc.Manager) error {
			s, err := m.Namespace(w, "s")
			var y int
			return errors.Join(err, s.Get(w, "y", &y), equals("y", y, nil, 11), errorIs("x", s.Get(w, "x", &y), "AttributeError"))
		}),
	"a Lock": managing(
		func(w work.Worker, m *ipc.Manager) error {
			l, err := m.Lock(w, "l")
			got, aerr := l.Acquire(w, true, prim.None)
			return errors.Join(err, equals("acquire", got, aerr, true))
		},
		func(w work.Worker, m *ipc.Manager) error {
			l, err := m.Lock(w, "l")
			got, aerr := l.Acquire(w, false, prim.None)
			late, lerr := l.Acquire(w, true, 0.001)
			return errors.Join(err, equals("held", got, aerr, false), equals("in time", late, lerr, false), l.Release(w))
		},
		func(w work.Worker, m *ipc.Manager) error {
			l, err := m.Lock(w, "l")
			got, aerr := l.Acquire(w, true, prim.None)
			return errors.Join(err, equals("free", got, aerr, true), l.Release(w), errorIs("twice", l.Release(w), "RuntimeError"))
		}),
	"a Semaphore": managing(
		func(w work.Worker, m *ipc.Manager) error {
			_, bad := m.Semaphore(w, "bad", -1)
			_, err := m.Semaphore(w, "s", 2)
			return errors.Join(err, errorIs("less than none", bad, "ValueError"))
		},
		func(w work.Worker, m *ipc.Manager) error {
			s, err := m.Semaphore(w, "s", 2)
			for i := range 3 {
				got, aerr := s.Acquire(w, false, 0)
				err = errors.Join(err, equals("acquire", got, aerr, i < 2))
			}
			return errors.Join(err, s.Release(w))
		},
		func(w work.Worker, m *ipc.Manager) error {
			s, err := m.Semaphore(w, "s", 2)
			got, aerr := s.Acquire(w, true, prim.None)
			return errors.Join(err, equals("acquire", got, aerr, true))
		}),
	"an Event": managing(
		func(w work.Worker, m *ipc.Manager) error {
			e, err := m.Event(w, "e")
			up, uerr := e.Wait(w, 0.001)
			return errors.Join(err, equals("before", up, uerr, false))
		},
		func(w work.Worker, m *ipc.Manager) error {
			e, err := m.Event(w, "e")
			return errors.Join(err, e.Set(w))
		},
		func(w work.Worker, m *ipc.Manager) error {
			e, err := m.Event(w, "e")
			up, uerr := e.Wait(w, prim.None)
			err = errors.Join(err, equals("after", up, uerr, true), e.Clear(w))
			up, uerr = e.IsSet(w)
			return errors.Join(err, equals("cleared", up, uerr, false))
		}),
	"a Queue": managing(
		func(w work.Worker, m *ipc.Manager) error {
			q, err := m.Queue(w, "q", 2)
			return errors.Join(err, q.Put(w, "a", prim.None), q.Put(w, "b", prim.None), want("full", q.Put(w, "c", 0), ipc.ErrFull))
		},
		func(w work.Worker, m *ipc.Manager) error {
			q, err := m.Queue(w, "q", 0)
			for _, wanted := range []string{"a", "b"} {
				var v string
				err = errors.Join(err, q.Get(w, &v, prim.None), equals("item", v, nil, wanted), q.TaskDone(w))
			}
			return errors.Join(err, want("empty", q.Get(w, nil, 0.001), ipc.ErrEmpty), want("done too often", q.TaskDone(w), ipc.ErrTaskDone))
		},
		func(w work.Worker, m *ipc.Manager) error {
			q, err := m.Queue(w, "q", 0)
			n, nerr := q.Size(w)
			return errors.Join(err, q.Join(w), equals("size", n, nerr, 0))
		}),
}

func TestAManagersProxies(t *testing.T) {
	for _, name := range []string{"threads", "processes"} {
		m, err := model.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		for what := range managerCases {
			t.Run(name+"/"+what, func(t *testing.T) {
				v, err := runCaseWith(t, m, talkSpec{what}, model.Options{Workers: 2, SwitchInterval: 5 * time.Millisecond})
				if err != nil {
					t.Fatal(err)
				}
				for i := range v.Objs() {
					o := &v.Objs()[i]
					if o.Info.Kind != trace.ObjManager {
						continue
					}
					s := o.After(o.Len())
					if s.Values[ipc.ManagerCalls] < 2 || s.Values[ipc.ManagerBytes] == 0 || s.Values[ipc.ManagerProxies] != 0 || len(s.Holders) != 0 || len(s.Rooms[ipc.ManagerAsks]) != 0 {
						t.Errorf("the manager ends as %+v", s)
					}
				}
			})
		}
	}
}

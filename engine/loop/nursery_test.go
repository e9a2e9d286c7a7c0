package loop_test

// This file tests structured concurrency: nurseries and cancel scopes.

import (
	"errors"
	"slices"
	"testing"
	"time"

	"corelanes/engine/loop"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// start starts a task in a nursery.
func start(t *testing.T, g *loop.Group, name string, f func(me *loop.Task) error) *loop.Task {
	t.Helper()
	x, err := g.Start(name, func(me *loop.Task) (any, error) { return nil, f(me) })
	if err != nil {
		t.Error(err)
	}
	return x
}

func TestANurseryEndsAfterItsTasks(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		var order []string
		err := me.Nursery(func(g *loop.Group) error {
			start(t, g, "a", func(me *loop.Task) error {
				err := me.Sleep(2 * time.Millisecond)
				order = append(order, "a")
				start(t, g, "late", func(me *loop.Task) error { order = append(order, "late"); return nil })
				return err
			})
			order = append(order, "body")
			return nil
		})
		if want := []string{"body", "a", "late"}; err != nil || !slices.Equal(order, want) || len(l.AllTasks()) != 1 {
			t.Errorf("%v, %v; %d tasks are left", order, err, len(l.AllTasks())-1)
		}
		return nil
	})
}

func TestAnErrorInANurseryCancelsTheOthersAndIsItsError(t *testing.T) {
	sick, worse := errors.New("sick"), errors.New("worse")
	aioStill(t, loop.Options{}, func(_ *loop.Loop, me *loop.Task) error {
		var sibling, body error
		cleaned := false
		err := me.Nursery(func(g *loop.Group) error {
			start(t, g, "sibling", func(me *loop.Task) error {
				sibling = me.Sleep(time.Hour)
				if again := me.Sleep(time.Hour); !errors.Is(again, prim.ErrCancelled) {
					t.Errorf("a second wait in a cancelled scope: %v", again)
				}
				cleaned = true
				return sibling
			})
			start(t, g, "fails", func(me *loop.Task) error { me.Sleep(0); return sick })
			body = me.Sleep(time.Hour)
			return body
		})
		if !errors.Is(err, sick) || !errors.Is(sibling, prim.ErrCancelled) || !errors.Is(body, prim.ErrCancelled) || !cleaned {
			t.Errorf("%v; sibling %v, body %v", err, sibling, body)
		}
		err = me.Nursery(func(g *loop.Group) error {
			start(t, g, "fails too", func(me *loop.Task) error { me.Sleep(time.Hour); return worse })
			turns(me, 1)
			return sick
		})
		if !errors.Is(err, sick) || !errors.Is(err, worse) {
			t.Errorf("of two errors: %v", err)
		}
		err = me.Nursery(func(g *loop.Group) error {
			start(t, g, "panics", func(*loop.Task) error { panic("boo") })
			return nil
		})
		if err == nil {
			t.Error("a panic is lost")
		}
		return me.Sleep(0) // this task itself is not cancelled
	})
}

func TestANurseryThatIsCancelledEndsWithoutAnError(t *testing.T) {
	aioStill(t, loop.Options{}, func(_ *loop.Loop, me *loop.Task) error {
		var inside error
		var kept *loop.Group
		err := me.Nursery(func(g *loop.Group) error {
			kept = g
			start(t, g, "x", func(me *loop.Task) error { inside = me.Sleep(time.Hour); return inside })
			g.Cancel()
			return me.Sleep(time.Hour)
		})
		if err != nil || inside != nil { // it was cancelled before it could begin
			t.Errorf("%v; inside %v", err, inside)
		}
		if _, err := kept.Start("after", nil); !errors.Is(err, loop.ErrNurseryClosed) {
			t.Error(err)
		}
		return nil
	})
}

func TestACancelScopeReachesAllThatIsInsideIt(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		var deep error
		late, err := me.MoveOnAfter(2*time.Millisecond, func(*loop.Scope) error {
			return me.Nursery(func(g *loop.Group) error {
				start(t, g, "x", func(me *loop.Task) error {
					return me.Nursery(func(g *loop.Group) error {
						start(t, g, "y", func(me *loop.Task) error { deep = me.Sleep(time.Hour); return deep })
						return nil
					})
				})
				return nil
			})
		})
		if !late || err != nil || !errors.Is(deep, prim.ErrCancelled) || len(l.AllTasks()) != 1 {
			t.Errorf("late %v, %v; deep inside %v", late, err, deep)
		}
		if late, err := me.MoveOnAfter(time.Hour, func(*loop.Scope) error { return me.Sleep(0) }); late || err != nil {
			t.Errorf("in time: %v, %v", late, err)
		}
		if err := me.FailAfter(time.Millisecond, func(*loop.Scope) error { return me.Sleep(time.Hour) }); !errors.Is(err, loop.ErrTimeout) {
			t.Error(err)
		}
		outer, err := me.MoveOnAfter(time.Millisecond, func(*loop.Scope) error {
			inner, err := me.MoveOnAfter(time.Hour, func(*loop.Scope) error { return me.Sleep(time.Hour) })
			if inner {
				t.Error("the inner scope takes the outer one's cancellation for its own")
			}
			return err
		})
		if !outer || err != nil {
			t.Errorf("%v, %v", outer, err)
		}
		return me.Sleep(time.Millisecond)
	})
}

func TestCancellingATaskCancelsItsNursery(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		var inner error
		x := task(t, l, "x", func(me *loop.Task) error {
			return me.Nursery(func(g *loop.Group) error {
				start(t, g, "inner", func(me *loop.Task) error { inner = me.Sleep(time.Hour); return inner })
				return nil
			})
		})
		turns(me, 3)
		x.Cancel()
		if _, err := me.Await(x); !errors.Is(err, prim.ErrCancelled) || !errors.Is(inner, prim.ErrCancelled) {
			t.Errorf("%v; inner %v", err, inner)
		}
		return nil
	})
}

func TestInTheNurseryModelNoTaskOutlivesWhoStartedIt(t *testing.T) {
	sick := errors.New("sick")
	ended := false
	r := runWith(t, loop.Options{Nursery: true}, func(w work.Worker) error {
		if _, err := must(t, w, "parent", "parent").Join(); err != nil {
			return err
		}
		if !ended {
			t.Error("the parent ended before its child")
		}
		return nil
	}, map[string]body{
		"parent": func(w work.Worker) error { must(t, w, "child", "child"); return nil },
		"child":  func(w work.Worker) error { err := w.Sleep(time.Millisecond); ended = true; return err },
	})
	if r.err != nil {
		t.Error(r.err)
	}
	var sibling error
	r = runWith(t, loop.Options{Nursery: true}, func(w work.Worker) error {
		must(t, w, "sibling", "sibling")
		_, err := must(t, w, "fails", "fails").Join()
		return err
	}, map[string]body{
		"sibling": func(w work.Worker) error { sibling = w.Sleep(time.Hour); return sibling },
		"fails":   func(w work.Worker) error { w.Sleep(time.Millisecond); return sick },
	})
	if !errors.Is(r.err, sick) || !errors.Is(sibling, prim.ErrCancelled) {
		t.Errorf("%v; the sibling %v", r.err, sibling)
	}
}

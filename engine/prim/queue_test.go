package prim_test

// This file tests the Queue between threads, by the cases of CPython's
// Lib/test/test_queue.py.

import (
	"slices"
	"testing"

	"corelanes/engine/prim"
)

var orders = map[string]struct {
	order prim.Order
	want  []int64
}{
	"Queue":         {prim.FirstInFirstOut, []int64{111, 333, 222}},
	"LifoQueue":     {prim.LastInFirstOut, []int64{222, 333, 111}},
	"PriorityQueue": {prim.LowestFirst, []int64{111, 222, 333}},
}

func newQueue(w *world, limit int64, o prim.Order, r prim.Rules) *prim.Queue {
	w.t.Helper()
	q, err := prim.NewQueue(w.arena, w.tower, "q", limit, o, r)
	if err != nil {
		w.t.Fatal(err)
	}
	return q
}

func item(n int64) prim.Item { return prim.Item{Label: n, Priority: n} }

// test_basic, simple_queue_test.
func TestAQueueGivesItsItemsInItsOrderAndSaysWhenItIsFull(t *testing.T) {
	for name, o := range orders {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			q := newQueue(w, 3, o.order, threading)
			_, err := q.Get(w.self, false, prim.None)
			is(t, err, prim.ErrEmpty)
			_, err = q.Get(w.self, true, 0.001)
			is(t, err, prim.ErrEmpty)
			for _, n := range []int64{111, 333, 222} {
				ok(t, q.Put(w.self, item(n), true, prim.None))
			}
			if !q.Full() || q.Len() != 3 {
				t.Error("three items do not fill it")
			}
			is(t, q.Put(w.self, item(4), false, prim.None), prim.ErrFull)
			is(t, q.Put(w.self, item(4), true, 0.001), prim.ErrFull)
			is(t, q.Put(w.self, item(4), true, -1), prim.ErrNegativeQueueTime)
			_, err = q.Get(w.self, true, -1)
			is(t, err, prim.ErrNegativeQueueTime)
			for i, want := range o.want {
				if s := w.state(q.Obj()); !slices.Equal(s.Items, q.Labels()) {
					t.Errorf("recorded are %v, in it are %v", s.Items, q.Labels())
				}
				it, err := q.Get(w.self, true, prim.None)
				ok(t, err)
				if it.Label != want {
					t.Errorf("item %d is %d, want %d", i, it.Label, want)
				}
			}
			done := w.start(func(me *prim.Worker) {
				it, err := q.Get(me, true, 10)
				if it.Label != 7 || err != nil {
					t.Errorf("got %v, %v", it, err)
				}
			})
			w.waiting(q.Obj(), prim.RoomGetters, 1)
			ok(t, q.Put(w.self, item(7), true, prim.None))
			w.all([]<-chan struct{}{done})
		})
	}
}

// test_queue_task_done, test_queue_join.
func TestJoinWaitsUntilEveryItemHasBeenDealtWith(t *testing.T) {
	w := newWorld(t)
	q := newQueue(w, 0, prim.FirstInFirstOut, threading)
	is(t, q.TaskDone(w.self), prim.ErrTaskDoneTooOften)
	ok(t, q.Join(w.self)) // nothing to wait for
	workers := w.crew(2, func(me *prim.Worker, _ int) {
		for {
			it, err := q.Get(me, true, prim.None)
			if err != nil || it.Label < 0 {
				ok(t, err)
				ok(t, q.TaskDone(me))
				return
			}
			ok(t, q.TaskDone(me))
		}
	})
	for n := range int64(100) {
		ok(t, q.Put(w.self, item(n), true, prim.None))
	}
	ok(t, q.Join(w.self))
	if s := w.state(q.Obj()); s.Values[prim.QueueUnfinished] != 0 || len(s.Items) != 0 {
		t.Errorf("after join %+v", s)
	}
	for range workers {
		ok(t, q.Put(w.self, item(-1), true, prim.None))
	}
	ok(t, q.Join(w.self))
	w.all(workers)
	is(t, q.TaskDone(w.self), prim.ErrTaskDoneTooOften)
}

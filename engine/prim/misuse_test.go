package prim_test

// This file tests that a recording tells of misuse, in Python's words, and of a
// wake-up for no reason.

import (
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

func TestWhatIsRefusedIsInTheRecordingWithPythonsWordsAndChangesNothing(t *testing.T) {
	w := newWorld(t)
	l, rl, s, c := w.lock(threading), w.rlock(threading), w.semaphore(threading, 2, true), w.condition(threading)
	q := newQueue(w, 0, prim.FirstInFirstOut, threading)
	for range 2 {
		for obj, f := range map[trace.Obj]func() error{
			l.Obj(): func() error { return l.Release(w.self) }, rl.Obj(): func() error { return rl.Release(w.self) },
			s.Obj(): func() error { return s.Release(w.self, 1) }, c.Obj(): func() error { return c.Notify(w.self, 1) },
			q.Obj(): func() error { return q.TaskDone(w.self) },
		} {
			err := f()
			wrong(t, "misuse", err)
			w.rec.Update(trace.Forever - 1)
			v := w.rec.Cut()
			o := v.Obj(obj)
			e := o.Event(o.Len() - 1)
			if e.Kind != trace.KindMisuse || e.Lane != w.self.Lane || v.Text(e.Arg) != err.Error() {
				t.Errorf("%s: recorded %+v, %q; it was %v", o.Info.Kind, e, v.Text(e.Arg), err)
			}
			if st := o.After(o.Len()); len(st.Holders) > 0 || st.Values != [trace.NumValues]int64{} {
				t.Errorf("%s: it changed: %+v", o.Info.Kind, st)
			}
		}
	}
	if n := w.arena.Texts(); n != 5 {
		t.Errorf("%d texts for five errors", n)
	}
	w.takes(l, w.self, true, prim.Forever, true) // it works on
	ok(t, l.Release(w.self))
	if s.Value() != 2 {
		t.Errorf("value %d", s.Value())
	}
	consistent(w, l.Obj())
}

func TestAWakeUpForNoReasonIsToldApart(t *testing.T) {
	w := newWorld(t)
	c := w.condition(threading)
	me := w.worker("startled")
	end := cancelMe(me)
	w.wg.Add(1)
	woken := make(chan bool, 1)
	go func() {
		defer w.wg.Done()
		c.Acquire(me, true, prim.Forever)
		got, err := c.Wait(me, prim.None)
		ok(t, err)
		ok(t, c.Release(me))
		woken <- got
	}()
	w.waiting(c.Obj(), prim.RoomWait, 1)
	end <- osys.WokeSpuriously
	if !<-woken {
		t.Error("it is told from a notification") // it cannot be: that is what is wrong with it
	}
	w.rec.Update(trace.Forever - 1)
	o := w.rec.Cut().Obj(c.Obj())
	if e := o.Event(o.Len() - 1); e.Kind != trace.KindPart || e.Arg != trace.PartSpurious {
		t.Errorf("recorded %+v", e)
	}
}

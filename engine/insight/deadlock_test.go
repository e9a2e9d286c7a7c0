package insight_test

// This file tests what is told to be stuck for ever, and what is not, on
// recordings made by hand. Each begins with lanes A, B, C that run.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// stage is three lanes and one object of each kind.
type stage struct {
	*run
	a, b, c                                                   trace.Lane
	lock, other, rlock, cond, event, sem, barrier, queue, gil trace.Obj
}

func newStage(t *testing.T) *stage {
	s := &stage{run: newRun(t)}
	s.a, s.b, s.c = s.lane("A"), s.lane("B"), s.lane("C")
	s.lock, s.other, s.rlock = s.obj(trace.ObjLock, "L1", 0), s.obj(trace.ObjLock, "L2", 0), s.obj(trace.ObjRLock, "R", 0)
	s.cond, s.event = s.obj(trace.ObjCondition, "cond", int64(s.lock)), s.obj(trace.ObjEvent, "flag", 0)
	s.sem, s.barrier = s.obj(trace.ObjSemaphore, "sem", 1), s.obj(trace.ObjBarrier, "gate", 3)
	s.queue, s.gil = s.obj(trace.ObjQueue, "q", 1), s.obj(trace.ObjGIL, "GIL", 5e6)
	for _, l := range []trace.Lane{s.a, s.b, s.c} {
		s.state(0, l, trace.StateRunning, 0, 0)
	}
	return s
}

func (s *stage) takes(at trace.Time, l trace.Lane, o trace.Obj) {
	s.on(at, o, trace.KindTake, l, 0, 1)
}

// waits has a lane wait for an object, with a time-out or without.
func (s *stage) waits(at trace.Time, l trace.Lane, o trace.Obj, timed int64) {
	s.on(at, o, trace.KindJoin, l, 0, 0)
	s.state(at, l, trace.StateBlocked, o, timed)
}

func (s *stage) joins(at trace.Time, l, peer trace.Lane) {
	s.state(at, l, trace.StateBlocked, 0, int64(peer))
}

func (s *stage) ends(at trace.Time, l trace.Lane) {
	s.put(trace.Event{Time: at, Kind: trace.KindEnd, Lane: l})
}

func TestWhatCanNeverGoOnIsToldInWordsAndWhenItClosed(t *testing.T) {
	for name, c := range map[string]struct {
		make func(*stage)
		at   trace.Time
		want string
	}{
		"a circle of locks, while another lane runs": {func(s *stage) {
			s.takes(1, s.a, s.lock)
			s.takes(2, s.b, s.other)
			s.waits(10, s.a, s.other, 0)
			s.waits(20, s.b, s.lock, 0)
		}, 20, "A holds L1 and waits for L2; B holds L2 and waits for L1"},
		"a lock taken twice by its owner": {func(s *stage) {
			s.takes(1, s.a, s.lock)
			s.waits(10, s.a, s.lock, 0)
		}, 10, "A holds L1 and waits for L1"},
		"two that wait for each other's end": {func(s *stage) {
			s.joins(5, s.a, s.b)
			s.joins(15, s.b, s.a)
		}, 15, "A waits for the end of B; B waits for the end of A"},
		"a circle of a lock and an end": {func(s *stage) {
			s.takes(1, s.a, s.lock)
			s.joins(5, s.a, s.b)
			s.waits(15, s.b, s.lock, 0)
		}, 15, "A holds L1 and waits for the end of B; B waits for L1"},
		"a barrier that can never fill": {func(s *stage) {
			s.on(10, s.barrier, trace.KindSet, s.a, insight.BarrierCount, 1)
			s.waits(10, s.a, s.barrier, 0)
			s.on(20, s.barrier, trace.KindSet, s.b, insight.BarrierCount, 2)
			s.waits(20, s.b, s.barrier, 0)
			s.ends(30, s.c)
		}, 30, "A and B wait at barrier gate, where 2 of 3 have arrived, and nobody is left who could come"},
		"a condition nobody will notify": {func(s *stage) {
			s.waits(10, s.a, s.cond, 0)
			s.joins(5, s.b, s.a)
			s.ends(40, s.c)
		}, 40, "A waits on condition cond, and nobody is left who could notify; B waits for the end of A"},
		"an event nobody will set": {func(s *stage) {
			s.waits(10, s.a, s.event, 0)
			s.waits(11, s.b, s.event, 0)
			s.waits(12, s.c, s.event, 0)
		}, 12, "A, B and C wait for event flag, and nobody is left who could set it"},
		"a unit that its holder never gives back": {func(s *stage) {
			s.takes(1, s.c, s.sem)
			s.waits(10, s.a, s.sem, 0)
			s.ends(11, s.c)
			s.joins(12, s.b, s.a)
		}, 12, "A waits for a unit of semaphore sem, and nobody is left who could release one; B waits for the end of A"},
		"a consumer for whom there is no end mark": {func(s *stage) {
			s.waits(10, s.a, s.queue, 0)
			s.joins(12, s.b, s.a)
			s.ends(20, s.c)
		}, 20, "A waits at queue q, and nobody is left at its other end; B waits for the end of A"},
		"a lock whose owner has ended": {func(s *stage) {
			s.takes(1, s.c, s.lock)
			s.waits(10, s.a, s.lock, 0)
			s.joins(12, s.b, s.a)
			s.ends(20, s.c)
		}, 20, "A waits for L1, which C held when it ended, and nobody is left who could release it; B waits for the end of A"},
	} {
		s := newStage(t)
		c.make(s)
		v := s.view(100)
		d := insight.Stuck(v, 90)
		if d == nil {
			t.Errorf("%s: goes unnoticed", name)
			continue
		}
		if got := d.Words(v); got != c.want || d.At != c.at {
			t.Errorf("%s: at %d %q, want at %d %q", name, d.At, got, c.at, c.want)
		}
		if early := insight.Stuck(v, c.at-1); early != nil {
			t.Errorf("%s: told before it closed: %s", name, early.Words(v))
		}
		if !d.Same(insight.Stuck(v, 95)) || d.Same(nil) {
			t.Errorf("%s: it is not the same a moment later", name)
		}
	}
}

func TestNobodyIsSaidToBeStuckWhoMayYetGoOn(t *testing.T) {
	for name, f := range map[string]func(*stage){
		"the circle has a time-out in it": func(s *stage) {
			s.takes(1, s.a, s.lock)
			s.takes(2, s.b, s.other)
			s.waits(10, s.a, s.other, 0)
			s.waits(20, s.b, s.lock, trace.Timed)
		},
		"who runs may notify": func(s *stage) {
			s.waits(10, s.a, s.cond, 0)
			s.waits(10, s.b, s.event, 0)
		},
		"who sleeps may come": func(s *stage) {
			s.waits(10, s.a, s.barrier, 0)
			s.waits(10, s.b, s.barrier, 0)
			s.state(10, s.c, trace.StateSleep, 0, 0)
		},
		"who waits for the GIL, for data, for a core": func(s *stage) {
			s.state(10, s.a, trace.StateWaitGIL, s.gil, 0)
			s.state(10, s.b, trace.StateIO, 0, 0)
			s.state(10, s.c, trace.StateReady, 0, 0)
		},
		"one waits with a time-out, and may then notify": func(s *stage) {
			s.waits(10, s.a, s.event, 0)
			s.waits(10, s.b, s.event, 0)
			s.waits(10, s.c, s.event, trace.Timed)
		},
		"one has been let out, and has not gone on yet": func(s *stage) {
			s.waits(10, s.a, s.event, 0)
			s.waits(10, s.b, s.event, 0)
			s.waits(10, s.c, s.cond, 0)
			s.on(10, s.event, trace.KindPart, s.a, 0, 0)
		},
		"the lock has come free, and its waiter is not awake yet": func(s *stage) {
			s.takes(1, s.b, s.lock)
			s.waits(10, s.a, s.lock, 0)
			s.on(11, s.lock, trace.KindGive, s.b, 0, 0)
			s.ends(12, s.b)
			s.waits(12, s.c, s.event, 0)
		},
		"whom one waits for has ended": func(s *stage) {
			s.joins(10, s.a, s.b)
			s.ends(11, s.b)
			s.ends(12, s.c)
		},
		"the lock is a signal, which others have released before": func(s *stage) {
			s.takes(1, s.a, s.lock)
			s.on(5, s.lock, trace.KindGive, s.a, trace.GaveForeign, 0)
			s.takes(6, s.a, s.lock)
			s.waits(7, s.a, s.lock, 0)
		},
		"one waits for whoever waits for one that runs": func(s *stage) {
			s.takes(1, s.b, s.lock)
			s.takes(1, s.c, s.other)
			s.waits(7, s.a, s.lock, 0)
			s.waits(8, s.b, s.other, 0)
		},
	} {
		s := newStage(t)
		f(s)
		v := s.view(100)
		for at := trace.Time(0); at < 100; at++ {
			if d := insight.Stuck(v, at); d != nil {
				t.Errorf("%s: stuck at %d: %s", name, at, d.Words(v))
				break
			}
		}
	}
}

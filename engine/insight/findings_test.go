package insight_test

// This file tests each warning and each pattern on recordings that have it and
// on such as nearly have it. Lanes A, B and C run from 0 to 100 ms; times are
// ms.

import (
	"slices"
	"strings"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

const ms = trace.Time(1e6)

// found are the kinds of what is found.
func found(v *trace.View) (kinds []string, words map[string]string) {
	warnings, patterns := insight.Findings(v)
	words = map[string]string{}
	for _, f := range slices.Concat(warnings, patterns) {
		kinds = append(kinds, string(f.Kind))
		words[string(f.Kind)] = f.Words(v)
		if f.Cure(v) == "" || strings.ContainsAny(f.Words(v)+f.Cure(v), "{}") || f.From > f.To || f.Figure < f.Limit {
			panic("a finding lacks something: " + f.Words(v) + "; " + f.Cure(v))
		}
	}
	return kinds, words
}

// both has a lane take two locks, the second inside the first.
func (s *stage) both(at trace.Time, l trace.Lane, first, second trace.Obj) {
	s.takes(at, l, first)
	s.takes(at+1, l, second)
	s.on(at+2, second, trace.KindGive, l, 0, 0)
	s.on(at+3, first, trace.KindGive, l, 0, 0)
}

// adds has a lane read a number of a version and write it.
func (s *stage) adds(at trace.Time, l trace.Lane, o trace.Obj, version int64) {
	s.put(trace.Event{Time: at, Kind: trace.KindRead, Lane: l, Obj: o, Arg: version})
	if int64(s.seq[o]) != version {
		s.put(trace.Event{Time: at, Kind: trace.KindRead, Slot: trace.ReadStale, Lane: l, Obj: o, Arg: version})
	}
	s.on(at, o, trace.KindSet, l, insight.ValueNumber, version+1)
}

// guarded does something with a lock held.
func (s *stage) guarded(at trace.Time, l trace.Lane, lock trace.Obj, f func()) {
	s.takes(at, l, lock)
	f()
	s.on(at+9, lock, trace.KindGive, l, 0, 0)
}

// computes has two threads compute under the GIL in turns of d, so many times;
// the other one waits meanwhile.
func (s *stage) computes(turns int, d trace.Time, forced int64) {
	who := []trace.Lane{s.a, s.b}
	for i := range turns {
		at, me, other := trace.Time(i)*d, who[i%2], who[1-i%2]
		if i > 0 {
			s.on(at, s.gil, trace.KindGive, other, 0, forced)
			s.on(at, s.gil, trace.KindPart, me, 0, 0)
		}
		s.on(at, s.gil, trace.KindTake, me, 0, 1)
		s.state(at, me, trace.StateRunning, 0, 0)
		s.on(at, s.gil, trace.KindJoin, other, 0, 0)
		s.state(at, other, trace.StateWaitGIL, s.gil, 0)
	}
}

// arrives has a lane come to the barrier, the n-th of three; the last lets all
// go on.
func (s *stage) arrives(at trace.Time, l trace.Lane, n int64) {
	s.on(at, s.barrier, trace.KindSet, l, insight.BarrierCount, n)
	if n < 3 {
		s.on(at, s.barrier, trace.KindJoin, l, insight.BarrierInside, 0)
		return
	}
	for left := n - 1; left >= 0; left-- {
		s.on(at, s.barrier, trace.KindSet, l, insight.BarrierCount, left)
	}
}

func TestWhatIsWrongIsFoundAndWhatOnlyLooksLikeItIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		make func(*stage)
		want string // the kinds, of all that may be found
	}{
		"two locks in opposite orders": {func(s *stage) {
			s.both(1*ms, s.a, s.lock, s.other)
			s.both(9*ms, s.b, s.other, s.lock)
		}, "lock_order"},
		"two locks in the same order": {func(s *stage) {
			s.both(1*ms, s.a, s.lock, s.other)
			s.both(9*ms, s.b, s.lock, s.other)
		}, ""},
		"opposite orders of one lane": {func(s *stage) {
			s.both(1*ms, s.a, s.lock, s.other)
			s.both(9*ms, s.a, s.other, s.lock)
		}, ""},
		"opposite orders under a third lock": {func(s *stage) {
			s.guarded(1*ms, s.a, s.rlock, func() { s.both(1*ms, s.a, s.lock, s.other) })
			s.guarded(9*ms, s.b, s.rlock, func() { s.both(9*ms, s.b, s.other, s.lock) })
		}, ""},
		"opposite orders under a semaphore of one unit": {func(s *stage) {
			s.guarded(1*ms, s.a, s.sem, func() { s.both(1*ms, s.a, s.lock, s.other) })
			s.guarded(9*ms, s.b, s.sem, func() { s.both(9*ms, s.b, s.other, s.lock) })
		}, ""},
		"opposite orders under a semaphore of two units": {func(s *stage) {
			two := s.obj(trace.ObjSemaphore, "two", 2)
			s.guarded(1*ms, s.a, two, func() { s.both(1*ms, s.a, s.lock, s.other) })
			s.guarded(9*ms, s.b, two, func() { s.both(9*ms, s.b, s.other, s.lock) })
		}, "lock_order"},
		"opposite orders, one with a time-out": {func(s *stage) {
			s.both(1*ms, s.a, s.lock, s.other)
			s.takes(9*ms, s.b, s.other)
			s.on(10*ms, s.lock, trace.KindTake, s.b, trace.TookBounded, 1)
		}, ""},
		"opposite orders, one waiting with a time-out": {func(s *stage) {
			s.both(1*ms, s.a, s.lock, s.other)
			s.takes(9*ms, s.b, s.other)
			s.on(10*ms, s.lock, trace.KindJoin, s.b, 0, trace.Timed)
			s.on(11*ms, s.lock, trace.KindPart, s.b, 0, 0)
			s.takes(11*ms, s.b, s.lock)
		}, ""},
		"a number that nobody guards": {func(s *stage) {
			x := s.obj(trace.ObjValue, "x", 0)
			for i := range 4 {
				s.adds(trace.Time(i)*ms, []trace.Lane{s.a, s.b}[i%2], x, int64(i))
			}
		}, "unguarded"},
		"a number that one writes and others read": {func(s *stage) {
			x := s.obj(trace.ObjValue, "x", 0)
			s.adds(1*ms, s.a, x, 0)
			s.put(trace.Event{Time: 2 * ms, Kind: trace.KindRead, Lane: s.b, Obj: x, Arg: 1})
			s.adds(3*ms, s.a, x, 1)
		}, ""},
		"a number that is guarded": {func(s *stage) {
			x := s.obj(trace.ObjValue, "x", 0)
			for i := range 4 {
				l := []trace.Lane{s.a, s.b}[i%2]
				s.guarded(trace.Time(i)*ms, l, s.lock, func() { s.adds(trace.Time(i)*ms, l, x, int64(i)) })
			}
			s.ends(98*ms, s.a)
			s.ends(98*ms, s.b)
			s.put(trace.Event{Time: 99 * ms, Kind: trace.KindRead, Lane: s.c, Obj: x, Arg: 4}) // the result
		}, ""},
		"a number that is guarded but once": {func(s *stage) {
			x := s.obj(trace.ObjValue, "x", 0)
			for i := range 4 {
				l := []trace.Lane{s.a, s.b}[i%2]
				s.guarded(trace.Time(i)*ms, l, s.lock, func() { s.adds(trace.Time(i)*ms, l, x, int64(i)) })
			}
			s.adds(10*ms, s.c, x, 4)
			s.guarded(11*ms, s.a, s.lock, func() { s.adds(11*ms, s.a, x, 5) })
		}, "unprotected"},
		"an update that is lost": {func(s *stage) {
			x := s.obj(trace.ObjValue, "x", 0)
			s.adds(1*ms, s.a, x, 0)
			s.adds(2*ms, s.b, x, 0)
		}, "lost_update"},
		"a notification that came too early": {func(s *stage) {
			s.put(trace.Event{Time: 5 * ms, Kind: trace.KindWake, Lane: s.a, Obj: s.cond})
			s.on(9*ms, s.cond, trace.KindJoin, s.b, 0, 0)
		}, "lost_wakeup"},
		"a notification that came too early, and another": {func(s *stage) {
			s.put(trace.Event{Time: 5 * ms, Kind: trace.KindWake, Lane: s.a, Obj: s.cond})
			s.on(9*ms, s.cond, trace.KindJoin, s.b, 0, 0)
			s.on(10*ms, s.cond, trace.KindPart, s.b, 0, 0)
			s.put(trace.Event{Time: 10 * ms, Kind: trace.KindWake, Lane: s.a, Obj: s.cond, Arg: int64(s.b)})
		}, ""},
		"a flag that was lowered again too early": {func(s *stage) {
			s.on(4*ms, s.event, trace.KindSet, s.a, insight.EventFlag, 1)
			s.on(5*ms, s.event, trace.KindSet, s.a, insight.EventFlag, 0)
			s.on(9*ms, s.event, trace.KindJoin, s.b, 0, trace.Timed)
			s.on(20*ms, s.event, trace.KindPart, s.b, 0, 0)
		}, "lost_wakeup"},
		"a notification that came too early for two": {func(s *stage) {
			s.put(trace.Event{Time: 5 * ms, Kind: trace.KindWake, Lane: s.a, Obj: s.cond})
			s.on(9*ms, s.cond, trace.KindJoin, s.c, 0, 0)
			s.on(9*ms, s.cond, trace.KindJoin, s.b, 0, 0)
		}, "lost_wakeup"},
		"a barrier to which too few can come": {func(s *stage) {
			s.arrives(95*ms, s.a, 1)
			s.state(95*ms, s.a, trace.StateBlocked, s.barrier, 0)
			s.ends(98*ms, s.c) // B may come, but two are needed
		}, "never_fills"},
		"a barrier to which enough can come": {func(s *stage) {
			s.arrives(95*ms, s.a, 1)
			s.state(95*ms, s.a, trace.StateBlocked, s.barrier, 0)
		}, ""},
		"a condition that everybody has left who notified it": {func(s *stage) {
			s.waits(5*ms, s.a, s.cond, 0)
			s.on(10*ms, s.cond, trace.KindPart, s.a, 0, 0)
			s.put(trace.Event{Time: 10 * ms, Kind: trace.KindWake, Lane: s.b, Obj: s.cond, Arg: int64(s.a)})
			s.state(11*ms, s.a, trace.StateRunning, 0, 0)
			s.waits(20*ms, s.a, s.cond, 0)
			s.ends(30*ms, s.b)
		}, "never_notified"},
		"a condition whose notifier lives": {func(s *stage) {
			s.waits(5*ms, s.a, s.cond, 0)
			s.on(10*ms, s.cond, trace.KindPart, s.a, 0, 0)
			s.put(trace.Event{Time: 10 * ms, Kind: trace.KindWake, Lane: s.b, Obj: s.cond, Arg: int64(s.a)})
			s.state(11*ms, s.a, trace.StateRunning, 0, 0)
			s.waits(20*ms, s.a, s.cond, 0)
		}, ""},
		"a flag that is raised again": {func(s *stage) {
			s.on(4*ms, s.event, trace.KindSet, s.a, insight.EventFlag, 1)
			s.on(5*ms, s.event, trace.KindSet, s.a, insight.EventFlag, 0)
			s.on(9*ms, s.event, trace.KindJoin, s.b, 0, 0)
			s.on(20*ms, s.event, trace.KindSet, s.a, insight.EventFlag, 1)
			s.on(20*ms, s.event, trace.KindPart, s.b, 0, 0)
			s.put(trace.Event{Time: 20 * ms, Kind: trace.KindWake, Lane: s.a, Obj: s.event, Arg: int64(s.b)})
		}, ""},
	} {
		s := newStage(t)
		c.make(s)
		kinds, _ := found(s.view(100 * ms))
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
}

func TestPatternsAreFoundWhereTheyAreAndNowhereElse(t *testing.T) {
	waits := func(s *stage, l trace.Lane, from, to trace.Time) {
		s.on(from, s.lock, trace.KindJoin, l, 0, 0)
		s.state(from, l, trace.StateBlocked, s.lock, 0)
		s.on(to, s.lock, trace.KindPart, l, 0, 0)
		s.takes(to, l, s.lock)
		s.state(to, l, trace.StateRunning, 0, 0)
	}
	for name, c := range map[string]struct {
		make func(*stage)
		want string
	}{
		"a lock that is waited for": {func(s *stage) {
			s.takes(0, s.c, s.lock)
			for i, l := range []trace.Lane{s.a, s.b, s.c, s.a} {
				at := trace.Time(i) * 20 * ms
				s.on(at+19*ms, s.lock, trace.KindGive, []trace.Lane{s.c, s.a, s.b, s.c}[i], 0, 0)
				waits(s, l, at+ms, at+19*ms)
			}
		}, "contention"},
		"a lock that is waited for a little": {func(s *stage) {
			s.takes(0, s.c, s.lock)
			for i, l := range []trace.Lane{s.a, s.b, s.c, s.a} {
				at := trace.Time(i) * 20 * ms
				s.on(at+3*ms, s.lock, trace.KindGive, []trace.Lane{s.c, s.a, s.b, s.c}[i], 0, 0)
				waits(s, l, at+ms, at+3*ms)
			}
		}, ""},
		"a lock that nobody gets who waits for it": {func(s *stage) {
			s.takes(0, s.c, s.lock)
			for _, l := range []trace.Lane{s.a, s.b, s.c} {
				s.on(ms, s.lock, trace.KindJoin, l, 0, 0)
				s.state(ms, l, trace.StateBlocked, s.lock, 0)
			}
			s.on(99*ms, s.lock, trace.KindPart, s.a, 0, 0) // the run is ended
		}, ""},
		"a lock for which they wait till their time is up": {func(s *stage) {
			s.takes(0, s.c, s.lock)
			for i, l := range []trace.Lane{s.a, s.b, s.a} {
				at := trace.Time(i) * 20 * ms
				s.on(at+ms, s.lock, trace.KindJoin, l, 0, trace.Timed)
				s.on(at+19*ms, s.lock, trace.KindPart, l, 0, 0)
			}
		}, "contention"},
		"everybody queues again at once, and handing over takes longest": {func(s *stage) {
			lanes := []trace.Lane{s.a, s.b, s.c}
			s.takes(0, s.a, s.lock)
			s.on(0, s.lock, trace.KindJoin, s.b, 0, 0)
			s.on(0, s.lock, trace.KindJoin, s.c, 0, 0)
			for i := range 20 {
				at, me, next := trace.Time(i)*ms, lanes[i%3], lanes[(i+1)%3]
				s.on(at+ms/10, s.lock, trace.KindGive, me, 0, 0)
				s.on(at+ms/10, s.lock, trace.KindJoin, me, 0, 0)
				s.on(at+ms, s.lock, trace.KindPart, next, 0, 0)
				s.takes(at+ms, next, s.lock)
			}
		}, "contention lock_convoy"},
		"threads compute in turns under a GIL": {func(s *stage) { s.computes(20, 5*ms, 1) }, "gil_staircase"},
		"threads give way by themselves":       {func(s *stage) { s.computes(20, 5*ms, 0) }, ""},
		"whose timer is up waits for the GIL all the interval long": {func(s *stage) {
			for i := range 6 {
				at := trace.Time(i) * 10 * ms
				s.state(at, s.a, trace.StateSleep, 0, 0)
				s.state(at+2*ms, s.a, trace.StateWaitGIL, s.gil, 0)
				s.state(at+7*ms, s.a, trace.StateRunning, 0, 0)
			}
		}, "gil_convoy"},
		"whose timer is up gets the GIL at once": {func(s *stage) {
			for i := range 6 {
				at := trace.Time(i) * 10 * ms
				s.state(at, s.a, trace.StateSleep, 0, 0)
				s.state(at+6*ms, s.a, trace.StateWaitGIL, s.gil, 0)
				s.state(at+7*ms, s.a, trace.StateRunning, 0, 0)
			}
		}, ""},
		"workers with more and less to do": {func(s *stage) {
			s.ends(50*ms, s.a)
			s.ends(60*ms, s.b)
			s.ends(100*ms, s.c)
		}, "stair_step"},
		"workers with as much to do, and another that goes on alone": {func(s *stage) {
			for _, name := range []string{"Worker-1", "Worker-2", "Worker-3"} {
				l := s.run.lane(name)
				s.state(1, l, trace.StateRunning, 0, 0)
				s.ends(50*ms, l)
			}
			s.ends(40*ms, s.a)
			s.ends(40*ms, s.b)
			s.ends(100*ms, s.c)
		}, ""},
		"workers with as much to do, of which each waits for the one before": {func(s *stage) {
			for i, l := range []trace.Lane{s.a, s.b, s.c} {
				s.state(1, l, trace.StateBlocked, s.lock, 0)
				s.state(trace.Time(i)*30*ms+2, l, trace.StateRunning, 0, 0)
				s.ends(trace.Time(i)*30*ms+30*ms, l)
			}
		}, ""},
		"three threads on two cores": {func(s *stage) {
			lanes := []trace.Lane{s.a, s.b, s.c}
			for _, core := range []trace.Core{0, 1} {
				o, err := s.run.a.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "busy", Core: core})
				if err != nil {
					t.Fatal(err)
				}
				s.put(trace.Event{Kind: trace.KindSample, Obj: o})
			}
			for i := range 9 {
				for k, l := range lanes {
					st := trace.StateRunning
					if (i+k)%3 == 0 {
						st = trace.StateReady
					}
					s.state(trace.Time(i)*10*ms+1, l, st, 0, 0)
				}
			}
		}, "oversubscription"},
		"a step that keeps its loop": {func(s *stage) {
			o := s.obj(trace.ObjLoop, "loop", 0)
			s.on(99*ms, o, trace.KindSet, s.a, insight.LoopHeld, int64(99*ms))
			s.on(100*ms, o, trace.KindSet, s.a, insight.LoopHeld, int64(100*ms))
		}, "blocked_loop"},
		"a step that keeps its loop for less": {func(s *stage) {
			s.on(99*ms, s.obj(trace.ObjLoop, "loop", 0), trace.KindSet, s.a, insight.LoopHeld, int64(99*ms))
		}, ""},
		"one comes last to the barrier": {func(s *stage) {
			s.arrives(10*ms, s.a, 1)
			s.arrives(12*ms, s.b, 2)
			s.arrives(50*ms, s.c, 3)
		}, "straggler"},
		"all come at once to the barrier": {func(s *stage) {
			for i := range 3 {
				at := trace.Time(i) * 30 * ms
				s.arrives(at+28*ms, s.a, 1)
				s.arrives(at+29*ms, s.b, 2)
				s.arrives(at+30*ms, s.c, 3)
			}
		}, ""},
	} {
		s := newStage(t)
		c.make(s)
		kinds, words := found(s.view(100 * ms))
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%s: found %q, want %q: %v", name, got, c.want, words)
		}
	}
}

func TestFindingsAreSaidInWordsWithTheirEvidence(t *testing.T) {
	s := newStage(t)
	x := s.obj(trace.ObjValue, "x", 0)
	s.adds(1*ms, s.a, x, 0)
	s.adds(2*ms, s.a, x, 1)
	s.adds(3*ms, s.b, x, 0) // two are lost
	s.adds(4*ms, s.a, x, 3)
	s.both(10*ms, s.a, s.lock, s.other)
	s.both(20*ms, s.b, s.other, s.lock)
	v := s.view(100 * ms)
	warnings, _ := insight.Findings(v)
	if len(warnings) != 3 {
		t.Fatalf("%d warnings: %+v", len(warnings), warnings)
	}
	lost, order := warnings[1], warnings[2]
	if lost.Figure != 2 || lost.From != 3*ms || !slices.Equal(lost.Lanes, []trace.Lane{s.b, s.a}) {
		t.Errorf("lost updates: %+v", lost)
	}
	if got, want := lost.Words(v), "2 updates of x were lost: B wrote a value made of an old one over what A had written"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if got, want := order.Words(v), "A and B take L1, L2 in orders that can meet in a circle: this run ended well by luck"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if order.From != 10*ms+1 || order.To != 20*ms+1 {
		t.Errorf("evidence from %d to %d", order.From, order.To)
	}
}

func TestTheLockThatGuardsANumberIsTold(t *testing.T) {
	s := newStage(t)
	x := s.obj(trace.ObjValue, "x", 0)
	for i := range 4 {
		l := []trace.Lane{s.a, s.b}[i%2]
		s.guarded(trace.Time(i)*ms, l, s.lock, func() { s.adds(trace.Time(i)*ms, l, x, int64(i)) })
	}
	g := insight.Guards(s.view(100 * ms))
	if len(g) != 1 || g[0].Value != x || g[0].Lock != s.lock || g[0].With != g[0].Of || g[0].Of < 5 {
		t.Errorf("guards %+v", g)
	}
}

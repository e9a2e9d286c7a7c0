package prim_test

// This file holds the property that a card stands on: the recorded events of a
// primitive, replayed, are the state that the primitive itself had. Workers do
// random things with all primitives, with timeouts and cancellations, and look
// at the live states in between; afterwards each state that they saw must be
// what the events up to there give, and every step must be a possible one.

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// toys are the primitives that the workers share.
type toys struct {
	lock    *prim.Lock
	rlock   *prim.RLock
	sem     *prim.Semaphore
	bounded *prim.Semaphore
	event   *prim.Event
	guard   *prim.RLock
	cond    *prim.Condition
	barrier *prim.Barrier
	queues  []*prim.Queue
	value   *prim.Value
}

func newToys(w *world, r prim.Rules) *toys {
	os := w.tower
	x := &toys{}
	var errs [9]error
	x.lock, errs[0] = prim.NewLock(w.arena, os, "lock", r)
	x.rlock, errs[1] = prim.NewRLock(w.arena, os, "rlock", r)
	x.sem, errs[2] = prim.NewSemaphore(w.arena, os, "sem", 2, r)
	x.bounded, errs[3] = prim.NewBoundedSemaphore(w.arena, os, "bounded", 2, r)
	x.event, errs[4] = prim.NewEvent(w.arena, os, "event", r)
	x.guard, errs[5] = prim.NewRLock(w.arena, os, "cond", r)
	x.cond, errs[6] = prim.NewCondition(w.arena, os, "cond", x.guard)
	x.barrier, errs[7] = prim.NewBarrier(w.arena, os, "barrier", 3, nil, prim.None, r)
	x.value, errs[8] = prim.NewValue(w.arena, os, "value", 0)
	ok(w.t, errors.Join(errs[:]...))
	for _, o := range []prim.Order{prim.FirstInFirstOut, prim.LastInFirstOut, prim.LowestFirst} {
		x.queues = append(x.queues, newQueue(w, 3, o, r))
	}
	return x
}

// lookers are the primitives by their numbers.
func (x *toys) lookers() map[trace.Obj]func() prim.Snapshot {
	out := map[trace.Obj]func() prim.Snapshot{
		x.lock.Obj(): x.lock.Look, x.rlock.Obj(): x.rlock.Look, x.sem.Obj(): x.sem.Look, x.bounded.Obj(): x.bounded.Look,
		x.event.Obj(): x.event.Look, x.guard.Obj(): x.guard.Look, x.cond.Obj(): x.cond.Look, x.barrier.Obj(): x.barrier.Look, x.value.Obj(): x.value.Look,
	}
	for _, q := range x.queues {
		out[q.Obj()] = q.Look
	}
	return out
}

// moody is a parker whose waits are cancelled now and then, some of them after
// somebody had woken it.
type moody struct {
	prim.Parker
	rnd  *rand.Rand
	odds int
	now  func() trace.Time
}

func (m moody) Park(why trace.Obj, until trace.Time) osys.Woke {
	if m.odds > 0 && m.rnd.IntN(m.odds) == 0 {
		m.Parker.Park(why, min(until, m.now()+trace.Time(m.rnd.IntN(50_000))))
		return osys.WokeCancelled
	}
	return m.Parker.Park(why, until)
}

// play does one random thing. Nothing that it takes outlasts it, and no wait is
// without limit, so that every program ends.
func (x *toys) play(me *prim.Worker, rnd *rand.Rand) {
	soon := func() prim.Seconds { return prim.Seconds(rnd.IntN(200)) * 1e-6 }
	q := x.queues[rnd.IntN(len(x.queues))]
	switch rnd.IntN(20) {
	case 0, 1:
		if got, _ := x.lock.Acquire(me, true, soon()); got {
			x.value.Set(me, x.value.Get(me)+1)
			_ = x.lock.Release(me)
		}
	case 2:
		if got, _ := x.lock.Acquire(me, false, prim.Forever); got {
			_ = x.lock.Release(me)
		}
	case 3:
		if got, _ := x.rlock.Acquire(me, true, soon()); got {
			if again, _ := x.rlock.Acquire(me, true, soon()); again {
				_ = x.rlock.Release(me)
			}
			_ = x.rlock.Release(me)
		}
		_ = x.rlock.Release(me) // an error, and nothing is changed
	case 4:
		if got, _ := x.sem.Acquire(me, true, soon()); got {
			_ = x.sem.Release(me, 1)
		}
	case 5:
		if got, _ := x.bounded.Acquire(me, true, soon()); got {
			_ = x.bounded.Release(me, 1)
		}
	case 6:
		_, _ = x.event.Wait(me, soon())
	case 7:
		x.event.Set(me)
	case 8:
		x.event.Clear(me)
	case 9, 10:
		if got, _ := x.cond.Acquire(me, true, soon()); got {
			_, _ = x.cond.Wait(me, soon())
			_ = x.cond.Release(me)
		}
	case 11:
		if got, _ := x.cond.Acquire(me, true, soon()); got {
			_ = x.cond.Notify(me, int64(1+rnd.IntN(2)))
			_ = x.cond.Release(me)
		}
	case 12:
		_, _ = x.barrier.Wait(me, soon())
	case 13:
		if rnd.IntN(2) == 0 {
			x.barrier.Reset(me)
		} else if rnd.IntN(4) == 0 {
			x.barrier.Abort(me)
		}
	case 14:
		n := int64(rnd.IntN(5))
		_ = q.Put(me, prim.Item{Label: n, Priority: -n}, rnd.IntN(4) > 0, soon())
	case 15:
		if _, err := q.Get(me, rnd.IntN(4) > 0, soon()); err == nil {
			_ = q.TaskDone(me)
		}
	case 16:
		if got, _ := x.sem.Acquire(me, true, soon()); got {
			if again, _ := x.sem.Acquire(me, false, prim.None); again {
				_ = x.sem.Release(me, 2)
			} else {
				_ = x.sem.Release(me, 1)
			}
		}
		_ = x.bounded.Release(me, 3) // an error, and nothing is changed
	case 17: // the lock is given up however deep it was taken, and taken so again
		if got, _ := x.cond.Acquire(me, true, soon()); got {
			if again, _ := x.cond.Acquire(me, true, soon()); again {
				_, _ = x.cond.Wait(me, soon())
				if n := x.guard.Count(me); n != 2 {
					panic("it came back with the lock not as deep as before")
				}
				_ = x.cond.Release(me)
			}
			_ = x.cond.Release(me)
		}
	case 18:
		if got, _ := x.cond.Acquire(me, true, soon()); got {
			_ = x.cond.NotifyAll(me)
			_ = x.cond.Release(me)
		}
	case 19:
		if rnd.IntN(40) == 0 {
			_ = q.Shutdown(me, rnd.IntN(2) == 0)
		} else if rnd.IntN(4) == 0 && q.Len() == 0 {
			_ = q.TaskDone(me) // often an error
		}
	}
}

// manyInstants is at how many instants at least the live state of each kind of
// primitive must have been caught and compared.
const manyInstants = 30

func TestReplayingTheEventsGivesTheStateThatThePrimitivesHad(t *testing.T) {
	for name, r := range map[string]struct {
		rules  prim.Rules
		cancel int // one wait in so many is cancelled; 0: none
	}{
		"threading": {threading, 0}, "threading 3.14, cancelled": {prim.Threading.In(prim.Python314), 6},
		"asyncio": {asyncio, 0}, "asyncio, cancelled": {asyncio, 6}, "asyncio 3.11, cancelled": {prim.Asyncio.In(prim.Python311), 6},
		"multiprocessing": {multiprocessing, 0},
	} {
		t.Run(name, func(t *testing.T) {
			instants := map[trace.ObjKind]int{}
			for seed := range uint64(3) {
				w := newWorld(t)
				x := newToys(w, r.rules)
				steps := 400
				if testing.Short() {
					steps = 100
				}
				looks := [5]map[trace.Obj][]prim.Snapshot{{}, {}, {}, {}, {}}
				done := w.crew(len(looks), func(me *prim.Worker, i int) {
					rnd := rand.New(rand.NewPCG(seed, uint64(i)))
					me.Parker = moody{me.Parker, rnd, r.cancel, me.Rec.Now}
					for range steps {
						x.play(me, rnd)
						x.look(rnd, looks[i])
					}
				})
				w.pass(done)
				for o, look := range x.lookers() {
					var seen []prim.Snapshot
					for _, by := range looks {
						seen = append(seen, by[o]...)
					}
					slices.SortStableFunc(seen, func(a, b prim.Snapshot) int { return cmp.Compare(a.Seq, b.Seq) })
					x.agrees(w, o, append(seen, look()))
				}
				for kind, n := range w.compared {
					instants[kind] += n
				}
			}
			for kind, n := range instants {
				if n < manyInstants {
					t.Errorf("%s: compared at %d instants", kind, n)
				}
			}
		})
	}
}

// look keeps the live state of one of the primitives.
func (x *toys) look(rnd *rand.Rand, seen map[trace.Obj][]prim.Snapshot) {
	all := x.lookers()
	o := trace.Obj(1 + rnd.IntN(len(all)))
	seen[o] = append(seen[o], all[o]())
}

// pass lets time pass until all have ended, so that waits end by a time-out at
// any moment of the others' doing.
func (w *world) pass(done []<-chan struct{}) {
	for _, c := range done {
		for ended := false; !ended; {
			w.tower.move(5_000)
			select {
			case <-c:
				ended = true
			default:
				runtime.Gosched()
			}
		}
	}
}

// agrees replays the events of an object, and wants every step to be possible
// and the state to be what was seen of the live one.
func (x *toys) agrees(w *world, o trace.Obj, seen []prim.Snapshot) {
	w.t.Helper()
	w.rec.Update(trace.Forever - 1)
	v := w.rec.Cut().Obj(o)
	last := seen[len(seen)-1]
	if uint32(v.Len()) != last.Seq {
		w.t.Fatalf("%s %s: %d events, the live one counted %d", v.Info.Kind, v.Info.Name, v.Len(), last.Seq)
	}
	for _, room := range last.Rooms {
		if len(room) > 0 {
			w.t.Errorf("%s %s: lanes %v were left waiting", v.Info.Kind, v.Info.Name, room)
		}
	}
	s := v.After(0)
	compared := 0
	for len(seen) > 0 && seen[0].Seq == 0 {
		seen = seen[1:]
	}
	for i := range v.Len() {
		e := v.Event(i)
		if why := impossible(v.Info.Kind, &s, e); why != "" || e.Seq != uint32(i+1) {
			w.t.Fatalf("%s %s: step %d, %+v: %s", v.Info.Kind, v.Info.Name, i+1, e, why)
		}
		s.Apply(e)
		for len(seen) > 0 && seen[0].Seq == e.Seq {
			compared++
			if why := differs(v, &s, seen[0]); why != "" {
				w.t.Fatalf("%s %s after step %d: %s; recorded %+v, live %+v", v.Info.Kind, v.Info.Name, i+1, why, s, seen[0])
			}
			// A card jumps to its instant from a state that was kept.
			if there := v.After(i + 1); differs(v, &there, seen[0]) != "" || !slices.Equal(there.Holders, s.Holders) {
				w.t.Fatalf("%s %s: the state after step %d is %+v, going there step by step %+v", v.Info.Kind, v.Info.Name, i+1, there, s)
			}
			seen = seen[1:]
		}
	}
	if compared == 0 && v.Len() > 0 {
		w.t.Errorf("%s %s: nothing was compared", v.Info.Kind, v.Info.Name)
	}
	if len(seen) > 0 {
		w.t.Errorf("%s %s: %d live states are of no step that was recorded", v.Info.Kind, v.Info.Name, len(seen))
	}
	w.compared[v.Info.Kind] += compared
}

// impossible says why a step cannot come in a state; "" when it can.
func impossible(kind trace.ObjKind, s *trace.ObjState, e trace.Event) string {
	in := func(m []trace.Member) bool {
		return slices.ContainsFunc(m, func(x trace.Member) bool { return x.Lane == e.Lane })
	}
	exclusive := kind == trace.ObjLock || kind == trace.ObjRLock
	switch {
	case e.Kind == trace.KindJoin && in(s.Rooms[e.Slot]):
		return "it is in that room already"
	case e.Kind == trace.KindRequeue && (!in(s.Rooms[e.Slot]) || s.Owner() == 0):
		return "it does not wait for somebody who holds it"
	case e.Kind == trace.KindPart && !in(s.Rooms[e.Slot]):
		return "it is not in that room"
	case e.Kind == trace.KindTake && exclusive && s.Owner() != 0 && s.Owner() != e.Lane:
		return "somebody else holds it"
	case e.Kind == trace.KindGive && exclusive && s.Owner() != e.Lane:
		return "it does not hold it"
	case e.Kind == trace.KindPop && !slices.Contains(s.Items, e.Arg):
		return "no such item is in it"
	case e.Kind == trace.KindSet && e.Arg < 0 && kind != trace.ObjBarrier:
		return "less than nothing"
	}
	return ""
}

// differs says in what the replayed state is not the live one.
func differs(v *trace.ObjView, s *trace.ObjState, live prim.Snapshot) string {
	for i, room := range s.Rooms {
		if !slices.EqualFunc(room, live.Rooms[i], func(m trace.Member, l trace.Lane) bool { return m.Lane == l }) {
			return "a room"
		}
	}
	switch v.Info.Kind {
	case trace.ObjSemaphore, trace.ObjBoundedSemaphore: // the value is the object's own before its first step
		if insight.Permits(v, s) != live.Values[prim.SemaphoreValue] {
			return "the permits"
		}
	case trace.ObjLock:
		if s.Owner() != live.Owner {
			return "the owner"
		}
	case trace.ObjRLock: // its values are told by taking and giving
		if int64(s.Owner()) != live.Values[prim.RLockOwner] || len(s.Holders) > 0 && s.Holders[0].Depth != live.Values[prim.RLockDepth] {
			return "the owner"
		}
	default:
		if s.Values != live.Values {
			return "a value"
		}
	}
	if v.Info.Kind == trace.ObjQueue && !slices.Equal(s.Items, live.Items) {
		return "the items"
	}
	return ""
}

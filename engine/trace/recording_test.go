package trace

// This file tests the reading side: the order into which events come, and that
// a recording can be read while it is written.

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

func TestEventsOfAnObjectComeInTheirOwnOrderWhateverTheClocksSay(t *testing.T) {
	a, _ := newTestArena(t, 8)
	o := addObj(t, a, ObjLock, "l")
	w := newTestWriter(a, 1)
	// Seq 1 … 6, but the clocks say otherwise.
	for _, e := range []struct {
		at  Time
		seq uint32
	}{{10, 2}, {20, 1}, {30, 5}, {40, 6}, {50, 4}, {60, 3}} {
		w.PutAt(Event{Time: e.at, Kind: KindSet, Slot: 0, Obj: o, Seq: e.seq, Arg: int64(e.seq)})
	}
	v := whole(a).Obj(o)
	if v.Len() != 6 {
		t.Fatalf("%d events, 6 were put", v.Len())
	}
	for i := range 6 {
		if e := v.Event(i); e.Seq != uint32(i+1) {
			t.Errorf("event %d has number %d", i+1, e.Seq)
		}
		if s := v.After(i + 1); s.Values[0] != int64(i+1) || s.Seq != uint32(i+1) {
			t.Errorf("after %d events the value is %d", i+1, s.Values[0])
		}
	}
}

func TestAMissingNumberIsSurvivedWhenTheRunIsOver(t *testing.T) {
	a, _ := newTestArena(t, 8)
	o := addObj(t, a, ObjLock, "l")
	w := newTestWriter(a, 1)
	put := func(at Time, seq uint32) {
		w.PutAt(Event{Time: at, Kind: KindSet, Obj: o, Seq: seq, Arg: int64(seq)})
	}
	put(1, 1)
	put(2, 2)
	put(3, 4) // 3 was never written: its worker was killed
	put(4, 6)
	put(5, 5)
	put(6, 2) // a number that was there already
	r := NewRecording(a)
	r.Update(Time(1e9))
	if got := r.Cut().Obj(o).Len(); got != 2 {
		t.Fatalf("while the run goes on %d events count, want the 2 without a gap", got)
	}
	a.Finish(10)
	r.Update(0)
	v := r.Cut().Obj(o)
	var got []uint32
	for i := range v.Len() {
		got = append(got, v.Event(i).Seq)
	}
	if len(got) != 5 || got[2] != 4 || got[3] != 5 || got[4] != 6 {
		t.Errorf("in the end the order is %v, want 1 2 4 5 6", got)
	}
}

func TestWhatMayStillBeOvertakenIsHeldBack(t *testing.T) {
	a, _ := newTestArena(t, 8)
	w1, w2 := newTestWriter(a, 1), newTestWriter(a, 2)
	r := NewRecording(a)
	line := func(w *Writer, at Time, arg int64) { w.PutAt(Event{Time: at, Kind: KindLine, Lane: 1, Arg: arg}) }
	now := 10 * holdback
	line(w1, now-2*holdback, 1)
	line(w1, now-holdback/2, 3)
	if !r.Update(now) {
		t.Error("nothing was taken in")
	}
	v := r.Cut()
	if v.LogLen() != 1 || v.End() != now-holdback || v.Done() {
		t.Fatalf("%d events up to %d; want 1 up to %d", v.LogLen(), v.End(), now-holdback)
	}
	line(w2, now-holdback/2-1, 2) // older than what is held back, published later
	if r.Update(now) {
		t.Error("something young was taken in")
	}
	r.Update(now + holdback)
	v = r.Cut()
	for i := range v.LogLen() {
		if v.Log(i).Arg != int64(i+1) {
			t.Fatalf("event %d is %+v", i, v.Log(i))
		}
	}
	if v.LogLen() != 3 {
		t.Fatalf("%d events, want 3", v.LogLen())
	}
	line(w1, now+holdback, 4)
	a.Finish(now + 2*holdback)
	if !r.Update(now + holdback + 1) {
		t.Error("the end was not taken in")
	}
	if v = r.Cut(); v.LogLen() != 4 || !v.Done() || v.End() != now+2*holdback {
		t.Errorf("%d events, done %v, end %d", v.LogLen(), v.Done(), v.End())
	}
	if r.Update(Forever) {
		t.Error("there is something after the end")
	}
}

func TestWhatCameTooLateHasItsPlaceWhenTheRunIsOver(t *testing.T) {
	a, _ := newTestArena(t, 8)
	w1, w2 := newTestWriter(a, 1), newTestWriter(a, 2)
	counter, err := a.AddObj(ObjInfo{Kind: ObjCounter, Name: "load", Core: CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	write := func(w *Writer, at Time) {
		w.PutAt(Event{Time: at, Kind: KindLine, Lane: 1, Arg: int64(at)})
		w.PutAt(Event{Time: at, Kind: KindSample, Obj: counter, Arg: int64(at)})
	}
	watched := NewRecording(a)
	write(w1, 1*holdback)
	write(w1, 3*holdback)
	watched.Update(5 * holdback)
	before := watched.Cut()
	write(w2, 2*holdback) // its writer had no core for a while
	write(w1, 5*holdback)
	watched.Update(7 * holdback)
	a.Finish(8 * holdback)
	watched.Update(Forever)
	after := NewRecording(a)
	after.Update(Forever)
	one, two := watched.Cut(), after.Cut()
	if one.LogLen() != 4 || one.LogLen() != two.LogLen() || one.End() != two.End() {
		t.Fatalf("watched: %d events up to %d; looked at afterwards: %d up to %d", one.LogLen(), one.End(), two.LogLen(), two.End())
	}
	for i := range one.LogLen() {
		if one.Log(i) != two.Log(i) {
			t.Errorf("event %d is %+v; looked at afterwards, %+v", i, one.Log(i), two.Log(i))
		}
	}
	if a, b := one.Samples(counter), two.Samples(counter); !slices.Equal(a, b) || len(a) != 4 {
		t.Errorf("the counter is %v; looked at afterwards, %v", a, b)
	}
	if n, _ := one.Events(); n != 4*2 {
		t.Errorf("%d events are counted", n)
	}
	if before.LogLen() != 2 || before.Log(1).Arg != int64(3*holdback) {
		t.Errorf("a view that was cut before has changed: %d events", before.LogLen())
	}
}

func TestEventsAtTheSameMomentKeepTheirWritersOrder(t *testing.T) {
	a, _ := newTestArena(t, 8)
	w := newTestWriter(a, 1)
	const n = 3000
	for i := range n {
		w.PutAt(Event{Time: Time(i / 100), Kind: KindLine, Lane: 1, Arg: int64(i)})
	}
	v := whole(a)
	for i := range n {
		if v.Log(i).Arg != int64(i) {
			t.Fatalf("event %d is %+v", i, v.Log(i))
		}
	}
}

func TestCoresShowWhoRanThereLast(t *testing.T) {
	a, _ := newTestArena(t, 8)
	loop, task, th := addLane(t, a, LaneLoop, "loop"), addLane(t, a, LaneTask, "task"), addLane(t, a, LaneThread, "thread")
	w := newTestWriter(a, 1)
	state := func(at Time, l Lane, s State, c Core) {
		w.PutAt(Event{Time: at, Kind: KindState, Slot: Slot(s), Lane: l, Core: c})
	}
	state(10, loop, StateRunning, 0)
	state(20, task, StateRunning, 0)
	state(30, task, StateIO, CoreUnknown)
	state(40, th, StateRunning, 0)
	state(50, th, StateRunning, 1) // moved
	state(60, task, StateRunning, 0)
	state(70, th, StateRunning, 0) // onto the task's core: one of the two was late to tell
	state(80, task, StateSleep, CoreUnknown)
	w.PutAt(Event{Time: 90, Kind: KindEnd, Lane: th})
	v := whole(a)
	want := map[Core][]Hold{
		0: {{From: 20, Owner: task}, {From: 30}, {From: 40, Owner: th}, {From: 50}, {From: 60, Owner: task}, {From: 70, Owner: th}, {From: 90}},
		1: {{From: 50, Owner: th}, {From: 70}},
	}
	if len(v.Cores()) != 2 || v.Cores()[0].Core != 0 {
		t.Fatalf("cores %+v", v.Cores())
	}
	for _, c := range v.Cores() {
		if lo, hi := c.HoldRange(0, 100); lo != 0 || hi != len(want[c.Core]) {
			t.Fatalf("core %d has stretches %d to %d, want %d", c.Core, lo, hi, len(want[c.Core]))
		}
		for i, h := range want[c.Core] {
			if got, _ := c.Hold(i); got != h {
				t.Errorf("core %d, stretch %d: %+v, want %+v", c.Core, i, got, h)
			}
		}
	}
}

func TestStatesSamplesTextsAndProcessorTimeGoWhereTheyBelong(t *testing.T) {
	a, _ := newTestArena(t, 8)
	l, g, c := addLane(t, a, LaneThread, "t"), addObj(t, a, ObjGIL, "GIL"), addObj(t, a, ObjCounter, "load")
	w := newTestWriter(a, l)
	w.PutAt(Event{Time: 1, Kind: KindState, Slot: Slot(StateRunning), Lane: l, Core: 3})
	w.PutAt(Event{Time: 2, Kind: KindTake, Lane: l, Obj: g, Seq: 1, Arg: 1})
	w.PutAt(Event{Time: 3, Kind: KindSample, Obj: c, Arg: 42})
	w.PutAt(Event{Time: 4, Kind: KindSay, Lane: l, Arg: a.addText("hello")})
	w.PutAt(Event{Time: 5, Kind: KindCPU, Lane: l, Arg: 77})
	w.PutAt(Event{Time: 5, Kind: KindCost, Lane: l, Arg: 7})
	w.PutAt(Event{Time: 6, Kind: KindEnd, Lane: l, Arg: 1})
	v := whole(a)
	lane := v.Lane(l)
	if lane.Len() != 2 || lane.CPU != 77 {
		t.Errorf("%d spans, processor time %d", lane.Len(), lane.CPU)
	}
	if v.RecordingCost() != 7 {
		t.Errorf("recording took %d ns", v.RecordingCost())
	}
	if s, to := lane.Span(0); s.State != StateRunning || s.Core != 3 || s.From != 1 || to != 6 {
		t.Errorf("first span %+v to %d", s, to)
	}
	if s := lane.StateAt(6); s.State != StateNone || s.Arg != 1 {
		t.Errorf("in the end %+v", s)
	}
	if s := lane.StateAt(0); s.State != StateNone || s.Core != CoreUnknown {
		t.Errorf("before the beginning %+v", s)
	}
	if m := lane.Marks(0, 100); len(m) != 1 || v.Text(m[0].Arg) != "hello" {
		t.Errorf("marks %+v: want the text, and nothing of a GIL", m)
	}
	if v.LogLen() != 2 || v.LogAt(1) != 0 || v.LogAt(2) != 1 || v.LogAt(4) != 2 {
		t.Errorf("the log has %d events", v.LogLen())
	}
	if s := v.Samples(c); len(s) != 1 || s[0] != (Sample{3, 42}) {
		t.Errorf("samples %+v", s)
	}
	if v.Obj(g).Len() != 1 || v.Obj(g).EventAt(1) != 0 || v.Obj(g).EventAt(2) != 1 {
		t.Errorf("the GIL has %d events", v.Obj(g).Len())
	}
}

func TestARecordingIsReadWhileItIsWritten(t *testing.T) {
	a, _ := newTestArena(t, 24)
	o := addObj(t, a, ObjLock, "l")
	const writers, each = 4, 8000
	for i := range writers {
		addLane(t, a, LaneThread, string(rune('a'+i)))
	}
	clock := newTestWriter(a, 0).clock
	var turn sync.Mutex // what gives the object's events their order
	seq := uint32(0)
	var wg sync.WaitGroup
	for i := range writers {
		l := Lane(i + 1)
		wg.Go(func() {
			w := a.NewWriter(clock, l)
			for j := range each {
				if j%4 == 0 {
					turn.Lock()
					seq++
					s := seq
					turn.Unlock()
					w.Put(Event{Kind: KindSet, Lane: l, Obj: o, Seq: s, Arg: int64(s)})
					continue
				}
				w.State(l, State(j%int(NumStates)), 0, 0, Core(j%2))
			}
		})
	}
	stop := make(chan struct{})
	r := NewRecording(a)
	now := func() Time { return Time(clock.Machine() - 1) }
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			shares := make([]Share, 100)
			last := 0
			for {
				select {
				case <-stop:
					return
				default:
				}
				r.Update(now() + holdback) // on the edge: nothing is held back
				v := r.Cut()
				if n, _ := v.Events(); n < last {
					t.Errorf("the recording shrank from %d to %d events", last, n)
				} else {
					last = n
				}
				for i := range v.Lanes() {
					v.Lanes()[i].Shares(0, v.End(), shares)
				}
				obj := v.Obj(o)
				if s := obj.After(obj.Len()); int(s.Seq) != obj.Len() {
					t.Errorf("after %d events the object's number is %d", obj.Len(), s.Seq)
				}
				obj.HoldShares(0, v.End(), shares)
			}
		})
	}
	wg.Wait()
	close(stop)
	readers.Wait()
	a.Finish(now())
	r.Update(now())
	v := r.Cut()
	if n, dropped := v.Events(); n != writers*each || dropped != 0 {
		t.Errorf("%d events, %d dropped; %d were put", n, dropped, writers*each)
	}
	if got := v.Obj(o).Len(); got != writers*each/4 {
		t.Errorf("the object has %d events, want %d", got, writers*each/4)
	}
}

// history puts a random history of one object into an arena, written by
// several writers with clocks that disagree a little, and is that history in
// the object's order.
func history(t testing.TB, a *Arena, o Obj, n int, rnd *rand.Rand) []Event {
	t.Helper()
	ws := []*Writer{newTestWriter(a, 1), newTestWriter(a, 2), newTestWriter(a, 3)}
	kinds := []Kind{KindTake, KindGive, KindJoin, KindPart, KindSet, KindPush, KindPop, KindWake}
	now := make([]Time, len(ws))
	at := Time(0)
	var out []Event
	for i := range n {
		at += Time(rnd.IntN(50))
		k := rnd.IntN(len(ws))
		now[k] = max(now[k], at+Time(rnd.IntN(40))-20, 0)
		e := Event{
			Time: now[k], Kind: kinds[rnd.IntN(len(kinds))], Obj: o, Seq: uint32(i + 1), Lane: Lane(rnd.IntN(6) + 1),
			Arg: int64(rnd.IntN(5)), Slot: Slot(rnd.IntN(NumValues + 2)),
		}
		ws[k].PutAt(e)
		out = append(out, e)
	}
	return out
}

func TestTheStateAfterAnyNumberOfEventsIsAPlainFold(t *testing.T) {
	for seed := range uint64(8) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		a, _ := newTestArena(t, 8)
		o := addObj(t, a, ObjQueue, "q")
		events := history(t, a, o, 1500, rnd)
		v := whole(a).Obj(o)
		if v.Len() != len(events) {
			t.Fatalf("seed %d: %d events, %d were put", seed, v.Len(), len(events))
		}
		var s ObjState
		var moments []Time // the running maximum of the clocks
		for n, e := range events {
			if !sameState(v.After(n), s) {
				t.Fatalf("seed %d: after %d events %+v, want %+v", seed, n, v.After(n), s)
			}
			e.Time = max(e.Time, s.Changed)
			moments = append(moments, e.Time)
			s.Apply(e)
		}
		if !sameState(v.After(len(events)), s) || !sameState(v.At(Forever), s) {
			t.Fatalf("seed %d: in the end %+v, want %+v", seed, v.After(len(events)), s)
		}
		n := 0
		for at := Time(0); at < moments[len(moments)-1]+2; at++ {
			for n < len(moments) && moments[n] <= at {
				n++
			}
			if got := v.EventAt(at); got != n {
				t.Fatalf("seed %d: %d events at %d, want %d", seed, got, at, n)
			}
		}
	}
}

func sameState(a, b ObjState) bool {
	same := a.Seq == b.Seq && a.Changed == b.Changed && a.Values == b.Values && sameList(a.Holders, b.Holders) && sameList(a.Items, b.Items)
	for i := range a.Rooms {
		same = same && sameList(a.Rooms[i], b.Rooms[i])
	}
	return same
}

func sameList[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestAStateIsNotSharedWithWhoAskedForIt(t *testing.T) {
	a, _ := newTestArena(t, 8)
	o := addObj(t, a, ObjQueue, "q")
	w := newTestWriter(a, 1)
	for i := range checkEvery + 10 {
		w.PutAt(Event{Time: Time(i), Kind: []Kind{KindTake, KindJoin, KindPush}[i%3], Lane: Lane(i%5 + 1), Obj: o, Seq: uint32(i + 1), Arg: 7})
	}
	v := whole(a).Obj(o)
	want := v.After(v.Len())
	mine := v.After(v.Len())
	mine.Holders[0].Lane, mine.Rooms[0][0].Lane, mine.Items[0] = 99, 99, 99
	mine = v.After(checkEvery)
	mine.Holders[0].Lane, mine.Rooms[0][0].Lane, mine.Items[0] = 99, 99, 99
	if !sameState(v.After(v.Len()), want) {
		t.Error("changing a state changed the recording")
	}
}

func TestAQueueThatGrowsLongCostsMemoryByItsEvents(t *testing.T) {
	a, _ := newTestArena(t, 40)
	o := addObj(t, a, ObjQueue, "q")
	w := newTestWriter(a, 1)
	const n = 60_000
	for i := range n {
		w.PutAt(Event{Time: Time(i), Kind: KindPush, Obj: o, Seq: uint32(i + 1), Arg: int64(i)})
	}
	a.Finish(n)
	r := NewRecording(a)
	r.Update(n)
	if kept := len(r.objs[o-1].checks.data); kept > 4*n {
		t.Errorf("for %d events %d bytes of states are kept", n, kept)
	}
	v := r.Cut().Obj(o)
	for _, i := range []int{0, 1, 255, 256, 257, 1000, 30_000, n - 1, n} {
		if s := v.After(i); len(s.Items) != i || i > 0 && s.Items[i-1] != int64(i-1) {
			t.Errorf("after %d pushes there are %d items", i, len(s.Items))
		}
	}
}

func TestAKeptStateIsReadAsItWas(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	var s ObjState
	var kept checks
	var want []ObjState
	for i := range 3000 {
		e := Event{Time: s.Changed + Time(rnd.IntN(1e6)), Seq: uint32(i + 1), Lane: Lane(1 + rnd.IntN(maxLanes)), Arg: int64(rnd.Uint64()) >> rnd.IntN(64)}
		e.Kind = []Kind{KindTake, KindGive, KindJoin, KindPart, KindSet, KindPush, KindPop}[rnd.IntN(7)]
		e.Slot = Slot(rnd.IntN(NumValues))
		if e.Kind == KindGive && len(s.Holders) > 0 {
			e.Lane = s.Holders[rnd.IntN(len(s.Holders))].Lane
		}
		s.Apply(e)
		kept.keep(i+1, &s)
		want = append(want, s.Clone())
	}
	for i := range want {
		if got := kept.state(i); !sameState(got, want[i]) || got.Seq != want[i].Seq || got.Changed != want[i].Changed {
			t.Fatalf("after %d events: %+v, kept as %+v", i+1, want[i], got)
		}
	}
}

func TestKeptStatesAreStatesThatTheObjectWasIn(t *testing.T) {
	a, _ := newTestArena(t, 40)
	o := addObj(t, a, ObjSemaphore, "s")
	w := newTestWriter(a, 1)
	const n = 20_000
	for i := range n {
		w.PutAt(Event{Time: Time(10 * i), Kind: KindSet, Obj: o, Seq: uint32(i + 1), Arg: int64(i)})
	}
	a.Finish(10 * n)
	v := whole(a).Obj(o)
	from, to, step, calls := Time(1005), Time(150_000), Time(10*KeptEvery), 0
	v.Kept(from, to, step, func(when Time, s *ObjState) {
		if calls > 0 && (when < from+Time(calls)*step || when >= from+Time(calls+1)*step) {
			t.Errorf("step %d: a state of %d", calls, when)
		}
		if want := v.At(when); s.Values[0] != want.Values[0] {
			t.Errorf("at %d it was %d, not %d", when, want.Values[0], s.Values[0])
		}
		calls++
	})
	if calls < int((to-from)/step) {
		t.Errorf("%d states in %d steps", calls, (to-from)/step)
	}
}

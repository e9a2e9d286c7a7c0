package trace

// This file tests that a recording whose events are packed tells the same as
// one that reads them where they were written.

import (
	"cmp"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// packedLike packs all of an arena's events, with its own tables.
func packedLike(t *testing.T, a *Arena, shuffle bool) *Recording {
	t.Helper()
	var p Packed
	var all []Event
	r := NewRecording(a)
	r.Update(Forever)
	r.Each(func(e Event) { all = append(all, e) })
	if !shuffle {
		sortByTime(all)
	}
	for _, e := range all {
		p.Put(e)
	}
	if p.Len() != len(all) {
		t.Fatalf("%d events of %d", p.Len(), len(all))
	}
	return Sealed(a, &p)
}

func TestPackedEventsAreWhatTheyWere(t *testing.T) {
	var p Packed
	rnd := rand.New(rand.NewPCG(3, 1))
	var want []Event
	for i := range 3*slabLen/2 + 7 {
		e := Event{
			Time: Time(i) * 7, Arg: int64(rnd.Uint64()) >> rnd.IntN(64), Obj: Obj(rnd.IntN(maxObjs + 1)), Seq: rnd.Uint32(),
			Lane: Lane(1 + rnd.IntN(maxLanes)), Core: Core(rnd.IntN(1<<15+1) - 1), Kind: Kind(1 + rnd.IntN(int(numKinds)-1)), Slot: Slot(rnd.IntN(int(NumStates))),
		}
		want = append(want, e)
	}
	want[3].Arg, want[4].Arg, want[5].Arg, want[6].Arg = math.MinInt64, math.MaxInt64, maxShort-1, -maxShort
	want[0].Time = minTime
	want[len(want)-1].Time = maxTime
	for _, e := range want {
		p.Put(e)
	}
	p.gather(len(p.slabs) - 1)
	i := 0
	for x := range p.inOrder {
		if got := p.event(x); got != want[i] {
			t.Fatalf("event %d: %+v became %+v", i, want[i], got)
		}
		if p.at(x).time() != want[i].Time {
			t.Fatalf("event %d is said to be of %d", i, p.at(x).time())
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d events of %d", i, len(want))
	}
}

func TestWhatMakesNoSenseIsCountedAndNotPacked(t *testing.T) {
	a, _ := newTestArena(t, 4)
	a.Finish(10)
	var p Packed
	p.Put(Event{Kind: KindNone})
	p.Put(Event{Kind: KindLine, Lane: maxLanes + 1})
	p.Put(Event{Kind: KindLine, Lane: 1, Time: 20}) // after the end
	v := Sealed(a, &p).Cut()
	if n, dropped := v.Events(); n != 0 || dropped != 2 || !v.Done() {
		t.Errorf("%d events, %d dropped, done %v", n, dropped, v.Done())
	}
}

func TestAPackedRecordingTellsTheSame(t *testing.T) {
	for _, shuffled := range []bool{false, true} {
		a, _ := newTestArena(t, 200)
		locks := []Obj{addObj(t, a, ObjLock, "l"), addObj(t, a, ObjGIL, "GIL")}
		var ws []*Writer
		for range 6 {
			l := addLane(t, a, LaneThread, "t")
			ws = append(ws, newTestWriter(a, l))
		}
		rnd := rand.New(rand.NewPCG(5, 6))
		seqs := [2]uint32{}
		at := Time(0)
		for range 90_000 {
			at += Time(1 + rnd.IntN(4000))
			l := Lane(1 + rnd.IntN(6))
			e := Event{Time: at, Lane: l, Core: Core(rnd.IntN(3) - 1)}
			switch rnd.IntN(6) {
			case 0, 1:
				e.Kind, e.Slot = KindState, Slot(rnd.IntN(int(NumStates)))
			case 2:
				e.Kind, e.Arg = KindSample, int64(rnd.Uint64())
				e.Obj = locks[0]
			case 3:
				e.Kind, e.Arg = KindLine, 3
			default:
				o := rnd.IntN(2)
				seqs[o]++
				e.Obj, e.Seq = locks[o], seqs[o]
				e.Kind = []Kind{KindTake, KindGive, KindJoin, KindPart, KindSet}[rnd.IntN(5)]
			}
			ws[l-1].PutAt(e)
		}
		a.Finish(at)
		one, two := whole(a), packedLike(t, a, shuffled).Cut()
		alike(t, one, two, rnd)
	}
}

// alike fails the test where two views differ.
func alike(t *testing.T, a, b *View, rnd *rand.Rand) {
	t.Helper()
	na, _ := a.Events()
	nb, _ := b.Events()
	if na != nb || a.End() != b.End() || a.LogLen() != b.LogLen() || len(a.Cores()) != len(b.Cores()) || !reflect.DeepEqual(a.counters, b.counters) {
		t.Fatalf("%d and %d events, %d and %d in the log, %d and %d cores", na, nb, a.LogLen(), b.LogLen(), len(a.Cores()), len(b.Cores()))
	}
	for i := range a.LogLen() {
		if a.Log(i) != b.Log(i) {
			t.Fatalf("entry %d of the log: %+v and %+v", i, a.Log(i), b.Log(i))
		}
	}
	for i := range a.Lanes() {
		x, y := &a.Lanes()[i], &b.Lanes()[i]
		if x.Len() != y.Len() || !reflect.DeepEqual(x.Marks(0, Forever), y.Marks(0, Forever)) || len(x.lines) != len(y.lines) {
			t.Fatalf("lane %d: %d and %d spans", i+1, x.Len(), y.Len())
		}
		for j := range x.Len() {
			p, pt := x.Span(j)
			q, qt := y.Span(j)
			from, state, to := y.StateOf(j)
			if p != q || pt != qt || from != p.From || state != p.State || to != pt {
				t.Fatalf("span %d: %+v and %+v", j, p, q)
			}
		}
	}
	for i := range a.Objs() {
		x, y := &a.Objs()[i], &b.Objs()[i]
		if x.Len() != y.Len() || !reflect.DeepEqual(x.track, y.track) {
			t.Fatalf("object %d: %d and %d events", i+1, x.Len(), y.Len())
		}
		for range 200 {
			at := Time(rnd.Int64N(int64(a.End())))
			if p, q := x.At(at), y.At(at); !reflect.DeepEqual(p, q) {
				t.Fatalf("object %d at %d: %+v and %+v", i+1, at, p, q)
			}
		}
	}
}

func sortByTime(all []Event) {
	slices.SortStableFunc(all, func(a, b Event) int { return cmp.Compare(a.Time, b.Time) })
}

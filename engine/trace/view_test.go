package trace

// This file tests what painters ask for: shares of pixels, exactly the spans
// however many are in view.

import (
	"math/rand/v2"
	"testing"
)

// stretch is a span or hold as the tests keep it themselves.
type stretch struct {
	class    uint8
	from, to Time
}

// brute is what Shares promises, span by span.
func brute(all []stretch, from, to Time, out []Share) {
	clear(out)
	px := float64(to-from) / float64(len(out))
	for _, s := range all {
		if s.class == 0 || s.to <= from || s.from >= to {
			continue
		}
		first, last := int(float64(s.from-from)/px)-1, int(float64(s.to-from)/px)+1
		for x := max(first, 0); x <= min(last, len(out)-1); x++ {
			lo := max(float64(s.from-from), float64(x)*px)
			hi := min(float64(s.to-from), float64(x+1)*px)
			if hi > lo {
				out[x][s.class-1] += float32((hi - lo) / px)
			}
		}
	}
}

// farthest is the largest difference of any class in any pixel.
func farthest(a, b []Share) (d float32) {
	for x := range a {
		for c := range a[x] {
			d = max(d, a[x][c]-b[x][c], b[x][c]-a[x][c])
		}
	}
	return d
}

// exact is how far a share of a pixel may be from the sum over every span: what
// rounding to float32 and to whole nanoseconds makes of it.
const exact = 1e-3

// randomLane writes n random spans of lane l, as short as mean ns on the average, from the moment at on.
func randomLane(w *Writer, l Lane, n int, at Time, mean int, rnd *rand.Rand) (all []stretch, end Time) {
	for range n {
		s := State(rnd.IntN(int(NumStates)))
		d := Time(rnd.IntN(2 * mean))
		if rnd.IntN(200) == 0 {
			d *= 50
		}
		w.PutAt(Event{Time: at, Kind: KindState, Slot: Slot(s), Lane: l, Core: CoreUnknown})
		all = append(all, stretch{uint8(s), at, at + d})
		at += d
	}
	return all, at
}

// windows are spans of time to look at: all of it, parts, edges, beyond.
func windows(end Time, rnd *rand.Rand, n int) [][2]Time {
	out := [][2]Time{{0, end}, {-end / 3, end + end/3}, {-100, 100}, {end - 10, end + 10}, {end, end + 5}, {-50, -10}, {0, 1}}
	for range n {
		d := max(1, Time(float64(end)*pow2(-rnd.IntN(20))*(0.5+rnd.Float64())))
		from := Time(rnd.Int64N(int64(end)))
		out = append(out, [2]Time{from, from + d})
	}
	return out
}

func pow2(n int) float64 {
	f := 1.0
	for ; n < 0; n++ {
		f /= 2
	}
	return f
}

func TestSharesOfFewSpansAreExact(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	a, _ := newTestArena(t, 8)
	l := addLane(t, a, LaneThread, "t")
	all, end := randomLane(newTestWriter(a, l), l, 3000, 500, 10_000, rnd)
	a.Finish(end)
	v := whole(a).Lane(l)
	for _, w := range windows(end, rnd, 60) {
		for _, pixels := range []int{1, 7, 640} {
			got, want := make([]Share, pixels), make([]Share, pixels)
			v.Shares(w[0], w[1], got)
			brute(all, w[0], w[1], want)
			if d := farthest(got, want); d > 1e-4 {
				t.Fatalf("window %v, %d pixels: %g away", w, pixels, d)
			}
		}
	}
}

func TestSharesOfManySpansAreExactAndStayAsTheyWere(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 2))
	a, _ := newTestArena(t, 200)
	l := addLane(t, a, LaneThread, "t")
	w := newTestWriter(a, l)
	r := NewRecording(a)
	type seen struct {
		v      *View
		w      [2]Time
		shares []Share
	}
	var kept []seen
	var all []stretch
	const pixels = 960
	at := Time(0)
	for range 8 {
		var more []stretch
		more, at = randomLane(w, l, 30_000, at, 8_000, rnd)
		all = append(all, more...)
		r.Update(at + holdback + 1) // all of it
		v := r.Cut()
		all[len(all)-1].to = v.End() // the last span goes on
		lane := v.Lane(l)
		for _, win := range windows(at, rnd, 12) {
			got, want := make([]Share, pixels), make([]Share, pixels)
			lane.Shares(win[0], win[1], got)
			brute(within(all, win), win[0], win[1], want)
			if d := farthest(got, want); d > exact {
				t.Errorf("%d spans, window %v: %g away", len(all), win, d)
			}
			kept = append(kept, seen{v, win, got})
		}
		all[len(all)-1].to = at
	}
	for _, k := range kept {
		again := make([]Share, pixels)
		k.v.Lane(l).Shares(k.w[0], k.w[1], again)
		if d := farthest(again, k.shares); d != 0 {
			t.Fatalf("window %v of a view up to %d: %g away from what it was", k.w, k.v.End(), d)
		}
	}
}

// within are the stretches that touch the window.
func within(all []stretch, w [2]Time) (out []stretch) {
	for _, s := range all {
		if s.to > w[0] && s.from < w[1] {
			out = append(out, s)
		}
	}
	return out
}

func TestHoldSharesAreExact(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 3))
	a, _ := newTestArena(t, 200)
	o := addObj(t, a, ObjLock, "l")
	w := newTestWriter(a, 1)
	var all []stretch
	at := Time(100)
	owner := Lane(0)
	for i := range 100_000 {
		e := Event{Time: at, Kind: KindTake, Lane: Lane(rnd.IntN(20) + 1), Obj: o, Seq: uint32(i + 1), Arg: 1}
		if owner != 0 {
			e.Kind, e.Lane = KindGive, owner
			owner = 0
		} else {
			owner = e.Lane
		}
		w.PutAt(e)
		d := Time(rnd.IntN(20_000))
		all = append(all, stretch{OwnerClass(owner), at, at + d})
		at += d
	}
	a.Finish(at)
	v := whole(a).Obj(o)
	const pixels = 480
	for _, win := range windows(at, rnd, 40) {
		got, want := make([]Share, pixels), make([]Share, pixels)
		v.HoldShares(win[0], win[1], got)
		brute(within(all, win), win[0], win[1], want)
		if d := farthest(got, want); d > exact {
			t.Errorf("window %v: %g away", win, d)
		}
	}
}

func TestALongRunIsIndexedToItsEnd(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	a, _ := newTestArena(t, 16)
	l := addLane(t, a, LaneThread, "t")
	all, end := randomLane(newTestWriter(a, l), l, 12_000, 0, int(24*3600*1e9)/12_000, rnd)
	a.Finish(end)
	v := whole(a).Lane(l)
	const pixels = 300
	for _, win := range windows(end, rnd, 20) {
		got, want := make([]Share, pixels), make([]Share, pixels)
		v.Shares(win[0], win[1], got)
		brute(within(all, win), win[0], win[1], want)
		if d := farthest(got, want); d > exact {
			t.Errorf("window %v: %g away", win, d)
		}
	}
}

func TestSharesAreExactWhenAStateLastedLongerThanASumHolds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(6, 6))
	a, _ := newTestArena(t, 60)
	l := addLane(t, a, LaneThread, "t")
	all, end := randomLane(newTestWriter(a, l), l, 80_000, 0, 1e6, rnd)
	a.Finish(end)
	if end < 2*sumNs*Time(NumStates) {
		t.Fatalf("%d ns are too few", end)
	}
	v := whole(a).Lane(l)
	for _, win := range append(windows(end, rnd, 10), [2]Time{end / 2, end}, [2]Time{end - end/20, end}) {
		for _, pixels := range []int{1, 3, 300} {
			got, want := make([]Share, pixels), make([]Share, pixels)
			v.Shares(win[0], win[1], got)
			brute(within(all, win), win[0], win[1], want)
			if d := farthest(got, want); d > exact {
				t.Errorf("window %v, %d pixels: %g away", win, pixels, d)
			}
		}
	}
}

func TestAnEmptyWindowHasNoShares(t *testing.T) {
	a, _ := newTestArena(t, 8)
	l := addLane(t, a, LaneThread, "t")
	_, end := randomLane(newTestWriter(a, l), l, 100, 0, 100, rand.New(rand.NewPCG(5, 5)))
	a.Finish(end)
	v := whole(a).Lane(l)
	out := []Share{{1, 1}}
	v.Shares(50, 50, out)
	if out[0] != (Share{}) {
		t.Errorf("shares of nothing: %v", out)
	}
	v.Shares(50, 40, out)
	v.Shares(0, 50, nil)
	if lo, hi := v.Range(end+1, end+5); lo > hi {
		t.Errorf("beyond the end: spans %d to %d", lo, hi)
	}
}

func TestOwnersOfEveryLaneHaveAClass(t *testing.T) {
	if OwnerClass(0) != 0 {
		t.Error("nobody has a class")
	}
	for l := Lane(1); l < 1000; l++ {
		if c := OwnerClass(l); c < 1 || int(c) > NumClasses {
			t.Fatalf("lane %d has class %d", l, c)
		}
	}
}

func TestALaneStandsOnTheLineThatItToldLastWhileItLives(t *testing.T) {
	a, _ := newTestArena(t, 2)
	a.Begin(1)
	l, err := a.AddLane(LaneInfo{Kind: LaneThread, Name: "Thread-1"})
	if err != nil {
		t.Fatal(err)
	}
	w := a.NewWriter(Clock{}, l)
	w.PutAt(Event{Time: 5, Kind: KindState, Slot: Slot(StateRunning), Lane: l})
	w.PutAt(Event{Time: 10, Kind: KindLine, Lane: l, Arg: 2})
	w.PutAt(Event{Time: 20, Kind: KindLine, Lane: l, Arg: 3})
	w.PutAt(Event{Time: 30, Kind: KindEnd, Lane: l})
	a.Finish(40)
	r := NewRecording(a)
	r.Update(0)
	lane := r.Cut().Lane(l)
	for at, want := range map[Time]int{0: 0, 7: 0, 10: 2, 19: 2, 20: 3, 29: 3, 30: 0, 35: 0} {
		if got, ok := lane.LineAt(at); got != want || ok != (want > 0) {
			t.Errorf("at %d on line %d, %v; want %d", at, got, ok, want)
		}
	}
	if len(lane.Marks(0, 40)) != 0 {
		t.Error("lines are marked on the lane")
	}
}

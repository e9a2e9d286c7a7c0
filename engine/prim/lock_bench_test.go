package prim_test

// This file measures the Lock nobody else wants: with its recording, beside Go's
// own mutex.

import (
	"sync"
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// BenchmarkUncontended measures an acquire and a release, which are two events.
func BenchmarkUncontended(b *testing.B) {
	const most = 200_000 // pairs, then a fresh recording
	b.Run("Lock", func(b *testing.B) {
		b.ReportAllocs()
		for done := 0; done < b.N; done += most {
			b.StopTimer()
			me, l := alone(b, most)
			b.StartTimer()
			for range min(most, b.N-done) {
				if got, err := l.Acquire(me, true, prim.Forever); !got || err != nil {
					b.Fatal(got, err)
				}
				if err := l.Release(me); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("LockUnrecorded", func(b *testing.B) {
		me, l := alone(b, 1)
		me.Rec = me.Rec.Arena().NewSilentWriter(osys.NewClock(), me.Lane)
		for range b.N {
			if got, err := l.Acquire(me, true, prim.Forever); !got || err != nil {
				b.Fatal(got, err)
			}
			if err := l.Release(me); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Mutex", func(b *testing.B) {
		var m sync.Mutex
		for range b.N {
			m.Lock()
			m.Unlock() //nolint:staticcheck // SA2001: the empty critical section is what is measured
		}
	})
	b.Run("TwoEvents", func(b *testing.B) {
		for done := 0; done < b.N; done += most {
			b.StopTimer()
			me, _ := alone(b, most)
			b.StartTimer()
			for range min(most, b.N-done) {
				me.Rec.Put(trace.Event{Kind: trace.KindTake, Lane: 1, Obj: 1, Seq: 1})
				me.Rec.Put(trace.Event{Kind: trace.KindGive, Lane: 1, Obj: 1, Seq: 2})
			}
		}
	})
}

// alone is a worker with a lock and a recording with room for so many pairs of
// events, whose memory has been touched.
func alone(b *testing.B, pairs int) (*prim.Worker, *prim.Lock) {
	mem := make([]byte, trace.MinArenaBytes+pairs*2*32*9/8)
	for i := trace.MinArenaBytes; i < len(mem); i += 4096 {
		mem[i] = 0
	}
	a, err := trace.NewArena(mem, nil)
	if err != nil {
		b.Fatal(err)
	}
	clock := osys.NewClock()
	a.Begin(clock.Machine())
	l, err := prim.NewLock(a, osys.OS(), "l", threading)
	if err != nil {
		b.Fatal(err)
	}
	lane, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneMain})
	if err != nil {
		b.Fatal(err)
	}
	return &prim.Worker{Lane: lane, Rec: a.NewWriter(clock, lane)}, l
}

func TestTheLockDoesNotAllocateWhenNobodyElseWantsIt(t *testing.T) {
	w := newWorld(t)
	l, err := prim.NewLock(w.arena, osys.OS(), "l", threading)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(1000, func() {
		l.Acquire(w.self, true, prim.Forever)
		l.Release(w.self)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

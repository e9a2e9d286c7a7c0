package trace

// This file tests that memory which holds anything at all is read without a
// panic and in bounded time: a recording may come from a process that went mad.

import (
	"encoding/binary"
	"testing"
	"time"
	"unsafe"
)

// dirty puts fuzzed bytes where they matter: counts in the header, the first
// slots of each table, the first two chunks. What is left over continues the
// chunks.
func dirty(a *Arena, data []byte) {
	take := func(dst []byte) {
		n := copy(dst, data)
		data = data[n:]
	}
	header := a.mem[16:unsafe.Sizeof(header{})] // behind magic and size
	take(header[:min(8, len(data))])            // epoch
	take(a.mem[24:64])
	for _, at := range []int{lanesAt, objsAt, textsAt} {
		take(a.mem[at : at+2*slotBytes])
	}
	for c := range 2 {
		at := chunksAt + c*chunkBytes
		take(a.mem[at : at+min(64*32, chunkBytes)])
	}
}

// readAllOf asks everything that can be asked of a view.
func readAllOf(t *testing.T, v *View) {
	n, _ := v.Events()
	if n < 0 || v.End() > maxTime {
		t.Fatalf("%d events, end %d", n, v.End())
	}
	pixels := make([]Share, 33)
	windows := [][2]Time{{0, v.End()}, {-5, 5}, {v.End() / 2, v.End()/2 + 100}, {minTime, maxTime}}
	check := func() {
		for x := range pixels {
			for c, s := range pixels[x] {
				if !(s >= 0 && s <= 1) {
					t.Fatalf("class %d has share %g of a pixel", c+1, s)
				}
			}
		}
	}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for _, w := range windows {
			l.Shares(w[0], w[1], pixels)
			check()
			l.Marks(w[0], w[1])
			l.StateAt(w[0])
		}
		for j := range l.Len() {
			if s, to := l.Span(j); to < s.From || s.State >= NumStates {
				t.Fatalf("span %+v to %d", s, to)
			}
		}
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		for _, w := range windows {
			o.HoldShares(w[0], w[1], pixels)
			check()
			o.At(w[1])
		}
		for j := range o.Len() + 1 {
			o.After(j)
		}
		v.Samples(Obj(i + 1))
	}
	for i := range v.Cores() {
		v.Cores()[i].HoldShares(0, v.End(), pixels)
		check()
	}
	for i := range v.LogLen() {
		v.Text(v.Log(i).Arg)
	}
}

func FuzzArena(f *testing.F) {
	a, _ := newTestArena(f, 4)
	w := newTestWriter(a, 1)
	addLane(f, a, LaneThread, "t")
	addObj(f, a, ObjLock, "l")
	w.State(1, StateRunning, 0, 0, 1)
	w.Put(Event{Kind: KindTake, Lane: 1, Obj: 1, Seq: 1, Arg: 1})
	w.Put(Event{Kind: KindSample, Obj: 1, Arg: 3})
	w.Say(1, "hello")
	w.Put(Event{Kind: KindEnd, Lane: 1})
	good := append([]byte(nil), a.mem[16:64]...)
	for _, at := range []int{lanesAt, objsAt, textsAt, chunksAt} {
		good = append(good, a.mem[at:at+2*slotBytes]...)
	}
	f.Add(good, int64(1e9))
	f.Add([]byte{}, int64(0))
	bad := make([]byte, 3000)
	for i := range bad {
		bad[i] = 0xff
	}
	f.Add(bad, int64(-1))
	far := append([]byte(nil), good...)
	binary.LittleEndian.PutUint64(far[8:], 1<<62) // it ended in 146 years
	for i := range 20 {
		far = append(far, make([]byte, 32)...)
		e := far[len(far)-32:]
		binary.LittleEndian.PutUint64(e, uint64(1)<<(i*3)) // times
		e[24], e[30], e[31] = 1, byte(KindState), byte(i%int(NumStates))
	}
	f.Add(far, int64(Forever))

	mem := make([]byte, MinArenaBytes)
	f.Fuzz(func(t *testing.T, data []byte, now int64) {
		clear(mem[:headerBytes])
		for _, at := range []int{lanesAt, objsAt, textsAt} {
			clear(mem[at : at+2*slotBytes])
		}
		for c := range 2 {
			clear(mem[chunksAt+c*chunkBytes:][:64*32])
		}
		a, err := NewArena(mem, nil)
		if err != nil {
			t.Fatal(err)
		}
		dirty(a, data)
		b, err := OpenArena(mem, nil)
		if err != nil {
			t.Fatal(err) // magic and size are as they must be
		}
		begin := time.Now()
		r := NewRecording(b)
		r.Update(Time(now))
		if v := r.Cut(); b.Lanes() < 100 && b.Objs() < 100 {
			readAllOf(t, v)
		}
		b.Finish(Forever)
		r.Update(Forever)
		if v := r.Cut(); b.Lanes() < 100 && b.Objs() < 100 {
			readAllOf(t, v)
		}
		for l := range Lane(3) {
			b.LaneInfo(l)
		}
		for o := range Obj(3) {
			b.ObjInfo(o)
		}
		b.FindObj(ObjLock, "l")
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("reading took %s", took)
		}
	})
}

func TestEventsThatMakeNoSenseAreCountedAsLost(t *testing.T) {
	a, _ := newTestArena(t, 8)
	l, o := addLane(t, a, LaneThread, "t"), addObj(t, a, ObjLock, "l")
	w := newTestWriter(a, l)
	nonsense := []Event{
		{},
		{Kind: numKinds, Lane: l},
		{Kind: KindStop, Arg: 1},
		{Kind: KindState, Slot: Slot(NumStates), Lane: l},
		{Kind: KindState, Slot: 1},
		{Kind: KindEnd},
		{Kind: KindState, Slot: 1, Lane: maxLanes + 1},
		{Kind: KindTake, Obj: maxObjs + 1, Lane: l, Seq: 1},
		{Kind: KindState, Slot: 1, Lane: l, Core: -7},
		{Kind: KindState, Slot: 1, Lane: l, Time: Forever},
		{Kind: KindState, Slot: 1, Lane: l, Time: -Forever},
	}
	for _, e := range nonsense {
		w.PutAt(e)
	}
	w.PutAt(Event{Kind: KindTake, Obj: o, Lane: l, Seq: 1})
	w.PutAt(Event{Kind: KindState, Slot: 1, Lane: l, Time: 5})
	v := whole(a)
	if n, lost := v.Events(); n != 2 || lost != uint64(len(nonsense)) {
		t.Errorf("%d events, %d lost; want 2 and %d", n, lost, len(nonsense))
	}
	if v.Lane(l).Len() != 1 || v.Obj(o).Len() != 1 {
		t.Errorf("%d spans, %d events of the object", v.Lane(l).Len(), v.Obj(o).Len())
	}
}

package trace

// This file tests the writing side: what is put in comes out, whoever wrote it
// and however full the memory is.

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// newTestArena is an arena with room for the number of chunks, begun, and the
// memory it lies in.
func newTestArena(t testing.TB, chunks int) (*Arena, []byte) {
	t.Helper()
	mem := make([]byte, chunksAt+max(chunks, 4)*chunkBytes)
	a, err := NewArena(mem, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.chunks = uint32(chunks)
	a.Begin(1)
	return a, mem
}

func newTestWriter(a *Arena, id Lane) *Writer { return a.NewWriter(NewClock(time.Now(), 1), id) }

// whole is the recording of an arena whose run has ended, late if nobody has
// said when.
func whole(a *Arena) *View {
	a.Finish(1 << 40)
	r := NewRecording(a)
	r.Update(0)
	return r.Cut()
}

func addLane(t testing.TB, a *Arena, k LaneKind, name string) Lane {
	t.Helper()
	l, err := a.AddLane(LaneInfo{Kind: k, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func addObj(t testing.TB, a *Arena, k ObjKind, name string) Obj {
	t.Helper()
	o, err := a.AddObj(ObjInfo{Kind: k, Name: name, Core: CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestEventsComeBackAsTheyWerePutAcrossChunks(t *testing.T) {
	a, _ := newTestArena(t, 8)
	w := newTestWriter(a, 1)
	n := 3*EventsPerChunk + 7
	put := func(i int) Event {
		return Event{Time: Time(i), Arg: int64(i) << 40, Obj: Obj(i % 50), Lane: Lane(i%9 + 1), Core: Core(i % 3), Kind: KindLine, Slot: Slot(i)}
	}
	for i := range n {
		w.PutAt(put(i))
	}
	v := whole(a)
	if got, dropped := v.Events(); got != n || dropped != 0 {
		t.Fatalf("%d events, %d dropped; %d were put", got, dropped, n)
	}
	if v.LogLen() != n {
		t.Fatalf("%d events in the log, %d were put", v.LogLen(), n)
	}
	for i := range n {
		if got := v.Log(i); got != put(i) {
			t.Fatalf("event %d is %+v, want %+v", i, got, put(i))
		}
	}
}

func TestAnEventThatFindsNoRoomIsCounted(t *testing.T) {
	a, _ := newTestArena(t, 2)
	w, late := newTestWriter(a, 1), newTestWriter(a, 2)
	for i := range 2*EventsPerChunk + 5 {
		w.PutAt(Event{Time: Time(i), Kind: KindLine, Lane: 1})
	}
	late.PutAt(Event{Kind: KindLine, Lane: 2})
	if n, dropped := whole(a).Events(); n != 2*EventsPerChunk || dropped != 6 {
		t.Errorf("%d events, %d dropped; want %d and 6", n, dropped, 2*EventsPerChunk)
	}
}

func TestWritersOfTwoProcessesMeetInTheSameMemory(t *testing.T) {
	a, mem := newTestArena(t, 8)
	b, err := OpenArena(mem, nil)
	if err != nil {
		t.Fatal(err)
	}
	b.chunks = a.chunks
	la, lb := addLane(t, a, LaneProcess, "a"), addLane(t, b, LaneProcess, "b")
	if la == lb {
		t.Fatalf("both processes got lane %d", la)
	}
	wa, wb := newTestWriter(a, la), newTestWriter(b, lb)
	const n = 3000
	for i := range n {
		wa.PutAt(Event{Time: Time(2 * i), Kind: KindLine, Lane: la, Arg: int64(i)})
		wb.PutAt(Event{Time: Time(2*i + 1), Kind: KindLine, Lane: lb, Arg: int64(i)})
	}
	for _, x := range []*Arena{a, b} {
		v := whole(x)
		if v.LogLen() != 2*n {
			t.Fatalf("%d events, %d were put", v.LogLen(), 2*n)
		}
		for i := range 2 * n {
			if e := v.Log(i); e.Time != Time(i) || e.Arg != int64(i/2) {
				t.Fatalf("event %d is %+v", i, e)
			}
		}
		if info := v.Lane(lb).Info; info.Name != "b" {
			t.Errorf("lane %d is %+v", lb, info)
		}
	}
}

func TestMemoryThatIsNoArenaIsRefused(t *testing.T) {
	mem := make([]byte, MinArenaBytes)
	if _, err := OpenArena(mem, nil); !errors.Is(err, ErrArena) {
		t.Errorf("empty memory: %v", err)
	}
	if _, err := NewArena(mem, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenArena(mem, nil); err != nil {
		t.Errorf("a fresh arena: %v", err)
	}
	for _, short := range [][]byte{nil, mem[:10], mem[:MinArenaBytes-1]} {
		if _, err := OpenArena(short, nil); !errors.Is(err, ErrArena) {
			t.Errorf("%d bytes: %v", len(short), err)
		}
		if _, err := NewArena(short, nil); !errors.Is(err, ErrArena) {
			t.Errorf("%d bytes: %v", len(short), err)
		}
	}
	if _, err := OpenArena(append(mem, 0), nil); !errors.Is(err, ErrArena) {
		t.Errorf("a size that does not match: %v", err)
	}
}

func TestOnlyTheFirstBeginAndFinishCount(t *testing.T) {
	a, _ := newTestArena(t, 4)
	a.Begin(500)
	if e, begun := a.Epoch(); e != 1 || !begun {
		t.Errorf("the run's zero is %d, %v", e, begun)
	}
	if _, ended := a.Ended(); ended {
		t.Error("it has ended before Finish")
	}
	a.Finish(0)
	a.Finish(77)
	if end, ended := a.Ended(); end != 1 || !ended {
		t.Errorf("it ended at %d, %v", end, ended)
	}
}

func TestALaneThatIsNotEnteredYetIsNotShown(t *testing.T) {
	a, _ := newTestArena(t, 4)
	a.hdr.lanes.Add(1) // as its maker does first
	a.hdr.objs.Add(1)
	if info, ok := a.LaneInfo(1); ok || info != (LaneInfo{}) {
		t.Errorf("lane: %+v, %v", info, ok)
	}
	if info, ok := a.ObjInfo(1); ok || info != (ObjInfo{}) {
		t.Errorf("object: %+v, %v", info, ok)
	}
	l, o := addLane(t, a, LaneTask, "second"), addObj(t, a, ObjLock, "second")
	w := newTestWriter(a, 1)
	w.PutAt(Event{Time: 1, Kind: KindState, Slot: Slot(StateRunning), Lane: 1, Core: 0})
	w.PutAt(Event{Time: 2, Kind: KindTake, Lane: 1, Obj: 1, Seq: 1, Arg: 1})
	v := whole(a)
	if len(v.Lanes()) != 2 || v.Lane(1).Info != (LaneInfo{}) || v.Lane(1).Len() != 1 || v.Lane(l).Info.Name != "second" {
		t.Errorf("lanes %+v", v.Lanes())
	}
	if len(v.Objs()) != 2 || v.Obj(1).Info != (ObjInfo{}) || v.Obj(1).Len() != 1 || v.Obj(o).Info.Name != "second" {
		t.Errorf("objects %+v", v.Objs())
	}
	if v.Lane(0) != nil || v.Lane(3) != nil || v.Obj(0) != nil || v.Obj(3) != nil {
		t.Error("a number that nobody has is not nil")
	}
	if _, ok := a.FindObj(ObjLock, ""); ok {
		t.Error("the unfinished object is found by its empty name")
	}
	if got, ok := a.FindObj(ObjLock, "second"); !ok || got != o {
		t.Errorf("found %d, %v", got, ok)
	}
}

func TestFactsOfLanesAndObjectsComeBack(t *testing.T) {
	a, _ := newTestArena(t, 4)
	want := LaneInfo{ID: 1, Kind: LaneProcess, Name: "Worker-1", Parent: 9, PID: 1 << 30, PPID: 2, TID: 3}
	l, err := a.AddLane(want)
	if got, ok := a.LaneInfo(l); err != nil || !ok || got != want {
		t.Errorf("lane %+v, want %+v", got, want)
	}
	a.SetLaneIDs(l, 4, 5, 6)
	a.SetLaneExit(l, -1, 9)
	want.PID, want.PPID, want.TID, want.Exited, want.Exit, want.Signal = 4, 5, 6, true, -1, 9
	if got, _ := a.LaneInfo(l); got != want {
		t.Errorf("lane %+v, want %+v", got, want)
	}
	wantObj := ObjInfo{ID: 1, Kind: ObjCounter, Name: "load", Unit: "%", Lane: 7, Core: 31, Param: -5, Rule: 1 << 50}
	o, err := a.AddObj(wantObj)
	if got, ok := a.ObjInfo(o); err != nil || !ok || got != wantObj {
		t.Errorf("object %+v, want %+v", got, wantObj)
	}
}

func TestNamesAndTextsAreCutAtRunes(t *testing.T) {
	a, _ := newTestArena(t, 4)
	for _, s := range []string{"", "short", strings.Repeat("x", nameBytes), strings.Repeat("я", nameBytes/2), strings.Repeat("я", nameBytes), "x" + strings.Repeat("я", nameBytes), strings.Repeat("🧵", 300)} {
		l := addLane(t, a, LaneTask, s)
		o := addObj(t, a, ObjLock, s)
		li, _ := a.LaneInfo(l)
		oi, _ := a.ObjInfo(o)
		for _, got := range []string{li.Name, oi.Name} {
			if !utf8.ValidString(got) || !strings.HasPrefix(s, got) || len(got) > nameBytes || len(s)-len(got) > 3 && len(got) < nameBytes-3 {
				t.Errorf("name %q became %q", s, got)
			}
		}
		found, ok := a.FindObj(ObjLock, s)
		if info, _ := a.ObjInfo(found); !ok || info.Name != oi.Name {
			t.Errorf("by the name %q one finds %+v, %v", s, info, ok)
		}
		n := a.addText(s)
		got := a.Text(n)
		if len(s) <= textBytes && got != s {
			t.Errorf("text %q became %q", s, got)
		}
		if len(s) > textBytes && (!utf8.ValidString(got) || !strings.HasSuffix(got, "…") || len(got) > textBytes || !strings.HasPrefix(s, strings.TrimSuffix(got, "…"))) {
			t.Errorf("text %q became %q", s, got)
		}
	}
	for _, n := range []int64{0, -1, 1 << 40, int64(a.hdr.texts.Load()) + 1} {
		if got := a.Text(n); got != "" {
			t.Errorf("text %d is %q", n, got)
		}
	}
}

func TestAFullTableSaysSoAndStaysWhole(t *testing.T) {
	a, _ := newTestArena(t, 4)
	a.hdr.lanes.Store(homeLanes - 1)
	a.hdr.objs.Store(maxObjs - 1)
	a.hdr.texts.Store(maxTexts - 1)
	if l, err := a.AddLane(LaneInfo{Kind: LaneTask, Name: "last"}); err != nil || l != homeLanes {
		t.Errorf("the last lane is %d, %v", l, err)
	}
	if o, err := a.AddObj(ObjInfo{Kind: ObjLock, Name: "last"}); err != nil || o != maxObjs {
		t.Errorf("the last object is %d, %v", o, err)
	}
	if n := a.addText("last"); a.Text(n) != "last" {
		t.Errorf("the last text is %q", a.Text(n))
	}
	for range 3 {
		if _, err := a.AddLane(LaneInfo{}); !errors.Is(err, ErrFull) {
			t.Errorf("one lane more: %v", err)
		}
		if _, err := a.AddObj(ObjInfo{}); !errors.Is(err, ErrFull) {
			t.Errorf("one object more: %v", err)
		}
		if n := a.addText("more"); n != 0 {
			t.Errorf("one text more has number %d", n)
		}
	}
	if a.Lanes() != homeLanes || a.Objs() != maxObjs {
		t.Errorf("%d lanes, %d objects", a.Lanes(), a.Objs())
	}
	w := newTestWriter(a, 1)
	w.Say(homeLanes, "nothing left to write on")
	v := whole(a)
	if v.Lane(homeLanes).Info.Name != "last" || v.Text(v.Log(0).Arg) != "" {
		t.Errorf("the last lane is %+v, the text %q", v.Lane(homeLanes).Info, v.Text(v.Log(0).Arg))
	}
}

func TestAnArenaForManyLanesHasRoomForThem(t *testing.T) {
	const lanes = homeLanes + 1000
	mem := make([]byte, BytesFor(lanes)+BytesForMore(lanes))
	if _, err := NewArenaFor(mem[:MinArenaBytes], lanes, nil); !errors.Is(err, ErrArena) {
		t.Errorf("too little memory: %v", err)
	}
	made, err := NewArenaFor(mem, lanes, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := OpenArena(mem, nil) // as another process does
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		made.Begin(1)
		w := newTestWriter(a, 1)
		for l := Lane(1); l <= lanes; l++ {
			if got, err := a.AddLane(LaneInfo{Kind: LaneTask, Name: fmt.Sprint(l)}); err != nil || got != l {
				t.Fatalf("lane %d is %d, %v", l, got, err)
			}
			a.Seat(l)[0] = byte(l)
			w.PutAt(Event{Kind: KindState, Slot: Slot(StateRunning), Lane: l, Time: Time(l)})
		}
		if _, err := a.AddLane(LaneInfo{}); !errors.Is(err, ErrFull) {
			t.Errorf("one lane more: %v", err)
		}
		v := whole(made)
		for _, l := range []Lane{1, homeLanes, homeLanes + 1, lanes} {
			if info := v.Lane(l).Info; info.Name != fmt.Sprint(l) || made.Seat(l)[0] != byte(l) || v.Lane(l).Len() != 1 {
				t.Errorf("lane %d is %+v with %d spans, its seat %d", l, info, v.Lane(l).Len(), made.Seat(l)[0])
			}
		}
		made.Reset()
		if made.Lanes() != 0 || made.Seat(lanes)[0] != 0 || made.Seat(1)[0] != 0 {
			t.Error("something is left after a reset")
		}
	}
	made.hdr.more = maxLanes
	if _, err := OpenArena(mem, nil); !errors.Is(err, ErrArena) {
		t.Errorf("a header that says there are more than fit: %v", err)
	}
}

func TestStatesAndKindsAreNamed(t *testing.T) {
	for s := range NumStates {
		if s.String() == "" || s.String() == "unknown" {
			t.Errorf("state %d is called %q", s, s)
		}
	}
	for got, want := range map[string]string{
		NumStates.String(): "unknown", State(255).String(): "unknown", StateWaitGIL.String(): "wait_gil",
		LaneManager.String(): "manager", LaneKind(200).String(): "unknown", LaneMain.String(): "main",
		ObjCounter.String(): "counter", ObjKind(200).String(): "unknown", ObjGIL.String(): "gil",
		OverheadShutdown.String(): "shutdown", Overhead(-1).String(): "overhead", Overhead(99).String(): "overhead",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestPutDoesNotAllocate(t *testing.T) {
	a, _ := newTestArena(t, 8)
	w := newTestWriter(a, 1)
	if n := testing.AllocsPerRun(2*EventsPerChunk, func() {
		w.Put(Event{Kind: KindTake, Lane: 1, Obj: 2, Seq: 3, Arg: 4, Core: 1})
	}); n != 0 {
		t.Errorf("%v allocations an event", n)
	}
	if n := testing.AllocsPerRun(100, func() { w.State(1, StateRunning, 0, 0, 1) }); n != 0 {
		t.Errorf("%v allocations a state", n)
	}
}

func TestAResetArenaIsAsNew(t *testing.T) {
	mem := make([]byte, MinArenaBytes)
	a, err := NewArena(mem, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := a.VirtualClock()
	a.Begin(c.Machine())
	l, _ := a.AddLane(LaneInfo{Kind: LaneThread, Name: "T"})
	o, _ := a.AddObj(ObjInfo{Kind: ObjLock, Name: "L"})
	a.Cell(o)[127], a.Seat(l)[63] = 1, 1
	w := a.NewWriter(c, l)
	w.State(l, StateRunning, o, 0, CoreUnknown)
	w.Say(l, "hello")
	a.SetSteps(3)
	a.MoveClock(5)
	if now, virtual := a.Virtual(); now != 5 || !virtual || w.Now() != 5 {
		t.Errorf("the virtual clock says %d, %v, %d", now, virtual, w.Now())
	}
	a.Finish(9)
	a.Reset()
	fresh := make([]byte, MinArenaBytes)
	if _, err := NewArena(fresh, nil); err != nil {
		t.Fatal(err)
	}
	chunk, _ := a.chunk(0)
	clear(mem[chunksAt+32 : chunksAt+chunkBytes]) // what a count of none hides
	if chunk.count.Load() != 0 || !bytes.Equal(mem, fresh) {
		t.Error("something is left")
	}
	if _, virtual := a.Virtual(); virtual {
		t.Error("the clock is still virtual")
	}
}

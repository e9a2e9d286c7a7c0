package lanefile_test

// This file tests that what is written is read again, however little of it is
// left.

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"corelanes/engine/lanefile"
	"corelanes/engine/trace"
)

// sample is a recording of n events: lanes that run and wait, and a lock.
func sample(t testing.TB, n int) *trace.Recording {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.BytesFor(4*n+1000)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	lock, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjLock, Name: "файл", Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	var writers []*trace.Writer
	for range 4 {
		lane, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "Thread", PID: 7, TID: 8})
		if err != nil {
			t.Fatal(err)
		}
		writers = append(writers, a.NewWriter(trace.Clock{}, lane))
	}
	a.SetLaneExit(2, 0, 9)
	a.SetLaneMemory(2, trace.Resident{RSS: 3 << 20, Shared: 1 << 20, Private: 2 << 20})
	text, err := a.AddText("привет")
	if err != nil {
		t.Fatal(err)
	}
	at := trace.Time(0)
	for i := range n {
		at += trace.Time(random.IntN(50_000))
		lane := trace.Lane(i%4 + 1)
		e := trace.Event{Time: at, Lane: lane, Core: trace.Core(i % 2)}
		switch i % 5 {
		case 0:
			e.Kind, e.Slot = trace.KindState, trace.Slot(1+random.IntN(8))
		case 1:
			e.Kind, e.Obj, e.Seq = trace.KindTake, lock, uint32(i/5*2+1)
		case 2:
			e.Kind, e.Obj, e.Seq, e.Lane = trace.KindGive, lock, uint32(i/5*2+2), lane
		case 3:
			e.Kind, e.Arg = trace.KindSay, text
		case 4:
			e.Kind, e.Arg = trace.KindCPU, int64(random.Uint64())
		}
		writers[i%4].PutAt(e)
	}
	a.Finish(at)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	return r
}

func written(t testing.TB, r *trace.Recording) []byte {
	t.Helper()
	var b bytes.Buffer
	head := lanefile.Head{Program: "test", Started: time.Unix(1, 0).UTC(), Plan: json.RawMessage(`{"scenario":"x"}`)}
	if err := lanefile.Write(&b, head, lanefile.Tail{Status: "done", Result: json.RawMessage(`{"n":1}`)}, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// same fails the test when two recordings do not tell the same.
func same(t *testing.T, a, b *trace.View) {
	t.Helper()
	na, _ := a.Events()
	nb, _ := b.Events()
	if na != nb || a.End() != b.End() || len(a.Lanes()) != len(b.Lanes()) || len(a.Objs()) != len(b.Objs()) || a.LogLen() != b.LogLen() {
		t.Fatalf("%d and %d events, ends %d and %d, %d and %d in the log", na, nb, a.End(), b.End(), a.LogLen(), b.LogLen())
	}
	for i := range a.Lanes() {
		x, y := &a.Lanes()[i], &b.Lanes()[i]
		if x.Info != y.Info || x.Len() != y.Len() || x.CPU != y.CPU {
			t.Fatalf("lane %+v with %d spans became %+v with %d", x.Info, x.Len(), y.Info, y.Len())
		}
		for j := range x.Len() {
			p, pt := x.Span(j)
			q, qt := y.Span(j)
			if p != q || pt != qt {
				t.Fatalf("span %d: %+v became %+v", j, p, q)
			}
		}
	}
	for i := range a.Objs() {
		x, y := &a.Objs()[i], &b.Objs()[i]
		if x.Info != y.Info || x.Len() != y.Len() {
			t.Fatalf("object %+v became %+v", x.Info, y.Info)
		}
		for j := range x.Len() {
			if x.Event(j) != y.Event(j) {
				t.Fatalf("event %d of object %d: %+v became %+v", j, i, x.Event(j), y.Event(j))
			}
		}
	}
	for i := range a.LogLen() {
		if a.Log(i) != b.Log(i) || a.Text(a.Log(i).Arg) != b.Text(b.Log(i).Arg) {
			t.Fatalf("entry %d of the log: %+v became %+v", i, a.Log(i), b.Log(i))
		}
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 100_000} {
		r := sample(t, n)
		data := written(t, r)
		f, err := lanefile.Read(bytes.NewReader(data))
		if err != nil || !f.Complete || f.Damage != "" {
			t.Fatalf("%d events: %v, %+v", n, err, f)
		}
		same(t, r.Cut(), f.Recording.Cut())
		if f.Program != "test" || string(f.Plan) != `{"scenario":"x"}` || f.Status != "done" || string(f.Result) != `{"n":1}` {
			t.Errorf("head %+v, tail %+v", f.Head, f.Tail)
		}
		if n > 1000 {
			if perEvent := float64(len(data)) / float64(n); perEvent > 10 {
				t.Errorf("%.1f bytes an event", perEvent)
			}
		}
	}
}

func TestAFileThatWasCutOffIsReadAsFarAsItGoes(t *testing.T) {
	data := written(t, sample(t, 100_000))
	last := -1
	for cut := 0; cut < len(data); cut += 1 + len(data)/200 {
		f, err := lanefile.Read(bytes.NewReader(data[:cut]))
		if err != nil {
			if last >= 0 {
				t.Fatalf("%d bytes: %v, although fewer could be read", cut, err)
			}
			continue
		}
		if f.Complete || f.Damage == "" || f.Read < last {
			t.Fatalf("%d bytes: %d events, complete %v, damage %q", cut, f.Read, f.Complete, f.Damage)
		}
		last = f.Read
	}
	if last < 50_000 {
		t.Errorf("only %d events of nearly the whole file", last)
	}
}

func TestADamagedBlockIsNotBelieved(t *testing.T) {
	data := written(t, sample(t, 100_000))
	bad := bytes.Clone(data)
	bad[len(bad)/2] ^= 1
	f, err := lanefile.Read(bytes.NewReader(bad))
	if err != nil || f.Complete || f.Read == 0 || f.Read >= 100_000 {
		t.Fatalf("%v, %+v", err, f)
	}
}

func TestOtherFilesAndNewerVersionsAreRefused(t *testing.T) {
	if _, err := lanefile.Read(bytes.NewReader([]byte("PNG, say, or nothing at all"))); !errors.Is(err, lanefile.ErrNotLane) {
		t.Error(err)
	}
	data := written(t, sample(t, 10))
	minor := bytes.Clone(data)
	binary.LittleEndian.PutUint16(minor[10:], 99)
	if f, err := lanefile.Read(bytes.NewReader(minor)); err != nil || !f.Complete {
		t.Errorf("a newer minor version: %v", err)
	}
	binary.LittleEndian.PutUint16(data[8:], 99)
	_, err := lanefile.Read(bytes.NewReader(data))
	if !errors.Is(err, lanefile.ErrVersion) || !strings.Contains(err.Error(), "its format is 99, this program reads "+strconv.Itoa(lanefile.Major)) {
		t.Error(err)
	}
	var newer *lanefile.VersionError
	if !errors.As(err, &newer) || newer.Format != 99 {
		t.Errorf("%v names %+v", err, newer)
	}
}

func FuzzRead(f *testing.F) {
	for _, n := range []int{0, 50} {
		f.Add(written(f, sample(f, n)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := lanefile.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		v := x.Recording.Cut()
		out := make([]trace.Share, 64)
		for i := range v.Lanes() {
			v.Lanes()[i].Shares(0, max(1, v.End()), out)
		}
		for i := range v.Objs() {
			v.Objs()[i].At(v.End())
		}
	})
}

package lanefile

// This file tests that a file which was made to swell does not.

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"corelanes/engine/trace"
)

// allocated is how many bytes f asked for in all.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// swelling are files of a few kilobytes that say they hold a great deal.
func swelling(t testing.TB) map[string][]byte {
	t.Helper()
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	events := enc.EncodeAll(encode(make([]trace.Event, eventsPerBlock)), nil)
	file := func(kind byte, data []byte, times int) []byte {
		var b bytes.Buffer
		if err := writeFrame(&b); err != nil {
			t.Fatal(err)
		}
		if err := writeJSON(&b, blockHead, Head{Plan: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
		for range times {
			if err := writeBlock(&b, kind, data); err != nil {
				t.Fatal(err)
			}
		}
		return b.Bytes()
	}
	many := func(entry string, n int) []byte {
		return []byte("[" + strings.Repeat(entry+",", n) + entry + "]")
	}
	return map[string][]byte{
		"events":  file(blockEvents, events, 100),
		"zeros":   file(blockEvents, enc.EncodeAll(make([]byte, 64<<20), nil), 100),
		"lanes":   file(blockLanes, many("{}", 100_000), 1),
		"objects": file(blockObjs, many("{}", 100_000), 1),
		"texts":   file(blockTexts, many(`""`, 100_000), 1),
	}
}

func TestAFileThatWasMadeToSwellIsGivenUpEarly(t *testing.T) {
	const most = trace.MinArenaBytes + 24<<20 // the tables of any recording, and of the largest legal ones being read
	for name, data := range swelling(t) {
		var f *File
		var err error
		if n := allocated(func() { f, err = Read(bytes.NewReader(data)) }); n > most {
			t.Errorf("%s: %d bytes were allocated for a file of %d", name, n, len(data))
		}
		if err != nil || f.Complete || !strings.Contains(f.Damage, ErrDamaged.Error()) {
			t.Errorf("%s: %v, %+v", name, err, f)
		}
	}
}

func TestManyEqualEventsAreNoSwelling(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.BytesFor(100_000)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	w := a.NewWriter(trace.Clock{}, 1)
	for range 100_000 {
		w.PutAt(trace.Event{Kind: trace.KindLine, Lane: 1, Time: 5})
	}
	a.Finish(6)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	var b bytes.Buffer
	if err := Write(&b, Head{Plan: []byte("{}")}, Tail{}, r); err != nil {
		t.Fatal(err)
	}
	f, err := Read(&b)
	if err != nil || !f.Complete || f.Read != 100_000 {
		t.Errorf("%v, %+v", err, f)
	}
}

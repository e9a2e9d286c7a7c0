package importer

// This file lets everything into the reader of Go's execution traces that might come,
// beginning with true ones.

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/trace"
	"strings"
	"sync"
	"testing"
	"time"

	ours "corelanes/engine/trace"
)

// smallGoTrace is the trace of a few goroutines that wait for each other, a task with a
// region and a line of its log.
func smallGoTrace(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := trace.Start(&out); err != nil {
		t.Skipf("traced already: %v", err)
	}
	ctx, task := trace.NewTask(context.Background(), "order")
	var all sync.WaitGroup
	items := make(chan int)
	for range 3 {
		all.Go(func() {
			for range items {
				trace.Log(ctx, "item", "taken")
				runtime.Gosched()
			}
		})
	}
	trace.WithRegion(ctx, "hand out", func() {
		for i := range 5 {
			items <- i
		}
	})
	close(items)
	all.Wait()
	task.End()
	trace.Stop()
	return out.Bytes()
}

func FuzzGoTracesNeverPanicNorSwellNorGoBackInTime(f *testing.F) {
	whole := smallGoTrace(f)
	seeds := [][]byte{whole, whole[:len(whole)/2], whole[:len(whole)-3]}
	for _, at := range []int{17, len(whole) / 3, len(whole) * 2 / 3} { // one byte is another
		bad := bytes.Clone(whole)
		bad[at] ^= 0x55
		seeds = append(seeds, bad)
	}
	seeds = append(seeds, append(bytes.Clone(whole), whole[16:]...)) // the same generation twice
	for _, version := range []string{"1.5", "1.7", "1.11", "1.19", "1.21", "1.22", "1.23", "1.25", "1.26", "1.99"} {
		head := "go " + version + " trace"
		head += strings.Repeat("\x00", 16-len(head))
		seeds = append(seeds, []byte(head), append([]byte(head), whole[16:]...), []byte(head+"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x02\x03"))
	}
	kept, err := filepath.Glob(filepath.Join("testdata", "*.gotrace"))
	if err != nil || len(kept) == 0 {
		f.Fatalf("no traces are kept: %v", err)
	}
	for _, path := range kept {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, data)
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 16 || !bytes.HasPrefix(data, []byte("go 1.")) {
			data = append(bytes.Clone(whole[:16]), data...) // nothing else comes to this reader
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		x, err := Read(bytes.NewReader(data))
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 64<<20+4000*uint64(len(data)) {
			t.Errorf("%d bytes made %d bytes be taken", len(data), got)
		}
		if took > time.Minute {
			t.Errorf("%d bytes took %v", len(data), took)
		}
		if err != nil {
			return
		}
		forwards(t, x.Recording.Cut())
	})
}

// forwards fails the test where a lane goes back in time, or names a text that there is
// not.
func forwards(t *testing.T, v *ours.View) {
	t.Helper()
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		last := ours.Time(0)
		for j := range l.Len() {
			s, to := l.Span(j)
			if s.From < last || to < s.From || to > v.End() {
				t.Fatalf("lane %d goes from %d to %d after %d, of %d", i+1, s.From, to, last, v.End())
			}
			last = s.From
			if s.Arg < 0 && v.Label(s) == "" {
				t.Fatalf("lane %d: span %d has text %d, which there is not", i+1, j, -s.Arg)
			}
		}
	}
	for i := range v.LogLen() {
		if e := v.Log(i); e.Time < 0 || e.Time > v.End() {
			t.Fatalf("event %d of the log is at %d of %d", i, e.Time, v.End())
		}
	}
}

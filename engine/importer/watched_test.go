package importer

// This file tests that reading a long file tells how far it is, and can be stopped.

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/trace"
	"slices"
	"sync"
	"testing"

	ours "corelanes/engine/trace"
)

// long writes a file of each format that is more than one read long.
func long(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	var chrome, golang bytes.Buffer
	chrome.WriteString(`{"traceEvents":[`)
	for i := range 20_000 {
		if i > 0 {
			chrome.WriteString(",\n")
		}
		fmt.Fprintf(&chrome, `{"ph":"X","pid":1,"tid":%d,"ts":%d,"dur":1.5,"name":"work"}`, i%4, 2*i)
	}
	chrome.WriteString(`]}`)
	if err := trace.Start(&golang); err != nil {
		t.Skipf("traced already: %v", err)
	}
	var all sync.WaitGroup
	for range 8000 {
		all.Go(func() {})
	}
	all.Wait()
	trace.Stop()
	files := map[string]string{}
	for format, data := range map[string][]byte{"chrome": chrome.Bytes(), "go": golang.Bytes()} {
		files[format] = filepath.Join(dir, format)
		if err := os.WriteFile(files[format], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestALongFileTellsHowFarItIsRead(t *testing.T) {
	for format, path := range long(t) {
		last := 0.0
		o, _, err := OpenWatched(t.Context(), path, "test", func(part float64) {
			if part <= last || part > 1 {
				t.Errorf("%s: %v after %v", format, part, last)
			}
			last = part
		})
		if err != nil || o.Events == 0 || o.Damage != "" || last != 1 {
			t.Errorf("%s: %v, read up to %v", format, err, last)
		}
	}
}

func TestReadingALongFileIsStoppedWhileItIsRead(t *testing.T) {
	for format, path := range long(t) {
		ctx, stop := context.WithCancel(t.Context())
		far := 0.0
		o, _, err := OpenWatched(ctx, path, "test", func(part float64) {
			far = part
			stop() // as soon as anything was read
		})
		stop()
		if !errors.Is(err, context.Canceled) || o != nil {
			t.Errorf("%s: %v", format, err)
		}
		if info, serr := os.Stat(path); serr != nil || far > 0.9 && info.Size() > 1<<18 {
			t.Errorf("%s: read up to %v of it, %v", format, far, serr)
		}
		if x, err := Read(&untilStopped{path: path}); !errors.Is(err, context.Canceled) || x != nil {
			t.Errorf("%s: of what was read until then there is %v, %v", format, x, err)
		}
	}
}

// untilStopped reads half of a file; then nobody wants the rest.
type untilStopped struct {
	path string
	left []byte
}

func (u *untilStopped) Read(p []byte) (int, error) {
	if u.left == nil { // the first time
		all, err := os.ReadFile(u.path)
		if err != nil {
			return 0, err
		}
		u.left = all[:len(all)/2]
	}
	if len(u.left) == 0 {
		return 0, context.Canceled
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}

// lastByte stops whoever reads it as soon as it has given all.
type lastByte struct {
	*bytes.Reader
	stop func()
}

func (r lastByte) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if r.Len() == 0 {
		r.stop()
	}
	return n, err
}

func TestWhatWasReadToItsLastByteIsStillStopped(t *testing.T) {
	for format, path := range long(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		x, err := ReadUntil(ctx, lastByte{bytes.NewReader(data), stop})
		stop()
		if !errors.Is(err, context.Canceled) || x != nil {
			t.Errorf("%s: %v, %v", format, x, err)
		}
	}
}

func TestEventsAreSortedInRunsAsAtOnce(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for _, n := range []int{0, 1, runOfEvents, 2*runOfEvents + 1, 5*runOfEvents - 3} {
		b := newBuilder()
		for i := range n {
			b.put(ours.Event{Time: ours.Time(rnd.IntN(n)), Arg: int64(i)})
		}
		want := slices.Clone(b.events)
		slices.SortStableFunc(want, func(x, y ours.Event) int { return cmp.Compare(x.Time, y.Time) })
		if err := b.order(t.Context()); err != nil || !slices.Equal(b.events, want) {
			t.Errorf("%d events are in another order, %v", n, err)
		}
		stopped, stop := context.WithCancel(t.Context())
		stop()
		slices.Reverse(b.events)
		if err := b.order(stopped); n > 1 && !errors.Is(err, context.Canceled) {
			t.Errorf("%d events were sorted though nobody wanted them: %v", n, err)
		}
	}
}

package trace

// This file measures what recording costs beside its peers, and what reading
// costs beside visiting every span.

import (
	"context"
	"io"
	"math/rand/v2"
	rtrace "runtime/trace"
	"slices"
	"strconv"
	"testing"
	"time"
)

// benchWriter is a writer whose arena is started over when it is full.
type benchWriter struct {
	*Writer
	a    *Arena
	left int
}

func newBenchWriter(b *testing.B) *benchWriter {
	a, _ := newTestArena(b, 64)
	w := &benchWriter{Writer: newTestWriter(a, 1), a: a}
	w.restart()
	for range w.left { // touch the memory once: a run's pages are cold only the first time
		w.Writer.Put(Event{Kind: KindLine})
	}
	w.restart()
	return w
}

func (w *benchWriter) restart() {
	w.a.hdr.chunks.Store(0)
	w.n = EventsPerChunk
	w.left = int(w.a.chunks) * EventsPerChunk
}

// events puts n events.
func (w *benchWriter) events(n int) {
	for n > 0 {
		k := min(n, w.left)
		for range k {
			w.Put(Event{Kind: KindTake, Lane: 1, Obj: 2, Seq: 3, Arg: 4, Core: 1})
		}
		n -= k
		if w.left -= k; w.left == 0 {
			w.restart()
		}
	}
}

// tracing switches runtime/trace on for as long as f takes.
func tracing(b *testing.B, f func(ctx context.Context)) {
	if err := rtrace.Start(io.Discard); err != nil {
		b.Skip("runtime/trace is in use: ", err)
	}
	defer rtrace.Stop()
	ctx, task := rtrace.NewTask(context.Background(), "bench")
	defer task.End()
	f(ctx)
}

var sink time.Duration

// peers are the things that one event is compared with; each does n of it.
func peers(b *testing.B) []struct {
	name string
	do   func(n int)
} {
	w := newBenchWriter(b)
	base := time.Now()
	return []struct {
		name string
		do   func(n int)
	}{
		{"Put", w.events},
		{"TimeSince", func(n int) {
			for range n {
				sink += time.Since(base)
			}
		}},
		{"TimeNow", func(n int) {
			for range n {
				sink += time.Duration(time.Now().Nanosecond())
			}
		}},
		{"Region", func(n int) {
			tracing(b, func(ctx context.Context) {
				for range n {
					rtrace.StartRegion(ctx, "region").End()
				}
			})
		}},
		{"Log", func(n int) {
			tracing(b, func(ctx context.Context) {
				for range n {
					rtrace.Log(ctx, "category", "message")
				}
			})
		}},
	}
}

// BenchmarkEvent measures one event beside reading the clock and beside
// runtime/trace's user regions and logs. Ratios takes the medians of turns, so
// that a noisy neighbour hits all of them alike.
func BenchmarkEvent(b *testing.B) {
	for _, p := range peers(b) {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			p.do(b.N)
		})
	}
	b.Run("Ratios", func(b *testing.B) {
		ps := peers(b)
		const turns, each = 15, 20_000
		took := make([][]float64, len(ps))
		for range turns {
			for i, p := range ps {
				begin := time.Now()
				p.do(each)
				took[i] = append(took[i], float64(time.Since(begin))/each)
			}
		}
		ns := map[string]float64{}
		for i, p := range ps {
			slices.Sort(took[i])
			ns[p.name] = took[i][turns/2]
		}
		for range b.N {
			continue // measured above, in turns
		}
		b.ReportMetric(ns["Put"], "put-ns")
		b.ReportMetric(ns["Put"]/ns["TimeSince"], "put/since")
		b.ReportMetric(ns["Put"]/ns["TimeNow"], "put/now")
		b.ReportMetric(ns["Region"]/ns["Put"], "region/put")
		b.ReportMetric(ns["Log"]/ns["Put"], "log/put")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkIndex measures what an event costs from being visible to being in
// its lane's track, taken in at once or as a live run is.
func BenchmarkIndex(b *testing.B) {
	for _, lanes := range []int{1, 16} {
		a, _ := newTestArena(b, 200)
		const n = 400_000
		rnd := rand.New(rand.NewPCG(1, 1))
		var ws []*Writer
		for i := range lanes {
			ws = append(ws, newTestWriter(a, addLane(b, a, LaneThread, "t"+strconv.Itoa(i))))
		}
		at := Time(0)
		for i := range n {
			at += Time(rnd.IntN(2000 / lanes))
			ws[i%lanes].PutAt(Event{Time: at, Kind: KindState, Slot: Slot(i / lanes % int(NumStates)), Lane: Lane(i%lanes + 1), Core: Core(i % 2)})
		}
		a.Finish(at)
		b.Run("at_once/lanes="+strconv.Itoa(lanes), func(b *testing.B) {
			for range b.N {
				r := NewRecording(a)
				r.Update(at)
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/n, "ns/span")
		})
	}
}

// BenchmarkShares measures a lane of a million spans at 1,920 pixels: all of it,
// a hundredth, a ten-thousandth; by Shares and by visiting every span.
func BenchmarkShares(b *testing.B) {
	a, _ := newTestArena(b, 600)
	l := addLane(b, a, LaneThread, "t")
	const n = 1_000_000
	_, end := randomLane(newTestWriter(a, l), l, n, 0, 5000, rand.New(rand.NewPCG(1, 1)))
	a.Finish(end)
	v := whole(a).Lane(l)
	out := make([]Share, 1920)
	for _, w := range []struct {
		name string
		from Time
		to   Time
	}{{"wide", 0, end}, {"middle", end / 3, end/3 + end/10}, {"deep", end / 3, end/3 + end/1000}} {
		b.Run(w.name, func(b *testing.B) {
			for range b.N {
				v.Shares(w.from, w.to, out)
			}
		})
		b.Run(w.name+"_every_span", func(b *testing.B) {
			px := float64(w.to-w.from) / float64(len(out))
			for range b.N {
				clear(out)
				lo, hi := v.Range(w.from, w.to)
				for i := lo; i < hi; i++ {
					s, to := v.Span(i)
					if s.State != StateNone {
						x := int(float64(max(s.From, w.from)-w.from) / px)
						out[min(x, len(out)-1)][s.State-1] += float32(float64(min(to, w.to)-max(s.From, w.from)) / px)
					}
				}
			}
		})
	}
}

// BenchmarkSharesInEachWay measures the ways in which shares are found, from few
// spans a pixel to many: where one becomes cheaper than another.
func BenchmarkSharesInEachWay(b *testing.B) {
	a, _ := newTestArena(b, 600)
	l := addLane(b, a, LaneThread, "t")
	const n = 1_000_000
	_, end := randomLane(newTestWriter(a, l), l, n, 0, 100_000, rand.New(rand.NewPCG(1, 1)))
	a.Finish(end)
	t := &whole(a).Lane(l).track
	out := make([]Share, 1920)
	for _, perPixel := range []float64{0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64} {
		from := end / 3
		to := from + Time(perPixel*float64(len(out))*float64(end)/n)
		lo, hi := t.between(from, to)
		px := float64(to-from) / float64(len(out))
		for name, way := range map[string]func(){
			"pour":        func() { t.pour(lo, hi, from, to, 1/px, out) },
			"count":       func() { t.count(lo, hi, from, to, px, out) },
			"differences": func() { t.differences(from, to, px, out) },
		} {
			b.Run(name+"/"+strconv.FormatFloat(perPixel, 'g', -1, 64), func(b *testing.B) {
				for range b.N {
					clear(out)
					way()
				}
				b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(len(out)), "ns/pixel")
			})
		}
	}
}

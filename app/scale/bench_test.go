package scale_test

// This file measures one thing at a time, for profiles.

import (
	"flag"
	"image"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

var benchEvents = flag.Int("scale.bench", 1_000_000, "how many events the benchmarks' recording has")

var benchMoving = flag.Bool("scale.moving", false, "whether the benchmarks' window is on its way")

// BenchmarkFrame paints windows of a large recording, each another than the one
// before, so that nothing of that is of use.
func BenchmarkFrame(b *testing.B) {
	c := newCrowd(b, *benchEvents)
	c.goOn(*benchEvents)
	v := c.finish().Cut()
	p, img := painter(b), image.NewRGBA(image.Rect(0, 0, frameWidth, frameHeight))
	for _, w := range append([]window{{"wide", v.End()}}, windows(v)...) {
		b.Run(w.name, func(b *testing.B) {
			from := v.End() / 3
			if w.width == v.End() {
				from = 0
			}
			began, n := processorTime(), 0
			for b.Loop() {
				at := from + trace.Time(n%2)
				s := scene(v, at, at+w.width)
				s.Moving = *benchMoving
				p.Paint(img, s)
				n++
			}
			b.ReportMetric((processorTime()-began)/float64(n), "cpu-ms/op")
		})
	}
}

// BenchmarkSums sums a large recording up, and looks for what there is to be found.
func BenchmarkSums(b *testing.B) {
	c := newCrowd(b, *benchEvents)
	c.goOn(*benchEvents)
	v := c.finish().Cut()
	for _, x := range []struct {
		name string
		f    func()
	}{
		{"summary", func() { insight.Summarise(v) }},
		{"range at once", func() { insight.StatesBetween(v, v.End()/10, v.End()) }},
		{"range", func() { insight.Sum(v, v.End()/10, v.End()) }},
		{"guards", func() { insight.Guards(v) }},
		{"critical path", func() { insight.Critical(v) }},
		{"waits and holds", func() { insight.Times(v) }},
		{"findings", func() { insight.Findings(v) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				x.f()
			}
		})
	}
}

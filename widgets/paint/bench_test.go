package paint_test

// This file measures what a frame costs, and beside it, in the same run, what
// it would cost to visit every span.

import (
	"image"
	"sync"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

const (
	benchLanes = 16
	benchSpans = 1_000_000
	benchMean  = 20 * trace.Time(1e3)
)

// dense is the heavy recording, made once for all benchmarks of a run.
var dense = sync.OnceValue(func() *trace.View { return synth.Dense(benchLanes, benchSpans, benchMean) })

func BenchmarkFrame16Lanes1M(b *testing.B) {
	if testing.Short() {
		b.Skip("needs 700 MB")
	}
	v := dense()
	p := newPainter(b)
	for name, part := range map[string]trace.Time{"wide": 1, "middle": 100, "deep": 20000} {
		b.Run(name, func(b *testing.B) {
			s := scene(v, 1920, 800)
			s.From = v.End() / 3
			s.To = s.From + v.End()/part
			if part == 1 {
				s.From, s.To = 0, v.End()
			}
			img := image.NewRGBA(image.Rectangle{Max: s.Size})
			p.Paint(img, s)
			for b.Loop() {
				p.Paint(img, s)
			}
		})
	}
	b.Run("visit-every-span", func(b *testing.B) {
		lanes := v.Lanes()
		shares := make([]trace.Share, 1810)
		for b.Loop() {
			for i := range lanes {
				visitAll(&lanes[i], v.End(), shares)
			}
		}
	})
}

// visitAll is the plain way: every span is poured into the pixels.
func visitAll(lane *trace.LaneView, end trace.Time, shares []trace.Share) {
	clear(shares)
	px := float32(len(shares)) / float32(end)
	for i := range lane.Len() {
		s, to := lane.Span(i)
		if s.State != trace.StateNone {
			shares[min(int(float32(s.From)*px), len(shares)-1)][s.State-1] += float32(to-s.From) * px
		}
	}
}

func BenchmarkFrameOfARealSize(b *testing.B) {
	for name, v := range map[string]*trace.View{
		"gil-4-threads": synth.GIL(4, 1900*synth.MS).View(1900 * synth.MS),
		"160-tasks":     synth.Tasks(160, 400*synth.MS).View(400 * synth.MS),
	} {
		b.Run(name, func(b *testing.B) {
			s := scene(v, 1920, 800)
			p := newPainter(b)
			img := image.NewRGBA(image.Rectangle{Max: s.Size})
			for b.Loop() {
				p.Paint(img, s)
			}
		})
	}
}

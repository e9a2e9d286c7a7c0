package paint_test

// This file measures frames of a primitive with many steps in view.

import (
	"fmt"
	"image"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

// busy is a run of one semaphore that is taken and given so many times.
func busy(times int) *trace.View {
	b := synth.New(6*times + 10)
	l := b.Lane(trace.LaneThread, "A", 0, 1)
	o := b.Obj(trace.ObjInfo{Kind: trace.ObjSemaphore, Name: "s", Param: 3, Core: trace.CoreUnknown})
	b.State(0, l, trace.StateRunning, 0, 0, 0)
	for i := range times {
		at := trace.Time(i) * 10 * us
		b.On(at, o, trace.KindSet, l, 0, 2)
		b.On(at, o, trace.KindTake, l, 0, 1)
		b.On(at+6*us, o, trace.KindGive, l, 0, 0)
		b.On(at+6*us, o, trace.KindSet, l, 0, 3)
	}
	return b.View(trace.Time(times) * 10 * us)
}

func BenchmarkSemaphoreLane(b *testing.B) {
	for _, times := range []int{100, 1000, 4000, 50000} {
		b.Run(fmt.Sprint(times), func(b *testing.B) {
			p, s := newPainter(b), scene(busy(times), 1600, 800)
			img := image.NewRGBA(image.Rectangle{Max: s.Size})
			for b.Loop() {
				p.Paint(img, s)
			}
		})
	}
}

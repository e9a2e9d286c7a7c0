package paint_test

// This file tests the freeze band.

import (
	"image"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
)

func TestALoopThatIsHeldPutsABandOverItsOtherTasks(t *testing.T) {
	b := synth.New(30)
	home := b.Lane(trace.LaneLoop, "loop", 0, 1)
	loop := b.Obj(trace.ObjInfo{Kind: trace.ObjLoop, Name: "loop", Lane: home, Core: trace.CoreUnknown})
	sleeps := b.Lane(trace.LaneTask, "sleeps", home, 1)
	holds := b.Lane(trace.LaneTask, "holds", home, 1)
	thread := b.Lane(trace.LaneThread, "thread", home, 1)
	for _, l := range []trace.Lane{home, sleeps, holds, thread} {
		b.State(0, l, trace.StateRunning, 0, 0, trace.CoreUnknown)
	}
	b.On(400*synth.MS, loop, trace.KindSet, holds, insight.LoopHeld, int64(300*synth.MS))
	b.On(500*synth.MS, loop, trace.KindSet, home, insight.LoopPhase, insight.LoopSelects)
	v := b.View(1000 * synth.MS)

	for name, window := range map[string][2]trace.Time{"all": {0, 1000 * synth.MS}, "its middle": {200 * synth.MS, 300 * synth.MS}} {
		s := scene(v, 600, 400)
		s.From, s.To = window[0], window[1]
		img := image.NewRGBA(image.Rectangle{Max: s.Size})
		l := newPainter(t).Paint(img, s)
		for _, r := range l.Rows {
			if r.Lane == 0 {
				continue
			}
			for at, frozen := range map[trace.Time]bool{240 * synth.MS: true, 450 * synth.MS: false} {
				x := int(l.X(at))
				if x < l.Plot.Min.X || x >= l.Plot.Max.X {
					continue
				}
				plain := column(img, l.Box(r), x, look.Of(trace.StateRunning).Color) > 0
				if want := frozen && r.Lane == sleeps; plain == want {
					t.Errorf("%s, lane %s at %d ms: under a band %v, want %v", name, v.Lane(r.Lane).Info.Name, at/synth.MS, !plain, want)
				}
			}
		}
	}
}

package paint_test

// This file holds pictures with kept rows against those painted from nothing.

import (
	"bytes"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

func TestAPictureWithKeptRowsIsTheOnePaintedFromNothing(t *testing.T) {
	for name, v := range map[string]*trace.View{
		"tasks": synth.Tasks(160, 400*synth.MS).View(400 * synth.MS), "primitives": synth.Primitives().View(350 * synth.MS),
		"gil": synth.GIL(4, 1900*synth.MS).View(1900 * synth.MS), "dense": synth.Dense(12, 3000, 20*trace.Time(1e3)),
	} {
		p := newPainter(t)
		s := scene(v, 900, 700)
		changes := []struct {
			what string
			do   func()
		}{
			{"nothing", func() {}}, {"nothing again", func() {}},
			{"the pointer on a lane", func() { s.Hovered = 2 }}, {"on another", func() { s.Hovered = 3 }}, {"away", func() { s.Hovered = 0 }},
			{"a lane selected", func() { s.Selected = 1 }}, {"and others", func() { s.Also = []trace.Lane{2, 3} }},
			{"a primitive selected", func() { s.Selected, s.Also, s.SelObj = 0, nil, 1 }},
			{"scrolled", func() { s.ScrollPx = 37 }}, {"scrolled on", func() { s.ScrollPx = 120 }}, {"back", func() { s.ScrollPx = 0 }},
			{"folded", func() { s.Folded[paint.Cores] = true }}, {"unfolded", func() { s.Folded[paint.Cores] = false }},
			{"a hidden primitive", func() { s.HiddenObjs = map[trace.Obj]bool{1: true} }},
			{"zoomed", func() { s.From, s.To = v.End()/3, v.End()/2 }}, {"zoomed, once more", func() {}}, {"and once more", func() {}},
			{"the axis counting from elsewhere", func() { s.Origin = v.End() / 7 }}, {"still", func() {}},
			{"other words", func() { s.Words.FlagUp, s.Words.Core = "oben", "Kern" }}, {"the same words", func() {}},
			{"dark", func() { s.Theme = look.Dark() }}, {"dark still", func() {}}, {"larger type", func() { s.Scale = 1.5 }},
			{"without names", func() { s.NoNames = true }}, {"without names still", func() {}},
			{"lower lanes", func() { s.Fit, s.RowHeight = true, 12 }}, {"still lower", func() { s.RowHeight = 8 }},
			{"other lanes", func() { s.Workers = paint.WorkerRows(v)[1:] }},
			{"a smaller picture", func() { s.Size.X, s.Size.Y = 700, 500 }}, {"which stays", func() {}}, {"and stays", func() {}},
		}
		for _, c := range changes {
			c.do()
			if got, want := picture(p, s), picture(newPainter(t), s); !bytes.Equal(got.Pix, want.Pix) {
				t.Errorf("%s, %s: the pictures differ", name, c.what)
			}
		}
	}
}

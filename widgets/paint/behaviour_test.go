package paint_test

// This file tests what must be true of every picture.

import (
	"image"
	"image/color"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

const us = trace.Time(1e3)

// oneLane is a run of one lane, made of the spans given.
func oneLane(end trace.Time, spans ...trace.Span) *trace.View {
	b := synth.New(len(spans) + 10)
	l := b.Lane(trace.LaneThread, "T", 0, 1)
	for _, s := range spans {
		b.State(s.From, l, s.State, s.Obj, s.Arg, trace.CoreUnknown)
	}
	return b.View(end)
}

// column counts the pixels of a colour in one column of a row.
func column(img *image.RGBA, box image.Rectangle, x int, c color.RGBA) (n int) {
	for y := box.Min.Y; y < box.Max.Y; y++ {
		if img.RGBAAt(x, y) == c {
			n++
		}
	}
	return n
}

func TestASpanNarrowerThanAPixelIsStillSeen(t *testing.T) {
	v := oneLane(1000*synth.MS,
		trace.Span{From: 0, State: trace.StateRunning},
		trace.Span{From: 500 * synth.MS, State: trace.StateIO},
		trace.Span{From: 500*synth.MS + 300*us, State: trace.StateRunning})
	s := scene(v, 600, 200)
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	l := newPainter(t).Paint(img, s)
	box := l.Box(l.Rows[1])
	x := int(l.X(500*synth.MS + 150*us))
	if column(img, box, x, look.Of(trace.StateIO).Color) == 0 {
		t.Error("0.3 ms of input/output in a pixel of 2 ms left no trace")
	}
	if column(img, box, x, look.Of(trace.StateRunning).Color) == 0 {
		t.Error("what ran in the same pixel is not seen")
	}
}

func TestAMixedPixelShowsTheSharesOfTheStates(t *testing.T) {
	var spans []trace.Span
	for i := range 20000 { // a quarter running, three quarters waiting
		at := trace.Time(i) * 100 * us
		spans = append(spans, trace.Span{From: at, State: trace.StateRunning}, trace.Span{From: at + 25*us, State: trace.StateWaitGIL})
	}
	v := oneLane(2000*synth.MS, spans...)
	s := scene(v, 600, 200)
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	l := newPainter(t).Paint(img, s)
	box := l.Box(l.Rows[1])
	for x := l.Plot.Min.X + 5; x < l.Plot.Max.X-5; x += 20 {
		run := column(img, box, x, look.Of(trace.StateRunning).Color)
		wait := column(img, box, x, look.Of(trace.StateWaitGIL).Color)
		if share := float64(run) / float64(run+wait); share < 0.2 || share > 0.3 {
			t.Fatalf("at %d: %d pixels run, %d wait; want a quarter", x, run, wait)
		}
	}
}

func TestTheMinimapIsTheMeanOfTheLanes(t *testing.T) {
	v := oneLane(1000*synth.MS, trace.Span{From: 0, State: trace.StateRunning}, trace.Span{From: 500 * synth.MS, State: trace.StateSleep})
	s := scene(v, 600, 300)
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	l := newPainter(t).Paint(img, s)
	y := (l.Minimap.Min.Y + l.Minimap.Max.Y) / 2
	if c := img.RGBAAt(int(l.MinimapX(250*synth.MS)), y); c != look.Of(trace.StateRunning).Color {
		t.Errorf("the first half is %v", c)
	}
	if c := img.RGBAAt(int(l.MinimapX(750*synth.MS)), y); c != look.Of(trace.StateSleep).Color {
		t.Errorf("the second half is %v", c)
	}
}

func TestHitFindsWhatIsPainted(t *testing.T) {
	v := synth.GIL(4, 600*synth.MS).View(600 * synth.MS)
	for _, fit := range []bool{false, true} {
		s := scene(v, 800, 500)
		s.Fit = fit
		l := paint.NewLayout(s)
		for _, r := range l.Rows {
			box := l.Box(r)
			h := l.Hit(v, (box.Min.X+box.Max.X)/2, (box.Min.Y+box.Max.Y)/2)
			if !h.OnRow || h.Row != r {
				t.Errorf("in the middle of %+v is %+v", r, h.Row)
			}
			if r.Kind == paint.RowLane {
				if want := v.Lane(r.Lane).StateAt(h.Time); h.Span.State != want.State {
					t.Errorf("lane %d: hit %v, is %v", r.Lane, h.Span.State, want.State)
				}
			}
		}
	}
}

func TestTimesAndColumnsTurnIntoEachOther(t *testing.T) {
	v := synth.GIL(2, 600*synth.MS).View(600 * synth.MS)
	s := scene(v, 800, 500)
	s.From, s.To = 123*synth.MS, 456*synth.MS
	l := paint.NewLayout(s)
	for x := l.Plot.Min.X; x < l.Plot.Max.X; x += 7 {
		if got := l.X(l.Time(float64(x))); got < float64(x)-0.01 || got > float64(x)+0.01 {
			t.Errorf("column %d became %f", x, got)
		}
	}
}

func TestFitMakesRowsLowAndWithoutItTheyScroll(t *testing.T) {
	v := synth.Tasks(160, 400*synth.MS).View(400 * synth.MS)
	s := scene(v, 800, 600)
	plain := paint.NewLayout(s)
	if plain.MaxScroll() == 0 {
		t.Error("160 lanes fit in 600 pixels")
	}
	s.ScrollPx = 1 << 20
	if l := paint.NewLayout(s); l.Scroll != l.MaxScroll() {
		t.Errorf("scrolled to %d of %d", l.Scroll, l.MaxScroll())
	}
	s.Fit = true
	if low := paint.NewLayout(s); low.Rows[len(low.Rows)/2].H >= plain.Rows[len(plain.Rows)/2].H || low.Rows[3].H < 6 {
		t.Errorf("rows of %d pixels", low.Rows[3].H)
	}
}

func TestFoldedSectionsKeepTheirTitleAlone(t *testing.T) {
	v := synth.GIL(4, 600*synth.MS).View(600 * synth.MS)
	s := scene(v, 800, 500)
	for i := range s.Folded {
		s.Folded[i] = true
	}
	l := paint.NewLayout(s)
	if len(l.Rows) != int(paint.NumSections) {
		t.Errorf("%d rows, want the %d titles", len(l.Rows), paint.NumSections)
	}
}

func TestAnyWindowAndSizeIsPaintedWithoutHarm(t *testing.T) {
	p := newPainter(t)
	v := synth.GIL(4, 600*synth.MS).View(600 * synth.MS)
	for _, size := range []image.Point{{1, 1}, {3, 40}, {130, 60}, {500, 20}, {900, 700}} {
		for _, w := range [][2]trace.Time{{0, 0}, {-1e9, 2e9}, {599e6, 600e6}, {300e6, 300e6 + 7}, {5e9, 6e9}, {0, trace.Forever / 4}} {
			for _, scale := range []float64{0.5, 1, 2.5} {
				s := scene(v, size.X, size.Y)
				s.From, s.To, s.Scale = w[0], w[1], scale
				picture(p, s)
			}
		}
	}
	picture(p, scene2(nil, 300, 200))
	picture(p, scene2(synth.New(10).View(1), 300, 200))
}

func scene2(v *trace.View, w, h int) *paint.Scene {
	return &paint.Scene{View: v, To: 1e9, Size: image.Pt(w, h), Theme: look.Dark(), Words: paint.DefaultWords()}
}

func TestALaneThatDiedHasACross(t *testing.T) {
	b := synth.New(10)
	l := b.Lane(trace.LaneThread, "T", 0, 1)
	b.State(0, l, trace.StateRunning, 0, 0, 0)
	b.End(50*synth.MS, l, true)
	v := b.View(100 * synth.MS)
	s := scene(v, 600, 200)
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	lay := newPainter(t).Paint(img, s)
	row, _ := lay.RowOf(l)
	box := lay.Box(row)
	n := 0
	for x := int(lay.X(50 * synth.MS)); x < int(lay.X(50*synth.MS))+20; x++ {
		n += column(img, box, x, s.Theme.Cross)
	}
	if n < 10 {
		t.Errorf("%d pixels of a cross", n)
	}
}

func TestAGapLiesOverWhatTheLanesSeemToDo(t *testing.T) {
	b := synth.New(20)
	l := b.Lane(trace.LaneThread, "t", 0, 1)
	b.State(0, l, trace.StateBlocked, 0, 0, 0)
	b.Put(trace.Event{Time: 80 * synth.MS, Kind: trace.KindGap, Slot: trace.GapStopped, Arg: int64(40 * synth.MS), Core: trace.CoreUnknown})
	v := b.View(100 * synth.MS)
	s := scene(v, 800, 300)
	img := picture(newPainter(t), s)
	layout := paint.NewLayout(s)
	blocked := look.Of(trace.StateBlocked).Color
	share := func(at trace.Time) float64 {
		row, _ := layout.RowOf(l)
		box, n := layout.Box(row), 0
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := range 8 {
				if img.RGBAAt(int(layout.X(at))+x, y) == blocked {
					n++
				}
			}
		}
		return float64(n) / float64(8*box.Dy())
	}
	if share(20*synth.MS) < 0.3 || share(90*synth.MS) < 0.3 {
		t.Errorf("beside the gap %.2f and %.2f of the lane are blocked", share(20*synth.MS), share(90*synth.MS))
	}
	if share(50*synth.MS) > 0 || share(75*synth.MS) > 0 {
		t.Errorf("in the gap %.2f and %.2f of the lane are blocked", share(50*synth.MS), share(75*synth.MS))
	}
	mini := func(at trace.Time) (n int) {
		x, box := int(layout.MinimapX(at)), layout.Minimap
		for y := box.Min.Y; y < box.Max.Y; y++ {
			if img.RGBAAt(x, y) == blocked {
				n++
			}
		}
		return n
	}
	if mini(20*synth.MS) == 0 || mini(90*synth.MS) == 0 || mini(50*synth.MS) > 0 || mini(75*synth.MS) > 0 {
		t.Errorf("in the minimap %d and %d blocked pixels beside the gap, %d and %d in it", mini(20*synth.MS), mini(90*synth.MS), mini(50*synth.MS), mini(75*synth.MS))
	}
}

func TestASpikeAmongManySamplesOfACounterIsSeen(t *testing.T) {
	const samples, spike = 40_000, 30_100
	a, err := trace.NewArena(make([]byte, trace.BytesFor(samples+trace.EventsPerChunk)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	l, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "Thread-1"})
	if err != nil {
		t.Fatal(err)
	}
	o, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "Depth", Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	w := a.NewWriter(trace.Clock{}, l)
	for i := range samples {
		e := trace.Event{Time: trace.Time(i) * 1000, Kind: trace.KindSample, Lane: l, Obj: o, Core: trace.CoreUnknown, Arg: int64(i % 3)}
		if i == spike {
			e.Arg = 1000
		}
		w.PutAt(e)
	}
	a.Finish(samples * 1000)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	v := r.Cut()
	s := scene(v, 700, 300)
	s.From, s.To = 0, v.End()
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	layout := newPainter(t).Paint(img, s)
	for _, row := range layout.Rows {
		if row.Kind != paint.RowCounter {
			continue
		}
		box := layout.Box(row)
		high := 0
		for x := int(layout.X(spike*1000)) - 1; x <= int(layout.X(spike*1000))+1; x++ {
			inked := 0
			for y := box.Min.Y; y < box.Max.Y; y++ {
				if img.RGBAAt(x, y) == s.Theme.Accent {
					inked++
				}
			}
			high = max(high, inked)
		}
		if high < box.Dy()/2 {
			t.Errorf("the spike is %d pixels high in a row of %d", high, box.Dy())
		}
		return
	}
	t.Fatal("no row for the counter")
}

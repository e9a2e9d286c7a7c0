package curves

// This file tests what a chart draws.

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestALineHasADotAtEachPointAndATheoryHasNone(t *testing.T) {
	test.NewTempApp(t)
	c := New(Chart{
		Title: "Speed-up", Say: func(y float64) string { return fmt.Sprint(y) },
		Lines: []Line{
			{Label: "threads", Color: color.Black, Points: []Point{{1, 1}, {2, 1}, {4, 1}}},
			{Label: "ideal", Dashed: true, Points: []Point{{1, 1}, {4, 4}}},
		},
		Ticks: []Tick{{1, "1"}, {2, "2"}, {4, "4"}},
	})
	c.Resize(fyne.NewSize(400, 260))
	var dots []*canvas.Circle
	texts := map[string]bool{}
	for _, o := range test.WidgetRenderer(c).Objects() {
		switch x := o.(type) {
		case *canvas.Circle:
			dots = append(dots, x)
		case *canvas.Text:
			texts[x.Text] = true
		}
		end := o.Position().Add(o.Size())
		if end.X > 401 || end.Y > 261 || o.Position().X < 0 || o.Position().Y < 0 {
			t.Errorf("%#v is outside: %v to %v", o, o.Position(), end)
		}
	}
	if len(dots) != 3 || dots[0].Position().Y != dots[2].Position().Y || dots[1].Position().X-dots[0].Position().X >= dots[2].Position().X-dots[1].Position().X {
		t.Errorf("dots %v", dots)
	}
	for _, s := range []string{"Speed-up", "threads", "ideal", "1", "2", "4", "0"} {
		if !texts[s] {
			t.Errorf("no text %q among %v", s, texts)
		}
	}
}

func TestALineLeavesThePictureWhereItsAxisEnds(t *testing.T) {
	a, b, ok := below(Point{1, 1}, Point{3, 5}, 3)
	if !ok || a != (Point{1, 1}) || b != (Point{2, 3}) {
		t.Errorf("%v to %v, %t", a, b, ok)
	}
	if a, _, ok := below(Point{1, 5}, Point{3, 1}, 3); !ok || a != (Point{2, 3}) {
		t.Errorf("from %v, %t", a, ok)
	}
	if _, _, ok := below(Point{1, 5}, Point{3, 4}, 3); ok {
		t.Error("what is all above is drawn")
	}
}

func TestStepsAreRound(t *testing.T) {
	for x, want := range map[float64]float64{0: 1, 0.3: 0.5, 0.5: 0.5, 1.2: 2, 2.1: 5, 6: 10, 130: 200, 0.011: 0.02} {
		if got := roundStep(x); got < want*0.999 || got > want*1.001 {
			t.Errorf("%g: %g, want %g", x, got, want)
		}
	}
}

func TestAChartWithoutNumbersIsEmpty(t *testing.T) {
	test.NewTempApp(t)
	c := New(Chart{Lines: []Line{{Label: "nothing"}}})
	c.Resize(fyne.NewSize(10, 10))
	if len(test.WidgetRenderer(c).Objects()) > 10 {
		t.Error("it draws")
	}
	c.Resize(fyne.NewSize(300, 200))
	c.Refresh()
}

func TestLinesCrossWhereTheSecondFallsBelowTheFirst(t *testing.T) {
	at, ok := Crossing([2]Point{{0, 1}, {1, 4}}, [2]Point{{0, 2}, {1, 2}})
	if !ok || at.X < 0.333 || at.X > 0.334 || at.Y < 1.999 || at.Y > 2.001 {
		t.Errorf("%v, %t", at, ok)
	}
	if _, ok := Crossing([2]Point{{0, 1}, {1, 1}}, [2]Point{{0, 2}, {1, 3}}); ok {
		t.Error("lines that never meet cross")
	}
	if _, ok := Crossing([2]Point{{0, 1}, {1, math.NaN()}}, [2]Point{{0, 2}, {1, 3}}); ok {
		t.Error("a line without an end crosses")
	}
}

func TestACrossingHasARingAndTheCursorStandsWhereItIsPut(t *testing.T) {
	test.NewTempApp(t)
	c := New(Chart{
		Lines: []Line{{Label: "a", Points: []Point{{0, 1}, {1, 3}, {2, 4}}}, {Label: "b", Points: []Point{{0, 2}, {1, 2}, {2, 2}}}},
		Ticks: []Tick{{0, "10"}, {1, "20"}, {2, "40"}},
		Marks: []Mark{{At: Point{0.5, 2}, Text: "a, then b"}, {At: Point{0.6, 2}, Text: "no room for these words behind those before"}, {At: Point{0.7, 2}, Text: "nor for these words"}},
	})
	c.Resize(fyne.NewSize(400, 260))
	rings, words, upright := 0, 0, float32(0)
	see := func() {
		rings, words, upright = 0, 0, 0
		for _, o := range test.WidgetRenderer(c).Objects() {
			switch x := o.(type) {
			case *canvas.Circle:
				if x.FillColor == nil {
					rings++
				}
			case *canvas.Text:
				if slices.Contains([]string{"a, then b", "no room for these words behind those before", "nor for these words"}, x.Text) {
					words++
				}
			case *canvas.Line:
				if x.StrokeWidth == cursorWidth {
					upright = x.Position1.X
				}
			}
		}
	}
	if see(); rings != 3 || words != 2 || upright != 0 {
		t.Errorf("%d rings, %d marks with words, cursor at %g", rings, words, upright)
	}
	c.SetCursor(1)
	see()
	middle := upright
	c.SetCursor(2)
	if see(); middle == 0 || upright <= middle {
		t.Errorf("the cursor went from %g to %g", middle, upright)
	}
	c.SetCursor(math.NaN())
	if see(); upright != 0 {
		t.Error("a cursor that was taken away is drawn")
	}
}

func TestLongWordsUnderTheAxisStayInThePictureAndApart(t *testing.T) {
	test.NewTempApp(t)
	c := New(Chart{
		Lines: []Line{{Label: "a", Points: []Point{{0, 1}, {1, 2}}}},
		Ticks: []Tick{{0, "CPython 3.11.7, /usr/local/lib/pythons/first/bin/python3.11"}, {1, "CPython 3.13.1, /usr/local/lib/pythons/second/bin/python3.13"}},
	})
	c.Resize(fyne.NewSize(500, 220))
	end := float32(0)
	for _, o := range test.WidgetRenderer(c).Objects() {
		x, ok := o.(*canvas.Text)
		if !ok || !strings.HasPrefix(x.Text, "CPython") {
			continue
		}
		if x.Position().X < end || x.Position().X+x.MinSize().Width > 501 || !strings.HasSuffix(x.Text, "…") {
			t.Errorf("%q begins at %g, after %g", x.Text, x.Position().X, end)
		}
		end = x.Position().X + x.MinSize().Width
	}
	if end == 0 {
		t.Error("there are no words")
	}
}

package compare

// This file tests theory on invented figures: predictions, words, Amdahl's
// line, crossovers, and the reading of variations.

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"corelanes/engine"
)

func TestPredictionsFollowFromHowOneWorkerSpentItsTime(t *testing.T) {
	threads := engine.Model{Concurrent: true}
	tasks := engine.Model{Concurrent: true, Tasks: true}
	parallel := engine.Model{Concurrent: true, Parallel: true}
	computes := parts{text: 8, pieces: 20, cores: 4}
	waits := parts{text: 0.1, wait: 7.9, pieces: 160, cores: 4}
	native := parts{native: 8, pieces: 16, cores: 4}
	for _, c := range []struct {
		name    string
		p       parts
		m       engine.Model
		workers int
		want    float64
	}{
		{"one after another", computes, engine.Model{}, 4, 8},
		{"text under one GIL", computes, threads, 4, 8},
		{"text on a loop", computes, tasks, 4, 8},
		{"text in parallel", computes, parallel, 4, 2},
		{"no more than the cores", computes, parallel, 8, 2},
		{"no more than the workers", computes, parallel, 2, 4},
		{"waiting in five threads", waits, threads, 5, 1.6},
		{"waiting in tasks: the text remains", waits, tasks, 5, 0.1},
		{"waiting in processes", waits, parallel, 5, 1.6},
		{"native code needs no GIL", native, threads, 4, 2},
		{"but keeps the loop", native, tasks, 4, 8},
	} {
		if got := c.p.predict(c.m, c.workers); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
	if l := computes.limit(8); l != 4 {
		t.Errorf("eight workers on four cores could give %g", l)
	}
	if l := waits.limit(5); math.Abs(l-5) > 1e-9 {
		t.Errorf("five workers that wait could give %g", l)
	}
}

func TestWhatOtherProgramsTakeOfTheReferenceDoesNotOverlap(t *testing.T) {
	p := parts{text: 3, native: 1, pieces: 4, cores: 4}
	p.delayed(4)
	if p.text != 6 || p.native != 2 {
		t.Errorf("got %+v", p)
	}
	idle := parts{wait: 2, pieces: 4, cores: 4}
	idle.delayed(1)
	if idle != (parts{wait: 2, pieces: 4, cores: 4}) {
		t.Errorf("got %+v", idle)
	}
}

func TestASpeedUpEarnsItsWord(t *testing.T) {
	for _, c := range []struct {
		speedup, limit float64
		want           string
	}{
		{0.75, 2, Bad}, {0.95, 2, None}, {1.05, 2, None}, {1.15, 2, Some}, {1.3, 2, Excellent},
		{3.84, 5, Excellent}, {2.5, 5, Good}, {1.5, 5, Some}, {1, 1, None},
	} {
		if got := Grade(c.speedup, c.limit); got != c.want {
			t.Errorf("%g of %g is %s, want %s", c.speedup, c.limit, got, c.want)
		}
	}
}

// point is a comparison of models with these times.
func point(value string, walls map[string]float64) Point {
	c := &Comparison{}
	for _, m := range []string{"a", "b"} {
		if w, ok := walls[m]; ok {
			c.Models = append(c.Models, &Entry{Model: m, WallS: w})
		}
	}
	return Point{value, c}
}

func TestAmdahlsLineIsFoundThroughItsOwnPoints(t *testing.T) {
	r := &Range{Name: workersName}
	for n := 1; n <= 8; n++ {
		f := 0.25
		r.Points = append(r.Points, point(strconv.Itoa(n), map[string]float64{"a": 10 * (f + (1-f)/float64(n)), "b": 10}))
	}
	r.done()
	if math.Abs(r.Serial["a"]-0.25) > 1e-9 || math.Abs(r.Serial["b"]-1) > 1e-9 {
		t.Errorf("serial parts %v, want 0.25 and 1", r.Serial)
	}
}

func TestACrossoverIsWhereTheWinnerChanges(t *testing.T) {
	r := (&Range{Name: "size", Points: []Point{
		point("1", map[string]float64{"a": 1, "b": 3}), point("2", map[string]float64{"a": 2, "b": 3}), point("4", map[string]float64{"a": 4, "b": 3}),
	}}).done()
	if !slices.Equal(r.Winners, []string{"a", "a", "b"}) || len(r.Crossovers) != 1 || r.Crossovers[0] != (Crossover{"2", "4", "a", "b"}) {
		t.Errorf("%v %v", r.Winners, r.Crossovers)
	}
}

func TestVariationsAreListsAndRanges(t *testing.T) {
	for s, want := range map[string][]string{
		"workers=1,2,4": {"1", "2", "4"}, "workers=1..4": {"1", "2", "3", "4"}, "latency=1ms,20ms": {"1ms", "20ms"}, "workers=1,4..5": {"1", "4", "5"},
	} {
		if v, err := ParseVariation(s); err != nil || !slices.Equal(v.Values, want) {
			t.Errorf("%s: %v, %v", s, v, err)
		}
	}
	for _, s := range []string{"", "workers", "=1", "workers=", "workers=1,,2", "workers=4..1", "workers=1..100000", "workers=a..b"} {
		if v, err := ParseVariation(s); err == nil {
			t.Errorf("%q is read as %v", s, v)
		}
	}
}

func FuzzVariationNeverPanicsNorGrowsWithoutLimit(f *testing.F) {
	for _, s := range []string{"workers=1..4", "n=1,2", "x=9223372036854775807..9223372036854775807", "x=-3..3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, err := ParseVariation(s); err == nil && (len(v.Values) == 0 || len(v.Values) > MaxSteps || v.Name == "") {
			t.Errorf("%q: %v", s, v)
		}
	})
}

func TestARangeTellsWhatTheSourceTextPrintedOfIt(t *testing.T) {
	at := func(value string) Point {
		return Point{value, &Comparison{Scenario: "pi-digits", Models: []*Entry{{Model: "threads"}, {Model: "interpreters"}, {Model: "goroutines"}}}}
	}
	r := (&Range{Name: "digits", Points: []Point{at("50"), at("200"), at("2000")}}).done()
	if len(r.Printed) != 2 || r.Printed[0].Value != "200" || !slices.Equal(r.Printed[0].Fastest, []string{"threads", "interpreters"}) || r.Printed[1].Value != "2000" || !slices.Equal(r.Printed[1].Fastest, []string{"interpreters"}) {
		t.Errorf("%+v", r.Printed)
	}
}

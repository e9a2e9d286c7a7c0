package compare

// This file tests comparisons with real runs, small ones.

import (
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"corelanes/engine"
	"corelanes/engine/usage"
)

func smoke(models ...string) Plan {
	return Plan{Base: engine.Plan{Scenario: "squares", Workers: 2, Set: map[string]string{"size": "smoke"}}, Models: models, Repeat: 2}
}

func carry(t *testing.T, p Plan) *Comparison {
	t.Helper()
	p, err := p.Checked()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Carry(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryModelIsMeasuredAsOftenAsAskedAndOneWorkerBeside(t *testing.T) {
	c := carry(t, smoke("threads", "processes"))
	if c.Reference == nil || c.Reference.Model != reference || len(c.Reference.Runs) != 2 {
		t.Fatalf("the reference is %+v", c.Reference)
	}
	for i, m := range []string{"threads", "processes"} {
		e := c.Models[i]
		if e.Model != m || len(e.Runs) != 2 || e.Speedup == nil || e.Predicted == nil || e.Report == nil || e.View == nil || e.Status != engine.Done {
			t.Errorf("%s: %+v", m, e)
		}
		if e.WallS < e.MinS || e.WallS > e.MaxS {
			t.Errorf("%s: the median %g is not between %g and %g", m, e.WallS, e.MinS, e.MaxS)
		}
		if e.Published == nil || e.TheirWord == "" || e.Agrees == nil {
			t.Errorf("%s: what was published is not beside it", m)
		}
	}
	if !c.SameResult {
		t.Error("the results differ")
	}
}

func TestWhereTheSourcePrintedTheMakingOfWorkersThatIsCompared(t *testing.T) {
	c := carry(t, Plan{Base: engine.Plan{Scenario: "unit-cost", Set: map[string]string{"size": "smoke", "wait": "20ms"}}, Models: []string{"threads", "processes"}, Repeat: 1})
	for _, e := range c.Models {
		if e.MadeS == nil || *e.MadeS <= 0 || *e.MadeS >= e.WallS || e.Published == nil || e.Beside != "threads" {
			t.Errorf("%s: %+v", e.Model, e)
		}
	}
	if threads, processes := c.Models[0], c.Models[1]; threads.Claimed != nil || processes.Own == nil || *processes.Own != *threads.MadeS / *processes.MadeS {
		t.Errorf("the speed-ups are not over the first model that was printed: %+v", processes)
	}
}

func TestCPythonsRatiosStandBesideTheEngines(t *testing.T) {
	p := smoke("sequential", "threads", "thread-pool", "asyncio", "processes")
	p.Base.Scenario, p.Real = "say-hello", true
	if !realPossible() {
		t.Skip("there is no python3 here")
	}
	c := carry(t, p)
	if c.CPython == "" || c.NoCPython != "" || len(c.real) != 3 {
		t.Fatalf("CPython %q, %q, %d texts", c.CPython, c.NoCPython, len(c.real))
	}
	if c.Models[0].Real != nil {
		t.Error("there is a text of one worker")
	}
	for i, inside := range []string{"threads", "threads", "asyncio", "processes"} {
		e := c.Models[i+1]
		if e.Real == nil || e.Real.Inside != inside || e.Real.WallS <= 0 || len(e.Real.Runs) != 2 || e.Real.Slower <= 0 {
			t.Fatalf("%s: %+v", e.Model, e.Real)
		}
		if compared := e.Real.Agrees != nil; compared != (inside != "threads") { // what has the first one's text is not over it
			t.Errorf("%s: %+v", e.Model, e.Real)
		}
	}
	if r := c.Models[3].Real; r.Over != "threads" || *r.There != c.Models[1].Real.WallS/r.WallS {
		t.Errorf("%+v", r)
	}
}

func TestATextWithoutItsPackagesLeavesTheEnginesRunsAlone(t *testing.T) {
	p := smoke("threads", "asyncio")
	p.Real, p.Base.Scenario, p.Base.Set = true, "downloads", map[string]string{"size": "smoke"}
	if !realPossible() {
		t.Skip("there is no python3 here")
	}
	if engine.Lacking(scenarioOf(t, "downloads"), "asyncio", "") == nil || engine.Lacking(scenarioOf(t, "downloads"), "threads", "") != nil {
		t.Skip("the python3 of this machine has aiohttp, or was not asked")
	}
	c := carry(t, p)
	threads, tasks := c.Models[0].Real, c.Models[1].Real
	if threads == nil || threads.WallS <= 0 || c.Models[1].WallS <= 0 {
		t.Errorf("what can be run was not: %+v", threads)
	}
	if tasks == nil || tasks.Lacks == nil || tasks.Error == nil || !strings.Contains(*tasks.Error, "aiohttp") {
		t.Errorf("that a package is missing is not told: %+v", tasks)
	}
}

// scenarioOf is a scenario of the catalogue.
func scenarioOf(t *testing.T, id string) *engine.Scenario {
	t.Helper()
	for _, s := range engine.Scenarios() {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("there is no %s", id)
	return nil
}

func TestWithoutCPythonTheComparisonSaysSo(t *testing.T) {
	p := smoke("sequential") // of which there is no text
	p.Real, p.Base.Scenario = true, "say-hello"
	p.Base.Set = map[string]string{"size": "smoke"}
	c := carry(t, p)
	if c.CPython != "" || c.NoCPython == "" || c.Models[0].Real != nil {
		t.Errorf("%q, %q", c.CPython, c.NoCPython)
	}
	p.Models, p.Interpreter = []string{"threads"}, "/nowhere/python3"
	var u *usage.Error
	if _, err := p.Checked(); !errors.As(err, &u) || u.What != "interpreter" {
		t.Errorf("%v", err)
	}
}

func TestRatiosAgreeWithinAFactor(t *testing.T) {
	for _, x := range []struct {
		here, there float64
		want        bool
	}{{2, 2, true}, {2, 2.9, true}, {2.9, 2, true}, {2, 3.1, false}, {0.5, 2, false}} {
		r := &Real{}
		r.relate("processes", "threads", x.here, x.there)
		if *r.Agrees != x.want || (r.Words[:2] == "no") == x.want {
			t.Errorf("%g and %g: %s", x.here, x.there, r.Words)
		}
	}
}

func TestTheReferenceIsNotRunTwiceWhenItIsOneOfTheModels(t *testing.T) {
	c := carry(t, smoke("sequential", "threads"))
	if c.Reference != nil || c.Base() != c.Models[0] || *c.Models[0].Speedup != 1 {
		t.Errorf("reference %v, base %v", c.Reference, c.Base())
	}
}

func TestWithoutModelsAllThatCanRunItAreCompared(t *testing.T) {
	p, err := smoke().Checked()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range engine.Scenarios() {
		if s.ID == "squares" {
			if legal, _ := engine.Legal(s); !slices.Equal(append(p.Models, engine.CPython), legal) {
				t.Errorf("%v, want %v", p.Models, legal)
			}
		}
	}
}

func TestAModelThatFailsIsToldAndTheOthersAreStillMeasured(t *testing.T) {
	p := Plan{Base: engine.Plan{Scenario: "deadlock", Workers: 2, Set: map[string]string{"size": "smoke", "cure": "none", "hold": "20ms"}}, Models: []string{"threads", "asyncio"}, Repeat: 1}
	c := carry(t, p)
	for _, e := range c.Models {
		if e.Status != engine.Deadlocked || e.Error == nil || e.View == nil {
			t.Errorf("%s: %s, %v", e.Model, e.Status, e.Error)
		}
	}
}

func TestAWrongPlanIsSaidBeforeAnythingRuns(t *testing.T) {
	for name, change := range map[string]func(*Plan){
		"scenario": func(p *Plan) { p.Base.Scenario = "square" },
		"model":    func(p *Plan) { p.Models = []string{"thread"} },
		"twice":    func(p *Plan) { p.Models = []string{"threads", "threads"} },
		"none":     func(p *Plan) { p.Models = []string{} },
		"repeat":   func(p *Plan) { p.Repeat = MaxRepeat + 1 },
		"workers":  func(p *Plan) { p.Base.Workers = -1 },
		"value":    func(p *Plan) { p.Base.Set = map[string]string{"numbers": "many"} },
	} {
		p := smoke("threads")
		change(&p)
		var wrong *usage.Error
		if _, err := p.Checked(); !errors.As(err, &wrong) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAComparisonThatIsStoppedKeepsWhatItHas(t *testing.T) {
	p, err := smoke("threads").Checked()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	c, err := Carry(ctx, p, func(x Progress) {
		if x.Run == 4 { // two warm-ups and one measured run were before
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || len(c.Models[0].Runs)+len(c.Reference.Runs) != 1 {
		t.Errorf("%v; %v and %v", err, c.Models[0].Runs, c.Reference.Runs)
	}
}

func TestTheOrderIsRandomByItsSeedAndFair(t *testing.T) {
	p := smoke("threads", "processes", "asyncio")
	p.Repeat = 20
	order := func(seed uint64) (names []string) {
		p.Seed = seed
		checked, err := p.Checked()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range newComparison(checked).order(checked) {
			names = append(names, e.Model)
		}
		return names
	}
	a := order(1)
	if !slices.Equal(a, order(1)) || slices.Equal(a, order(2)) {
		t.Error("the seed does not decide the order")
	}
	const models = 4 // with the reference
	for i := 0; i < len(a); i += models {
		if round := slices.Sorted(slices.Values(a[i : i+models])); len(slices.Compact(round)) != models {
			t.Errorf("round %d has %v", i/models, a[i:i+models])
		}
	}
}

func TestTheTableHasARowForEachModelAndAsManyFieldsAsItsHeader(t *testing.T) {
	var b strings.Builder
	if err := carry(t, smoke("threads")).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][2] != reference || rows[2][2] != "threads" {
		t.Errorf("%v, %v", rows, err)
	}
}

package advise

// This file tests the advisor.

import (
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/assets/tables"
	"corelanes/engine"
	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
	"corelanes/engine/sources"
)

func TestTheModelThatSuitsIsRecommended(t *testing.T) {
	for _, c := range []struct {
		name  string
		job   Job
		cores int
		want  string
	}{
		{"many that wait", Job{Waiting: 0.999, Pieces: 1500, Each: 100 * time.Millisecond}, 8, "asyncio"},
		{"many that wait, with libraries that block", Job{Waiting: 0.99, Pieces: 1500, Each: 100 * time.Millisecond, Blocking: true}, 8, "thread-pool"},
		{"heavy computing", Job{Waiting: 0, Pieces: 20, Each: time.Second}, 8, "process-pool"},
		{"heavy computing on one core", Job{Waiting: 0, Pieces: 20, Each: time.Second}, 1, "sequential"},
		{"tiny computing", Job{Waiting: 0, Pieces: 10, Each: 10 * time.Microsecond}, 8, "sequential"},
		{"native code without the GIL", Job{Native: 1, Pieces: 20, Each: time.Second}, 8, "thread-pool"},
		{"one piece", Job{Pieces: 1, Each: time.Second}, 8, "sequential"},
		{"isolation", Job{Waiting: 0.9, Pieces: 100, Each: 100 * time.Millisecond, Isolated: true, Blocking: true}, 4, "process-pool"},
		{"both, much of each", Job{Waiting: 0.6, Pieces: 200, Each: 100 * time.Millisecond}, 4, "process-pool"},
	} {
		a := For(c.job, c.cores, typical)
		if a.Best.Model != c.want {
			t.Errorf("%s: %s is recommended, want %s: %+v", c.name, a.Best.Model, c.want, a.Candidates)
		}
		if len(a.Reasons) == 0 || a.Best.Workers < 1 || a.Best.Predicted <= 0 {
			t.Errorf("%s: %+v", c.name, a)
		}
		plan := a.Plan()
		if _, err := plan.Checked(); err != nil {
			t.Errorf("%s: trying it: %v", c.name, err)
		}
		if native := plan.Scenario == released.scenario; native != (c.job.Native == 1) {
			t.Errorf("%s: tried is %s", c.name, plan.Scenario)
		}
	}
}

func TestWhatCannotBeSaysWhy(t *testing.T) {
	a := For(Job{Pieces: 10, Each: time.Millisecond, Isolated: true, Blocking: true}, 4, typical)
	for _, c := range a.Candidates {
		if processes := strings.Contains(c.Model, "process"); !processes && c.Out != NotIsolated {
			t.Errorf("%s does not keep pieces apart: %q", c.Model, c.Out)
		}
		if c.Model == "asyncio+processes" && c.Out != NeedsAwait {
			t.Errorf("%s: %q", c.Model, c.Out)
		}
	}
	if a.Candidates[0].Out != "" {
		t.Error("those out of question come last")
	}
}

func TestWrongJobsAreRefused(t *testing.T) {
	good := Job{Waiting: 0.5, Pieces: 10, Each: time.Second}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, spoil := range []func(*Job){
		func(j *Job) { j.Waiting = 1.1 }, func(j *Job) { j.Native = -1 }, func(j *Job) { j.Pieces = 0 }, func(j *Job) { j.Each = 0 }, func(j *Job) { j.Bytes = -1 },
	} {
		j := good
		spoil(&j)
		if j.Check() == nil {
			t.Errorf("%+v is accepted", j)
		}
	}
}

func TestMeasuredCostsReplaceTypicalOnes(t *testing.T) {
	kept := sources.Kept{}
	if n := len(Missing(kept)); n != len(needs) {
		t.Errorf("%d figures are missing of %d", n, len(needs))
	}
	at := time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC)
	for _, n := range needs {
		kept[n.check().Key()] = &sources.Measured{Values: map[string]float64{"startup": 0.5, "creation": 0.5, "exchange": 0.5, "copied": passed, "speedup": 3}, At: at}
	}
	c := CostsOf(kept)
	if c.Process.Value != 0.5 || !c.Process.Measured || !c.Process.At.Equal(at) || c.Byte.Value != 1 || len(c.Gains) != 6 {
		t.Errorf("got %+v", c)
	}
	if len(Missing(kept)) != 0 {
		t.Error("something is still missing")
	}
	if a := For(Job{Pieces: 4, Each: 100 * time.Millisecond}, 4, c); a.Best.Model != "sequential" {
		t.Errorf("with processes that take half a second to start, %s is recommended", a.Best.Model)
	}
}

func TestEveryReasonHasWordsAndAllItsNumbers(t *testing.T) {
	book, err := sources.Load(tables.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range ReasonNames() {
		if book.Words["why."+name] == (sources.Text{}) {
			t.Errorf("there are no words for %s", name)
		}
	}
	shares := &Shares{GIL: 0.5, Serialise: 0.5}
	for _, j := range []Job{
		{Waiting: 0.5, Native: 0.6, Pieces: 50, Each: time.Second, Shared: true, Isolated: true, Blocking: true, Recording: shares, Bytes: 1 << 28},
		{Pieces: 1, Each: time.Second}, {Waiting: 0.9, Pieces: 100, Each: time.Millisecond}, {Pieces: 64, Each: time.Microsecond, Bytes: 1 << 20},
	} {
		costs := typical
		costs.Gains = []Gain{{Computing, "threads", 1}, {Waiting, "asyncio", 20}}
		a := For(j, 4, costs)
		for _, r := range a.Reasons {
			if !slices.Contains(ReasonNames(), r.Name) {
				t.Errorf("%s is not among the names", r.Name)
			}
			for _, l := range []string{"en", "ru"} {
				s := r.Say(book, l, func(m string) string { return m })
				if s == "" || strings.ContainsAny(s, "{}") {
					t.Errorf("%s says %q", r.Name, s)
				}
			}
		}
		if s := a.Headline(book, "en", func(m string) string { return m }); strings.ContainsAny(s, "{}") {
			t.Errorf("the headline is %q", s)
		}
	}
}

func TestARecordingTellsItsJob(t *testing.T) {
	run := func(model, waiting string) Job {
		r, err := engine.Start(engine.Plan{Scenario: slider, Model: model, Workers: 2, Set: map[string]string{"size": "smoke", "waiting": waiting, "each": "20ms"}})
		if err != nil {
			t.Fatal(err)
		}
		if o := r.Wait(); o.Err != nil {
			t.Fatal(o.Err)
		}
		j, err := Of(r.Recording().Cut())
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Check(); err != nil {
			t.Fatal(err)
		}
		return j
	}
	if j := run("threads", "100"); j.Waiting < 0.8 {
		t.Errorf("a job that waits shows %+v, %+v", j, j.Recording)
	}
	if j := run("threads", "0"); j.Waiting > 0.2 {
		t.Errorf("a job that computes shows %+v, %+v", j, j.Recording)
	}
}

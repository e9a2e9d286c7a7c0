package engine

import (
	"strings"
	"testing"
)

// steer lets the workers go that pick names, until the run ends.
func steer(t *testing.T, r *Run, pick func(Situation) (worker int, f Fault)) (asked []Situation, o Outcome) {
	t.Helper()
	for s := range r.Choices() {
		if s.Over() {
			continue
		}
		asked = append(asked, s)
		if len(asked) > 200 {
			t.Fatal("it does not end")
		}
		w, f := pick(s)
		if err := r.Let(w, f); err != nil {
			t.Fatal(err)
		}
	}
	return asked, r.Wait()
}

// first is the lowest number that can go, timers last.
func first(s Situation) (int, Fault) {
	timer := -1
	for _, w := range s.Workers {
		switch {
		case w.Can && !w.Timer:
			return w.Worker, 0
		case w.Can && timer < 0:
			timer = w.Worker
		}
	}
	return timer, 0
}

func TestARunSteeredByHandEndsAsItIsSteered(t *testing.T) {
	plan := Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"hold": "10ms"}, Hand: 1}
	r, err := Start(plan)
	if err != nil {
		t.Fatal(err)
	}
	asked, o := steer(t, r, func(s Situation) (int, Fault) {
		if v := r.Recording().Cut(); s.Point > 3 && v.LogLen() == 0 {
			t.Errorf("nothing is recorded at point %d", s.Point)
		}
		return first(s)
	})
	if o.Status != Deadlocked || o.Schedule == "" || asked[0].Point != 1 {
		t.Fatalf("%+v after %d points", o, len(asked))
	}
	last := asked[len(asked)-1]
	if s := last.Workers[0]; s.Can || s.Op.String() != "join" || s.Name != "MainThread" {
		t.Errorf("at the last point the main thread stands at %+v", s)
	}

	// Back to where nobody waited for a lock yet, and the other way: one after the other.
	back, err := r.Plan.Back(o.Schedule, 4)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Start(back)
	if err != nil {
		t.Fatal(err)
	}
	others, o2 := steer(t, again, func(s Situation) (int, Fault) {
		if s.Workers[1].Can {
			return 1, 0
		}
		return first(s)
	})
	if o2.Status != Done || others[0].Point != 4 || others[0].Schedule != asked[3].Schedule {
		t.Errorf("%+v, asked first at point %d after %q", o2, others[0].Point, others[0].Schedule)
	}
	if rep := NewReport(again.Plan, again.Recording().Cut(), o2); !rep.Controlled || rep.Schedule == nil {
		t.Errorf("%+v", rep)
	}
	if _, err := r.Plan.Back("", 0); err != ErrNoWay {
		t.Error(err)
	}
}

func TestFaultsByHandReplay(t *testing.T) {
	for _, c := range []struct {
		scenario, set string
		fault         Fault
		status        Status
	}{
		{"condition", "items=2", Spurious, Done}, // whoever waits asks again: "while", not "if"
		{"deadlock", "cure=one-lock", Twice, Failed},
		{"barrier", "phases=1", Leave, Done}, // the others are told that it is broken
		{"deadlock", "cure=one-lock", Kill, Deadlocked},
		{"condition", "items=1", Unheard, Deadlocked},
	} {
		t.Run(c.fault.String(), func(t *testing.T) {
			set := map[string]string{"size": "tiny"}
			k, v, _ := strings.Cut(c.set, "=")
			set[k] = v
			r, err := Start(Plan{Scenario: c.scenario, Model: "threads", Workers: 2, Set: set, Hand: 1})
			if err != nil {
				t.Fatal(err)
			}
			done := false
			_, o := steer(t, r, func(s Situation) (int, Fault) {
				for _, w := range s.Workers {
					waiting := c.fault != Unheard || len(s.Workers) == 3 && s.Workers[2].Op.String() == "resume" && !s.Workers[2].Can
					held := c.fault != Kill || s.Point > 7
					if !done && waiting && held && strings.ContainsRune(w.Faults, rune(c.fault)) {
						done = true
						return w.Worker, c.fault
					}
				}
				if last := s.Workers[len(s.Workers)-1]; (c.fault == Unheard || c.fault == Spurious) && last.Worker == 2 && last.Can {
					return last.Worker, 0 // the consumer first, so that it waits
				}
				return first(s)
			})
			if !done || o.Status != c.status || !strings.Contains(o.Schedule, string(rune(c.fault))+"@") {
				t.Fatalf("done %v, %+v", done, o)
			}
			plan := r.Plan
			plan.Hand, plan.Schedule, plan.Deadline = 0, &o.Schedule, 0
			again, err := Start(plan)
			if err != nil {
				t.Fatal(err)
			}
			if o2 := again.Wait(); o2.Status != o.Status || o2.Schedule != o.Schedule {
				t.Errorf("%+v, replayed %+v", o, o2)
			}
		})
	}
}

func TestARunByHandCanBeStoppedWhileItAsks(t *testing.T) {
	r, err := Start(Plan{Scenario: "race", Model: "threads", Hand: 1})
	if err != nil {
		t.Fatal(err)
	}
	<-r.Choices()
	r.Stop()
	if o := r.Wait(); o.Status != Stopped {
		t.Errorf("%+v", o)
	}
}

func TestASplitStepIsLoadComputeAndStore(t *testing.T) {
	for _, c := range []struct {
		model string
		alone bool // who is in the middle of a step keeps the GIL
	}{{"threads", true}, {"free-threads", false}} {
		plan := Plan{Scenario: "race", Model: c.model, Workers: 2, Set: map[string]string{"increments": "1"}, Hand: 1, Split: true}
		r, err := Start(plan)
		if err != nil {
			t.Fatal(err)
		}
		var steps []string // of the second worker, which stands first before its store
		_, o := steer(t, r, func(s Situation) (int, Fault) {
			if len(s.Workers) < 3 || !s.Workers[1].Can && !s.Workers[2].Can {
				return first(s)
			}
			one, two := s.Workers[1], s.Workers[2]
			if two.Can {
				steps = append(steps, two.Op.String())
			}
			switch op := two.Op.String(); {
			case op == "load" || op == "compute" || op == "store":
				if (one.Keeps == two.Lane) != c.alone && !one.Ended || one.Can == c.alone && !one.Ended {
					t.Errorf("%s: while the second stands before its %s the first is %+v", c.model, op, one)
				}
				if op == "store" && one.Can { // it computed with an old value
					return 1, 0
				}
				return 2, 0
			case two.Can:
				return 2, 0
			}
			return first(s)
		})
		race := reportRace(o.Result)
		if parts := strings.Join(steps, " "); !strings.Contains(parts, "load compute") || !strings.Contains(parts, "store") {
			t.Errorf("%s: the second worker's steps are %s", c.model, parts)
		}
		if (race == nil) != c.alone || o.Status != Done {
			t.Errorf("%s: %+v, %v", c.model, o, race)
		}
		plan = r.Plan
		plan.Hand, plan.Schedule, plan.Deadline = 0, &o.Schedule, 0
		again, err := Start(plan)
		if err != nil {
			t.Fatal(err)
		}
		if o2 := again.Wait(); string(o2.Result) != string(o.Result) || o2.Schedule != o.Schedule {
			t.Errorf("%s: %+v, replayed %+v", c.model, o, o2)
		}
	}
	if _, err := (Plan{Scenario: "race", Model: "threads", Split: true}).Checked(); err == nil {
		t.Error("a free run cannot be split")
	}
}

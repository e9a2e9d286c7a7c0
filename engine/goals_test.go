//go:build unix

package engine

// This file tests that the goals of the synchronisation scenarios can be met,
// and how, under each kind of worker; and that what can never go on is told
// within a second of closing.

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"corelanes/engine/cpython"
)

// kindsOfWorkers are those under which it is tried.
var kindsOfWorkers = []string{"threads", "processes", "asyncio"}

func TestGoalsAreMetAsTheirScenariosSay(t *testing.T) {
	for _, c := range []struct {
		scenario string
		workers  int
		set      map[string]string
		met, not string
	}{
		{"deadlock", 3, map[string]string{"cure": "none", "hold": "300ms"}, "happens", "prevented"},
		{"deadlock", 3, map[string]string{"cure": "seats"}, "prevented", "happens"},
		{"deadlock", 3, map[string]string{"cure": "timeout"}, "prevented", "happens"},
		{"rlock", 2, map[string]string{"kind": "Lock"}, "self", "deep"},
		{"rlock", 2, nil, "deep", "self"},
		{"race", 2, map[string]string{"lock": "false", "increments": "50000"}, "lost", "none"},
		{"race", 2, map[string]string{"pause": "true"}, "none", "lost"},
		{"condition", 4, map[string]string{"check": "if", "fault": "spurious", "items": "20", "produce": "5ms"}, "empty", "safe"},
		{"condition", 4, map[string]string{"fault": "spurious", "produce": "5ms"}, "safe", "empty"},
		{"condition", 4, map[string]string{"fault": "lost", "produce": "5ms", "consume": "400ms"}, "lost", "empty"},
		{"semaphore", 7, nil, "kept", "lost"},
		{"semaphore", 7, map[string]string{"fault": "twice", "stay": "600ms"}, "crowded", "refused"},
		{"semaphore", 7, map[string]string{"fault": "twice", "bounded": "true"}, "refused", "lost"},
		{"semaphore", 10, map[string]string{"fault": "forgotten"}, "lost", "kept"},
		{"event", 4, nil, "late", "missed"},
		{"event", 4, map[string]string{"clear": "true", "ready": "300ms"}, "missed", "late"},
		{"event", 4, map[string]string{"clear": "true", "ready": "300ms", "timeout": "1s"}, "missed", "late"},
		{"barrier", 3, nil, "step", "broken"},
		{"barrier", 3, map[string]string{"step": "100ms", "timeout": "20ms"}, "broken", "step"},
		{"barrier", 3, map[string]string{"parties": "4"}, "stuck", "step"},
		{"lock-file", 4, map[string]string{"section": "short"}, "short", "torn"},
		{"lock-file", 4, map[string]string{"lock": "false", "hold": "100ms"}, "torn", "whole"},
	} {
		models := kindsOfWorkers
		switch { // under the others it takes luck
		case c.scenario == "race" && c.met == "lost":
			models = []string{"free-threads"}
		case c.scenario == "condition" && c.met == "lost": // all must look before the first item is there, and processes start slowly
			models = []string{"threads", "asyncio"}
		}
		for _, model := range models {
			p := smoke(c.scenario, model, c.workers)
			for name, v := range c.set {
				p.Set[name] = v
			}
			run := start(t, p)
			o := run.Wait()
			r := NewReport(run.Plan, run.Recording().Cut(), o)
			state := func(key string) *bool {
				i := slices.IndexFunc(r.Goals, func(g Goal) bool { return g.Key == key })
				if i < 0 {
					t.Fatalf("%s has no goal %q", c.scenario, key)
				}
				return &r.Goals[i].Met
			}
			if !*state(c.met) || *state(c.not) {
				t.Errorf("%s, %s, %v: ended %s, %v; goal %s met: %v, goal %s met: %v",
					c.scenario, model, c.set, o.Status, o.Err, c.met, *state(c.met), c.not, *state(c.not))
			}
			if d := r.Deadlock; d != nil {
				if late := secs(run.Now()) - d.AtS; late > 1 {
					t.Errorf("%s, %s, %v: the deadlock was told %.2f s after it had closed", c.scenario, model, c.set, late)
				}
				if len(d.Cycle) == 0 || d.Words == "" {
					t.Errorf("%s, %s, %v: the deadlock is told without words: %+v", c.scenario, model, c.set, d)
				}
			}
		}
	}
}

func TestNoGoalIsMetByARunThatWasStopped(t *testing.T) {
	r := start(t, Plan{Scenario: "deadlock", Model: "threads", Set: map[string]string{"cure": "order", "hold": "10s"}})
	for end := time.Now().Add(20 * time.Second); r.Now() == 0 && time.Now().Before(end); runtime.Gosched() {
	}
	r.Stop()
	o := r.Wait()
	for _, g := range NewReport(r.Plan, r.Recording().Cut(), o).Goals {
		if g.Met {
			t.Errorf("%s is met", g.Key)
		}
	}
}

func TestGoalsAreMetUnderARealCPythonToo(t *testing.T) {
	if _, err := cpython.Default(); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct {
		scenario, met string
		set           map[string]string
	}{
		{"rlock", "deep", nil},
		{"event", "late", nil},
		{"semaphore", "kept", nil},
		{"barrier", "step", nil},
		{"deadlock", "happens", map[string]string{"cure": "none", "hold": "300ms"}},
	} {
		p := smoke(c.scenario, "cpython", 5)
		for name, v := range c.set {
			p.Set[name] = v
		}
		r, err := Start(p)
		if err != nil {
			t.Fatal(err)
		}
		o := r.Wait()
		goals := Goals(r.Plan, r.Recording().Cut(), o)
		if !slices.ContainsFunc(goals, func(g Goal) bool { return g.Key == c.met && g.Met }) {
			t.Errorf("%s, %v: ended %s %v with %s, goals %+v", c.scenario, c.set, o.Status, o.Err, o.Result, goals)
		}
	}
}

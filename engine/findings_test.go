//go:build unix

package engine

// This file tests what is found in real runs.

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"corelanes/engine/insight"
)

// kindsFound runs a plan and is the kinds of what is found in it.
func kindsFound(t *testing.T, scenario, model string, workers int, set ...string) (kinds []insight.FindingKind, r Report) {
	t.Helper()
	p := smoke(scenario, model, workers)
	for i := 0; i < len(set); i += 2 {
		p.Set[set[i]] = set[i+1]
	}
	run := start(t, p)
	o := run.Wait()
	r = NewReport(run.Plan, run.Recording().Cut(), o)
	for _, f := range slices.Concat(r.Warnings, r.Patterns) {
		kinds = append(kinds, f.Kind)
	}
	return kinds, r
}

func TestRealRunsShowTheirPatterns(t *testing.T) {
	for _, c := range []struct {
		scenario, model string
		workers         int
		set             []string
		has             insight.FindingKind // "" for none of the warnings
	}{
		{"deadlock", "asyncio", 3, []string{"cure", "order"}, ""},
		{"deadlock", "threads", 3, []string{"cure", "timeout"}, ""},
		{"deadlock", "threads", 3, []string{"cure", "one-lock"}, ""},
		{"race", "free-threads", 2, []string{"lock", "true", "increments", "2000"}, ""},
		{"race", "asyncio", 2, []string{"lock", "false", "pause", "true"}, insight.LostUpdate},
		{"race", "threads", 2, []string{"lock", "false", "increments", "20000"}, insight.Unguarded},
		{"condition", "threads", 4, nil, ""},
		{"condition", "processes", 4, nil, ""},
		{"semaphore", "threads", 6, nil, ""},
		{"lock-file", "threads", 4, []string{"hold", "20ms"}, insight.Contention},
		{"barrier", "threads", 4, []string{"step", "20ms"}, insight.Straggler},
		{"gil-microscope", "threads", 3, []string{"size", "class"}, insight.GILStaircase},
	} {
		kinds, r := kindsFound(t, c.scenario, c.model, c.workers, c.set...)
		if c.has != "" && !slices.Contains(kinds, c.has) {
			t.Errorf("%s, %s, %v: found %v, and no %s", c.scenario, c.model, c.set, kinds, c.has)
		}
		if c.has == "" && len(r.Warnings) > 0 {
			t.Errorf("%s, %s, %v: warned of %s", c.scenario, c.model, c.set, r.Warnings[0].Words)
		}
	}
}

func TestTheLostUpdatesThatAreFoundAreThoseTheResultLacks(t *testing.T) {
	_, r := kindsFound(t, "race", "free-threads", 2, "lock", "false", "increments", "20000")
	lost := 0.0
	for _, f := range r.Warnings {
		if f.Kind == insight.LostUpdate {
			lost = f.Figure
		}
	}
	var result struct {
		Lost float64 `json:"lost"`
	}
	if !decode(t, r.Result, &result) || lost != result.Lost {
		t.Errorf("%g updates are found to be lost, and %g are", lost, result.Lost)
	}
}

func TestOppositeOrdersAreWarnedOfThoughTheRunEndsWell(t *testing.T) {
	for range 20 { // without a hold it nearly always ends well
		kinds, r := kindsFound(t, "deadlock", "threads", 2, "cure", "none", "hold", "0s")
		if r.Deadlock != nil {
			continue
		}
		if !slices.Contains(kinds, insight.LockOrder) || !strings.Contains(r.Warnings[0].Words, "fork-1, fork-2") {
			t.Errorf("found %v", kinds)
		}
		return
	}
	t.Error("it deadlocked twenty times in a row")
}

func decode(t *testing.T, data []byte, into any) bool {
	t.Helper()
	err := json.Unmarshal(data, into)
	if err != nil {
		t.Error(err)
	}
	return err == nil
}

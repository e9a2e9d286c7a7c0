package engine

// This file tests that slow sockets are slow: their answers are waited for, under
// the engine and under a real CPython.

import (
	"encoding/json"
	"testing"

	"corelanes/engine/cpython"
)

func TestSlowSocketsAreWaitedForInEachWay(t *testing.T) {
	plans := []Plan{{Model: "sequential"}}
	if _, err := cpython.Default(); err == nil {
		plans = append(plans, Plan{Model: CPython, Inside: "threads"}, Plan{Model: CPython, Inside: "asyncio"})
	}
	for _, way := range []string{"blocking", "polling", "selector"} {
		for _, p := range plans {
			p.Scenario, p.Set = "selector", map[string]string{"size": "smoke", "way": way}
			if p.Inside == "asyncio" && way != "selector" {
				continue // that text waits as asyncio does
			}
			r, err := Start(p)
			if err != nil {
				t.Fatal(err)
			}
			o := r.Wait()
			wall := NewReport(p, r.Recording().Cut(), o).WallS
			if o.Status != Done || wall < 0.020 { // the slowest answer comes after that
				t.Errorf("%s, %s %s: %s after %g s: %v", way, p.Model, p.Inside, o.Status, wall, o.Err)
			}
			var got struct{ Bytes, Sockets int }
			if p.Model != CPython && (json.Unmarshal(o.Result, &got) != nil || got.Bytes < got.Sockets*4096) {
				t.Errorf("%s: %s", way, o.Result)
			}
		}
	}
}

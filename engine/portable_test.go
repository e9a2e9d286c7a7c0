//go:build linux

package engine

// This file tests that what runs on event loops comes to the same over the
// network of systems that have none of their own here.

import "testing"

func TestScenariosComeToTheSameOverThePortableNetwork(t *testing.T) {
	for _, c := range []struct {
		scenario string
		models   []string
		set      map[string]string
	}{
		{"downloads", []string{"asyncio", "asyncio+threads", "asyncio+processes", "nursery", "green", "uvloop"}, nil},
		{"api-calls", []string{"asyncio"}, nil},
		{"files-to-disk", []string{"asyncio+threads"}, nil},
		{"client-server", []string{"asyncio", "nursery"}, nil},
		{"client-server", []string{"asyncio"}, map[string]string{"socket": "unix"}},
		{"blocked-loop", []string{"asyncio", "asyncio+processes"}, nil},
		{"hybrid", []string{"asyncio+processes"}, nil},
	} {
		for _, model := range c.models {
			set := map[string]string{"size": "smoke"}
			for k, v := range c.set {
				set[k] = v
			}
			results := map[bool]string{}
			for _, portable := range []bool{false, true} {
				o := start(t, Plan{Scenario: c.scenario, Model: model, Set: set, Portable: portable}).Wait()
				if o.Status != Done {
					t.Errorf("%s under %s, %v, portable %t: %s, %v", c.scenario, model, c.set, portable, o.Status, o.Err)
				}
				results[portable] = string(o.Result)
			}
			if results[false] != results[true] {
				t.Errorf("%s under %s, %v: %s, and over the portable network %s", c.scenario, model, c.set, results[false], results[true])
			}
		}
	}
}

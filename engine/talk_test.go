//go:build unix

package engine

// This file tests the traps of talking between processes: they really hang, and
// are found and explained.

import (
	"strings"
	"testing"
	"time"
)

func TestJoiningAChildBeforeGettingItsLargeResultHangsAndIsExplained(t *testing.T) {
	plan := func(set map[string]string) Plan {
		return Plan{Scenario: "child-result", Model: "processes", Set: set, Deadline: 30 * time.Second}
	}
	r := start(t, plan(map[string]string{"bytes": "1000000", "join_first": "true"}))
	o := r.Wait()
	if o.Status != Deadlocked {
		t.Fatalf("ended %s: %v", o.Status, o.Err)
	}
	rep := NewReport(r.Plan, r.Recording().Cut(), o)
	var circle []string
	for _, e := range rep.Deadlock.Cycle {
		circle = append(circle, e.Worker+" waits for "+e.Waits)
	}
	want := "MainProcess waits for the end of Child; Child waits for the end of QueueFeederThread; QueueFeederThread waits for space in queue"
	if got := strings.Join(circle, "; "); got != want {
		t.Errorf("the circle is %q, want %q", got, want)
	}
	if first := rep.Deadlock.Cycle[0]; first.Holds != "the receiving end of queue" {
		t.Errorf("%s holds %q", first.Worker, first.Holds)
	}
	for _, set := range []map[string]string{{"bytes": "1000000"}, {"join_first": "true"}, {"bytes": "1000000", "through": "executor"}} {
		if o := start(t, plan(set)).Wait(); o.Status != Done || !strings.Contains(string(o.Result), `"factorial":"120"`) {
			t.Errorf("%v: ended %s with %s: %v", set, o.Status, o.Result, o.Err)
		}
	}
}

func TestClientsMeetTheServerOverEitherKindOfSocket(t *testing.T) {
	for _, model := range []string{"threads", "processes", "asyncio"} {
		for _, socket := range []string{"tcp", "unix"} {
			o := start(t, Plan{Scenario: "client-server", Model: model, Set: map[string]string{"size": "smoke", "socket": socket}, Deadline: 30 * time.Second}).Wait()
			if o.Status != Done || !strings.Contains(string(o.Result), `"clients":3`) {
				t.Errorf("%s over %s: ended %s with %s: %v", model, socket, o.Status, o.Result, o.Err)
			}
		}
	}
}

func TestAConsumerWithoutAnEndMarkerIsFoundWaiting(t *testing.T) {
	for _, m := range []string{"threads", "processes"} {
		r := start(t, Plan{Scenario: "producer-consumer", Model: m, Workers: 3, Set: map[string]string{"size": "smoke", "each": "false"}, Deadline: 30 * time.Second})
		o := r.Wait()
		if o.Status != Deadlocked || !strings.Contains(o.Err.Error(), "Consumer-") || !strings.Contains(o.Err.Error(), "nobody is left at its other end") {
			t.Errorf("%s: ended %s: %v", m, o.Status, o.Err)
		}
	}
}

//go:build unix

package engine

// This file tests the traps of talking between processes: they really hang, and
// are found and explained.

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
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
			r := start(t, Plan{Scenario: "client-server", Model: model, Set: map[string]string{"size": "smoke", "socket": socket}, Deadline: 30 * time.Second})
			o := r.Wait()
			if o.Status != Done || !strings.Contains(string(o.Result), `"clients":3`) {
				t.Errorf("%s over %s: ended %s with %s: %v", model, socket, o.Status, o.Result, o.Err)
			}
			if runtime.GOOS == "linux" || socket == "tcp" {
				checkSockets(t, model+" over "+socket, r.Recording().Cut())
			}
		}
	}
}

// checkSockets looks at what the recording says of three clients' connections.
func checkSockets(t *testing.T, name string, v *trace.View) {
	t.Helper()
	listening, connections := 0, 0
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjSocket {
			continue
		}
		end := o.At(v.End())
		if o.Info.Rule == insight.SocketListens {
			listening++
			if end.Values[insight.ListenWaiting] != 0 || end.Values[insight.ListenAccepted] != 3 || o.Info.Param < 3 {
				t.Errorf("%s: the socket that listens: %+v, %+v", name, o.Info, end)
			}
			continue
		}
		connections++
		sent, ends := [2]int64{}, map[int64]bool{}
		for j := range o.Len() {
			switch e := o.Event(j); {
			case e.Kind == trace.KindSet && e.Slot <= insight.PipeBytes10:
				sent[e.Slot] = max(sent[e.Slot], e.Arg)
			case e.Kind == trace.KindTake:
				ends[e.Arg] = true
			}
		}
		if sent != [2]int64{14, 14} || len(ends) != 2 || len(end.Holders) != 0 || end.Values != [trace.NumValues]int64{} || o.Info.Param <= 0 {
			t.Errorf("%s: connection %s: %d bytes, ends %v, at the end %+v", name, o.Info.Name, sent, ends, end)
		}
	}
	if listening != 1 || connections != 3 {
		t.Errorf("%s: %d sockets listen, %d connections", name, listening, connections)
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

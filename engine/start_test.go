//go:build linux

package engine

// This file tests whole runs whose processes begin in each of the three ways.

import (
	"testing"

	"corelanes/engine/trace"
)

func TestProcessesBeginAsTheStartMethodSays(t *testing.T) {
	for _, model := range []string{"processes", "process-pool"} {
		results := map[string]bool{}
		for _, method := range StartMethods() {
			if method.WhyNot != "" {
				t.Logf("%s: %s", method.ID, method.WhyNot)
				continue
			}
			r, err := Start(Plan{Scenario: "squares", Model: model, Start: method.ID, Workers: 2, Set: map[string]string{"size": "smoke"}})
			if err != nil {
				t.Fatal(err)
			}
			o := r.Wait()
			if o.Status != Done {
				t.Fatalf("%s, %s: %v", model, method.ID, o.Err)
			}
			results[string(o.Result)] = true
			rep := NewReport(r.Plan, r.Recording().Cut(), o)
			main, server := rep.Lanes[0].PID, 0
			for _, l := range rep.Lanes {
				if l.Kind == trace.LaneForkserver.String() {
					server = l.PID
					if l.PPID != main || l.Exit == nil || *l.Exit != 0 || l.Name != method.ID {
						t.Errorf("%s, %s: %+v", model, method.ID, l)
					}
				}
			}
			if (server != 0) != (method.ID != "spawn") {
				t.Errorf("%s, %s: the process to fork from is %d", model, method.ID, server)
			}
			parent := main
			if method.ID == "forkserver" {
				parent = server
			}
			workers := 0
			for _, l := range rep.Lanes {
				if l.Kind != trace.LaneProcess.String() {
					continue
				}
				workers++
				if l.PPID != parent || l.PID == main || l.PID == server || l.Exit == nil || *l.Exit != 0 {
					t.Errorf("%s, %s: %+v; its parent should be %d", model, method.ID, l, parent)
				}
				p := l.Phases
				if p == nil || p.Create <= 0 || p.Runtime <= 0 || p.Import <= 0 || p.Receive <= 0 || p.Ready <= 0 {
					t.Errorf("%s, %s: phases %+v", model, method.ID, p)
				}
				if m := l.Memory; m == nil || m.RSS <= 0 || m.Private <= 0 || m.Shared <= 0 || m.Shared+m.Private != m.RSS {
					t.Errorf("%s, %s: memory %+v", model, method.ID, m)
				}
			}
			if workers != 2 {
				t.Errorf("%s, %s: %d worker processes", model, method.ID, workers)
			}
		}
		if len(results) != 1 {
			t.Errorf("%s: the results depend on how processes start: %v", model, results)
		}
	}
}

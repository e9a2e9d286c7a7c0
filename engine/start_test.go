//go:build linux

package engine

// This file tests whole runs whose processes begin in each of the three ways.

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"corelanes/engine/proc/forker"
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
				if p != nil && forker.WhyNot != "" {
					p.Runtime = 1 // without C nobody tells when the runtime began: it is part of the creation
				}
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

func TestWhoSurvivesACrash(t *testing.T) {
	for _, c := range []struct{ model, how, result string }{
		{"processes", "crash", `{"survived":2}`},
		{"processes", "kill", `{"survived":2}`},
		{"processes", "not-joined", `{"survived":3}`},
		{"threads", "crash", `{"survived":0}`},
		{"threads", "kill", `{"survived":0}`},
		{"threads", "not-joined", `{"survived":3}`},
	} {
		r := start(t, Plan{Scenario: "crash", Model: c.model, Workers: 3, Set: map[string]string{"size": "smoke", "how": c.how}})
		if o := r.Wait(); o.Status != Done || string(o.Result) != c.result {
			t.Errorf("%s, %s: %s, %s, %v", c.model, c.how, o.Status, o.Result, o.Err)
		}
		if events, _ := r.Recording().Cut().Events(); events == 0 {
			t.Errorf("%s, %s: what happened before is lost", c.model, c.how)
		}
	}
}

func TestALockWhoseOwnerWasKilledIsNamedWithItsOwnerHoweverProcessesWait(t *testing.T) {
	for _, throughParent := range []bool{false, true} {
		for _, method := range StartMethods() {
			if method.WhyNot != "" {
				continue
			}
			r := start(t, Plan{
				Scenario: "crash", Model: "processes", Start: method.ID, Workers: 3, Deadline: 10 * time.Second, ThroughParent: throughParent,
				Set: map[string]string{"size": "smoke", "how": "kill-with-lock"},
			})
			o := r.Wait()
			if o.Status != Deadlocked || o.Err == nil || !strings.Contains(o.Err.Error(), "ledger") || !strings.Contains(o.Err.Error(), "Worker-2") {
				t.Errorf("by %s, through the parent %v: %s: %v", method.ID, throughParent, o.Status, o.Err)
			}
			if left := append(ofGroup(r.child.PID), leftOf()...); len(left) > 0 {
				t.Errorf("by %s, through the parent %v, it left %q", method.ID, throughParent, left)
			}
		}
	}
}

func TestARunThatWaitsForADeadOwnerEndsAtItsDeadlineAndLeavesNothing(t *testing.T) {
	for _, throughParent := range []bool{false, true} {
		r := start(t, Plan{
			Scenario: "crash", Model: "processes", Workers: 3, Deadline: 200 * time.Millisecond, ThroughParent: throughParent,
			Set: map[string]string{"size": "smoke", "how": "kill-with-lock"},
		})
		if o := r.Wait(); o.Status != Deadline || o.Err == nil || !strings.Contains(o.Err.Error(), "200ms") {
			t.Errorf("through the parent %v: %s: %v", throughParent, o.Status, o.Err)
		}
		if left := append(ofGroup(r.child.PID), leftOf()...); len(left) > 0 {
			t.Errorf("through the parent %v, it left %q", throughParent, left)
		}
	}
}

func TestADeathThatIsNotTheSubjectFailsTheRunAndHarmsNobodyElse(t *testing.T) {
	r := start(t, Plan{Scenario: "child-process", Model: "processes", Set: map[string]string{"sleep": "30s"}})
	untilRunning := func() (pid int) {
		for pid == 0 {
			select {
			case <-r.Done():
				t.Fatal("it ended")
			case <-time.After(time.Millisecond):
			}
			for l := trace.Lane(1); int(l) <= r.arena.Lanes(); l++ {
				if info, ok := r.arena.LaneInfo(l); ok && info.Kind == trace.LaneProcess && info.PID != 0 {
					pid = info.PID
				}
			}
		}
		return pid
	}
	pid := untilRunning()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if o := r.Wait(); o.Status != Failed || !strings.Contains(o.Err.Error(), fmt.Sprintf("Process-1 (PID %d) was killed by signal 9", pid)) {
		t.Errorf("%s: %v", o.Status, o.Err)
	}
}

func TestTheCostOfStartingIsWhatWasSentOrInherited(t *testing.T) {
	for _, method := range StartMethods() {
		if method.WhyNot != "" {
			continue
		}
		r := start(t, Plan{Scenario: "spawn-cost", Model: "processes", Start: method.ID, Workers: 1, Set: map[string]string{"data": "64", "touch": "false"}})
		o := r.Wait()
		if o.Status != Done {
			t.Fatalf("%s: %v", method.ID, o.Err)
		}
		for _, l := range NewReport(r.Plan, r.Recording().Cut(), o).Lanes {
			has := l.Memory != nil && l.Memory.Private > 48e6
			switch l.Kind {
			case trace.LaneProcess.String():
				if has != (method.ID != "fork") {
					t.Errorf("%s: a child that touched nothing has %+v", method.ID, l.Memory)
				}
			case trace.LaneForkserver.String():
				if m := l.Memory; m == nil || (m.RSS > 48e6) != (method.ID == "fork") {
					t.Errorf("%s: the process to fork from has %+v", method.ID, m)
				}
			}
		}
	}
}

func TestASignalGoesToTheProcessOfALaneAndToNobodyElse(t *testing.T) {
	r := start(t, Plan{Scenario: "child-process", Model: "processes", Start: StartMethods()[0].ID, Set: map[string]string{"sleep": "30s"}})
	var child trace.LaneInfo
	for child.PID == 0 {
		select {
		case <-r.Done():
			t.Fatal("it ended")
		case <-time.After(time.Millisecond):
		}
		child, _ = r.arena.LaneInfo(2)
	}
	var wrong *UsageError
	for _, c := range []struct {
		lane   trace.Lane
		signal string
	}{{2, "HUPP"}, {2, ""}, {99, "TERM"}, {0, "TERM"}} {
		if err := r.Signal(c.lane, c.signal); !errors.As(err, &wrong) {
			t.Errorf("SIG%s to lane %d: %v", c.signal, c.lane, err)
		}
	}
	for _, s := range []string{"STOP", "CONT", "TERM"} {
		if err := r.Signal(2, s); err != nil {
			t.Errorf("SIG%s: %v", s, err)
		}
	}
	if o := r.Wait(); o.Status != Failed || !strings.Contains(o.Err.Error(), "signal 15") {
		t.Errorf("%s: %v", o.Status, o.Err)
	}
	if err := r.Signal(2, "TERM"); !errors.As(err, &wrong) {
		t.Errorf("a signal to who has ended: %v", err)
	}
}

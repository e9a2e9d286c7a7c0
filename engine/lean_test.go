//go:build lean

package engine

// This file tests that runs are made of the lean program, in builds that carry
// it. All other tests of runs are run with it too.

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"corelanes/engine/lean"
	"corelanes/engine/trace"
)

func TestARunIsMadeOfTheLeanProgram(t *testing.T) {
	for _, start := range []string{"spawn", "fork", "forkserver"} {
		t.Run(start, func(t *testing.T) {
			plan := endless("processes")
			plan.Start = start
			r, err := Start(plan)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Wait()
			defer r.Stop()
			pids := []int{r.child.PID}
			v := untilRunning(t, r, plan.Workers)
			for i := range v.Lanes() {
				if l := v.Lanes()[i].Info; l.Kind == trace.LaneProcess {
					pids = append(pids, l.PID)
				}
			}
			if len(pids) != 1+plan.Workers {
				t.Fatalf("the run's processes are %v", pids)
			}
			for _, pid := range pids {
				exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
				if err != nil || !strings.HasPrefix(exe, "/memfd:corelanes") {
					t.Errorf("process %d runs %s, %v", pid, exe, err)
				}
				name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
				if err != nil || strings.TrimSpace(string(name)) != "corelanes" {
					t.Errorf("process %d is called %q, %v", pid, name, err)
				}
			}
		})
	}
}

func TestTheLeanProgramAloneSaysWhoseItIs(t *testing.T) {
	path, err := lean.Path()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path).CombinedOutput()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.ExitCode() != lean.Alone || !strings.Contains(string(out), "Corelanes, which starts it") {
		t.Errorf("started by hand it says %q and ends with %v", out, err)
	}
}

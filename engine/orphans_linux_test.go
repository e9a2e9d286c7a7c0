package engine

// This file tests that nothing outlives a program that is killed while a run goes
// on: no process of the run for long, and after the next start no shared memory,
// named pipe or socket either, whatever the run's processes talk through.

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// envApp makes this test binary a program that runs the plan in it.
const envApp = "CORELANES_TEST_APP"

// appLife is the life of such a program, which ends with the run.
func appLife(plan string) int {
	var p Plan
	if err := json.Unmarshal([]byte(plan), &p); err != nil {
		return 2
	}
	r, err := Start(p)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	r.Wait()
	return 0
}

// goesWithin is how long a busy machine is given to end what it promises to end
// within a second.
const goesWithin = 15 * time.Second

func TestNothingOutlivesAKilledProgramWhateverItsRunTalksThrough(t *testing.T) {
	type kind struct {
		plan   Plan
		many   int      // processes that the run has at least, its first included
		leaves []string // patterns of files that are there meanwhile, behind the name of the run's directory
	}
	set := func(kv ...string) map[string]string {
		out := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			out[kv[i]] = kv[i+1]
		}
		return out
	}
	kinds := map[string]kind{
		"pool":          {plan: Plan{Scenario: "pool-sleep", Model: "process-pool", Workers: 2, Set: set("sleep", "10s")}, many: 3},
		"manager":       {plan: Plan{Scenario: "sharing", Model: "processes", Set: set("means", "manager", "trips", "10000", "bytes", "100000")}, many: 3},
		"named pipe":    {plan: Plan{Scenario: "pipes", Model: "processes", Set: set("kind", "named", "messages", "10000", "bytes", "4000000")}, many: 2, leaves: []string{"/*.fifo"}},
		"UNIX socket":   {plan: Plan{Scenario: "client-server", Model: "processes", Set: set("socket", "unix", "clients", "2", "think", "10s")}, many: 3, leaves: []string{"/server.sock"}},
		"shared memory": {plan: Plan{Scenario: "sharing", Model: "processes", Set: set("means", "shared", "trips", "10000", "bytes", "5000000")}, many: 2, leaves: []string{".*"}},
	}
	for _, m := range StartMethods() {
		if m.WhyNot == "" {
			kinds[m.ID] = kind{plan: Plan{Scenario: "child-process", Model: "processes", Start: m.ID, Set: set("sleep", "60s")}, many: 2}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		k := kinds[name]
		for _, how := range []string{"it alone", "with its runner, and a worker stopped"} {
			t.Run(name+", "+how, func(t *testing.T) {
				t.Parallel()
				app, runner, group := startApp(t, k.plan, k.many, k.leaves)
				if how != "it alone" {
					_ = syscall.Kill(group[len(group)-1], syscall.SIGSTOP) // it may have ended
					if err := syscall.Kill(runner, syscall.SIGKILL); err != nil {
						t.Fatal(err)
					}
				}
				if err := app.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				killed := time.Now()
				_ = app.Wait() // how it ended is known
				tick := time.NewTicker(5 * time.Millisecond)
				defer tick.Stop()
				for len(ofGroup(runner)) > 0 {
					<-tick.C
					if time.Since(killed) > goesWithin {
						t.Fatalf("after %s there are %q", goesWithin, ofGroup(runner))
					}
				}
				t.Logf("the last of %d processes was gone after %s", len(group), time.Since(killed).Round(time.Millisecond))
				Sweep() // as at the next start
				if left := filesOf(app.Process.Pid, "*"); len(left) > 0 {
					t.Errorf("it left %q", left)
				}
			})
		}
	}
}

// startApp starts a program that runs a plan, and waits until so many processes
// and files are there.
func startApp(t *testing.T, p Plan, many int, leaves []string) (app *exec.Cmd, runner int, group []int) {
	t.Helper()
	p.Deadline = time.Minute
	plan, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	app = exec.Command("/proc/self/exe")
	app.Env = append(os.Environ(), envApp+"="+string(plan))
	app.Stderr = os.Stderr
	if err := app.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = app.Process.Kill() }) // it is dead, unless the test failed
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	timeout := time.After(time.Minute)
	for {
		select {
		case <-tick.C:
		case <-timeout:
			t.Fatalf("its run has %d processes, want %d", len(group), many)
		}
		if runner == 0 {
			if stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", app.Process.Pid)); strings.Contains(string(stat), ") Z ") {
				t.Fatalf("it ended: %v", app.Wait())
			}
			// Of its children the runner is the one that has a group of its own: package
			// os tries once what the kernel can with a child that ends at once.
			for _, kid := range children(app.Process.Pid) {
				pid, _ := strconv.Atoi(strings.Fields(kid)[0])
				if _, rest, _ := strings.Cut(kid, ") "); strings.Fields(rest)[2] == strconv.Itoa(pid) {
					runner = pid
				}
			}
			continue
		}
		group = group[:0]
		for _, stat := range ofGroup(runner) {
			pid, _ := strconv.Atoi(strings.Fields(stat)[0])
			group = append(group, pid)
		}
		there := len(group) >= many
		for _, pattern := range leaves {
			there = there && len(filesOf(app.Process.Pid, pattern)) > 0
		}
		if there {
			return app, runner, group
		}
	}
}

// filesOf are the files of a program's runs that match a pattern behind the names
// of the runs' directories.
func filesOf(pid int, pattern string) (all []string) {
	for _, dir := range []string{os.TempDir(), "/dev/shm"} {
		found, _ := filepath.Glob(filepath.Join(dir, fmt.Sprintf("corelanes-run-%d-*%s", pid, pattern))) // the pattern is right
		all = append(all, found...)
	}
	return all
}

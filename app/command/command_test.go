//go:build unix

package command

// This file tests the command line as a person or a script meets it: what is
// printed where, and with which exit status. Runs are real, in processes of
// their own, which this test binary becomes.

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"corelanes/app/version"
)

// line carries out a command line.
func line(args ...string) (status int, out, err string) {
	var o, e bytes.Buffer
	status = dispatch(streams{out: &o, err: &e}, args)
	return status, o.String(), e.String()
}

func TestEveryCommandLineHasItsStatus(t *testing.T) {
	for _, c := range []struct {
		args     string
		status   int
		out, err string // parts of what is printed
	}{
		{"", 0, "corelanes list", ""},
		{"help", 0, "Exit status", ""},
		{"--help", 0, "Exit status", ""},
		{"run --help", 0, "-switch-interval", ""},
		{"version", 0, "corelanes " + version.Number, ""},
		{"version x", 2, "", "no arguments"},
		{"list", 0, "squares", ""},
		{"list --jsno", 2, "", "--jsno"},
		{"rnu squares", 2, "", "did you mean run"},
		{"frobnicate", 2, "", "corelanes help"},
		{"run", 2, "", "one scenario, not 0"},
		{"run squares downloads", 2, "", "one scenario, not 2"},
		{"run squars", 2, "", "did you mean squares"},
		{"run squares --model thread", 2, "", "did you mean threads"},
		{"run squares --model uvlop", 2, "", "did you mean uvloop"},
		{"run squares --workers 0", 2, "", `workers: "0" is not allowed; it must be a whole number from 1 to 64`},
		{"run squares --workers -1", 2, "", `workers: "-1" is not allowed; it must be a whole number from 1 to 64`},
		{"run squares --workers 65", 2, "", "from 1 to 64"},
		{"run squares --workers many", 2, "", "many"},
		{"run squares --switch-interval 0", 2, "", `switch-interval: "0" is not allowed; it must be a duration from 1µs to 10s`},
		{"run squares --switch-interval 5", 2, "", "switch-interval"},
		{"run squares --deadline 0s", 2, "", "deadline"},
		{"run squares --deadline -1s", 2, "", "deadline"},
		{"run squares --repeat 0", 2, "", "from 1 to 1000"},
		{"run squares --set numbers", 2, "", "KEY=VALUE"},
		{"run squares --set nubers=3", 2, "", "did you mean numbers"},
		{"run squares --set numbers=0", 2, "", "from 1 to 1000"},
		{"run squares --model threads --start fork", 2, "", "starts no processes"},
		{"explore", 2, "", "one scenario"},
		{"explore --help", 0, "-schedules", ""},
		{"explore race --schedules 0", 2, "", "from 1 to"},
		{"explore race --workers 65", 2, "", "from 1 to 64"},
		{"explore race --model asynchio", 2, "", "did you mean asyncio"},
		{"explore race --model processes", 2, "", "as it likes"},
		{"explore downloads", 2, "", "talks to a server"},
		{"explore deadlock --set cure=none", 3, "the shortest: deadlock", ""},
		{"explore deadlock --set cure=order", 0, "none fails", ""},
		{"explore race", 1, "with lost updates", ""},
		{"explore race --set lock=true", 0, "these are all there are", ""},
		{"explore race --seed 3 --schedules 50", 1, "drawn by lot", ""},
		{"run race --seed 1", 2, "", "one worker"},
		{"run race --model processes --seed 1", 2, "", "the operating system lets processes go as it likes"},
		{"run downloads --model threads --seed 1", 2, "", "talks to a server"},
		{"run race --model threads --seed x", 2, "", "seed"},
		{"run race --model threads --seed 1 --schedule 0", 2, "", "not by both"},
		{"run race --model threads --schedule 0,,1", 2, "", `schedule, entry 2 "": it must be a worker's number`},
		{"run race --model threads --schedule 0,1x", 2, "", "schedule, entry 2"},
		{"run squares --model processes --start forks", 2, "", "did you mean fork"},
		{"run squares --frob", 2, "", "frob"},
	} {
		status, out, err := line(strings.Fields(c.args)...)
		if status != c.status || !strings.Contains(out, c.out) || !strings.Contains(err, c.err) || (c.status == ExitUsage) != (out == "") {
			t.Errorf("corelanes %s: status %d\nstdout %s\nstderr %s", c.args, status, out, err)
		}
	}
}

// object is what a command printed.
func object(t *testing.T, out string) map[string]any {
	t.Helper()
	var x map[string]any
	dec := json.NewDecoder(strings.NewReader(out))
	if err := dec.Decode(&x); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	if dec.More() {
		t.Errorf("more than one object:\n%s", out)
	}
	return x
}

// fields checks that an object has the fields of the contract, and no others
// but those that were added.
func fields(t *testing.T, what string, x any, contract, added string) {
	t.Helper()
	m, ok := x.(map[string]any)
	if !ok {
		t.Errorf("%s is %v, no object", what, x)
		return
	}
	want := strings.Fields(contract)
	for _, f := range want {
		if _, ok := m[f]; !ok {
			t.Errorf("%s has no field %s", what, f)
		}
	}
	for _, f := range slices.Sorted(maps.Keys(m)) {
		if !slices.Contains(want, f) && !slices.Contains(strings.Fields(added), f) {
			t.Errorf("%s has a field %s that nobody knows", what, f)
		}
	}
}

func first(t *testing.T, x any) any {
	t.Helper()
	l, ok := x.([]any)
	if !ok || len(l) == 0 {
		t.Fatalf("%v is no list with something in it", x)
	}
	return l[0]
}

func TestTheReportOfARunHasTheFieldsOfItsContract(t *testing.T) {
	for _, model := range []string{"threads", "processes"} {
		status, out, stderr := line("run", "squares", "--model", model, "--workers", "2", "--set", "size=smoke", "--json")
		if status != ExitDone || stderr != "" {
			t.Fatalf("status %d, stderr %s", status, stderr)
		}
		x := object(t, out)
		fields(t, "the report", x, `scenario model workers start python seed controlled wall_s cpu_s busy_cores max_parallel result lanes primitives
			ledger events dropped recording_overhead deadlock race error`, "parameters patterns warnings goals guards schedule pools loop")
		fields(t, "the ledger", x["ledger"], "startup_s serialise_s switch_s wait_s work_s shutdown_s", "")
		lane := first(t, x["lanes"])
		fields(t, "a lane", lane, "id name kind pid ppid tid exit signal states cores", "phases memory")
		fields(t, "a lane's states", lane.(map[string]any)["states"], "running wait_gil blocked io sleep ready native overhead stopped", "")
		fields(t, "a primitive", first(t, x["primitives"]), "id name kind acquires contended wait_s hold_s forced", "")
		if x["scenario"] != "squares" || x["model"] != model || x["workers"] != 2.0 || x["error"] != nil || x["controlled"] != false || x["result"] == nil {
			t.Errorf("%v", out)
		}
		if (x["start"] == nil) != (model == "threads") {
			t.Errorf("under %s the start method is %v", model, x["start"])
		}
	}
}

func TestRepeatedRunsAreReportedByTheirMedian(t *testing.T) {
	status, out, _ := line("run", "--repeat", "3", "threads-start-join", "--set", "size=smoke", "--json", "--model=threads")
	x := object(t, out)
	var runs []float64
	for _, r := range x["runs"].([]any) {
		runs = append(runs, r.(float64))
	}
	slices.Sort(runs)
	if status != ExitDone || len(runs) != 3 || x["wall_s"] != runs[1] {
		t.Errorf("status %d, runs %v, wall_s %v", status, runs, x["wall_s"])
	}
}

func TestARunIsToldInWords(t *testing.T) {
	status, out, _ := line("run", "lock-file", "--model", "threads", "--set", "size=smoke")
	if status != ExitDone || !strings.Contains(out, "lock-file, threads, 5 workers") || !strings.Contains(out, `"whole":5`) || !strings.Contains(out, "Writer-0") {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestARunThatFailsPrintsItsObjectToo(t *testing.T) {
	list := t.TempDir() + "/urls"
	if err := os.WriteFile(list, []byte("http://127.0.0.1:1/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, _ := line("run", "downloads", "--set", "urls="+list, "--json")
	if x := object(t, out); status != ExitFailed || x["error"] == nil || x["result"] != nil || x["deadlock"] != nil {
		t.Errorf("status %d\n%s", status, out)
	}
	status, out, stderr := line("run", "downloads", "--set", "urls="+list)
	if status != ExitFailed || !strings.Contains(stderr, "refused") || strings.Contains(stderr, "[127") {
		t.Errorf("status %d\n%s\n%s", status, out, stderr)
	}
}

func TestADeadlineEndsWithThree(t *testing.T) {
	status, out, _ := line("run", "squares", "--model", "threads", "--set", "upto=100000000", "--deadline", "60ms", "--json")
	x := object(t, out)
	if text, _ := x["error"].(string); status != ExitStuck || !strings.Contains(text, "deadline of 60ms") || x["deadlock"] != nil {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestAnInterruptEndsTheRun(t *testing.T) {
	// The test must survive a signal that comes before the run listens.
	mine := make(chan os.Signal, 8)
	signal.Notify(mine, os.Interrupt)
	defer signal.Ignore(os.Interrupt) // the last one may still be on its way, and is not to end the test
	type result struct {
		status int
		out    string
	}
	done := make(chan result, 1)
	go func() { // ends with the run
		status, out, _ := line("run", "squares", "--model", "processes", "--set", "upto=100000000", "--json")
		done <- result{status, out}
	}()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(30 * time.Second)
	for {
		select {
		case r := <-done:
			if x := object(t, r.out); r.status != ExitInterrupted || x["error"] == nil {
				t.Errorf("status %d\n%s", r.status, r.out)
			}
			return
		case <-limit:
			t.Fatal("the run does not end")
		case <-tick.C:
			if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheListHasTheFieldsOfItsContract(t *testing.T) {
	status, out, _ := line("list", "--json")
	x := object(t, out)
	if status != ExitDone {
		t.Errorf("status %d", status)
	}
	fields(t, "the list", x, "scenarios models start_methods", "")
	s := first(t, x["scenarios"])
	fields(t, "a scenario", s, "id number title category models parameters", "workers why_not")
	fields(t, "a parameter", first(t, s.(map[string]any)["parameters"]), "name type default min max unit", "sizes choices")
	fields(t, "a model", first(t, x["models"]), "id honest possible why_not", "starts why_not_controlled")
	fields(t, "a start method", first(t, x["start_methods"]), "id possible why_not warning", "")
	for _, m := range []string{"sequential", "threads", "free-threads", "processes", "asyncio"} {
		if !strings.Contains(out, `"id": "`+m+`"`) {
			t.Errorf("the model %s is not in the list", m)
		}
	}
}

func TestTheCommandLineNeedsNoWindow(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go tool here")
	}
	out, err := exec.Command(goTool, "list", "-deps", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, p := range strings.Fields(string(out)) {
		if strings.HasPrefix(p, "fyne.io/") || strings.HasPrefix(p, "corelanes/widgets") {
			t.Errorf("the command line imports %s", p)
		}
	}
}

func TestWhatExploreFindsRunReplays(t *testing.T) {
	for scenario, want := range map[string]int{"race": ExitFailed, "deadlock": ExitStuck} {
		status, out, _ := line("explore", scenario, "--json")
		x := object(t, out)
		fields(t, "the exploration", x, `scenario model workers parameters seed tried pruned failed deadlocks lost_updates errors too_long results exhausted
			early_timers random seconds shortest replay error`, "")
		if status != want || x["exhausted"] != true {
			t.Fatalf("%s: status %d, %s", scenario, status, out)
		}
		replay := strings.Fields(x["replay"].(string))
		status, out, _ = line(append(replay[1:], "--json")...)
		r := object(t, out)
		if r["controlled"] != true || r["schedule"] == nil {
			t.Errorf("%s: %s", replay, out)
		}
		switch scenario {
		case "race":
			race, _ := r["race"].(map[string]any)
			if status != ExitDone || race == nil || race["lost"].(float64) < 1 {
				t.Errorf("%s: status %d, %s", replay, status, out)
			}
			fields(t, "a race", r["race"], "expected counted lost words", "")
		case "deadlock":
			d, _ := r["deadlock"].(map[string]any)
			if status != ExitStuck || d == nil || len(d["cycle"].([]any)) != 2 {
				t.Errorf("%s: status %d, %s", replay, status, out)
			}
		}
	}
}

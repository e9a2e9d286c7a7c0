//go:build unix

package engine

// This file tests whole runs, each in a process of its own: this test binary,
// which becomes a runner or a worker when it is started as one.

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"corelanes/engine/insight"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
)

func TestMain(m *testing.M) {
	if plan := os.Getenv(envApp); plan != "" {
		os.Exit(appLife(plan))
	}
	before := descriptors()
	code := m.Run()
	if code == 0 {
		err := nothingLeft(before)
		for end := time.Now().Add(2 * time.Second); err != nil && time.Now().Before(end); runtime.Gosched() {
			err = nothingLeft(before) // what has ended may still have an instruction to go
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// nothingLeft says what the runs of the tests left behind.
func nothingLeft(descriptorsBefore int) error {
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), dirPrefix()+"*")); len(left) > 0 {
		return fmt.Errorf("directories left behind: %v", left)
	}
	if kids := children(os.Getpid()); len(kids) > 0 {
		return fmt.Errorf("child processes left behind: %v", kids)
	}
	if n := descriptors(); descriptorsBefore > 0 && n > descriptorsBefore+2 { // the runtime's own poller
		return fmt.Errorf("%d descriptors are open, %d were before", n, descriptorsBefore)
	}
	buf := make([]byte, 1<<20)
	stacks := string(buf[:runtime.Stack(buf, true)])
	for _, g := range strings.Split(stacks, "\n\n")[1:] {
		if strings.Contains(g, "corelanes/engine") {
			return fmt.Errorf("a goroutine was left behind:\n%s", g)
		}
	}
	return nil
}

func descriptors() int {
	d, _ := os.ReadDir("/proc/self/fd")
	return len(d)
}

// children are the processes whose parent is pid, zombies included.
func children(pid int) (kids []string) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, f := range stats {
		b, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == fmt.Sprint(pid) {
			kids = append(kids, string(b))
		}
	}
	return kids
}

// allModels are the models that are possible on this machine.
func allModels(t testing.TB) []string {
	t.Helper()
	var ids []string
	for _, m := range Models() {
		if m.Possible && m.ID != CPython { // which has tests of its own
			ids = append(ids, m.ID)
		}
	}
	return ids
}

func start(t *testing.T, p Plan) *Run {
	t.Helper()
	r, err := Start(p)
	if err != nil {
		t.Fatalf("start %+v: %v", p, err)
	}
	t.Cleanup(func() {
		r.Stop()
		r.Wait()
	})
	return r
}

func smoke(scenario, model string, workers int) Plan {
	return Plan{Scenario: scenario, Model: model, Workers: workers, Set: map[string]string{"size": "smoke"}, Deadline: 30 * time.Second}
}

func TestEveryScenarioGivesTheSameResultUnderEveryModel(t *testing.T) {
	for _, s := range Scenarios() {
		var first string
		models, _ := Legal(s)
		for _, m := range models {
			if m == CPython {
				continue // see agree_test.go
			}
			t.Run(s.ID+"/"+m, func(t *testing.T) {
				r := start(t, smoke(s.ID, m, 3))
				o := r.Wait()
				if o.Status != Done || o.Err != nil {
					t.Fatalf("ended %s: %v", o.Status, o.Err)
				}
				if first == "" {
					first = string(o.Result)
				}
				if s.Differs || s.NeedsProcesses {
					first = string(o.Result)
				}
				if string(o.Result) != first || !json.Valid(o.Result) {
					t.Errorf("result %s, under the first model %s", o.Result, first)
				}
				if done, total := r.Steps(); total > 0 && (done == 0 && !s.Differs || done > total) {
					t.Errorf("%d of %d steps were counted", done, total)
				}
				if s.Differs || s.NeedsProcesses {
					return // some died, and left their lanes and locks as they were
				}
				v := r.Recording().Cut()
				if !v.Done() {
					t.Error("the recording is not complete after Wait")
				}
				checkRecording(t, v)
			})
		}
	}
}

// checkRecording checks what is true of the recording of every run that ended
// well.
func checkRecording(t *testing.T, v *trace.View) {
	t.Helper()
	if n, dropped := v.Events(); n == 0 || dropped != 0 {
		t.Errorf("%d events, %d dropped", n, dropped)
	}
	s := insight.Summarise(v)
	if s.Wall <= 0 || s.MaxParallel < 1 || s.MaxParallel > runtime.NumCPU() {
		t.Errorf("wall %d ns, max parallel %d", s.Wall, s.MaxParallel)
	}
	for _, l := range s.Lanes {
		last := v.Lane(l.Info.ID).StateAt(v.End())
		if l.Info.Kind != trace.LaneServer && (last.State != trace.StateNone || l.Died) {
			t.Errorf("lane %s is %v at the end, died %v", l.Info.Name, last.State, l.Died)
		}
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		st := o.After(o.Len())
		if len(st.Holders) != 0 || len(st.Rooms[0]) != 0 {
			t.Errorf("%s %s is held by %v, awaited by %v at the end", o.Info.Kind, o.Info.Name, st.Holders, st.Rooms[0])
		}
		for j := range o.Len() {
			if e := o.Event(j); e.Seq != uint32(j+1) {
				t.Fatalf("%s: event %d has number %d", o.Info.Name, j+1, e.Seq)
			}
		}
	}
}

func TestWorkersAreRealThreadsAndProcesses(t *testing.T) {
	lanes := func(model string) []trace.LaneInfo {
		r := start(t, smoke("threads-start-join", model, 3))
		if o := r.Wait(); o.Err != nil {
			t.Fatal(o.Err)
		}
		var out []trace.LaneInfo
		for _, l := range r.Recording().Cut().Lanes() {
			out = append(out, l.Info)
		}
		return out
	}
	tids := map[int]bool{}
	for _, l := range lanes("threads") {
		if tids[l.TID] {
			t.Errorf("thread %s shares TID %d", l.Name, l.TID)
		}
		tids[l.TID] = true
	}
	pids, main := map[int]bool{}, 0
	for _, l := range lanes("processes") {
		if pids[l.PID] {
			t.Errorf("process %s shares PID %d", l.Name, l.PID)
		}
		pids[l.PID] = true
		if l.Kind == trace.LaneMain {
			main = l.PID
		} else if l.PPID != main || !l.Exited || l.Exit != 0 {
			t.Errorf("process %s: parent %d, want %d; exited %v with %d", l.Name, l.PPID, main, l.Exited, l.Exit)
		}
	}
}

// endless is a plan that would go on for a long time.
func endless(model string) Plan {
	return Plan{Scenario: "squares", Model: model, Workers: 3, Set: map[string]string{"size": "class", "upto": "100000000"}}
}

// untilRunning waits until the run's workers compute.
func untilRunning(t *testing.T, r *Run, lanes int) *trace.View {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(20 * time.Second)
	for {
		select {
		case <-limit:
			t.Fatal("the workers did not start")
		case <-r.Done():
			t.Fatalf("the run ended: %v", r.Wait().Err)
		case <-tick.C:
		}
		r.Recording().Update(r.Now())
		v := r.Recording().Cut()
		running := 0
		for i := range v.Lanes() {
			if l := &v.Lanes()[i]; l.Len() > 0 && l.StateAt(v.End()).State == trace.StateRunning {
				running++
			}
		}
		if running >= lanes {
			return v
		}
	}
}

func TestStopEndsEveryModelAndLeavesNothing(t *testing.T) {
	for _, m := range allModels(t) {
		t.Run(m, func(t *testing.T) {
			r := start(t, endless(m))
			untilRunning(t, r, 1)
			pid := r.child.PID
			r.Stop()
			o := r.Wait()
			if o.Status != Stopped || !errors.Is(o.Err, ErrStopped) {
				t.Fatalf("ended %s: %v", o.Status, o.Err)
			}
			if err := syscall.Kill(-pid, 0); err != syscall.ESRCH {
				t.Errorf("a process of the run is left: %v", err)
			}
			if v := r.Recording().Cut(); !v.Done() || v.End() == 0 {
				t.Error("the recording is not complete")
			}
		})
	}
}

func TestStopEndsARunnerThatDoesNotListen(t *testing.T) {
	r := start(t, endless("threads"))
	untilRunning(t, r, 1)
	if err := syscall.Kill(r.child.PID, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	r.Stop()
	if o := r.Wait(); o.Status != Stopped {
		t.Fatalf("ended %s: %v", o.Status, o.Err)
	}
}

func TestADeadlockIsFoundAndToldUnderEveryModel(t *testing.T) {
	// They must overlap, on a busy machine too; processes need longer to start than the others.
	for m, hold := range map[string]string{"threads": "300ms", "free-threads": "300ms", "processes": "600ms", "asyncio": "10ms"} {
		t.Run(m, func(t *testing.T) {
			r := start(t, Plan{Scenario: "deadlock", Model: m, Set: map[string]string{"hold": hold}})
			o := r.Wait()
			if o.Status != Deadlocked {
				t.Fatalf("ended %s: %v", o.Status, o.Err)
			}
			rep := NewReport(r.Plan, r.Recording().Cut(), o)
			if d := rep.Deadlock; d == nil || len(d.Cycle) != 2 || !strings.Contains(d.Words, "Philosopher-1 holds fork-1 and waits for fork-2") || d.AtS <= 0 {
				t.Errorf("report %+v", rep.Deadlock)
			}
		})
	}
}

func TestACureOfTheDeadlockLetsAllEat(t *testing.T) {
	for _, cure := range []string{"order", "timeout", "one-lock"} {
		for _, workers := range []int{2, 5} {
			r := start(t, Plan{Scenario: "deadlock", Model: "threads", Workers: workers, Set: map[string]string{"hold": "5ms", "cure": cure}})
			if o := r.Wait(); o.Status != Done {
				t.Errorf("%s, %d workers: ended %s: %v", cure, workers, o.Status, o.Err)
			}
		}
	}
}

func TestDeadlineEndsARun(t *testing.T) {
	p := endless("processes")
	p.Deadline = 150 * time.Millisecond
	r := start(t, p)
	o := r.Wait()
	if o.Status != Deadline || !errors.Is(o.Err, ErrDeadline) {
		t.Fatalf("ended %s: %v", o.Status, o.Err)
	}
}

func TestAKilledWorkerProcessEndsTheRunAndItsEventsAreKept(t *testing.T) {
	p := endless("processes")
	p.Set["upto"] = "2000000" // the others, whom nothing happened to, work to their end
	r := start(t, p)
	v := untilRunning(t, r, 3)
	var victim trace.LaneInfo
	for i := range v.Lanes() {
		if info := v.Lanes()[i].Info; info.Kind == trace.LaneProcess {
			victim = info
			break
		}
	}
	if victim.PID == 0 {
		t.Fatal("no worker process runs")
	}
	if err := syscall.Kill(victim.PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	o := r.Wait()
	if o.Status != Failed || !strings.Contains(o.Err.Error(), "killed by signal 9") || !strings.Contains(o.Err.Error(), fmt.Sprint(victim.PID)) {
		t.Fatalf("ended %s: %v", o.Status, o.Err)
	}
	v = r.Recording().Cut()
	dead := v.Lane(victim.ID)
	if dead.Len() < 3 {
		t.Errorf("only %d spans of the dead worker are kept", dead.Len())
	}
	last, _ := dead.Span(dead.Len() - 1)
	if last.State != trace.StateNone || last.Arg != 1 || dead.Info.Signal != 9 {
		t.Errorf("the dead worker's lane ends with %+v, signal %d", last, dead.Info.Signal)
	}
	for i := range v.Lanes() {
		if l := &v.Lanes()[i]; l.Info.Kind == trace.LaneProcess && l.Len() < 2 {
			t.Errorf("%s: its events are lost", l.Info.Name)
		}
	}
}

func TestAKilledRunnerFailsTheRunAndLeavesNothing(t *testing.T) {
	r := start(t, endless("processes"))
	v := untilRunning(t, r, 3)
	if err := syscall.Kill(r.child.PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	o := r.Wait()
	if o.Status != Failed || !strings.Contains(o.Err.Error(), "killed by signal 9") {
		t.Fatalf("ended %s: %v", o.Status, o.Err)
	}
	for i := range v.Lanes() {
		if l := v.Lanes()[i].Info; l.Kind == trace.LaneProcess && proc.Alive(l.PID) && !zombie(l.PID) {
			t.Errorf("worker process %d outlived its run", l.PID)
		}
	}
	if v := r.Recording().Cut(); !v.Done() || v.End() == 0 {
		t.Error("the recording is lost")
	}
}

// zombie says whether the process has ended and only waits for init to take
// note, which is not this program's to hurry.
func zombie(pid int) bool {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, _ := strings.Cut(string(b), ") ")
	return b == nil || strings.HasPrefix(rest, "Z") || strings.HasPrefix(rest, "X")
}

func TestAStartMethodWithoutAModelMeansProcesses(t *testing.T) {
	for start, want := range map[string]string{"": "sequential", "spawn": "processes"} {
		p, err := Plan{Scenario: "spawn-cost", Start: start}.Checked()
		if err != nil || p.Model != want {
			t.Errorf("start %q: model %q, %v; want %s", start, p.Model, err, want)
		}
	}
}

func TestWrongPlansAreRefusedAndNothingIsStarted(t *testing.T) {
	list := filepath.Join(t.TempDir(), "urls.txt")
	if err := os.WriteFile(list, []byte("# mine\nhttp://localhost:1/\n\nftp://example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		plan Plan
		want string
	}{
		{Plan{Scenario: "squars"}, "did you mean squares"},
		{Plan{Scenario: "squares", Model: "thread"}, "did you mean threads"},
		{Plan{Scenario: "squares", Workers: -1}, "from 1 to 64"},
		{Plan{Scenario: "squares", Workers: 1_000_000}, "from 1 to 64"},
		{Plan{Scenario: "squares", Model: "threads", Start: "spawn"}, "starts no processes"},
		{Plan{Scenario: "squares", Model: "processes", Start: "spwan"}, "did you mean spawn"},
		{Plan{Scenario: "squares", Set: map[string]string{"nubers": "3"}}, "did you mean numbers"},
		{Plan{Scenario: "squares", Set: map[string]string{"numbers": "0"}}, "from 1 to 1000"},
		{Plan{Scenario: "squares", Set: map[string]string{"numbers": "many"}}, "whole number"},
		{Plan{Scenario: "squares", Set: map[string]string{"size": "huge"}}, "size"},
		{Plan{Scenario: "downloads", Set: map[string]string{"latency": "-1s"}}, "from 0s to 10s"},
		{Plan{Scenario: "downloads", Set: map[string]string{"urls": list}}, "line 4"},
		{Plan{Scenario: "downloads", Set: map[string]string{"urls": list + ".no"}}, "cannot be read"},
		{Plan{Scenario: "squares", SwitchInterval: time.Nanosecond}, "switch-interval"},
		{Plan{Scenario: "squares", Deadline: -time.Second}, "deadline"},
	} {
		before := len(children(os.Getpid()))
		_, err := Start(c.plan)
		var u *UsageError
		if !errors.As(err, &u) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want one that says %q", c.plan, err, c.want)
		}
		if n := len(children(os.Getpid())); n != before {
			t.Errorf("%+v started a process", c.plan)
		}
	}
}

func TestOnesOwnListOfAddressesIsDownloadedBySeveralScenarios(t *testing.T) {
	address := serveTest(t)
	list := filepath.Join(t.TempDir(), "urls.txt")
	if err := os.WriteFile(list, []byte("# mine\nhttp://"+address+"/page\nhttp://"+address+"/moved\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for scenario, want := range map[string]string{
		"files-to-disk": `{"bytes":10,"written":2}`, "api-calls": `{"bytes":10,"calls":2,"rows":20}`, "hybrid": `{"bytes":10,"downloaded":2}`,
	} {
		for _, m := range []string{"threads", "asyncio", "processes"} {
			r := start(t, Plan{Scenario: scenario, Model: m, Workers: 2, Set: map[string]string{"size": "smoke", "urls": list}})
			if o := r.Wait(); o.Err != nil || string(o.Result) != want {
				t.Errorf("%s, %s: %s, %v", scenario, m, o.Result, o.Err)
			}
		}
	}
}

func TestDownloadsOfOnesOwnListFollowRedirects(t *testing.T) {
	address := serveTest(t)
	list := filepath.Join(t.TempDir(), "urls.txt")
	if err := os.WriteFile(list, []byte("http://"+address+"/page\nhttp://"+address+"/moved\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, m := range allModels(t) {
		r := start(t, Plan{Scenario: "downloads", Model: m, Set: map[string]string{"urls": list}})
		if o := r.Wait(); o.Err != nil || string(o.Result) != `{"bytes":10,"downloaded":2}` {
			t.Errorf("%s: %s, %v", m, o.Result, o.Err)
		}
	}
	if err := os.WriteFile(list, []byte("http://"+address+"/missing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := start(t, Plan{Scenario: "downloads", Model: "threads", Set: map[string]string{"urls": list}})
	if o := r.Wait(); o.Status != Failed || !strings.Contains(o.Err.Error(), "404") {
		t.Errorf("a missing page: %s, %v", o.Status, o.Err)
	}
}

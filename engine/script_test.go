//go:build linux

package engine

// This file tests scripts of the user's own under the real CPython of this
// machine: what each shows, how it ends, and that nothing is left of it.

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"corelanes/engine/cpython"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// script writes a script, and skips the test where there is nothing to run it.
func script(t *testing.T, text string) Plan {
	t.Helper()
	if _, err := cpython.Default(); err != nil {
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "script.py")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Plan{Script: &Script{File: file}, Deadline: time.Minute}
}

// ran is a script that has ended.
type ran struct {
	Outcome
	*Run
	view     *trace.View
	out, err string
}

func runScript(t *testing.T, p Plan) ran {
	t.Helper()
	r, err := Start(p)
	if err != nil {
		t.Fatal(err)
	}
	o := r.Wait()
	var out, stderr bytes.Buffer
	r.Printed(&out, &stderr)
	return ran{o, r, r.Recording().Cut(), out.String(), stderr.String()}
}

func (r ran) lane(t *testing.T, name string) *trace.LaneView {
	t.Helper()
	for i := range r.view.Lanes() {
		if l := &r.view.Lanes()[i]; strings.HasPrefix(l.Info.Name, name) {
			return l
		}
	}
	t.Fatalf("there is no lane %q", name)
	return nil
}

func (r ran) obj(t *testing.T, name string) *trace.ObjView {
	t.Helper()
	for i := range r.view.Objs() {
		if o := &r.view.Objs()[i]; o.Info.Name == name {
			return o
		}
	}
	t.Fatalf("there is no object %q", name)
	return nil
}

func TestAScriptsThreadsAndLocksAreRecorded(t *testing.T) {
	r := runScript(t, script(t, `import threading, time
table = threading.Lock()
def work():
    with table:
        time.sleep(0.02)
all = [threading.Thread(target=work, name=f"W{i}") for i in range(3)]
for t in all: t.start()
for t in all: t.join()
print("done", end="")
`))
	if r.Status != Done || string(r.Result) != `{"exit":0}` || r.out != "done" {
		t.Fatalf("ended %s: %v, result %s, printed %q %q", r.Status, r.Err, r.Result, r.out, r.err)
	}
	o := r.obj(t, "table")
	takes := 0
	for i := range o.Len() {
		if o.Event(i).Kind == trace.KindTake {
			takes++
		}
	}
	if takes != 3 || o.Info.Kind != trace.ObjLock || len(o.After(o.Len()).Holders) != 0 {
		t.Errorf("table was taken %d times, in the end %+v", takes, o.After(o.Len()))
	}
	blocked := 0
	for _, name := range []string{"W0", "W1", "W2"} {
		l := r.lane(t, name)
		if l.Info.TID == 0 || l.Info.Kind != trace.LaneThread || r.view.Lane(l.Info.Parent).Info.Name != "MainThread" {
			t.Errorf("%s is %+v", name, l.Info)
		}
		for i := range l.Len() {
			if s, _ := l.Span(i); s.State == trace.StateBlocked && s.Obj == o.Info.ID {
				blocked++
			}
		}
	}
	if blocked < 2 {
		t.Errorf("%d waits for table, want those of two threads", blocked)
	}
	if line, ok := r.lane(t, "W2").LineAt(lastRun(r.lane(t, "W2"))); !ok || line != 4 && line != 5 {
		t.Errorf("W2 stands on line %d (%v)", line, ok)
	}
}

func TestWhatRecordingAScriptCostIsInItsReport(t *testing.T) {
	r := runScript(t, script(t, `import threading
lock = threading.Lock()
for i in range(2000):
    with lock: pass
`))
	if part := NewReport(r.Plan, r.view, r.Outcome).RecordingOverhead; r.Status != Done || part <= 0 || part > 1 {
		t.Errorf("ended %s, %v; recording took %v of the processor time", r.Status, r.Err, part)
	}
	if r.view.RecordingCost() <= 0 {
		t.Error("what it cost is not in the recording")
	}
}

func TestChildrenByEveryStartMethodAreRecorded(t *testing.T) {
	r := runScript(t, script(t, `import multiprocessing as mp
def work(q, lock):
    with lock:
        q.put(1)
if __name__ == "__main__":
    for how in ("fork", "spawn", "forkserver"):
        ctx = mp.get_context(how)
        guard = ctx.Lock()
        results = ctx.Queue()
        p = ctx.Process(target=work, args=(results, guard), name=how + "-child")
        p.start(); results.get(); p.join()
`))
	if r.Status != Done {
		t.Fatalf("ended %s: %v\n%s", r.Status, r.Err, r.err)
	}
	for i, how := range []string{"fork", "spawn", "forkserver"} {
		l := r.lane(t, how+"-child")
		if l.Info.Kind != trace.LaneProcess || l.Info.PID == 0 {
			t.Errorf("%s: %+v", how, l.Info)
		}
		name := "guard"
		if i > 0 { // the same variable again
			name += " " + strconv.Itoa(i+1)
		}
		o := r.obj(t, name)
		taken := false
		for i := range o.Len() {
			taken = taken || o.Event(i).Kind == trace.KindTake && o.Event(i).Lane == l.Info.ID
		}
		if !taken {
			t.Errorf("%s: the child's lock is not the parent's %s", how, name)
		}
	}
}

func TestAManagerStartsByEveryStartMethod(t *testing.T) {
	r := runScript(t, script(t, `import multiprocessing as mp, pickle, queue, threading
def add(total, lock):
    with lock: total.value += 1
if __name__ == "__main__":
    for kind in (threading.Lock, threading.RLock, queue.SimpleQueue):
        assert pickle.loads(pickle.dumps(kind)) is kind
    for how in ("fork", "spawn", "forkserver"):
        ctx = mp.get_context(how)
        with ctx.Manager() as manager:
            total, lock = manager.Value("i", 0), manager.Lock()
            p = ctx.Process(target=add, args=(total, lock))
            p.start(); p.join()
            print(total.value)
`))
	if r.Status != Done || r.out != "1\n1\n1\n" {
		t.Errorf("ended %s: %v; printed %q, %q", r.Status, r.Err, r.out, r.err)
	}
}

func TestManyShortProcessesLeaveNothingOfThemselves(t *testing.T) {
	r := runScript(t, script(t, `import glob, os, time
for i in range(40):
    if os.fork() == 0: os._exit(0)
    os.wait()
end = time.monotonic() + 30
rings = glob.glob(os.path.join(os.environ["CORELANES_AGENT"], "*.ring"))
while len(rings) > 5 and time.monotonic() < end:
    time.sleep(0.02)
    rings = glob.glob(os.path.join(os.environ["CORELANES_AGENT"], "*.ring"))
print(len(rings) <= 5)
`))
	if r.Status != Done || r.out != "True\n" {
		t.Errorf("ended %s: %v; printed %q, %q", r.Status, r.Err, r.out, r.err)
	}
	processes := 0
	for i := range r.view.Lanes() {
		if l := &r.view.Lanes()[i]; l.Info.Kind == trace.LaneProcess && l.Len() > 0 {
			processes++
		}
	}
	if processes != 40 {
		t.Errorf("%d processes are in the recording", processes)
	}
}

func TestTasksOfALoopAreRecorded(t *testing.T) {
	r := runScript(t, script(t, `import asyncio
async def nap(lock):
    async with lock:
        await asyncio.sleep(0.02)
async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(asyncio.create_task(nap(lock), name=f"nap{i}") for i in range(2)))
asyncio.run(main())
`))
	if r.Status != Done {
		t.Fatalf("ended %s: %v\n%s", r.Status, r.Err, r.err)
	}
	l := r.lane(t, "nap1")
	if l.Info.Kind != trace.LaneTask || r.view.Lane(l.Info.Parent).Info.Kind != trace.LaneLoop {
		t.Errorf("nap1 is %+v", l.Info)
	}
	var states []trace.State
	for i := range l.Len() {
		s, _ := l.Span(i)
		states = append(states, s.State)
	}
	for _, want := range []trace.State{trace.StateRunning, trace.StateBlocked, trace.StateSleep} {
		if !slices.Contains(states, want) {
			t.Errorf("nap1 was never %s, only %v", want, states)
		}
	}
}

func TestWhatAConditionIsAskedIsRecordedAsItStandsInTheScript(t *testing.T) {
	r := runScript(t, script(t, `import asyncio, threading
ready = threading.Condition()
done = threading.Condition()
full = []
def is_full():
    return len(full) > 0
def work():
    with ready:
        ready.wait_for(lambda: len(full) > 0 and full[0] == "a,b)", timeout=30)  # a comment
    with done:
        full.append(2)
        done.notify()
t = threading.Thread(target=work)
t.start()
with ready:
    full.append("a,b)")
    ready.notify()
with done:
    while len(full) < 2:
        done.wait()
with ready:
    print(ready.wait_for(is_full), end="")
t.join()
async def main():
    bell = asyncio.Condition()
    async with bell:
        print(await bell.wait_for(lambda: 7), end="")
asyncio.run(main())
`))
	if r.Status != Done || r.out != "True7" {
		t.Fatalf("ended %s: %v, printed %q\n%s", r.Status, r.Err, r.out, r.err)
	}
	asked := func(name string) (texts []string) {
		i := slices.IndexFunc(r.view.Objs(), func(o trace.ObjView) bool { return o.Info.Kind == trace.ObjCondition && o.Info.Name == name })
		if i < 0 {
			t.Fatalf("there is no condition %q", name)
		}
		o := &r.view.Objs()[i]
		for i := range o.Len() {
			if e := o.Event(i); e.Kind == trace.KindTest && e.Slot == 1 {
				texts = append(texts, r.view.Text(e.Arg))
			}
		}
		return texts
	}
	for name, want := range map[string][]string{
		"ready": {`len(full) > 0 and full[0] == "a,b)"`, "is_full()"}, "bell": {"7"}, "done": nil,
	} {
		if got := asked(name); !slices.Equal(got, want) {
			t.Errorf("%s was asked and said yes: %q, want %q", name, got, want)
		}
	}
}

func TestWhoWaitsIsBlockedOnTheObjectHoweverTheLibraryWaits(t *testing.T) {
	r := runScript(t, script(t, `import queue, threading, time
flag = threading.Event()
places = threading.Semaphore(0)
gate = threading.Barrier(2)
box = queue.Queue()
bell = threading.Condition()
def ring():
    with bell:
        bell.wait()
all = [threading.Thread(target=f, name=n) for n, f in
    {"flag": flag.wait, "places": places.acquire, "gate": gate.wait, "box": box.get, "bell": ring, "flag timed": lambda: flag.wait(20)}.items()]
for t in all: t.start()
time.sleep(0.1)
flag.set(); places.release(); gate.wait(); box.put(1)
with bell: bell.notify()
for t in all: t.join()
`))
	if r.Status != Done {
		t.Fatalf("ended %s: %v\n%s", r.Status, r.Err, r.err)
	}
	for _, name := range []string{"flag", "places", "gate", "box", "bell", "flag timed"} {
		l := r.lane(t, name)
		var on []string
		for i := range l.Len() {
			s, to := l.Span(i)
			if s.State == trace.StateBlocked && to-s.From > trace.Time(20*time.Millisecond) {
				what := "nothing"
				if o := r.view.Obj(s.Obj); o != nil {
					what = o.Info.Name
				}
				if s.Arg == trace.Timed {
					what += " timed"
				}
				on = append(on, what)
			}
		}
		if !slices.Equal(on, []string{name}) {
			t.Errorf("thread %s waited for %q", name, on)
		}
	}
}

func TestATaskOfAPoolMayHaveArgumentsOfAnyName(t *testing.T) {
	r := runScript(t, script(t, `
from concurrent.futures import ThreadPoolExecutor
def f(**kwargs): return sorted(kwargs)
with ThreadPoolExecutor(2) as ex:
    print(ex.submit(f, self=1, fn=2).result())
`))
	if r.Status != Done || r.out != "['fn', 'self']\n" {
		t.Errorf("ended %s, %v; printed %q, %q", r.Status, r.Err, r.out, r.err)
	}
}

func TestAScriptThatFailsTellsItsExceptionAndItsCode(t *testing.T) {
	r := runScript(t, script(t, "print('before')\nraise ValueError('boom')\n"))
	if r.Status != Failed || r.Err == nil || !strings.Contains(r.Err.Error(), "exit code 1: ValueError: boom") {
		t.Errorf("ended %s: %v", r.Status, r.Err)
	}
	if r.out != "before\n" || !strings.Contains(r.err, "line 2, in <module>") || strings.Contains(r.err, "corelanes") {
		t.Errorf("printed %q and %q", r.out, r.err)
	}
	if l := r.view.Lane(1); !l.Info.Exited || l.Info.Exit != 1 {
		t.Errorf("its lane: %+v", l.Info)
	}
	said := 0
	for i := range r.view.LogLen() {
		if r.view.Log(i).Kind == trace.KindSay {
			said++
		}
	}
	if said < 4 {
		t.Errorf("%d lines of the output are in the recording", said)
	}
}

func TestAScriptThatIsNoPythonSaysSo(t *testing.T) {
	r := runScript(t, script(t, "\x7fELF\x00\x01 no Python\n"))
	if r.Status != Failed || !strings.Contains(r.Err.Error(), "Error") {
		t.Errorf("ended %s: %v", r.Status, r.Err)
	}
}

func TestAScriptThatIsNotThereIsRefused(t *testing.T) {
	p := script(t, "")
	p.Script.File += ".not"
	var u *UsageError
	if _, err := Start(p); !errors.As(err, &u) {
		t.Errorf("got %v, want a usage error", err)
	}
}

func TestAScriptThatHangsEndsAtItsDeadline(t *testing.T) {
	p := script(t, "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass\n")
	p.Deadline = time.Second
	if r := runScript(t, p); r.Status != Deadline {
		t.Errorf("ended %s: %v", r.Status, r.Err)
	}
}

func TestAScriptThatDeadlocksIsFoundOut(t *testing.T) {
	r := runScript(t, script(t, `import threading
first, second = threading.Lock(), threading.Lock()
both = threading.Barrier(2)
def work(x, y):
    with x:
        both.wait()
        with y: pass
threading.Thread(target=work, args=(first, second)).start()
threading.Thread(target=work, args=(second, first)).start()
`))
	if r.Status != Deadlocked {
		t.Errorf("ended %s: %v", r.Status, r.Err)
	}
}

func TestAScriptIsStopped(t *testing.T) {
	p := script(t, "print('go', flush=True)\nimport time\ntime.sleep(1000)\n")
	r, err := Start(p)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for out.Len() == 0 {
		select {
		case <-r.Done():
			t.Fatal("it ended by itself:", r.Wait().Err)
		case <-tick.C:
			r.Printed(&out, &out)
		}
	}
	r.Stop()
	if o := r.Wait(); o.Status != Stopped {
		t.Errorf("ended %s: %v", o.Status, o.Err)
	}
}

// orphans starts processes that outlive it, in sessions of their own, and prints
// their PIDs.
const orphans = `import os, subprocess, sys, time
r, w = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(w, b"%d " % os.getpid())
        time.sleep(1000)
    os.write(w, b"%d " % os.getpid())
    time.sleep(1000)
p = subprocess.Popen(["sleep", "1000"], start_new_session=True, env={})
got = b""
while got.count(b" ") < 2: got += os.read(r, 100)
print(got.decode(), p.pid, flush=True)
`

func TestNobodyOutlivesAScript(t *testing.T) {
	for _, c := range []struct {
		name, more string
		end        func(r *Run)
	}{
		{"that ends", "", func(*Run) {}},
		{"that is stopped", "time.sleep(1000)", (*Run).Stop},
		{"whose runner is killed", "time.sleep(1000)", func(r *Run) { _ = syscall.Kill(r.child.PID, syscall.SIGKILL) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := script(t, orphans+c.more)
			r, err := Start(p)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			tick := time.NewTicker(5 * time.Millisecond)
			defer tick.Stop()
			for ended := false; !strings.Contains(out.String(), "\n") && !ended; {
				select {
				case <-r.Done():
					ended = true
				case <-tick.C:
				}
				r.Printed(&out, os.Stderr)
			}
			c.end(r)
			r.Wait()
			pids := strings.Fields(out.String())
			if len(pids) != 3 {
				t.Fatalf("it printed %q", out.String())
			}
			for i, text := range pids {
				pid, err := strconv.Atoi(text)
				if err != nil {
					t.Fatal(err)
				}
				if c.name == "whose runner is killed" && i == 2 {
					_ = syscall.Kill(pid, syscall.SIGKILL) // it has nothing by which it could be known
					continue
				}
				// A process that was killed takes a moment to go.
				for end := time.Now().Add(5 * time.Second); lives(pid) && time.Now().Before(end); {
					<-tick.C
				}
				if lives(pid) {
					t.Errorf("process %d is there still", pid)
					_ = syscall.Kill(pid, syscall.SIGKILL)
				}
			}
		})
	}
}

func lives(pid int) bool { return osys.Alive(pid) }

func TestAScriptThatPrintsMegabytesIsKeptWithinLimits(t *testing.T) {
	r := runScript(t, script(t, `import sys
sys.stdout.reconfigure(line_buffering=False)
for i in range(300_000): print("line", i, "x" * 60)
print("the last line")
`))
	if r.Status != Done {
		t.Fatalf("ended %s: %v", r.Status, r.Err)
	}
	if len(r.out) != cpython.MaxOutput {
		t.Errorf("kept %d bytes, want %d", len(r.out), cpython.MaxOutput)
	}
	last, left := "", false
	for i := range r.view.LogLen() {
		if e := r.view.Log(i); e.Kind == trace.KindSay {
			last = r.view.Text(e.Arg)
			left = left || strings.Contains(last, "lines left out")
		}
	}
	if last != "the last line" || !left {
		t.Errorf("the recording's last line is %q; left out told: %v", last, left)
	}
}

func TestTheAgentLeavesTheUsersOwnSitecustomizeItsTurn(t *testing.T) {
	p := script(t, "import sys\nprint(sys.own, 'corelanes_agent' in sys.modules)\n")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "sitecustomize.py"), []byte("import sys\nsys.own = 'mine'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PYTHONPATH", dir)
	if r := runScript(t, p); r.out != "mine True\n" {
		t.Errorf("printed %q, %q", r.out, r.err)
	}
}

func TestOfAVersionThatTheAgentDoesNotKnowThreadsAreRecordedAndNoMore(t *testing.T) {
	p := script(t, `import threading, time
lock = threading.Lock()
def work():
    with lock:
        time.sleep(0.1)
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print("end")
`)
	version := exec.Command("python3", "-c", "import site, os; print(os.path.relpath(site.getusersitepackages(), site.getuserbase()))")
	place, err := version.Output()
	if err != nil {
		t.Fatal(err)
	}
	base := t.TempDir() // of a user whose Python says, before the agent is asked, that it is a later one
	dir := filepath.Join(base, strings.TrimSpace(string(place)))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	later := "import sys; sys.version_info, sys.version = (3, 99, 0, 'final', 0), '3.99.0 later'\n"
	if err := os.WriteFile(filepath.Join(dir, "later.pth"), []byte(later), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PYTHONUSERBASE", base)
	r := runScript(t, p)
	if r.Status != Done || r.out != "end\n" {
		t.Errorf("ended %s, printed %q, %q", r.Status, r.out, r.err)
	}
	if !strings.Contains(r.err, "does not know Python 3.99") {
		t.Errorf("it does not say that it does not know this version: %q", r.err)
	}
	for _, o := range r.view.Objs() {
		if o.Info.Kind != trace.ObjCounter {
			t.Errorf("it shows %s %q, of which nothing is known", o.Info.Kind, o.Info.Name)
		}
	}
	for _, name := range []string{"Thread-1", "Thread-2"} {
		l := r.lane(t, name)
		for i := range l.Len() {
			if s, _ := l.Span(i); s.State == trace.StateWaitGIL {
				t.Errorf("%s is said to wait for the GIL", name)
			}
		}
	}
}

// lastRun is a moment at which a lane was still under way.
func lastRun(l *trace.LaneView) (t trace.Time) {
	for i := range l.Len() {
		if s, _ := l.Span(i); s.State != trace.StateNone {
			t = s.From
		}
	}
	return t
}

func TestWhatNoAgentSeesIsNoDeadlock(t *testing.T) {
	r := runScript(t, script(t, `import signal, threading
flag = threading.Event()
signal.signal(signal.SIGALRM, lambda *_: flag.set())
signal.setitimer(signal.ITIMER_REAL, 1.5)
flag.wait()
`))
	if r.Status != Done {
		t.Errorf("ended %s: %v", r.Status, r.Err)
	}
}

func TestTheCrashOfATextThatIsToCrashIsItsResult(t *testing.T) {
	if _, err := cpython.Default(); err != nil {
		t.Skip(err)
	}
	for inside, want := range map[string]string{"threads": `{"survived":0}`, "processes": `{"survived": 3}`} {
		r := runScript(t, Plan{Scenario: "crash", Model: CPython, Inside: inside, Set: map[string]string{"size": "smoke"}})
		if r.Status != Done || string(r.Result) != want {
			t.Errorf("%s: ended %s: %v, result %s", inside, r.Status, r.Err, r.Result)
		}
	}
}

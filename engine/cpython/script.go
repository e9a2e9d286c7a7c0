package cpython

// This file holds the running of a script: from the start of its interpreter to
// the last trace of what it started.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// Real runs jobs under the CPythons of this machine.
type Real struct{}

// Run is as in model.Python.
func (Real) Run(ctx context.Context, j model.Job, dir string, a *trace.Arena, clock trace.Clock) (model.JobEnd, error) {
	return run(ctx, j, dir, a, clock)
}

// OutputFile and ErrorFile are where, in the run's directory, what a script
// prints is kept.
const (
	OutputFile = "stdout"
	ErrorFile  = "stderr"
)

// interruptFor is how long a script that is stopped has for its own
// KeyboardInterrupt; then it is killed.
const interruptFor = 150 * time.Millisecond

// recordings is the name of the folder that the agents write to.
const recordings = "agent"

// sharedRings is the folder that the agents of a run write to: in memory, where
// the system has such files.
func sharedRings(dir string) string { return osys.SharedPath(dir, recordings) }

func run(ctx context.Context, j model.Job, dir string, a *trace.Arena, clock trace.Clock) (model.JobEnd, error) {
	agent := filepath.Join(dir, "python")
	if err := writeAgent(agent); err != nil {
		return model.JobEnd{}, fmt.Errorf("prepare the script: %w", err)
	}
	rings := sharedRings(dir)
	if err := os.Mkdir(rings, 0o700); err != nil {
		return model.JobEnd{}, fmt.Errorf("prepare the script: %w", err)
	}
	defer os.RemoveAll(rings)
	cmd, err := command(j, dir, agent, rings)
	if err != nil {
		return model.JobEnd{}, fmt.Errorf("prepare the script: %w", err)
	}
	return carry(ctx, cmd, dir, rings, a, clock)
}

// command is the interpreter with everything that it is told.
func command(j model.Job, dir, agent, rings string) (*exec.Cmd, error) {
	file, folder := j.File, j.Folder
	if file == "" {
		file = filepath.Join(dir, "main.py")
		if err := os.WriteFile(file, []byte(j.Text), 0o600); err != nil {
			return nil, err
		}
	}
	if folder == "" {
		folder = filepath.Join(dir, "files")
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(j.Interpreter, append([]string{file}, j.Args...)...)
	cmd.Dir = folder
	path := agent
	if old := os.Getenv("PYTHONPATH"); old != "" {
		path += string(os.PathListSeparator) + old
	}
	cmd.Env = append(environment(path), envAgent+"="+rings, "PWD="+folder)
	if j.Answer != "" {
		answer := filepath.Join(dir, "answer.py")
		if err := os.WriteFile(answer, []byte(j.Answer), 0o600); err != nil {
			return nil, err
		}
		cmd.Env = append(cmd.Env, envAnswer+"="+answer)
	}
	cmd.SysProcAttr = attributes()
	return cmd, nil
}

// carry starts the command and follows it to its end.
func carry(ctx context.Context, cmd *exec.Cmd, dir, rings string, a *trace.Arena, clock trace.Clock) (model.JobEnd, error) {
	tree := newTree()
	prints, err := newPrinter(cmd, dir, a, clock)
	if err != nil {
		return model.JobEnd{}, fmt.Errorf("start the script: %w", err)
	}
	type exit struct{ err error }
	started, gone := make(chan error, 1), make(chan exit, 1)
	go func() { // a child dies with the thread that started it, where the system can do that
		runtime.LockOSThread()
		err := cmd.Start()
		prints.closeTheirs()
		started <- err
		if err == nil {
			gone <- exit{cmd.Wait()}
		}
	}()
	if err := <-started; err != nil {
		prints.close()
		return model.JobEnd{}, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	lane, _ := a.AddLane(trace.LaneInfo{Kind: trace.LaneMain, Name: "MainThread", PID: cmd.Process.Pid, PPID: os.Getpid(), TID: cmd.Process.Pid})
	prints.begin(lane)
	f := NewFollower(rings, a, clock)
	f.tr.first(lane, cmd.Process.Pid)
	following, stop := context.WithCancel(context.Background())
	var follower sync.WaitGroup
	watch := newWatch(clock)
	f.watch = watch.add
	follower.Go(func() { f.Follow(following) })

	var kill *time.Timer
	var x exit
	select {
	case x = <-gone:
	case <-ctx.Done():
		interrupt(cmd.Process)
		kill = time.AfterFunc(interruptFor, func() { _ = cmd.Process.Kill() })
		x = <-gone
		kill.Stop()
	}
	strays := tree.end(cmd.Process.Pid)
	watch.end()
	stop()
	follower.Wait()
	f.tr.total(int64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()))
	f.tr.recorded()
	prints.drain()
	for _, note := range f.notes(rings, strays) {
		prints.note(note)
	}
	prints.close()
	ended := model.JobEnd{Last: prints.last()}
	ended.Code, ended.Signal = exitOf(cmd.ProcessState)
	a.SetLaneExit(lane, ended.Code, ended.Signal)
	if b, err := os.ReadFile(filepath.Join(rings, "answer.json")); err == nil && json.Valid(b) {
		ended.Answer = b
	}
	var failed *exec.ExitError
	if x.err != nil && !errors.As(x.err, &failed) {
		return ended, fmt.Errorf("run the script: %w", x.err)
	}
	return ended, nil
}

// first is the lane of the run's first process, which is there before it has
// told of itself.
func (tr *translation) first(l trace.Lane, pid int) {
	tr.children[pid] = l
	tr.rec.PutAt(state(l, trace.StateOverhead, 0, int64(trace.OverheadRuntime), trace.CoreUnknown, tr.rec.Now()))
}

// notes are what a person should know beside what the script printed.
func (f *Follower) notes(rings string, strays int) []string {
	notes := slices.Clone(f.tr.notes)
	if strays > 0 {
		notes = append(notes, fmt.Sprintf("%d processes that the script had left behind were ended", strays))
	}
	if v := f.tr.unknown; v != "" {
		notes = append(notes, fmt.Sprintf("the agent does not know Python %s: processes and threads are recorded, and what they wait for is not", v))
	}
	if b, err := os.ReadFile(filepath.Join(rings, "broken")); err == nil {
		first, _, _ := strings.Cut(string(b), "\n")
		notes = append(notes, "the agent did not start: "+first)
	} else if f.tr.main == nil {
		notes = append(notes, "nothing was recorded: the agent was not started (an interpreter with -I, -E or -S starts none, nor does a Python 2)")
	}
	return notes
}

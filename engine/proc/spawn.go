package proc

// This file holds the starting of a child afresh, with exec.

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// pipes are what parent and child talk through, all three directions.
type pipes struct {
	theirs [3]*os.File // standard input, output, error
	ours   [3]*os.File
}

func newPipes() (*pipes, error) {
	p := &pipes{}
	for i := range p.theirs {
		r, w, err := os.Pipe()
		if err != nil {
			p.closeOurs()
			p.closeTheirs()
			return nil, err
		}
		p.theirs[i], p.ours[i] = w, r
		if i == 0 {
			p.theirs[i], p.ours[i] = r, w
		}
	}
	return p, nil
}

func (p *pipes) closeTheirs() { closeAll(p.theirs[:]) }
func (p *pipes) closeOurs()   { closeAll(p.ours[:]) }

func closeAll(files []*os.File) {
	for _, f := range files {
		if f != nil {
			f.Close()
		}
	}
}

// child is the process at the other side of the pipes.
func (p *pipes) child(pid, ppid int, l life) *Child {
	return &Child{PID: pid, PPID: ppid, life: l, in: p.ours[0], out: p.ours[1], stderr: keep(p.ours[2])}
}

// Spawn starts this program afresh in a role. mem is the recording's memory
// (nil: none), lane the worker's lane (0: none). group makes the child the
// leader of a process group of its own, so that it can be killed with all its
// children; without it the child dies with the thread that called Spawn, where
// the system can do that.
func Spawn(role Role, mem *osys.Memory, lane trace.Lane, group bool) (*Child, error) {
	path, err := program()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", role, err)
	}
	return SpawnFrom(path, role, mem, lane, group)
}

// SpawnFrom is Spawn with another program in the place of this one: one that
// knows the role.
func SpawnFrom(path string, role Role, mem *osys.Memory, lane trace.Lane, group bool) (*Child, error) {
	env := append(cleanEnv(), EnvRole+"="+string(role), EnvLane+"="+strconv.Itoa(int(lane)))
	if role == RoleWorker {
		env = append(env, oneArena)
	}
	var file *os.File
	if mem != nil {
		file = mem.File()
	}
	c, err := execute(path, env, EnvArena, file, group)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", role, err)
	}
	return c, nil
}

// execute starts a program with an environment, to which the number of an
// open file that is handed over (nil: none) is added under the name given.
func execute(path string, env []string, name string, file *os.File, group bool) (*Child, error) {
	p, err := newPipes()
	if err != nil {
		return nil, err
	}
	attr := &os.ProcAttr{Env: env, Files: p.theirs[:], Sys: attributes(group)}
	if file != nil {
		handOver(attr, name, file)
	}
	process, err := os.StartProcess(path, []string{"corelanes"}, attr)
	p.closeTheirs()
	if err != nil {
		p.closeOurs()
		return nil, errors.Unwrap(err)
	}
	return p.child(process.Pid, os.Getpid(), newOwn(process)), nil
}

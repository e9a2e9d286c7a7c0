package proc

// This file holds what a child process finds out about itself.

import (
	"errors"
	"os"
	"strconv"
	"strings"

	"corelanes/engine/osys"
	"corelanes/engine/proc/forker"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// The environment of a child that was begun with exec tells it what it is. A
// forked one was told by the process that forked it.
const (
	EnvRole  = "CORELANES_ROLE"  // RoleRunner …; absent: not a child
	EnvLane  = "CORELANES_LANE"  // the lane of a worker
	EnvArena = "CORELANES_ARENA" // the descriptor of the recording's memory
)

// Role is what a child process is for.
type Role string

// The roles. Those that need the network's packages, or a database, take over
// later, when these are initialised.
const (
	RoleRunner     Role = "runner" // runs a plan
	RoleWorker     Role = "worker" // runs one body of one
	RoleLateRunner Role = "late-runner"
	RoleLateWorker Role = "late-worker"
	RoleServer     Role = "server" // answers HTTP requests on the loopback interface
)

// For is the role for a program: a runner or worker whose program speaks HTTP,
// has a server or a database, or is run by a real Python, is one that can.
func (r Role) For(p work.Program) Role {
	if p.HTTP || p.SQL || p.Server != nil || p.Python {
		return "late-" + r
	}
	return r
}

// memoryFile is the descriptor of the recording's memory in a forked child.
const memoryFile = 3

// OwnRole is what this process is for, "" if it is no child.
func OwnRole() Role {
	if b := forker.Own(); b.Forked {
		return Role(b.Role)
	}
	return Role(os.Getenv(EnvRole))
}

// Lane is the lane that the parent of this process gave it, 0 if none.
func Lane() trace.Lane {
	if b := forker.Own(); b.Forked {
		return trace.Lane(b.Lane)
	}
	n, _ := strconv.Atoi(os.Getenv(EnvLane))
	return trace.Lane(max(n, 0))
}

// Memory maps the recording's memory that the parent of this process handed
// over.
func Memory() (*osys.Memory, error) {
	fd, err := strconv.Atoi(os.Getenv(EnvArena))
	if b := forker.Own(); b.Forked {
		fd, err = memoryFile, nil
		if b.Files <= memoryFile {
			err = os.ErrNotExist
		}
	}
	if err != nil {
		return nil, errors.New("the parent process handed no memory over")
	}
	return osys.OpenMemory(os.NewFile(uintptr(fd), "recording"))
}

// gcPercent lets a child's garbage grow to ten times what is in use before it is
// collected: a run's heap is small, and a collector that runs all the time would
// take the cores that the run is about. (CPython's objects go when their last
// reference does.)
const gcPercent = "GOGC=1000"

// oneArena keeps the C library from mapping a heap of its own for every thread
// of a worker, in which only Go allocates.
const oneArena = "MALLOC_ARENA_MAX=1"

// boundAtOnce has the dynamic linker look up all functions of the C libraries
// before a process waits, and not one after the other in each of its children.
const boundAtOnce = "LD_BIND_NOW=1"

// cleanEnv is the environment for a child, without what made this process one.
func cleanEnv() []string {
	out := []string{gcPercent}
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CORELANES_") && !strings.HasPrefix(kv, "GOGC=") {
			out = append(out, kv)
		}
	}
	return out
}

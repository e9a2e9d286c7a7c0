package proc

// This file holds the child as its parent sees it: started, talked to, ended.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// The environment of a child tells it what it is.
const (
	EnvRole  = "CORELANES_ROLE"  // RoleRunner …; absent: not a child
	EnvLane  = "CORELANES_LANE"  // the lane of a worker
	EnvArena = "CORELANES_ARENA" // the descriptor of the recording's memory
)

// Role is what a child process is for.
type Role string

// The roles. Those that need the network's packages take over later, when
// these are initialised.
const (
	RoleRunner     Role = "runner" // runs a plan
	RoleWorker     Role = "worker" // runs one body of one
	RoleHTTPRunner Role = "http-runner"
	RoleHTTPWorker Role = "http-worker"
	RoleServer     Role = "server" // answers HTTP requests on the loopback interface
)

// For is the role for a program: a runner or worker whose program speaks HTTP,
// or has a server, is one that can.
func (r Role) For(p work.Program) Role {
	if p.HTTP || p.Server != nil {
		return "http-" + r
	}
	return r
}

// Child is a process that this one started.
type Child struct {
	PID    int
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	stderr tail
	once   sync.Once
	exit   Exit
}

// Exit is how a process ended.
type Exit struct {
	Code   int            // when Signal is 0
	Signal syscall.Signal // what killed it, 0 if nothing did
	CPU    time.Duration  // user and system time, its own waited-for children included
	Stderr string         // the end of what it printed there
}

// Clean says whether the process ended by itself, without an error.
func (e Exit) Clean() bool { return e.Code == 0 && e.Signal == 0 }

// String says how it ended, in words.
func (e Exit) String() string {
	s := fmt.Sprintf("ended with exit code %d", e.Code)
	if e.Signal != 0 {
		s = fmt.Sprintf("was killed by signal %d (%v)", int(e.Signal), e.Signal)
	}
	if e.Stderr != "" {
		s += "; it printed: " + e.Stderr
	}
	return s
}

// Spawn starts this program afresh in a role. mem is the recording's memory
// (nil: none), lane the worker's lane (0: none). group makes the child the
// leader of a process group of its own, so that it can be killed with all its
// children.
func Spawn(role Role, mem *osys.Memory, lane trace.Lane, group bool) (*Child, error) {
	c := &Child{}
	cmd, err := command()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", role, err)
	}
	c.cmd = cmd
	cmd.Env = append(cleanEnv(), EnvRole+"="+string(role), EnvLane+"="+strconv.Itoa(int(lane)))
	cmd.SysProcAttr = attributes(group)
	cmd.Stderr = &c.stderr
	cmd.WaitDelay = 50 * time.Millisecond // for what a grandchild may keep open
	if mem != nil {
		handOver(cmd, mem.File())
	}
	if c.in, err = cmd.StdinPipe(); err == nil {
		c.out, err = cmd.StdoutPipe()
	}
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", role, err)
	}
	c.PID = cmd.Process.Pid
	return c, nil
}

// cleanEnv is the environment without what made this process a child.
func cleanEnv() []string {
	var out []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CORELANES_") {
			out = append(out, kv)
		}
	}
	return out
}

// Send sends the child a message.
func (c *Child) Send(m Message) error { return WriteMessage(c.in, m) }

// Receive waits for the child's next message; io.EOF when it says no more.
func (c *Child) Receive() (Message, error) { return ReadMessage(c.out) }

// Hang closes the parent's end: a child that reads it ends itself.
func (c *Child) Hang() error { return c.in.Close() }

// Kill ends the child at once. It still has to be waited for.
func (c *Child) Kill() { _ = c.cmd.Process.Kill() }

// KillGroup ends the child and all of its process group.
func (c *Child) KillGroup() {
	killGroup(c.PID)
	c.Kill()
}

// GroupGone waits until no process of the child's group is left, at most for
// the time limit: a killed process takes a moment to go, and one whose parent
// is dead too is nobody's child here that could be waited for.
func (c *Child) GroupGone(limit time.Duration) bool {
	for end := time.Now().Add(limit); !groupGone(c.PID); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// Wait waits until the child has ended, and is how. It may be called more than
// once; what the child still had to say must have been received before.
func (c *Child) Wait() Exit {
	c.once.Do(func() {
		err := c.cmd.Wait()
		c.in.Close()
		st := c.cmd.ProcessState
		if st == nil {
			c.exit = Exit{Code: -1, Stderr: err.Error()}
			return
		}
		c.exit = Exit{Code: st.ExitCode(), Signal: signalOf(st), CPU: st.UserTime() + st.SystemTime(), Stderr: c.stderr.String()}
	})
	return c.exit
}

// End asks the child to go, kills it after the grace, and waits for it.
func (c *Child) End(grace time.Duration) Exit {
	_ = c.Hang()
	t := time.AfterFunc(grace, c.KillGroup)
	defer t.Stop()
	_, _ = io.Copy(io.Discard, c.out)
	return c.Wait()
}

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailBytes = 4096

// Write keeps the last bytes. It never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if len(t.buf) > tailBytes {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-tailBytes:]...)
	}
	return len(p), nil
}

// String is what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(t.buf), "?"))
}

// Lane is the lane that the parent of this process gave it, 0 if none.
func Lane() trace.Lane {
	n, _ := strconv.Atoi(os.Getenv(EnvLane))
	return trace.Lane(max(n, 0))
}

// Memory maps the recording's memory that the parent of this process handed
// over.
func Memory() (*osys.Memory, error) {
	fd, err := strconv.Atoi(os.Getenv(EnvArena))
	if err != nil {
		return nil, errors.New("the parent process handed no memory over")
	}
	return osys.OpenMemory(os.NewFile(uintptr(fd), "recording"))
}

//go:build unix

package proc

// This file holds what starting and ending a process takes on Unix.

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// command is this program. Linux finds it even when its file was replaced
// since it was started.
func command() (*exec.Cmd, error) {
	path := "/proc/self/exe"
	if runtime.GOOS != "linux" {
		var err error
		if path, err = os.Executable(); err != nil {
			return nil, err
		}
	}
	return &exec.Cmd{Path: path, Args: []string{"corelanes"}}, nil
}

// handOver gives the child an open file, as its descriptor 3.
func handOver(cmd *exec.Cmd, f *os.File) {
	cmd.ExtraFiles = []*os.File{f}
	cmd.Env = append(cmd.Env, EnvArena+"=3")
}

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

func groupGone(pid int) bool { return syscall.Kill(-pid, 0) == syscall.ESRCH }

func signalOf(st *os.ProcessState) syscall.Signal {
	if ws, ok := st.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return ws.Signal()
	}
	return 0
}

// Alive says whether a process with the id exists.
func Alive(pid int) bool { return syscall.Kill(pid, 0) != syscall.ESRCH }

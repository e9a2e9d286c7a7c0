//go:build unix

package proc

// This file holds what starting and ending a process takes on Unix.

import (
	"os"
	"runtime"
	"strconv"
	"syscall"
)

// program is the path of this program. Linux finds it even when its file was
// replaced since it was started.
func program() (string, error) {
	if runtime.GOOS == "linux" {
		return "/proc/self/exe", nil
	}
	return os.Executable()
}

// handOver gives the child an open file, as its descriptor 3.
func handOver(attr *os.ProcAttr, name string, f *os.File) {
	attr.Files = append(attr.Files, f)
	attr.Env = append(attr.Env, name+"="+strconv.Itoa(len(attr.Files)-1))
}

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

func groupGone(pid int) bool { return syscall.Kill(-pid, 0) == syscall.ESRCH }

// exitOf is how a process ended, of what wait tells.
func exitOf(ws syscall.WaitStatus) Exit {
	if ws.Signaled() {
		return Exit{Code: -1, Signal: ws.Signal()}
	}
	return Exit{Code: ws.ExitStatus()}
}

// Alive says whether a process with the id exists.
func Alive(pid int) bool { return syscall.Kill(pid, 0) != syscall.ESRCH }

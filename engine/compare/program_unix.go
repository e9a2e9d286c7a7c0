//go:build unix

package compare

// This file holds how a command is run, and ended with its children, on Unix.

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// shell is the command, as the leader of a process group of its own.
func shell(ctx context.Context, command string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}

// maxRSS is the largest resident memory of the process or one of its children,
// bytes.
func maxRSS(st *os.ProcessState) int64 {
	u, ok := st.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // which alone tells it in bytes, the others in KiB
		return u.Maxrss
	}
	return u.Maxrss << 10
}

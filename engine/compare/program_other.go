//go:build !unix

package compare

// This file holds how a command is run where there is no Unix shell.

import (
	"context"
	"os"
	"os/exec"
)

// shell is the command, run by the system's own interpreter of commands.
func shell(ctx context.Context, command string) *exec.Cmd {
	return exec.CommandContext(ctx, "cmd", "/C", command)
}

// maxRSS is not told here.
func maxRSS(*os.ProcessState) int64 { return 0 }

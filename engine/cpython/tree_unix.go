//go:build unix && !linux

package cpython

// This file holds how what a script started is ended, on systems that know only
// process groups: one that has left the group is not found.

import (
	"os"
	"syscall"
)

func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

func interrupt(p *os.Process) { _ = p.Signal(os.Interrupt) }

type tree struct{}

func newTree() *tree { return &tree{} }

func (*tree) end(first int) int {
	_ = syscall.Kill(-first, syscall.SIGKILL) // mostly there is nobody
	return 0
}

// Sweep ends the processes that belong to a run's directory, on systems that
// can tell.
func Sweep(string) {}

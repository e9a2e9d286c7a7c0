package cpython

// This file holds how a script is ended on Windows, where only its first process
// is known.

import (
	"os"
	"syscall"
)

func attributes() *syscall.SysProcAttr { return nil }

func interrupt(p *os.Process) { _ = p.Kill() }

type tree struct{}

func newTree() *tree { return &tree{} }

func (*tree) end(int) int { return 0 }

// Sweep ends the processes that belong to a run's directory, on systems that
// can tell.
func Sweep(string) {}

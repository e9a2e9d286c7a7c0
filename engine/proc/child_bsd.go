//go:build unix && !linux

package proc

import (
	"os"
	"syscall"
)

// attributes: a child learns of this process's end from its closed input.
func attributes(group bool) *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: group} }

const siblingsHere = false

func adoptOrphans() {}

// orphanEnd ends a child of a process that has died: how it would have ended
// can no longer be told here.
func orphanEnd(p *os.Process) Exit {
	_ = p.Kill() // it may have ended
	return Exit{Code: -1}
}

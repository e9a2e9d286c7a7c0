//go:build unix

package osys

// This file holds whether a process lives.

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"syscall"
)

// Alive says whether a process executes: not when it has ended and only waits
// for its parent to hear of it.
func Alive(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)) // Linux only
	if err != nil {
		return true
	}
	rest := stat[bytes.LastIndexByte(stat, ')')+1:]
	return !bytes.HasPrefix(rest, []byte(" Z")) && !bytes.HasPrefix(rest, []byte(" X"))
}

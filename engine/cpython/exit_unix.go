//go:build unix

package cpython

import (
	"os"
	"syscall"
)

// exitOf is how a process ended: its code, or the signal that killed it.
func exitOf(s *os.ProcessState) (code, signal int) {
	if ws, ok := s.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 0, int(ws.Signal())
	}
	return s.ExitCode(), 0
}

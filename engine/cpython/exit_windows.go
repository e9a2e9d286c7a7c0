package cpython

import (
	"os"
	"syscall"
)

// exitOf is how a process ended: its code. There are no signals.
func exitOf(s *os.ProcessState) (int, syscall.Signal) { return s.ExitCode(), 0 }

package cpython

import "os"

// exitOf is how a process ended: its code. There are no signals.
func exitOf(s *os.ProcessState) (code, signal int) { return s.ExitCode(), 0 }

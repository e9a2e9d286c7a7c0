package osys

// This file holds the giving up of a core.

import "syscall"

// Yield lets another thread go first that the kernel has put on the caller's
// core, if there is one. The caller should be locked to its thread.
func Yield() { syscall.RawSyscall(syscall.SYS_SCHED_YIELD, 0, 0, 0) }

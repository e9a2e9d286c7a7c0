//go:build unix

package osys

import (
	"fmt"
	"syscall"
)

// SelfCPU is the processor time, user and system, of all threads that this
// process has had, in ns.
func SelfCPU() (int64, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("read the process's processor time: %w", err)
	}
	return u.Utime.Nano() + u.Stime.Nano(), nil
}

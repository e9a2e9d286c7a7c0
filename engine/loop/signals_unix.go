//go:build unix

package loop

import "syscall"

// sigStop is the other signal that cannot be caught.
const sigStop = syscall.SIGSTOP

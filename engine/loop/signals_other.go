//go:build !unix

package loop

import "syscall"

// sigStop is the other signal that cannot be caught; there is none here.
const sigStop = syscall.SIGKILL

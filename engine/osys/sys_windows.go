package osys

// This file holds Windows' core, thread and affinity facts, from kernel32.

import (
	"fmt"
	"math/bits"
	"runtime"
	"syscall"
	"unsafe"

	"corelanes/engine/trace"
)

var (
	kernel32                  = syscall.NewLazyDLL("kernel32.dll")
	getCurrentProcessorNumber = kernel32.NewProc("GetCurrentProcessorNumber")
	getCurrentThreadID        = kernel32.NewProc("GetCurrentThreadId")
	getCurrentThread          = kernel32.NewProc("GetCurrentThread")
	setThreadAffinityMask     = kernel32.NewProc("SetThreadAffinityMask")
	getProcessAffinityMask    = kernel32.NewProc("GetProcessAffinityMask")
)

// Slept is not told on this system: 0.
func Slept() trace.Time { return 0 }

// CurrentCore is the core on which the caller runs at this instant, within the
// process's group of at most 64.
func CurrentCore() trace.Core {
	n, _, _ := getCurrentProcessorNumber.Call()
	return trace.Core(n)
}

// ThreadID is the operating system's id of the calling thread. The caller
// should be locked to its thread.
func ThreadID() int {
	n, _, _ := getCurrentThreadID.Call()
	return int(n)
}

// Allowed are the cores the process may run on.
func Allowed() []trace.Core {
	var mask, system uintptr
	self, err := syscall.GetCurrentProcess()
	if err == nil {
		if ok, _, _ := getProcessAffinityMask.Call(uintptr(self), uintptr(unsafe.Pointer(&mask)), uintptr(unsafe.Pointer(&system))); ok == 0 {
			mask = 0
		}
	}
	var out []trace.Core
	for m := uint64(mask); m != 0; m &= m - 1 {
		out = append(out, trace.Core(bits.TrailingZeros64(m)))
	}
	if len(out) == 0 {
		for i := range runtime.NumCPU() {
			out = append(out, trace.Core(i))
		}
	}
	return out
}

// PinThread keeps the calling thread, which must be locked to its goroutine, on
// one core.
func PinThread(c trace.Core) error {
	if c < 0 || int(c) >= bits.UintSize {
		return fmt.Errorf("pin to core %d: %w", c, syscall.EINVAL)
	}
	self, _, _ := getCurrentThread.Call()
	if before, _, errno := setThreadAffinityMask.Call(self, uintptr(1)<<c); before == 0 {
		return fmt.Errorf("pin to core %d: %w", c, errno)
	}
	return nil
}

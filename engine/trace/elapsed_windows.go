package trace

// This file reads time on Windows, where Go's own clock moves in steps of half
// a millisecond or more (it reads the system's interrupt time).

import (
	"sync"
	"syscall"
	"time"
	"unsafe"
)

var (
	kernel32                  = syscall.NewLazyDLL("kernel32.dll")
	queryPerformanceCounter   = kernel32.NewProc("QueryPerformanceCounter")
	queryPerformanceFrequency = kernel32.NewProc("QueryPerformanceFrequency")
)

// frequency is how often the performance counter counts in a second: fixed
// when the machine starts (Microsoft, "Acquiring high-resolution time stamps").
var frequency = sync.OnceValue(func() int64 {
	var f int64
	_, _, _ = queryPerformanceFrequency.Call(uintptr(unsafe.Pointer(&f)))
	return max(1, f)
})

// elapsed is the time since base, ns; for the zero time, since the performance
// counter's own zero, which all processes of the machine share.
func elapsed(base time.Time) int64 {
	if !base.IsZero() {
		return int64(time.Since(base))
	}
	var n int64
	_, _, _ = queryPerformanceCounter.Call(uintptr(unsafe.Pointer(&n)))
	f := frequency()
	return n/f*int64(time.Second) + n%f*int64(time.Second)/f
}

//go:build !linux && !windows

package osys

// This file holds what the other systems can tell of clock, core and threads
// without cgo: little, and it says so.

import (
	"os"
	"runtime"
	"time"

	"corelanes/engine/trace"
)

func machineNow() int64 { return time.Now().UnixNano() }

// Slept is not told on this system: 0.
func Slept() trace.Time { return 0 }

// CurrentCore is not told on this system.
func CurrentCore() trace.Core { return trace.CoreUnknown }

// ThreadID is the process's id: threads have no id of their own that can be
// had here.
func ThreadID() int { return os.Getpid() }

// Allowed are the cores of the machine.
func Allowed() []trace.Core {
	var out []trace.Core
	for i := range runtime.NumCPU() {
		out = append(out, trace.Core(i))
	}
	return out
}

// PinThread is not possible here: ErrNotHere.
func PinThread(trace.Core) error { return ErrNotHere }

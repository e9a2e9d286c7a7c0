package osys

// This file holds the wait of Linux: the futex. Its time-outs are the kernel's
// high-resolution timers, not Go's, which round to a millisecond; the switch
// interval of a GIL needs that.

import (
	"sync/atomic"
	"syscall"
	"unsafe"
)

const (
	futexWait    = 0
	futexWake    = 1
	futexPrivate = 128
)

// Futex is the operating system's Waiter.
type Futex struct{ kind uintptr } // futexPrivate: no other process waits

// OS is the operating system's own Waiter. The words may lie in memory shared
// between processes.
func OS() Waiter { return Futex{} }

// Private is OS for words that no other process waits for, in shared memory or
// not: the kernel then need not find out whose memory they are.
func Private() Waiter { return Futex{futexPrivate} }

// Shared says whether the Waiter of OS works between processes.
func Shared() bool { return true }

// Wait is as in Waiter. The caller should be locked to its thread.
func (f Futex) Wait(word *uint32, old uint32, ns int64) Woke {
	if atomic.LoadUint32(word) != old {
		return WokeUp
	}
	var limit *syscall.Timespec
	if ns >= 0 {
		ts := syscall.NsecToTimespec(ns)
		limit = &ts
	}
	_, _, errno := syscall.Syscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(word)), f.kind|futexWait, uintptr(old), uintptr(unsafe.Pointer(limit)), 0, 0)
	if errno == syscall.ETIMEDOUT {
		return WokeTimeout
	}
	return WokeUp
}

// Wake is as in Waiter.
func (f Futex) Wake(word *uint32, n int) {
	syscall.RawSyscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(word)), f.kind|futexWake, uintptr(n), 0, 0, 0)
}

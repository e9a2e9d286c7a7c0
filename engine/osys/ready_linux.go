package osys

import (
	"syscall"
	"unsafe"
)

// noSignal has a send to a closed socket fail without a signal.
const noSignal = syscall.MSG_NOSIGNAL

type pollFd struct {
	fd      int32
	events  int16
	revents int16
}

// ready asks the kernel, without waiting.
func ready(fd int, write bool) bool {
	const pollIn, pollOut, pollHup = 1, 4, 16
	p := pollFd{fd: int32(fd), events: pollIn}
	if write {
		p.events = pollOut
	}
	var now syscall.Timespec
	n, _, errno := syscall.RawSyscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&p)), 1, uintptr(unsafe.Pointer(&now)), 0, 0, 0)
	return errno == 0 && n == 1 && p.revents&(p.events|pollHup) != 0
}

// AwaitReady waits until a byte can be read, at most ns nanoseconds; false when
// the time is up.
func AwaitReady(s *Stream, ns int64) bool {
	const pollIn = 1
	clock := NewClock()
	for end := clock.Machine() + ns; ; {
		p := pollFd{fd: int32(s.fd), events: pollIn}
		left := syscall.NsecToTimespec(max(0, end-clock.Machine()))
		n, _, errno := syscall.Syscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&p)), 1, uintptr(unsafe.Pointer(&left)), 0, 0, 0)
		if errno != syscall.EINTR {
			return errno == 0 && n == 1
		}
	}
}

// SetPipeSize asks the kernel for a pipe that holds so many bytes, and is how
// many it holds.
func SetPipeSize(s *Stream, bytes int) int {
	const setSize, getSize = 1031, 1032 // F_SETPIPE_SZ, F_GETPIPE_SZ
	if bytes > 0 {
		_, _, _ = syscall.Syscall(syscall.SYS_FCNTL, uintptr(s.fd), setSize, uintptr(bytes))
	}
	n, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(s.fd), getSize, 0)
	if errno != 0 {
		return 0
	}
	return int(n)
}

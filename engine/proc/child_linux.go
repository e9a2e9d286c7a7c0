package proc

// This file holds what is Linux's own about child processes: one dies with its
// parent; and it can be waited for and yet be left a zombie.

import (
	"os"
	"syscall"
	"time"
	"unsafe"
)

// attributes make a worker end when this process does, whatever ends it. The
// leader of a group learns of it from its closed input instead, and has a
// moment to put things away.
func attributes(group bool) *syscall.SysProcAttr {
	if group {
		return &syscall.SysProcAttr{Setpgid: true}
	}
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// ownProcess is a child of this process itself.
type ownProcess struct{ p *os.Process }

func newOwn(p *os.Process) life { return ownProcess{p} }

func (o ownProcess) signal(s os.Signal) error { return o.p.Signal(s) }

// release reaps the zombie.
func (o ownProcess) release() { _, _ = o.p.Wait() } // how it ended is known

// childInfo is what the kernel tells of a child in a siginfo_t, on 64-bit
// systems.
type childInfo struct {
	_      [2]int32
	code   int32
	_      int32
	pid    int32
	uid    uint32
	status int32
	_      [100]byte
}

// Of waitid(2).
const (
	waitPID    = 1 // P_PID
	cldExited  = 1
	waitExited = 4
	noReap     = 0x1000000 // WNOWAIT
)

// wait is as in life. The kernel tells the processor time too.
func (o ownProcess) wait() Exit {
	var info childInfo
	var used syscall.Rusage
	for {
		_, _, errno := syscall.Syscall6(syscall.SYS_WAITID, waitPID, uintptr(o.p.Pid), uintptr(unsafe.Pointer(&info)), waitExited|noReap, uintptr(unsafe.Pointer(&used)), 0)
		if errno == 0 {
			break
		}
		if errno != syscall.EINTR {
			return Exit{Code: -1, Stderr: errno.Error()}
		}
	}
	e := Exit{Code: int(info.status), CPU: time.Duration(used.Utime.Nano() + used.Stime.Nano())}
	if info.code != cldExited {
		e.Code, e.Signal = -1, syscall.Signal(info.status)
	}
	return e
}

// siblingsHere says whether a waiting process can fork children that are its
// owner's own.
const siblingsHere = true

// adoptOrphans makes this process the parent of those of its descendants whose
// parent dies before them.
func adoptOrphans() {
	const setChildSubreaper = 36
	// Where it cannot be had, only the exit codes of orphans are not known.
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, 1, 0)
}

// orphanEnd waits for a child of a process that was itself a child of this one
// and has died.
func orphanEnd(p *os.Process) Exit {
	o := ownProcess{p}
	e := o.wait()
	o.release()
	return e
}

package osys

// This file holds Linux's clock, core, pinning and thread facts.

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"corelanes/engine/trace"
)

const clockMonotonic = 1

func machineNow() int64 {
	var ts syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&ts)), 0)
	return ts.Nano()
}

// Slept is how long the machine has been suspended since it was started: by how
// much the clock that counts that is ahead of the machine's.
func Slept() trace.Time {
	var ts syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockBoottime, uintptr(unsafe.Pointer(&ts)), 0)
	return trace.Time(ts.Nano() - machineNow())
}

const clockBoottime = 7

// CurrentCore is the core on which the caller runs at this instant, about
// 100 ns by system call, a fifth of that without; CoreUnknown where it cannot be
// told.
func CurrentCore() trace.Core {
	if core, ok := currentCore(); ok {
		return trace.Core(core)
	}
	return trace.CoreUnknown
}

// coreByCall asks the kernel for the core.
func coreByCall() (core uint32, ok bool) {
	_, _, errno := syscall.RawSyscall(sysGetcpu, uintptr(unsafe.Pointer(&core)), 0, 0)
	return core, errno == 0
}

// ThreadID is the operating system's id of the calling thread. The caller
// should be locked to its thread.
func ThreadID() int { return syscall.Gettid() }

type cpuMask [16]uint64 // 1024 cores, as glibc's cpu_set_t

// Allowed are the cores the process may run on.
func Allowed() []trace.Core {
	var m cpuMask
	if _, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, unsafe.Sizeof(m), uintptr(unsafe.Pointer(&m))); errno != 0 {
		return allCores()
	}
	var out []trace.Core
	for i := range len(m) * 64 {
		if m[i/64]&(1<<(i%64)) != 0 {
			out = append(out, trace.Core(i))
		}
	}
	return out
}

// PinThread keeps the calling thread, which must be locked to its goroutine, on
// one core. What it starts afterwards inherits that.
func PinThread(c trace.Core) error {
	var m cpuMask
	if c < 0 || int(c) >= len(m)*64 {
		return fmt.Errorf("pin to core %d: %w", c, syscall.EINVAL)
	}
	m[c/64] = 1 << (c % 64)
	if _, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(m), uintptr(unsafe.Pointer(&m))); errno != 0 {
		return fmt.Errorf("pin to core %d: %w", c, errno)
	}
	return nil
}

// ThreadCPU is the processor time, user and system, that the calling thread
// has used up to this moment, in ns. (What getrusage tells is as old as the
// scheduler's last tick.)
func ThreadCPU() (int64, error) {
	var ts syscall.Timespec
	const clockThreadCPU = 3
	if _, _, errno := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockThreadCPU, uintptr(unsafe.Pointer(&ts)), 0); errno != 0 {
		return 0, fmt.Errorf("read the thread's processor time: %w", errno)
	}
	return ts.Nano(), nil
}

// SchedStat reads the scheduler's own counters of one thread.
type SchedStat struct{ fd int }

// OpenSchedStat opens the counters of the calling thread. ErrNotHere where
// the kernel does not keep them. Close it when the thread ends.
func OpenSchedStat() (*SchedStat, error) {
	fd, err := syscall.Open("/proc/thread-self/schedstat", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("open the scheduler's counters: %w", errors.Join(ErrNotHere, err))
	}
	return &SchedStat{fd}, nil
}

// Read is how long the thread has run on a core, and how long it could have
// run but waited for one, both in ns since it began.
func (s *SchedStat) Read() (ran, waited int64, err error) {
	var buf [96]byte
	n, err := syscall.Pread(s.fd, buf[:], 0)
	if err != nil {
		return 0, 0, fmt.Errorf("read the scheduler's counters: %w", err)
	}
	return parseSchedStat(buf[:n])
}

func parseSchedStat(b []byte) (ran, waited int64, err error) {
	f := strings.Fields(string(b))
	if len(f) < 2 {
		return 0, 0, fmt.Errorf("scheduler's counters %q: %w", b, ErrNotHere)
	}
	if ran, err = strconv.ParseInt(f[0], 10, 64); err == nil {
		waited, err = strconv.ParseInt(f[1], 10, 64)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("scheduler's counters %q: %w", b, err)
	}
	return ran, waited, nil
}

// Close ends the use of the counters.
func (s *SchedStat) Close() error { return syscall.Close(s.fd) }

// ThreadRan is how long a thread of any process has run on cores, ns.
func ThreadRan(pid, tid int) (int64, error) {
	return ran(fmt.Sprintf("/proc/%d/task/%d/schedstat", pid, tid))
}

// ProcessRan is how long all the threads of a process that exist at this
// moment have run on cores, ns.
func ProcessRan(pid int) (sum int64, err error) {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err == nil && len(tasks) == 0 {
		err = os.ErrNotExist
	}
	if err != nil {
		return 0, fmt.Errorf("read the processor time of process %d: %w", pid, err)
	}
	for _, t := range tasks {
		if n, err := ran(fmt.Sprintf("/proc/%d/task/%s/schedstat", pid, t.Name())); err == nil { // a thread may have ended meanwhile
			sum += n
		}
	}
	return sum, nil
}

func ran(path string) (int64, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("read the scheduler's counters: %w", err)
	}
	n, _, err := parseSchedStat(b)
	return n, err
}

// CPUQuota is how many cores' worth of time the process's control group may
// use, and whether there is such a limit.
func CPUQuota() (cores float64, limited bool) {
	b, err := os.ReadFile("/sys/fs/cgroup/cpu.max")
	if err != nil {
		return 0, false
	}
	f := strings.Fields(string(b))
	if len(f) != 2 {
		return 0, false
	}
	quota, err1 := strconv.ParseFloat(f[0], 64)
	period, err2 := strconv.ParseFloat(f[1], 64)
	if err1 != nil || err2 != nil || period <= 0 {
		return 0, false
	}
	return quota / period, true
}

func allCores() []trace.Core {
	var out []trace.Core
	for i := range runtime.NumCPU() {
		out = append(out, trace.Core(i))
	}
	return out
}

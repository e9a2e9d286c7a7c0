package cpython

// This file holds how everything that a script started is found again, and
// ended: on Linux this process takes the place of the parents that died, so
// that whoever was left alone hangs below it.

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// endWithin is how long is waited for killed processes to be gone.
const endWithin = 2 * time.Second

const prSetChildSubreaper = 36

// attributes give a script a process group of its own, and let it die with this
// process.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// interrupt asks a script to end, as Ctrl-C at a terminal does.
func interrupt(p *os.Process) { _ = p.Signal(os.Interrupt) }

// tree is the processes below this one.
type tree struct {
	mine map[int]bool // children that are none of the script's
}

// newTree looks who is there before the script is.
func newTree() *tree {
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetChildSubreaper, 1, 0) // of this process: no error is possible
	t := &tree{mine: map[int]bool{}}
	self := os.Getpid()
	for pid, parent := range parents() {
		if parent == self {
			t.mine[pid] = true
		}
	}
	return t
}

// end kills all that is left of a script whose first process has ended, and is
// how many there were.
func (t *tree) end(first int) int {
	found := map[int]bool{}
	for end := time.Now().Add(endWithin); time.Now().Before(end); time.Sleep(time.Millisecond) {
		left := t.strays()
		if len(left) == 0 {
			break
		}
		for _, pid := range left {
			found[pid] = true
			_ = syscall.Kill(pid, syscall.SIGKILL) // it may have gone meanwhile
		}
		for _, pid := range left {
			_, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil) // those that are children of this process
		}
	}
	_ = syscall.Kill(-first, syscall.SIGKILL)
	return len(found)
}

// strays are the processes below this one that are the script's; ended ones are
// waited for.
func (t *tree) strays() (left []int) {
	up := parents()
	self := os.Getpid()
	for pid := range up {
		at := pid
		for depth := 0; at > 1 && at != self && !t.mine[at] && depth < 1000; depth++ {
			at = up[at]
		}
		if at == self && pid != self {
			if up[pid] == self {
				if got, _ := syscall.Wait4(pid, nil, syscall.WNOHANG, nil); got == pid {
					continue
				}
			}
			left = append(left, pid)
		}
	}
	slices.Sort(left)
	return left
}

// parents are the parents of all processes.
func parents() map[int]int {
	up := map[int]int{}
	dirs, err := os.ReadDir("/proc")
	if err != nil {
		return up
	}
	for _, d := range dirs {
		pid, err := strconv.Atoi(d.Name())
		if err != nil {
			continue
		}
		b, err := os.ReadFile("/proc/" + d.Name() + "/stat")
		if err != nil {
			continue // gone meanwhile
		}
		fields := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
		if len(fields) > 1 {
			up[pid], _ = strconv.Atoi(string(fields[1]))
		}
	}
	return up
}

// Sweep ends the processes that belong to a run's directory: those that a
// runner which was killed itself could not end.
func Sweep(dir string) {
	mark := []byte(envAgent + "=" + sharedRings(dir) + "\x00")
	for end := time.Now().Add(endWithin); time.Now().Before(end); time.Sleep(time.Millisecond) {
		left := 0
		for pid := range parents() {
			if env, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/environ"); err == nil && bytes.Contains(append(env, 0), mark) {
				left++
				_ = syscall.Kill(pid, syscall.SIGKILL) // it may have gone meanwhile
			}
		}
		if left == 0 {
			return
		}
	}
}

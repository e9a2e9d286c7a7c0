package proc

// This file holds what starting and ending a process takes on Windows.

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

const handleFlagInherit = 1

func command() (*exec.Cmd, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return exec.Command(path), nil
}

func attributes(bool) *syscall.SysProcAttr { return &syscall.SysProcAttr{HideWindow: true} }

// handOver gives the child an open file, under the same handle.
func handOver(cmd *exec.Cmd, f *os.File) {
	h := syscall.Handle(f.Fd())
	_ = syscall.SetHandleInformation(h, handleFlagInherit, handleFlagInherit)
	cmd.SysProcAttr.AdditionalInheritedHandles = []syscall.Handle{h}
	cmd.Env = append(cmd.Env, EnvArena+"="+strconv.FormatUint(uint64(h), 10))
}

// killGroup: the children of a child end when their input closes.
func killGroup(int) {}

func groupGone(int) bool { return true }

func signalOf(*os.ProcessState) syscall.Signal { return 0 }

// Alive says whether a process with the id exists.
func Alive(pid int) bool {
	const queryLimited = 0x1000
	h, err := syscall.OpenProcess(queryLimited, false, uint32(pid))
	if err != nil {
		return false
	}
	syscall.CloseHandle(h)
	return true
}

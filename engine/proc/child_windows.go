package proc

// This file holds what starting and ending a process takes on Windows.

import (
	"os"
	"strconv"
	"syscall"
)

const handleFlagInherit = 1

func program() (string, error) { return os.Executable() }

func attributes(bool) *syscall.SysProcAttr { return &syscall.SysProcAttr{HideWindow: true} }

// handOver gives the child an open file, under the same handle.
func handOver(attr *os.ProcAttr, name string, f *os.File) {
	h := syscall.Handle(f.Fd())
	_ = syscall.SetHandleInformation(h, handleFlagInherit, handleFlagInherit)
	attr.Sys.AdditionalInheritedHandles = []syscall.Handle{h}
	attr.Env = append(attr.Env, name+"="+strconv.FormatUint(uint64(h), 10))
}

// killGroup: the children of a child end when their input closes.
func killGroup(int) {}

func groupGone(int) bool { return true }

func exitOf(ws syscall.WaitStatus) Exit { return Exit{Code: ws.ExitStatus()} }

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

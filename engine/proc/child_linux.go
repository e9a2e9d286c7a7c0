package proc

import "syscall"

// attributes make a worker end when this process does, whatever ends it. The
// leader of a group learns of it from its closed input instead, and has a
// moment to put things away.
func attributes(group bool) *syscall.SysProcAttr {
	if group {
		return &syscall.SysProcAttr{Setpgid: true}
	}
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

package proc

import "syscall"

// attributes make the child end when this process does, whatever ends it.
func attributes(group bool) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: group, Pdeathsig: syscall.SIGKILL}
}

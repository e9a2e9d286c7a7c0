//go:build unix && !linux

package proc

import "syscall"

// attributes: a child learns of this process's end from its closed input.
func attributes(group bool) *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: group} }

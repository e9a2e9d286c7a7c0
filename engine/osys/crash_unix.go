//go:build unix

package osys

// This file holds how a process dies of itself.

import (
	"fmt"
	"os"
	"syscall"
)

// Crash writes where nothing may be written: a segmentation fault, which nothing
// in the program catches. The whole process dies of it.
func Crash() {
	fmt.Fprintln(os.Stderr, "Segmentation fault")
	_ = syscall.Close(2) // Go's own report is long
	page, err := syscall.Mmap(-1, 0, os.Getpagesize(), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err == nil {
		page[0] = 1
	}
	os.Exit(2) // there was no page to fault on
}

// KillSelf ends this process as a KILL from outside does.
func KillSelf() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

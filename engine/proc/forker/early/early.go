//go:build lean && linux && amd64

// Package early runs the waiting process's code in a program that has no C in
// it, and thus no constructor that somebody would call before Go starts.
//
// A Go program without a C library starts in a third of the time: its runtime
// makes its threads itself, nothing has to be linked at its start. But to fork
// it must wait before the runtime is up, where no Go code can run. So the code
// is C all the same: forker.c, compiled without a library, linked for a fixed
// place, and carried along as bytes. The linker is told to let the program begin
// at Entry, which puts the bytes where they belong, calls them, and goes on to
// where Go begins. scripts/lean does the compiling.
//
// This file holds the bytes, and where they leave what they found out.
package early

import (
	_ "embed" // the code
	"unsafe"
)

//go:embed early.bin
var code string

// Entry is where the program begins, for the linker's option -E. It cannot be
// called from Go.
func Entry()

// Birth points to the struct corelanes_birth of forker.h.
func Birth() unsafe.Pointer

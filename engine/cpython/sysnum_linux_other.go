//go:build linux && !amd64 && !arm64

package cpython

const sysProcessVMReadv = ^uintptr(0) // its number is not known here: the call fails

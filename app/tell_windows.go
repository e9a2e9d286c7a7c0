package app

// This file speaks to a person who has neither window nor terminal.

import (
	"syscall"
	"unsafe"
)

// tell shows a message in a box of the system's own, which needs no OpenGL,
// and returns when it has been closed. A program for the Windows desktop has
// no terminal to print to.
func tell(message string) {
	body, err := syscall.UTF16PtrFromString(message)
	if err != nil {
		return // a zero byte inside: nothing that could be shown
	}
	title, _ := syscall.UTF16PtrFromString("Corelanes")
	const iconInformation = 0x40
	box := syscall.NewLazyDLL("user32.dll").NewProc("MessageBoxW")
	_, _, _ = box.Call(0, uintptr(unsafe.Pointer(body)), uintptr(unsafe.Pointer(title)), iconInformation)
}

package osys

import (
	"os"
	"syscall"
	"unsafe"
)

// namelessFile is a file that lives in memory and nowhere else.
func namelessFile() (*os.File, error) {
	name := []byte("corelanes\x00")
	const cloexec = 1
	fd, _, errno := syscall.Syscall(sysMemfdCreate, uintptr(unsafe.Pointer(&name[0])), cloexec, 0)
	if errno != 0 {
		return unlinkedFile()
	}
	return os.NewFile(fd, "corelanes"), nil
}

//go:build lean

package lean

import (
	_ "embed" // the program
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"unsafe"
)

//go:embed program.bin
var program []byte

// Path is the path of the program: of a file in memory, which is there as long
// as this process is, which alone can use the path: what it starts there is
// /proc/self/exe to itself, and so can start more of the same. The error says
// why the system does not want that.
func Path() (string, error) {
	f, err := file()
	if err != nil {
		return "", fmt.Errorf("put the lean program into memory: %w", err)
	}
	return path(f), nil
}

const (
	sysMemfdCreate = 319

	// MFD_CLOEXEC, MFD_ALLOW_SEALING, and MFD_EXEC, which kernels before 6.3 do not know: there all such files can be executed.
	closeOnExec, allowSealing, executable = 1, 2, 0x10

	addSeals = 1033 // F_ADD_SEALS
	allSeals = 0xf  // nobody may change it any more: F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE

	duplicate = 1030 // F_DUPFD_CLOEXEC
	keepFrom  = 64   // above what a child is given, which is put into its places before the path is looked up
)

// file is the program in memory, made when it is first asked for.
var file = sync.OnceValues(func() (*os.File, error) {
	f, err := memoryFile(closeOnExec | allowSealing | executable)
	if errors.Is(err, syscall.EINVAL) {
		f, err = memoryFile(closeOnExec | allowSealing)
	}
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(program); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, _, e := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), addSeals, allSeals); e != 0 {
		return nil, errors.Join(e, f.Close())
	}
	if err := tried(path(f)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
})

func path(f *os.File) string { return fmt.Sprintf("/proc/self/fd/%d", f.Fd()) }

// tried lets the program say what it says alone: a system may forbid to execute
// files in memory, or what the program does before Go starts in it.
func tried(path string) error {
	cmd := exec.Command(path)
	cmd.Env = []string{"PATH="} // of ours it needs nothing
	err := cmd.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() == Alone {
		return nil
	}
	return fmt.Errorf("it does not run here: %w", err)
}

func memoryFile(flags uintptr) (*os.File, error) {
	name := []byte("corelanes\x00")
	fd, _, e := syscall.Syscall(sysMemfdCreate, uintptr(unsafe.Pointer(&name[0])), flags, 0)
	if e != 0 {
		return nil, e
	}
	high, _, e := syscall.Syscall(syscall.SYS_FCNTL, fd, duplicate, keepFrom)
	if err := syscall.Close(int(fd)); err != nil {
		return nil, err
	}
	if e != 0 {
		return nil, e
	}
	return os.NewFile(high, "lean program"), nil
}

//go:build unix

package osys

// This file holds memory shared between processes, as a file that has no
// name: nothing is left behind, however the processes end.

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// Memory is a piece of memory that processes share. It stays mapped as long as
// somebody holds on to it: readers may look into it from any goroutine, and
// none of them can say when it was the last.
type Memory struct {
	file *os.File
	data []byte
}

// NewMemory makes size bytes of zeroed memory. Pages that nobody touches cost
// nothing.
func NewMemory(size int) (*Memory, error) {
	f, err := namelessFile()
	if err != nil {
		return nil, fmt.Errorf("make shared memory: %w", err)
	}
	if err := f.Truncate(int64(size)); err != nil {
		f.Close()
		return nil, fmt.Errorf("make %d bytes of shared memory: %w", size, err)
	}
	return mapFile(f, size)
}

// OpenMemory maps the memory that another process made and handed over as an
// open file.
func OpenMemory(f *os.File) (*Memory, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("map shared memory: %w", err)
	}
	return mapFile(f, int(info.Size()))
}

func mapFile(f *os.File, size int) (*Memory, error) {
	data, err := syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("map %d bytes of shared memory: %w", size, err)
	}
	m := &Memory{f, data}
	runtime.AddCleanup(m, func(data []byte) { _ = syscall.Munmap(data) }, data)
	return m, nil
}

// Bytes is the memory.
func (m *Memory) Bytes() []byte { return m.data }

// File is the open file to hand to another process; nil after CloseFile.
func (m *Memory) File() *os.File { return m.file }

// CloseFile closes the file, when no other process is to be given it any more.
// The memory itself stays.
func (m *Memory) CloseFile() error {
	f := m.file
	m.file = nil
	if f == nil {
		return nil
	}
	return f.Close()
}

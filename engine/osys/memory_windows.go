package osys

// This file holds memory shared between processes on Windows: a temporary
// file that is mapped, and deleted by its maker.

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// Memory is a piece of memory that processes share. It stays mapped as long as
// somebody holds on to it.
type Memory struct {
	file *os.File
	data []byte
}

// mapping is what is to be undone when nobody holds on to a Memory.
type mapping struct {
	addr   uintptr
	handle syscall.Handle
	remove string // the file to remove; "" for none
}

// NewMemory makes size bytes of zeroed memory.
func NewMemory(size int) (*Memory, error) {
	f, err := os.CreateTemp("", "corelanes-")
	if err != nil {
		return nil, fmt.Errorf("make shared memory: %w", err)
	}
	if err := f.Truncate(int64(size)); err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, fmt.Errorf("make %d bytes of shared memory: %w", size, err)
	}
	return mapFile(f, size, f.Name())
}

// OpenMemory maps the memory that another process made and handed over as an
// open file.
func OpenMemory(f *os.File) (*Memory, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("map shared memory: %w", err)
	}
	return mapFile(f, int(info.Size()), "")
}

func mapFile(f *os.File, size int, remove string) (*Memory, error) {
	h, err := syscall.CreateFileMapping(syscall.Handle(f.Fd()), nil, syscall.PAGE_READWRITE, uint32(uint64(size)>>32), uint32(size), nil)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("map %d bytes of shared memory: %w", size, err)
	}
	addr, err := syscall.MapViewOfFile(h, syscall.FILE_MAP_READ|syscall.FILE_MAP_WRITE, 0, 0, uintptr(size))
	if err != nil {
		syscall.CloseHandle(h)
		f.Close()
		return nil, fmt.Errorf("map %d bytes of shared memory: %w", size, err)
	}
	m := &Memory{file: f, data: unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), size)}
	runtime.AddCleanup(m, func(x mapping) {
		_ = syscall.UnmapViewOfFile(x.addr)
		_ = syscall.CloseHandle(x.handle)
		if x.remove != "" {
			_ = os.Remove(x.remove)
		}
	}, mapping{addr, h, remove})
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

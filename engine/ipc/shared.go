package ipc

// This file holds shared memory with a name: multiprocessing.shared_memory.

import (
	"fmt"
	"os"
	"unsafe"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// What the values of a piece of shared memory mean in a recording. Its holders
// are the lanes that have it mapped.
const (
	SharedLinked  trace.Slot = 0 // 1 while its name exists
	SharedWritten trace.Slot = 1 // bytes that were written into it in all
	SharedRead    trace.Slot = 2 // bytes that were read
)

// Shared is a piece of shared memory as one worker sees it.
type Shared struct {
	object
	x    *Exchange
	path string
	mem  *osys.Memory
}

// MakeShared makes a piece of zeroed shared memory of that name. Its name stays
// until Unlink; what is left when the run has ended is removed, and told.
func (x *Exchange) MakeShared(name string, bytes int) error {
	path := osys.SharedPath(x.Dir, name)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make shared memory %s: %w", name, err)
	}
	defer f.Close()
	if err := f.Truncate(int64(max(bytes, 1))); err != nil {
		return fmt.Errorf("make shared memory %s: %w", name, err)
	}
	o, err := x.make(trace.ObjInfo{Kind: trace.ObjSharedMemory, Name: name, Param: int64(bytes)})
	if err != nil {
		return err
	}
	o.value[SharedLinked] = 1
	return nil
}

// Shared maps the piece of that name.
func (x *Exchange) Shared(w Worker, name string) (*Shared, error) {
	o, err := x.find(trace.ObjSharedMemory, name)
	if err != nil {
		return nil, err
	}
	m := &Shared{object: o, x: x, path: osys.SharedPath(x.Dir, name)}
	f, err := os.OpenFile(m.path, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("shared memory %s: %w", name, err)
	}
	if m.mem, err = osys.OpenMemory(f); err != nil {
		return nil, fmt.Errorf("shared memory %s: %w", name, err)
	}
	if err := m.mem.CloseFile(); err != nil {
		return nil, fmt.Errorf("shared memory %s: %w", name, err)
	}
	m.note(w.Self(), trace.KindTake, 0, 1)
	x.mu.Lock()
	x.shared = append(x.shared, m)
	x.mu.Unlock()
	return m, nil
}

// Bytes is the memory; nil after Close. Who writes or reads it directly says so
// with Wrote and Read.
func (m *Shared) Bytes() []byte {
	if m.mem == nil {
		return nil
	}
	return m.mem.Bytes()
}

// Words is the memory as whole numbers of 64 bits.
func (m *Shared) Words() []int64 {
	b := m.Bytes()
	if len(b) < 8 {
		return nil
	}
	return unsafe.Slice((*int64)(unsafe.Pointer(&b[0])), len(b)/8)
}

// Wrote records that the worker has written so many bytes.
func (m *Shared) Wrote(w Worker, bytes int) { m.add(w.Self(), SharedWritten, int64(bytes)) }

// Read records that the worker has read so many bytes.
func (m *Shared) Read(w Worker, bytes int) { m.add(w.Self(), SharedRead, int64(bytes)) }

// Close ends the worker's view of the memory.
func (m *Shared) Close(w Worker) {
	if m.mem == nil {
		return
	}
	m.mem = nil // unmapped when nobody looks into it any more
	m.note(w.Self(), trace.KindGive, 0, 0)
}

// Unlink removes the name. Who has the memory mapped keeps it.
func (m *Shared) Unlink(w Worker) error {
	if err := os.Remove(m.path); err != nil {
		return fmt.Errorf("unlink shared memory %s: %w", m.info.Name, err)
	}
	m.lock()
	m.value[SharedLinked] = 0
	m.put(w.Self(), trace.KindSet, SharedLinked, 0)
	m.unlock()
	return nil
}

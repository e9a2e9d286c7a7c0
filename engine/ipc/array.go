package ipc

// This file holds the Array: multiprocessing.Array, numbers of one type in memory
// that the workers share, with a lock of their own. One item is read or written
// whole under that lock, which is taken by itself; whoever adds to an item takes
// it around both, or loses updates.

import (
	"fmt"
	"unsafe"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// What the values of an Array mean in a recording. Its holders are the lanes that
// have it mapped; its Param is the number of its items, its Rule their typecode,
// a letter.
const (
	ArrayVersion trace.Slot = 0 // how often it was written
	ArrayItem    trace.Slot = 1 // the first item that was written last
	ArrayLost    trace.Slot = 2 // writes to an item over a change that the writer had not seen
)

// Number is what an Array may be made of.
type Number interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64 | float32 | float64
}

// typecode is the letter that Python's modules array and ctypes have for a type.
func typecode[T Number]() byte {
	switch any(T(0)).(type) {
	case int8:
		return 'b'
	case int16:
		return 'h'
	case int32:
		return 'i'
	case int64:
		return 'q'
	case uint8:
		return 'B'
	case uint16:
		return 'H'
	case uint32:
		return 'I'
	case uint64:
		return 'Q'
	case float32:
		return 'f'
	}
	return 'd'
}

var errArrayIndex = &prim.Error{Class: "IndexError", Message: "invalid index"}

// MakeArray makes an Array of n items, all zero, of that name. It lives as long
// as the run.
func MakeArray[T Number](x *Exchange, name string, n int) error {
	if n < 0 {
		return &prim.Error{Class: "ValueError", Message: "Array length must be >= 0"}
	}
	mem, err := osys.NewMemory(versionsAt[T](n) + 4*(n+1))
	if err != nil {
		return fmt.Errorf("make array %s: %w", name, err)
	}
	if _, err := x.make(trace.ObjInfo{Kind: trace.ObjArray, Name: name, Param: int64(n), Rule: int64(typecode[T]())}); err != nil {
		return err
	}
	x.mu.Lock()
	if x.arrays == nil {
		x.arrays = map[string]*osys.Memory{}
	}
	x.arrays[name] = mem
	x.mu.Unlock()
	if f := mem.File(); f != nil {
		return x.offer("array/"+name, int(f.Fd()))
	}
	return nil
}

// versionsAt is where in an Array's memory the versions stand, behind its n items:
// how often many items were written at once, then for each how often it was
// written by itself. Pages that nobody touches cost nothing.
func versionsAt[T Number](n int) int { return (n*int(unsafe.Sizeof(T(0))) + 3) &^ 3 }

// few is up to how many items that are read or written at once are followed one
// by one, to find the updates that are lost.
const few = 64

// arrayMemory is an Array's memory in this process.
func (x *Exchange) arrayMemory(name string) (*osys.Memory, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if mem := x.arrays[name]; mem != nil {
		return mem, nil
	}
	f, err := osys.FetchFile(x.Dir, "array/"+name)
	if err != nil {
		return nil, err
	}
	mem, err := osys.OpenMemory(f)
	if err != nil {
		return nil, err
	}
	if x.arrays == nil {
		x.arrays = map[string]*osys.Memory{}
	}
	x.arrays[name] = mem
	return mem, mem.CloseFile()
}

// closeArrays closes the files of the Arrays; their memory stays for who looks
// into it. The exchange's mutex is held.
func (x *Exchange) closeArrays() (err error) {
	for _, mem := range x.arrays {
		if cerr := mem.CloseFile(); err == nil {
			err = cerr
		}
	}
	x.arrays = nil
	return err
}

// Array is an Array as one worker sees it.
type Array[T Number] struct {
	object
	lock     *prim.RLock
	mem      *osys.Memory
	items    []T
	versions []uint32       // see versionsAt
	seen     map[int]uint32 // the version of an item that this worker has read and not written since
}

// OpenArray is the Array of that name, which must be of that type, with its lock.
func OpenArray[T Number](w Worker, x *Exchange, name string, lock *prim.RLock) (*Array[T], error) {
	o, err := x.find(trace.ObjArray, name)
	if err != nil {
		return nil, err
	}
	if code := typecode[T](); o.info.Rule != int64(code) {
		return nil, &prim.Error{Class: "TypeError", Message: fmt.Sprintf("array %s is of type %q, not %q", name, byte(o.info.Rule), code)}
	}
	mem, err := x.arrayMemory(name)
	if err != nil {
		return nil, fmt.Errorf("array %s: %w", name, err)
	}
	a := &Array[T]{object: o, lock: lock, mem: mem, seen: map[int]uint32{}}
	b, n := mem.Bytes(), int(o.info.Param)
	a.items = unsafe.Slice((*T)(unsafe.Pointer(&b[0])), n)
	a.versions = unsafe.Slice((*uint32)(unsafe.Pointer(&b[versionsAt[T](n)])), n+1)
	a.note(w.Self(), trace.KindTake, 0, 1)
	return a, nil
}

// Lock is the Array's own lock, an RLock: get_lock().
func (a *Array[T]) Lock() *prim.RLock { return a.lock }

// Len is how many items there are.
func (a *Array[T]) Len() int { return len(a.items) }

// locked does f under the lock.
func (a *Array[T]) locked(w Worker, f func() error) error {
	if _, err := a.lock.Acquire(w.Self(), true, prim.Forever); err != nil {
		return err
	}
	err := f()
	if rerr := a.lock.Release(w.Self()); err == nil {
		err = rerr
	}
	return err
}

// Get is item i; IndexError. A negative i counts from the end.
func (a *Array[T]) Get(w Worker, i int) (v T, err error) {
	if i, err = a.at(i); err != nil {
		return v, err
	}
	err = a.locked(w, func() error {
		v = a.items[i]
		a.seen[i] = a.version(i)
		return nil
	})
	return v, err
}

// Set writes item i; IndexError.
func (a *Array[T]) Set(w Worker, i int, v T) error {
	i, err := a.at(i)
	if err != nil {
		return err
	}
	return a.SetSlice(w, i, []T{v})
}

// Slice is a copy of the items from one place to another, as Python's [from:to].
func (a *Array[T]) Slice(w Worker, from, to int) (out []T, err error) {
	from, to = a.clip(from), a.clip(to)
	err = a.locked(w, func() error {
		out = append(out, a.items[from:max(from, to)]...)
		for i := from; i < to && to-from <= few; i++ {
			a.seen[i] = a.version(i)
		}
		return nil
	})
	return out, err
}

// SetSlice writes items from a place on; ValueError when there are not so many.
func (a *Array[T]) SetSlice(w Worker, from int, items []T) error {
	if from < 0 || from+len(items) > len(a.items) {
		return &prim.Error{Class: "ValueError", Message: "Can only assign sequence of same size"}
	}
	return a.locked(w, func() error {
		lost := a.renew(from, len(items))
		copy(a.items[from:], items)
		self := w.Self()
		a.object.lock()
		a.value[ArrayVersion]++
		a.put(self, trace.KindSet, ArrayItem, int64(from))
		a.put(self, trace.KindSet, ArrayVersion, a.value[ArrayVersion])
		if lost > 0 {
			a.value[ArrayLost] += lost
			a.put(self, trace.KindSet, ArrayLost, a.value[ArrayLost])
		}
		a.unlock()
		return nil
	})
}

// version is how often an item was written.
func (a *Array[T]) version(i int) uint32 { return a.versions[0] + a.versions[i+1] }

// renew notes that n items are written, and is how many of them somebody has
// changed since this worker read them. The lock is held.
func (a *Array[T]) renew(from, n int) (lost int64) {
	if n > few {
		a.versions[0]++
		clear(a.seen)
		return 0
	}
	for i := from; i < from+n; i++ {
		if read, is := a.seen[i]; is && read != a.version(i) {
			lost++
		}
		delete(a.seen, i)
		a.versions[i+1]++
	}
	return lost
}

// at is the place that an index means.
func (a *Array[T]) at(i int) (int, error) {
	if i < 0 {
		i += len(a.items)
	}
	if i < 0 || i >= len(a.items) {
		return 0, errArrayIndex
	}
	return i, nil
}

func (a *Array[T]) clip(i int) int {
	if i < 0 {
		i += len(a.items)
	}
	return min(max(i, 0), len(a.items))
}

// Close ends the worker's view of the Array.
func (a *Array[T]) Close(w Worker) {
	if a.mem == nil {
		return
	}
	a.mem, a.items, a.versions = nil, nil, nil
	a.note(w.Self(), trace.KindGive, 0, 0)
}

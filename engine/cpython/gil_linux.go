package cpython

// This file holds how the GIL of a running CPython is read from outside, on
// Linux: the interpreter's own variables, through process_vm_readv, without
// stopping it.
//
// Where they lie differs from version to version. The place of _PyRuntime is in
// the symbols of the program or of its library; what comes after it is in the
// table below, taken from the headers of each version (offsetof). Before it is
// believed the switch interval found there must be the one that the interpreter
// itself says it has.

import (
	"bufio"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"unsafe"
)

// layout is where a version keeps its GIL (struct _gil_runtime_state: interval,
// last_holder, locked, switch_number, eight bytes each) and a thread its ident.
type layout struct {
	gil     uint64 // in _PyRuntime; 0: by pointers
	heads   uint64 // in _PyRuntime: the first interpreter
	pointer uint64 // in that: its GIL
	ident   uint64 // in PyThreadState: thread_id
}

// layouts are those of 64-bit systems.
var layouts = map[string]layout{
	"3.9":  {gil: 352, ident: 176},
	"3.10": {gil: 352, ident: 176},
	"3.11": {gil: 360, ident: 152},
	"3.12": {heads: 40, pointer: 384, ident: 136},
	"3.13": {heads: 632, pointer: 16, ident: 152},
}

var errNoLayout = errors.New("not known")

// gilReader reads the GIL of one process.
type gilReader struct {
	pid    int
	at     uint64 // of the struct
	layout layout
	buf    [32]byte
}

// openGIL finds the GIL of a process. interval is what the interpreter says that
// its switch interval is, µs.
func openGIL(pid int, version string, interval int64) (*gilReader, error) {
	minor := version
	if parts := strings.SplitN(version, ".", 3); len(parts) >= 2 {
		minor = parts[0] + "." + parts[1]
	}
	l, known := layouts[minor]
	if !known {
		return nil, fmt.Errorf("where Python %s keeps its GIL: %w", version, errNoLayout)
	}
	runtime, err := findRuntime(pid)
	if err != nil {
		return nil, err
	}
	g := &gilReader{pid: pid, layout: l}
	if l.gil != 0 {
		g.at = runtime + l.gil
	} else {
		interp, err := g.word(runtime + l.heads)
		if err != nil {
			return nil, err
		}
		if g.at, err = g.word(interp + l.pointer); err != nil {
			return nil, err
		}
	}
	if got, err := g.word(g.at); err != nil || int64(got) != interval {
		return nil, fmt.Errorf("%w: its switch interval is not where it should be", errNoLayout)
	}
	return g, nil
}

// look reads who has the GIL now.
func (g *gilReader) look() (sample, error) {
	if err := readMemory(g.pid, g.at, g.buf[:]); err != nil {
		return sample{}, err
	}
	s := sample{
		locked:   int32(binary.NativeEndian.Uint32(g.buf[16:])) == 1,
		switches: binary.NativeEndian.Uint64(g.buf[24:]),
	}
	holder := binary.NativeEndian.Uint64(g.buf[8:])
	if holder == 0 {
		return s, nil
	}
	ident, err := g.word(holder + g.layout.ident) // not remembered: a thread state's memory is used again
	s.ident = ident
	if err != nil {
		s.locked = false // it has just gone
	}
	return s, nil
}

func (g *gilReader) word(at uint64) (uint64, error) {
	var b [8]byte
	err := readMemory(g.pid, at, b[:])
	return binary.NativeEndian.Uint64(b[:]), err
}

func (g *gilReader) close() {}

// readMemory reads memory of another process.
func readMemory(pid int, at uint64, b []byte) error {
	local := syscall.Iovec{Base: &b[0], Len: uint64(len(b))}
	remote := [2]uint64{at, uint64(len(b))}
	n, _, errno := syscall.Syscall6(sysProcessVMReadv, uintptr(pid), uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1, 0)
	if errno != 0 {
		return fmt.Errorf("read the memory of process %d: %w", pid, errno)
	}
	if int(n) != len(b) {
		return fmt.Errorf("read the memory of process %d: %d of %d bytes", pid, n, len(b))
	}
	return nil
}

// findRuntime finds where a process has _PyRuntime.
func findRuntime(pid int) (uint64, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	tried := map[string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || !strings.Contains(fields[5], "python") || tried[fields[5]] || strings.Contains(fields[5], "/lib-dynload/") {
			continue
		}
		file := strings.Join(fields[5:], " ")
		tried[fields[5]] = true
		var from, to, offset uint64
		if _, err := fmt.Sscanf(fields[0]+" "+fields[2], "%x-%x %x", &from, &to, &offset); err != nil || offset != 0 {
			continue
		}
		if at, ok := symbol(file, from); ok {
			return at, nil
		}
	}
	return 0, fmt.Errorf("process %d: %w: no symbol _PyRuntime", pid, errNoLayout)
}

// symbol is where _PyRuntime of a file is that was mapped from an address on.
func symbol(file string, mapped uint64) (uint64, bool) {
	f, err := elf.Open(file)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	first := ^uint64(0)
	for _, p := range f.Progs {
		if p.Type == elf.PT_LOAD {
			first = min(first, p.Vaddr&^4095)
		}
	}
	for _, list := range []func() ([]elf.Symbol, error){f.DynamicSymbols, f.Symbols} {
		all, err := list()
		if err != nil {
			continue // it has none of that kind
		}
		for _, s := range all {
			if s.Name == "_PyRuntime" && s.Value != 0 {
				if f.Type == elf.ET_EXEC {
					return s.Value, true
				}
				return s.Value - first + mapped, true
			}
		}
	}
	return 0, false
}

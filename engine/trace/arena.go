package trace

// This file holds the Arena: the memory that a run's processes share and
// write their events into.
//
// Layout, in bytes from the start (all numbers little-endian, in the machine's
// own alignment; the memory never leaves the machine):
//
//	header   one page: magic, sizes, the run's zero, counts
//	lanes    homeLanes slots of 128 bytes: a name and facts each
//	objects  maxObjs slots of 128 bytes
//	cells    maxObjs slots of 128 bytes: the live state of the objects, which
//	         belongs to whoever made them and which this package never reads
//	seats    homeLanes slots of 64 bytes: where a lane's worker parks; likewise
//	texts    maxTexts slots of 128 bytes: what workers printed
//	chunks   64 KiB each: events of one writer, in its order
//	more     in an arena with room for more than homeLanes lanes: the rest of
//	         the lanes and of the seats, at the very end
//
// Everything grows by one atomic add on a count in the header, so no lock can
// be left held by a process that is killed. A slot or an event becomes
// visible when its own ready word or its chunk's count is stored last; what a
// dead process left unfinished is never shown.
//
// The memory is sparse: pages that nobody touched cost nothing, so the tables
// are sized generously.

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"
	"unsafe"
)

const (
	magic       = 0x31454E414C524F43 // "CORLANE1"
	homeLanes   = 1 << 14            // in every arena
	maxLanes    = 1<<17 - 1          // in one with room for more
	maxObjs     = 1 << 13
	maxTexts    = 1 << 16
	slotBytes   = 128
	seatBytes   = 64
	headerBytes = 4096
	chunkBytes  = 64 << 10

	lanesAt  = headerBytes
	objsAt   = lanesAt + homeLanes*slotBytes
	cellsAt  = objsAt + maxObjs*slotBytes
	seatsAt  = cellsAt + maxObjs*slotBytes
	textsAt  = seatsAt + homeLanes*seatBytes
	chunksAt = textsAt + maxTexts*slotBytes

	// EventsPerChunk is how many events one chunk holds: the first slot of a
	// chunk is its own header.
	EventsPerChunk = chunkBytes/32 - 1
)

// MinArenaBytes is the smallest memory an Arena can be made of: the tables and
// room for a few thousand events.
const MinArenaBytes = chunksAt + 4*chunkBytes

// DefaultArenaBytes is the size for a real run: about 32 million events. It
// is address space, not memory, until events are written.
const DefaultArenaBytes = 1 << 30

// How many objects and texts a recording can have.
const (
	MaxObjs  = maxObjs
	MaxTexts = maxTexts
)

// ErrArena is returned when memory does not hold an arena, or is too small.
var ErrArena = errors.New("not a recording's shared memory")

type header struct {
	magic   uint64
	size    uint64
	epoch   atomic.Int64 // the run's zero on the machine's clock, 0 before it began
	end     atomic.Int64 // Time at which the run ended, 0 while it runs
	dropped atomic.Uint64
	lanes   atomic.Uint32
	objs    atomic.Uint32
	texts   atomic.Uint32
	chunks  atomic.Uint32
	total   atomic.Uint32 // steps of the run's work, 0 if not known
	steps   atomic.Uint32 // steps done
	virtual atomic.Int64  // the machine's clock in a controlled run, 0 in a free one
	more    uint64        // lanes for which there is room beyond homeLanes
}

type chunkHeader struct {
	writer uint32
	count  atomic.Uint32
	_      [24]byte
}

// Arena is a run's shared memory, seen by one process. Its methods may be
// called from any goroutine.
type Arena struct {
	mem    []byte
	hdr    *header
	chunks uint32 // how many fit
	most   int    // lanes that fit
	moreAt int    // where the lanes beyond homeLanes begin, and behind them their seats
	keep   any    // what keeps the memory mapped while the arena is in use
}

// NewArena lays a fresh arena out in mem, which must be zero, at least
// MinArenaBytes long, aligned to 8 bytes, and stay mapped as long as the arena
// is used; the arena holds on to keep (may be nil) for that. It has room for
// 16,384 lanes.
func NewArena(mem []byte, keep any) (*Arena, error) { return NewArenaFor(mem, homeLanes, keep) }

// NewArenaFor is NewArena with room for at least so many lanes, up to MostLanes;
// each beyond 16,384 takes 192 bytes more than MinArenaBytes: see BytesForMore.
func NewArenaFor(mem []byte, lanes int, keep any) (*Arena, error) {
	more := max(0, min(lanes, maxLanes)-homeLanes)
	if need := MinArenaBytes + bytesOfMore(more); len(mem) < need {
		return nil, fmt.Errorf("%w: %d bytes, need %d", ErrArena, len(mem), need)
	}
	a := attach(mem, more, keep)
	a.hdr.size, a.hdr.more = uint64(len(mem)), uint64(more)
	a.hdr.magic = magic
	return a, nil
}

// MostLanes is how many lanes a recording can have: as many as an arena can be
// made for.
const MostLanes = maxLanes

// bytesOfMore is what so many lanes beyond homeLanes take at the arena's end.
func bytesOfMore(more int) int { return more * (slotBytes + seatBytes) }

// OpenArena attaches to memory in which another process called NewArena.
func OpenArena(mem []byte, keep any) (*Arena, error) {
	if len(mem) < MinArenaBytes {
		return nil, fmt.Errorf("%w: %d bytes, need %d", ErrArena, len(mem), MinArenaBytes)
	}
	hdr := (*header)(unsafe.Pointer(&mem[0]))
	if hdr.magic != magic || hdr.size != uint64(len(mem)) || hdr.more > maxLanes-homeLanes || MinArenaBytes+bytesOfMore(int(hdr.more)) > len(mem) {
		return nil, fmt.Errorf("%w: header does not match", ErrArena)
	}
	return attach(mem, int(hdr.more), keep), nil
}

func attach(mem []byte, more int, keep any) *Arena {
	moreAt := (len(mem) - bytesOfMore(more)) &^ (seatBytes - 1) // whole cache lines
	return &Arena{
		mem:    mem,
		hdr:    (*header)(unsafe.Pointer(&mem[0])),
		chunks: uint32((moreAt - chunksAt) / chunkBytes),
		most:   homeLanes + more,
		moreAt: moreAt,
		keep:   keep,
	}
}

// Begin sets the run's zero to now on the clock given (ns on the machine's
// monotonic clock). Only the first call counts.
func (a *Arena) Begin(machineNow int64) { a.hdr.epoch.CompareAndSwap(0, machineNow) }

// Epoch is the run's zero on the machine's monotonic clock, and whether the
// run has begun.
func (a *Arena) Epoch() (machine int64, begun bool) {
	e := a.hdr.epoch.Load()
	return e, e != 0
}

// Finish notes when the run ended. Only the first call counts. What is recorded
// with a later time (workers that are being ended, say) is no part of the run.
func (a *Arena) Finish(t Time) { a.hdr.end.CompareAndSwap(0, int64(max(t, 1))) }

// Ended is the time at which the run ended, and whether it has.
func (a *Arena) Ended() (Time, bool) {
	e := a.hdr.end.Load()
	return Time(e), e != 0
}

// Dropped is how many events found no room.
func (a *Arena) Dropped() uint64 { return a.hdr.dropped.Load() }

// AddDropped counts events as dropped that a recording read from a file had
// lost when it was made.
func (a *Arena) AddDropped(n uint64) { a.hdr.dropped.Add(n) }

// BytesFor is the size of an arena that has room for so many events of one
// writer.
func BytesFor(events int) int {
	return max(MinArenaBytes, chunksAt+(events/EventsPerChunk+1)*chunkBytes)
}

// BytesForMore is by how much an arena is larger that has room for so many lanes.
func BytesForMore(lanes int) int { return bytesOfMore(max(0, min(lanes, maxLanes)-homeLanes)) }

// SetSteps says of how many equal steps the run's work consists.
func (a *Arena) SetSteps(total int) { a.hdr.total.Store(uint32(total)) }

// Step counts one step of the work as done.
func (a *Arena) Step() { a.hdr.steps.Add(1) }

// Steps is how many steps of the work are done, and of how many; total is 0
// when that is not known.
func (a *Arena) Steps() (done, total int) {
	return int(a.hdr.steps.Load()), int(a.hdr.total.Load())
}

// Cell is the memory in which the maker of object o keeps its live state: 128
// bytes, aligned to 8, shared by all of the run's processes. The recording
// does not read it.
func (a *Arena) Cell(o Obj) *[slotBytes]byte {
	return (*[slotBytes]byte)(a.at(cellsAt, uint32(o-1), slotBytes, maxObjs))
}

// Seat is the memory in which lane l's worker waits to be woken: 64 bytes,
// aligned to 8, shared by all of the run's processes. The recording does not
// read it.
func (a *Arena) Seat(l Lane) *[seatBytes]byte {
	i := uint32(l - 1)
	if i < homeLanes {
		return (*[seatBytes]byte)(a.at(seatsAt, i, seatBytes, homeLanes))
	}
	return (*[seatBytes]byte)(a.at(a.moreAt+(a.most-homeLanes)*slotBytes, i-homeLanes, seatBytes, a.most-homeLanes))
}

func (a *Arena) at(base int, i uint32, size, limit int) unsafe.Pointer {
	if i >= uint32(limit) {
		panic(fmt.Sprintf("trace: slot %d of %d", i, limit))
	}
	return unsafe.Pointer(&a.mem[base+int(i)*size])
}

func (a *Arena) chunk(i uint32) (*chunkHeader, *[EventsPerChunk]Event) {
	p := unsafe.Pointer(&a.mem[chunksAt+int(i)*chunkBytes])
	return (*chunkHeader)(p), (*[EventsPerChunk]Event)(unsafe.Add(p, 32))
}

// Clock tells a process's time in run time: it turns Go's monotonic clock,
// whose zero is the process's own, into the machine's.
type Clock struct {
	base    time.Time
	offset  int64         // machine clock at base
	virtual *atomic.Int64 // nil: real time
}

// NewClock makes a Clock from a moment of this process and the machine's
// monotonic clock (ns) at that same moment.
func NewClock(base time.Time, machineAtBase int64) Clock {
	return Clock{base: base, offset: machineAtBase}
}

// Machine is the machine's monotonic clock, ns; in a controlled run, the run's
// virtual one.
func (c Clock) Machine() int64 {
	if c.virtual != nil {
		return c.virtual.Load()
	}
	return elapsed(c.base) + c.offset
}

// VirtualClock is a clock that stands still until somebody moves it: that of a
// controlled run, the same for all who see the arena. Its first call starts it
// at 1.
func (a *Arena) VirtualClock() Clock {
	a.hdr.virtual.CompareAndSwap(0, 1)
	return Clock{virtual: &a.hdr.virtual}
}

// MoveClock moves the virtual clock forward by d; one who moves it at a time.
func (a *Arena) MoveClock(d Time) { a.hdr.virtual.Add(int64(d)) }

// Virtual is the present moment of a run whose clock is virtual, and whether it
// is.
func (a *Arena) Virtual() (now Time, virtual bool) {
	v := a.hdr.virtual.Load()
	if v == 0 {
		return 0, false
	}
	return Time(v - max(1, a.hdr.epoch.Load())), true
}

// Reset makes the arena as new, at the cost of what was used of it. Nobody may
// be using it.
func (a *Arena) Reset() {
	h := a.hdr
	clear(a.mem[lanesAt:][:min(a.Lanes(), homeLanes)*slotBytes])
	clear(a.mem[seatsAt:][:min(a.Lanes(), homeLanes)*seatBytes])
	if more := max(0, a.Lanes()-homeLanes); more > 0 {
		clear(a.mem[a.moreAt:][:more*slotBytes])
		clear(a.mem[a.moreAt+(a.most-homeLanes)*slotBytes:][:more*seatBytes])
	}
	clear(a.mem[objsAt:][:min(int(h.objs.Load()), maxObjs)*slotBytes])
	clear(a.mem[cellsAt:][:min(int(h.objs.Load()), maxObjs)*slotBytes])
	clear(a.mem[textsAt:][:min(int(h.texts.Load()), maxTexts)*slotBytes])
	for i := range min(h.chunks.Load(), a.chunks) {
		c, _ := a.chunk(i)
		c.writer = 0
		c.count.Store(0)
	}
	size, more := h.size, h.more
	clear(a.mem[:headerBytes])
	h.size, h.more, h.magic = size, more, magic
}

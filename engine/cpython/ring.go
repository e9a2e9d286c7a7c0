package cpython

// This file holds the memory that the agent of one process writes its records
// into: the same layout as in agent/corelanes_agent/ring.py.
//
// A chunk belongs to one thread, and a record's kind is stored last, so a record
// is seen whole or not at all, without either side waiting for the other. The
// reader clears a chunk that it has read to the end and hands it back. The
// memory is another program's, which may write anything into it: nothing in it
// is believed without a look.

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync/atomic"
	"unsafe"
)

const (
	ringMagic   = 0x315941524C524F43 // "CORLRAY1"
	chunkBytes  = 8192
	chunkCount  = 1024 // the first is the header, the last takes what is lost
	recordBytes = 32
	ringBytes   = chunkBytes * chunkCount
	lostAt      = 32 // where the header counts the lost records

	// lookAhead is how many chunks are looked at beyond the last one seen: the
	// agent passes over those that are still in use, eight at most.
	lookAhead = 16
)

// The kinds of records, the lower byte of their last word.
const (
	kindEnd = iota + 1
	kindWait
	kindTook
	kindLeft
	kindTake
	kindGive
	kindSet
	kindPush
	kindPop
	kindWake
	kindSleep
	kindRun
	kindIO
	kindJoin
	kindBlock
	kindResume
	kindSuspend
	kindDone
	kindLine
	kindStart
	kindChild
	kindTest
	numKinds

	// Kinds that no agent writes: facts that have a time.
	factThread
	factProcess
	factName
)

// The flags above a record's kind and slot.
const (
	flagTimed = 1 << 16 // of a wait: not for ever; of kindPop: the item that was put last
	flagChild = 1 << 17 // of kindJoin: what is waited for is a process
)

// record is one thing that a thread did.
type record struct {
	t      int64 // the machine's monotonic clock, ns
	obj    uint64
	arg    int64
	word   uint64 // kind, slot << 8, flags
	thread uint64 // the thread's number in its process
	fact   *fact  // of the kinds that are facts
}

func (r *record) kind() int   { return int(r.word & 0xff) }
func (r *record) slot() uint8 { return uint8(r.word >> 8) }
func (r *record) timed() bool { return r.word&flagTimed != 0 }

// ring is the memory of one process, as its reader sees it.
type ring struct {
	mem  []byte
	seen uint64 // the highest number of a chunk
	open []openChunk
	lost uint64 // records that found no room, as far as was told

	missing []uint64 // numbers of chunks that were passed over, below seen
}

// openChunk is a chunk that may get more records.
type openChunk struct {
	at     int // its first byte
	number uint64
	thread uint64
	next   int // the offset in it of the next record
}

// ready says whether the process has written its header.
func (r *ring) ready() bool {
	return len(r.mem) >= ringBytes && r.load(0) == ringMagic
}

func (r *ring) load(at int) uint64 {
	return atomic.LoadUint64((*uint64)(unsafe.Pointer(&r.mem[at])))
}

func (r *ring) store(at int, v uint64) {
	atomic.StoreUint64((*uint64)(unsafe.Pointer(&r.mem[at])), v)
}

// position is where the chunk of a number lies.
func position(number uint64) int { return chunkBytes * int(1+number%(chunkCount-2)) }

// read adds the records that have become visible to out, each thread's in its
// order, and hands back the chunks that were read to their end.
func (r *ring) read(out []record) []record {
	r.find()
	slices.SortFunc(r.open, func(a, b openChunk) int { return cmp.Compare(a.number, b.number) })
	kept := r.open[:0]
	for _, c := range r.open {
		ended := false
		for c.next < chunkBytes && !ended {
			word := r.load(c.at + c.next + 24)
			if word == 0 {
				break
			}
			b := r.mem[c.at+c.next:]
			x := record{
				t: int64(binary.NativeEndian.Uint64(b)), obj: binary.NativeEndian.Uint64(b[8:]),
				arg: int64(binary.NativeEndian.Uint64(b[16:])), word: word, thread: c.thread,
			}
			c.next += recordBytes
			if k := x.kind(); k > 0 && k < numKinds && x.t > 0 {
				out = append(out, x)
				ended = k == kindEnd
			}
		}
		if c.next >= chunkBytes || ended {
			r.free(c.at)
			continue
		}
		kept = append(kept, c)
	}
	r.open = kept
	return out
}

// find looks for chunks that were handed out since the last time. A thread may
// be stopped between being given a number and writing it into the chunk: such a
// number is looked for again.
func (r *ring) find() {
	r.missing = slices.DeleteFunc(r.missing, func(n uint64) bool {
		return r.enter(n) || r.load(position(n)+8) > n
	})
	for n := r.seen + 1; n <= r.seen+lookAhead; n++ {
		if !r.enter(n) {
			continue
		}
		for m := r.seen + 1; m < n; m++ {
			r.missing = append(r.missing, m)
		}
		r.seen = n
	}
	if over := len(r.missing) - 4*lookAhead; over > 0 {
		r.missing = slices.Delete(r.missing, 0, over)
	}
}

// enter opens the chunk of a number, if it is in use.
func (r *ring) enter(n uint64) bool {
	at := position(n)
	thread := r.load(at)
	if thread == 0 || r.load(at+8) != n {
		return false
	}
	r.open = append(r.open, openChunk{at: at, number: n, thread: thread, next: recordBytes})
	return true
}

// free clears a chunk and hands it back.
func (r *ring) free(at int) {
	clear(r.mem[at+8 : at+chunkBytes])
	r.store(at, 0)
}

// newlyLost is how many records were lost since the last time.
func (r *ring) newlyLost() uint64 {
	n := r.load(lostAt)
	d := n - r.lost
	r.lost = n
	if d > 1<<40 { // no agent counts backwards
		return 0
	}
	return d
}

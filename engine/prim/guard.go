package prim

// This file holds the guard: the small mutex inside a primitive. It is held for
// some tens of nanoseconds, never across a wait; but it lies in memory shared
// between processes, and one of them can be killed in just that moment.
//
// So it notes its holder's process. Who has waited long for it looks whether
// that process still lives, and takes the guard over if not: then a step may be
// half done. Every value is a word of its own, so that only the lines can be
// out of joint, and they are mended from their beginning.

import (
	"os"
	"sync/atomic"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// guard is 0 when it is free, else its holder's PID, shifted, and a bit that
// says whether anybody may wait (Drepper, "Futexes are tricky", mutex 2).
type guard uint32

// askAfter is how long somebody waits for a guard before it looks whether the
// holder lives, ns. It is held for far less.
const askAfter = 50_000_000

// lock takes the guard for a process. It is true when the holder had died with
// it.
func (g *guard) lock(w osys.Waiter, pid uint32) (orphaned bool) {
	word := (*uint32)(g)
	if atomic.CompareAndSwapUint32(word, 0, pid<<1) {
		return false
	}
	for {
		old := atomic.LoadUint32(word)
		switch {
		case old == 0:
			if atomic.CompareAndSwapUint32(word, 0, pid<<1|1) {
				return false
			}
			continue
		case old&1 == 0:
			if !atomic.CompareAndSwapUint32(word, old, old|1) {
				continue
			}
			old |= 1
		}
		if w.Wait(word, old, askAfter) != osys.WokeTimeout || old>>1 == pid || osys.Alive(int(old>>1)) {
			continue
		}
		if atomic.CompareAndSwapUint32(word, old, pid<<1|1) {
			return true
		}
	}
}

// unlock frees the guard.
func (g *guard) unlock(w osys.Waiter) {
	if atomic.SwapUint32((*uint32)(g), 0)&1 != 0 {
		w.Wake((*uint32)(g), 1)
	}
}

// mend makes a line whole that somebody was killed in the middle of changing,
// and marks who of it is dead, so that nobody tries to wake it.
func (q *line) mend(a *trace.Arena) {
	seen := map[uint32]bool{}
	last := uint32(0)
	for x := q.head; x != 0; x = SeatOf(a, trace.Lane(x)).next {
		info, ok := a.LaneInfo(trace.Lane(x))
		if !ok || seen[x] {
			break
		}
		if info.PID != 0 && !osys.Alive(info.PID) {
			SeatOf(a, trace.Lane(x)).Cancel()
		}
		seen[x], last = true, x
	}
	if q.tail = last; last == 0 {
		q.head = 0
	} else {
		SeatOf(a, trace.Lane(last)).next = 0
	}
}

// ownPID is this process, as a guard notes it.
func ownPID() uint32 { return uint32(os.Getpid()) }

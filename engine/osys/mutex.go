package osys

// This file holds a mutex and a condition variable made of one word each, on
// any Waiter: pthread's pair, small enough to lie in shared memory.

import (
	"sync/atomic"
)

// Mutex is a plain lock of the engine's own (not one that is shown): 0 free, 1
// held, 2 held and somebody waits (Drepper, "Futexes are tricky", mutex 2).
// The zero Mutex is free. It may lie in memory shared between processes.
type Mutex struct{ word uint32 }

// Lock takes the mutex, waiting on w.
func (m *Mutex) Lock(w Waiter) {
	if atomic.CompareAndSwapUint32(&m.word, 0, 1) {
		return
	}
	for atomic.SwapUint32(&m.word, 2) != 0 {
		w.Wait(&m.word, 2, -1)
	}
}

// Unlock frees the mutex.
func (m *Mutex) Unlock(w Waiter) {
	if atomic.SwapUint32(&m.word, 0) == 2 {
		w.Wake(&m.word, 1)
	}
}

// Cond is a condition variable. The zero Cond is ready for use.
type Cond struct {
	seq     uint32
	waiting uint32 // how many wait, under the mutex; too many when one of them was killed
}

// Wait frees m, waits for a Signal, at most ns nanoseconds (negative: without
// limit), and takes m again. It may wake for no reason.
func (c *Cond) Wait(w Waiter, m *Mutex, ns int64) Woke {
	seq := atomic.LoadUint32(&c.seq)
	c.waiting++
	m.Unlock(w)
	woke := w.Wait(&c.seq, seq, ns)
	m.Lock(w)
	c.waiting--
	return woke
}

// Signal wakes one that waits; the kernel is not asked when nobody does. The
// caller holds the mutex.
func (c *Cond) Signal(w Waiter) {
	if c.waiting == 0 {
		return
	}
	atomic.AddUint32(&c.seq, 1)
	w.Wake(&c.seq, 1)
}

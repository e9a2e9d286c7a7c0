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

// Wait frees m, waits to be woken, at most ns nanoseconds (negative: without
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

// Due says whether one that waits is to be woken, and nobody if none does: that
// the caller, who holds the mutex, does with Wake once it has freed it. On the same
// core the woken one goes first, and would only run into the mutex.
func (c *Cond) Due() bool {
	if c.waiting == 0 {
		return false
	}
	atomic.AddUint32(&c.seq, 1)
	return true
}

// Wake wakes one, if due.
func (c *Cond) Wake(w Waiter, due bool) {
	if due {
		w.Wake(&c.seq, 1)
	}
}

package ipc

// This file holds waiting on one word of shared memory: a mutex whose lock can
// be tried or has a time limit, and a count.

import (
	"sync/atomic"
	"time"

	"corelanes/engine/osys"
)

// tryLock takes a mutex that is free.
func tryLock(word *uint32) bool { return atomic.CompareAndSwapUint32(word, 0, 1) }

// lockFor takes a mutex, waiting at most ns nanoseconds (negative: without
// limit); false when the time was up.
func lockFor(w osys.Waiter, word *uint32, ns int64) bool {
	if tryLock(word) {
		return true
	}
	end := time.Now().Add(time.Duration(ns))
	for atomic.SwapUint32(word, 2) != 0 {
		left := ns
		if ns >= 0 {
			if left = int64(time.Until(end)); left <= 0 {
				return false
			}
		}
		w.Wait(word, 2, left)
	}
	return true
}

// unlock frees a mutex.
func unlock(w osys.Waiter, word *uint32) {
	if atomic.SwapUint32(word, 0) == 2 {
		w.Wake(word, 1)
	}
}

// tryTake takes one of a count that is not zero.
func tryTake(word *uint32) bool {
	for {
		n := atomic.LoadUint32(word)
		if n == 0 {
			return false
		}
		if atomic.CompareAndSwapUint32(word, n, n-1) {
			return true
		}
	}
}

// takeFor is tryTake that waits, at most ns nanoseconds (negative: without
// limit).
func takeFor(w osys.Waiter, word *uint32, ns int64) bool {
	end := time.Now().Add(time.Duration(ns))
	for !tryTake(word) {
		left := ns
		if ns >= 0 {
			if left = int64(time.Until(end)); left <= 0 {
				return false
			}
		}
		w.Wait(word, 0, left)
	}
	return true
}

// give adds one to a count.
func give(w osys.Waiter, word *uint32) {
	atomic.AddUint32(word, 1)
	w.Wake(word, 1)
}

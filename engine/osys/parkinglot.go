package osys

// This file holds the portable Waiter: a table of queues, keyed by the word's
// address, within one process. It is used where there is no futex, and tested
// on Linux beside it.

import (
	"sync"
	"sync/atomic"
	"time"
)

// ParkingLot is a Waiter made of Go's channels and timers. It is to be made
// with NewParkingLot.
type ParkingLot struct {
	mu     sync.Mutex
	queues map[*uint32][]chan struct{}
}

// NewParkingLot makes an empty one. Waits and wakes meet only in the same one.
func NewParkingLot() *ParkingLot { return &ParkingLot{queues: map[*uint32][]chan struct{}{}} }

// Wait is as in Waiter; time-outs are as precise as Go's timers.
func (p *ParkingLot) Wait(word *uint32, old uint32, ns int64) Woke {
	return p.WaitUnless(nil, word, old, ns)
}

// WaitUnless is Wait for somebody who may die: WokeStopped when gone is closed.
// A wake-up that had been meant for it goes to the next who waits.
func (p *ParkingLot) WaitUnless(gone <-chan struct{}, word *uint32, old uint32, ns int64) Woke {
	p.mu.Lock()
	if atomic.LoadUint32(word) != old {
		p.mu.Unlock()
		return WokeUp
	}
	c := make(chan struct{}, 1)
	p.queues[word] = append(p.queues[word], c)
	p.mu.Unlock()
	var timeout <-chan time.Time
	if ns >= 0 {
		t := time.NewTimer(time.Duration(ns))
		defer t.Stop()
		timeout = t.C
	}
	select {
	case <-c:
		return WokeUp
	case <-timeout:
		if p.leave(word, c) {
			return WokeTimeout
		}
		return WokeUp // woken in the very moment
	case <-gone:
		if !p.leave(word, c) {
			p.Wake(word, 1)
		}
		return WokeStopped
	}
}

// Waiting is how many wait for a word at this moment.
func (p *ParkingLot) Waiting(word *uint32) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.queues[word])
}

// leave takes somebody out of the queue of a word; false when a Wake has.
func (p *ParkingLot) leave(word *uint32, c chan struct{}) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := p.queues[word]
	for i, x := range q {
		if x == c {
			p.set(word, append(q[:i:i], q[i+1:]...))
			return true
		}
	}
	return false
}

// Wake is as in Waiter.
func (p *ParkingLot) Wake(word *uint32, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := p.queues[word]
	k := min(n, len(q))
	for _, c := range q[:k] {
		c <- struct{}{}
	}
	p.set(word, q[k:])
}

func (p *ParkingLot) set(word *uint32, q []chan struct{}) {
	if len(q) == 0 {
		delete(p.queues, word)
		return
	}
	p.queues[word] = q
}

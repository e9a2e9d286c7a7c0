// Package netpoll is the portable network: sockets of package net, and a
// selector over them.
//
// Go's own poller (epoll, kqueue, completion ports) does not say which sockets
// are ready: it ends calls. So a socket that is watched has a call under way, on
// a goroutine of its own, and is ready when that has ended: what came is kept
// until it is asked for. It is the way of asyncio on Windows too, whose
// ProactorEventLoop starts a receive and waits for its completion. Three things
// follow. What has come is taken from the kernel before anybody asks, one piece
// of it. A write is taken, one piece of it, and goes out behind the caller's
// back; the next is taken when that is out. And a socket that closes with a
// piece on its way lingers until that is out, at most for lingerFor.
//
// Nobody outlives the poller: Close waits for every goroutine.
//
// This file holds the poller: who is watched, who is ready, and the wait.
package netpoll

import (
	"os"
	"sync"
	"time"

	"corelanes/engine/osys"
)

// lingerFor is how long a socket that is closed goes on sending what it took.
const lingerFor = time.Second

// New makes a network that watches nothing.
func New() *Poller {
	return &Poller{socks: map[int]*sock{}, bell: make(chan struct{}, 1)}
}

// Poller is a network on package net. It is for one goroutine, Wake excepted.
type Poller struct {
	mu    sync.Mutex
	last  int // the number of the socket made last
	socks map[int]*sock
	noted []*sock // that may be ready
	woken bool
	bell  chan struct{} // rung when there is something to look at
	timer *time.Timer   // of the wait; nil before the first
	calls sync.WaitGroup
}

var _ osys.Network = (*Poller)(nil)

// sock is a socket as the poller sees it. Its poller's lock guards it.
type sock struct {
	p           *Poller
	fd          int
	read, write bool // watched for
	noted       bool // it stands in the poller's list
	closed      bool
	// readable and writable say whether a call would have an answer at once, and
	// begin what has to be under way for that.
	readable, writable func() bool
	end                func() // closes what is open
}

// add enters a socket, and gives it its number.
func (p *Poller) add(s *sock) {
	p.last++
	s.p, s.fd = p, p.last
	p.socks[s.fd] = s
}

// note has the wait look at a socket. The lock is held.
func (p *Poller) note(s *sock) {
	if !s.noted {
		s.noted = true
		p.noted = append(p.noted, s)
	}
	p.ring()
}

func (p *Poller) ring() {
	select {
	case p.bell <- struct{}{}:
	default: // it rings already
	}
}

// begin makes a call on a goroutine; then, with the lock held, done.
func (p *Poller) begin(s *sock, call, done func()) {
	p.calls.Go(func() {
		call()
		p.mu.Lock()
		defer p.mu.Unlock()
		done()
		p.note(s)
	})
}

// Name is as in osys.Selector.
func (*Poller) Name() string { return "netpoll" }

// Watch is as in osys.Selector.
func (p *Poller) Watch(fd int, read, write bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.socks[fd]
	if s == nil {
		if read || write {
			return osys.ErrUnwatchable
		}
		return nil
	}
	s.read, s.write = read, write
	if read && s.readable() || write && s.writable() {
		p.note(s)
	}
	return nil
}

// Wait is as in osys.Selector.
func (p *Poller) Wait(ns int64, ready []osys.Ready) ([]osys.Ready, error) {
	ready = ready[:0]
	var limit <-chan time.Time // nil: none
	for {
		found, woken := p.look(ready)
		if woken || len(found) > 0 || ns == 0 {
			return found, nil
		}
		if ns > 0 && limit == nil {
			limit = p.alarm(time.Duration((ns+999_999)/1e6) * time.Millisecond)
			defer p.timer.Stop()
		}
		select {
		case <-p.bell:
		case <-limit:
			return found, nil
		}
	}
}

// alarm sets the timer of the wait.
func (p *Poller) alarm(d time.Duration) <-chan time.Time {
	if p.timer == nil {
		p.timer = time.NewTimer(d)
	} else {
		p.timer.Reset(d)
	}
	return p.timer.C
}

// look collects who is ready of those that may be.
func (p *Poller) look(ready []osys.Ready) (_ []osys.Ready, woken bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.noted {
		s.noted = false
		if s.closed {
			continue
		}
		r := osys.Ready{FD: s.fd, Read: s.read && s.readable(), Write: s.write && s.writable()}
		if r.Read || r.Write {
			s.read, s.write = false, false
			ready = append(ready, r)
		}
	}
	clear(p.noted)
	p.noted = p.noted[:0]
	woken, p.woken = p.woken, false
	return ready, woken
}

// Wake is as in osys.Selector.
func (p *Poller) Wake() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.woken = true
	p.ring()
	return nil
}

// Close closes the sockets that are left, and returns when every call has ended.
func (p *Poller) Close() error {
	p.mu.Lock()
	var left []*sock
	for _, s := range p.socks {
		left = append(left, s)
	}
	p.mu.Unlock()
	for _, s := range left {
		s.close()
	}
	p.calls.Wait()
	return nil
}

// close takes a socket out, once, and ends its calls; false if it was closed
// already.
func (s *sock) close() bool {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	if s.closed {
		return false
	}
	s.closed = true
	delete(s.p.socks, s.fd)
	s.end()
	return true
}

// wait returns when ready says so: at once, or after the watcher has waited.
// os.ErrClosed when the socket is closed. It returns with the lock held if it
// returns no error.
func (s *sock) wait(w osys.Watcher, write bool) error {
	s.p.mu.Lock()
	return s.waitLocked(w, write)
}

// waitLocked is wait for one who holds the lock: what that one began under it
// cannot have ended yet.
func (s *sock) waitLocked(w osys.Watcher, write bool) error {
	for {
		ready := s.readable
		if write {
			ready = s.writable
		}
		switch {
		case s.closed:
			s.p.mu.Unlock()
			return os.ErrClosed
		case ready():
			return nil
		}
		s.p.mu.Unlock()
		if err := w.Await(s.fd, write); err != nil {
			return err
		}
		s.p.mu.Lock()
	}
}

package netpoll

// This file holds the listening socket, and addresses as package net has them.

import (
	"context"
	"fmt"
	"net"

	"corelanes/engine/osys"
)

// listener is a listening socket.
type listener struct {
	sock
	watch   osys.Watcher
	address osys.Address
	net     net.Listener

	next      net.Conn // accepted, and nobody asked for it
	err       error    // why there is none
	accepting bool
}

// Listen is as in osys.Network; how many connections may wait is the system's
// choice.
func (p *Poller) Listen(address osys.Address, _ int, w osys.Watcher) (osys.Accepting, error) {
	at, err := netAddress(address)
	if err != nil {
		return nil, err
	}
	c := net.ListenConfig{KeepAlive: -1}
	c.SetMultipathTCP(false)
	ln, err := c.Listen(context.Background(), at.Network(), at.String())
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w", address, osys.NameLimit(err))
	}
	s := &listener{watch: w, address: ours(ln.Addr(), address), net: ln}
	s.readable, s.writable, s.end = s.canAccept, func() bool { return false }, s.hangUp
	p.mu.Lock()
	defer p.mu.Unlock()
	p.add(&s.sock)
	return s, nil
}

// canAccept says whether Accept has an answer, and else has one fetched.
func (s *listener) canAccept() bool {
	if s.next != nil || s.err != nil {
		return true
	}
	if !s.accepting {
		s.accepting = true
		c, err := net.Conn(nil), error(nil)
		s.p.begin(&s.sock, func() { c, err = s.net.Accept() }, func() {
			s.accepting, s.next, s.err = false, c, err
			if s.closed && c != nil {
				c.Close()
			}
		})
	}
	return false
}

// Address is as in osys.Accepting.
func (s *listener) Address() osys.Address { return s.address }

// Accept is as in osys.Accepting.
func (s *listener) Accept() (osys.Conn, error) {
	if err := s.sock.wait(s.watch, false); err != nil {
		return nil, fmt.Errorf("accept at %s: %w", s.address, err)
	}
	defer s.p.mu.Unlock()
	c, err := s.next, s.err
	s.next, s.err = nil, nil
	if err != nil {
		return nil, fmt.Errorf("accept at %s: %w", s.address, osys.NameLimit(err))
	}
	return newConn(s.p, s.watch, ours(c.RemoteAddr(), s.address), c), nil
}

func (s *listener) hangUp() {
	s.net.Close() // the path of a UNIX socket goes with it; somebody may have removed it
	if s.next != nil {
		s.next.Close() // nobody will ask for it
	}
}

// Close is as in osys.Accepting.
func (s *listener) Close() error {
	if s.close() {
		s.watch.Forget(s.fd)
	}
	return nil
}

// netAddress is an address as package net has it.
func netAddress(a osys.Address) (net.Addr, error) {
	switch {
	case a.Path != "":
		return &net.UnixAddr{Name: a.Path, Net: "unix"}, nil
	case len(a.IP) == net.IPv4len || len(a.IP) == net.IPv6len:
		return &net.TCPAddr{IP: net.IP(a.IP), Port: a.Port}, nil
	}
	return nil, fmt.Errorf("an IP address has 4 or 16 bytes, not %d", len(a.IP))
}

// ours is the address of a socket that belongs to one at beside.
func ours(a net.Addr, beside osys.Address) osys.Address {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return osys.Address{Path: beside.Path}
	}
	ip := tcp.IP
	if v4 := ip.To4(); v4 != nil && len(beside.IP) == net.IPv4len {
		ip = v4
	}
	return osys.Address{IP: string(ip), Port: tcp.Port}
}

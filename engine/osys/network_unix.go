//go:build unix

package osys

// This file holds the network of plain sockets and a selector of the operating
// system.

// Plain is the network of the operating system's own sockets, which s watches.
func Plain(s Selector) Network { return plain{s} }

type plain struct{ Selector }

// Listen is as in Network.
func (plain) Listen(address Address, backlog int, w Watcher) (Accepting, error) {
	l, err := Listen(address, backlog, w)
	if err != nil {
		return nil, err
	}
	return accepting{l}, nil
}

// Dial is as in Network.
func (plain) Dial(address Address, w Watcher) (Conn, error) {
	s, err := DialReady(address, w)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// accepting is a Listener whose connections are Conns.
type accepting struct{ *Listener }

// Accept is as in Accepting.
func (a accepting) Accept() (Conn, error) {
	s, err := a.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return s, nil
}

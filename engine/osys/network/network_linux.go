// Package network picks the sockets, and what watches them, of this operating
// system: epoll and plain sockets on Linux, so that what is registered is what
// the kernel was told; elsewhere the portable path, package netpoll.
package network

import "corelanes/engine/osys"

// Open opens a network of the system's best kind, which watches nothing.
func Open() (osys.Network, error) {
	s, err := osys.NewSelector()
	if err != nil {
		return nil, err
	}
	return osys.Plain(s), nil
}

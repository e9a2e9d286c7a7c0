//go:build !linux

// Package network picks the sockets, and what watches them, of this operating
// system: the portable path, package netpoll.
package network

import (
	"corelanes/engine/osys"
	"corelanes/engine/osys/netpoll"
)

// Open opens a network of the system's best kind, which watches nothing.
func Open() (osys.Network, error) { return netpoll.New(), nil }

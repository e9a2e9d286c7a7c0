//go:build !linux

package osys

import (
	"errors"
	"os"
)

// MaxPacket is how many bytes a packet may carry at most.
const MaxPacket = 64 << 10

// ErrNoPackets is returned where the system's packet sockets are not used yet.
var ErrNoPackets = errors.New("sockets that carry packets are used on Linux only")

// PacketSockets is false: they are not made on this system.
func PacketSockets() bool { return false }

// Packets is one end of a socket that carries packets: not made on this system.
type Packets struct{}

// PacketPair is ErrNoPackets.
func PacketPair() (*Packets, *Packets, error) { return nil, nil, ErrNoPackets }

// OpenPackets is ErrNoPackets.
func OpenPackets(*os.File) (*Packets, error) { return nil, ErrNoPackets }

// FD is -1.
func (*Packets) FD() int { return -1 }

// Send is ErrNoPackets.
func (*Packets) Send([]byte, *os.File) error { return ErrNoPackets }

// TrySend is ErrNoPackets.
func (*Packets) TrySend([]byte, *os.File) (bool, error) { return false, ErrNoPackets }

// Receive is ErrNoPackets.
func (*Packets) Receive([]byte) (int, *os.File, error) { return 0, nil, ErrNoPackets }

// TryReceive is ErrNoPackets.
func (*Packets) TryReceive([]byte) (int, *os.File, bool, error) { return 0, nil, false, ErrNoPackets }

// Pending is false.
func (*Packets) Pending() bool { return false }

// Hang does nothing.
func (*Packets) Hang() {}

// HangWrite does nothing.
func (*Packets) HangWrite() {}

// Close does nothing.
func (*Packets) Close() error { return nil }

package osys

// This file holds packets: a socket that carries whole messages, of which each
// is received once, by whichever of the processes that hold the end asks first.
// The kernel keeps the queue, wakes one of those who wait, and tears no message
// apart, whoever is killed in the middle of sending or receiving.

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// MaxPacket is how many bytes a packet may carry at most. What is longer
// travels in a file of its own that is sent along.
const MaxPacket = 64 << 10

// packetBuffer is how much the kernel is asked to keep for one direction.
const packetBuffer = 4 << 20

// PacketSockets says whether there are sockets that keep messages apart.
func PacketSockets() bool { return true }

// Packets is one end of a socket that carries packets. Its methods may be
// called from any goroutine.
type Packets struct{ fd atomic.Int32 }

// PacketPair makes two ends that are connected to each other.
func PacketPair() (*Packets, *Packets, error) {
	syscall.ForkLock.RLock()
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_SEQPACKET|syscall.SOCK_CLOEXEC, 0)
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, fmt.Errorf("make a pair of sockets: %w", err)
	}
	for _, fd := range fds {
		// The kernel gives what its limit allows, which is enough to work with.
		_ = syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_SNDBUF, packetBuffer)
	}
	return newPackets(fds[0]), newPackets(fds[1]), nil
}

func newPackets(fd int) *Packets {
	p := &Packets{}
	p.fd.Store(int32(fd))
	return p
}

// OpenPackets is the end that another process handed over as an open file,
// which it takes over.
func OpenPackets(f *os.File) (*Packets, error) {
	fd, err := syscall.Dup(int(f.Fd()))
	f.Close()
	if err != nil {
		return nil, fmt.Errorf("take a socket over: %w", err)
	}
	syscall.CloseOnExec(fd)
	return newPackets(fd), nil
}

// FD is the end's descriptor, to be handed to another process; -1 after Close.
func (p *Packets) FD() int { return int(p.fd.Load()) }

// Send sends a packet, with an open file when there is one, and waits while the
// kernel has no room for it. EPIPE, wrapped, when nobody holds the other end.
func (p *Packets) Send(b []byte, file *os.File) error { return p.send(b, file, 0) }

// TrySend is Send that does not wait: false when there is no room.
func (p *Packets) TrySend(b []byte, file *os.File) (bool, error) {
	err := p.send(b, file, syscall.MSG_DONTWAIT)
	if err == syscall.EAGAIN {
		return false, nil
	}
	return err == nil, err
}

func (p *Packets) send(b []byte, file *os.File, flags int) error {
	if len(b) > MaxPacket {
		return fmt.Errorf("a packet of %d bytes is too long: %w", len(b), syscall.EMSGSIZE)
	}
	var rights []byte
	if file != nil {
		rights = syscall.UnixRights(int(file.Fd()))
	}
	err := retry(func() error {
		_, err := syscall.SendmsgN(p.FD(), b, rights, nil, flags|syscall.MSG_NOSIGNAL)
		return err
	})
	if err != nil && err != syscall.EAGAIN {
		return fmt.Errorf("send a packet: %w", err)
	}
	return err
}

// Receive waits for a packet and reads it into b, which has room for MaxPacket
// bytes. file is what was sent along, nil if nothing was. io.EOF when nobody
// holds the other end any more.
func (p *Packets) Receive(b []byte) (n int, file *os.File, err error) { return p.receive(b, 0) }

// TryReceive is Receive that does not wait: ok is false when there is no
// packet.
func (p *Packets) TryReceive(b []byte) (n int, file *os.File, ok bool, err error) {
	n, file, err = p.receive(b, syscall.MSG_DONTWAIT)
	if err == syscall.EAGAIN {
		return 0, nil, false, nil
	}
	return n, file, err == nil, err
}

func (p *Packets) receive(b []byte, flags int) (n int, file *os.File, err error) {
	var rights [24]byte // room for one descriptor
	var nr, got int
	err = retry(func() (err error) {
		n, nr, got, _, err = syscall.Recvmsg(p.FD(), b, rights[:], flags|syscall.MSG_CMSG_CLOEXEC)
		return err
	})
	switch {
	case err == syscall.EAGAIN:
		return 0, nil, err
	case err != nil:
		return 0, nil, fmt.Errorf("receive a packet: %w", err)
	}
	if nr > 0 {
		file = fileOf(rights[:nr])
	}
	if got&(syscall.MSG_TRUNC|syscall.MSG_CTRUNC) != 0 {
		if file != nil {
			file.Close()
		}
		return 0, nil, fmt.Errorf("receive a packet: it was cut off: %w", syscall.EMSGSIZE)
	}
	if n == 0 {
		return 0, nil, io.EOF
	}
	return n, file, nil
}

// Pending says whether packets that this end has sent have not been received.
func (p *Packets) Pending() bool {
	var n int32
	const siocoutq = 0x5411 // SIOCOUTQ, the same number on every Linux but a few
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(p.FD()), siocoutq, uintptr(unsafe.Pointer(&n)))
	return errno == 0 && n > 0
}

// Hang ends the conversation: who waits at either end is told so. The
// descriptor stays until Close.
func (p *Packets) Hang() { _ = syscall.Shutdown(p.FD(), syscall.SHUT_RDWR) }

// HangWrite says that nothing more comes: the other end still receives what was
// sent, and then io.EOF.
func (p *Packets) HangWrite() { _ = syscall.Shutdown(p.FD(), syscall.SHUT_WR) }

// Close gives the descriptor back. Nobody may be using the end any more.
func (p *Packets) Close() error {
	if fd := p.fd.Swap(-1); fd >= 0 {
		return os.NewSyscallError("close", syscall.Close(int(fd)))
	}
	return nil
}

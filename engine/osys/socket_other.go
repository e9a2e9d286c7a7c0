//go:build !unix

package osys

import (
	"fmt"
	"io"
	"net"
)

// blockingConn makes every call of a Go connection inside call.
type blockingConn struct {
	net.Conn
	call func(f func() error) error
}

// DialBlocking connects to an address. Every call that may block is made inside
// call.
func DialBlocking(address Address, call func(f func() error) error) (io.ReadWriteCloser, error) {
	var c net.Conn
	err := call(func() (err error) {
		c, err = net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IP(address.IP), Port: address.Port})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	return &blockingConn{c, call}, nil
}

// Read is as in net.Conn.
func (c *blockingConn) Read(p []byte) (n int, err error) {
	_ = c.call(func() error { n, err = c.Conn.Read(p); return nil })
	return n, err
}

// Write is as in net.Conn.
func (c *blockingConn) Write(p []byte) (n int, err error) {
	_ = c.call(func() error { n, err = c.Conn.Write(p); return nil })
	return n, err
}

// Socket is a connection that never blocks, which is not used here.
type Socket struct{ io.ReadWriteCloser }

// FD is not possible here.
func (*Socket) FD() int { return -1 }

// Remote is not possible here.
func (*Socket) Remote() Address { return Address{} }

// TryWrite is not possible here: ErrNotHere.
func (*Socket) TryWrite([]byte) (int, error) { return 0, ErrNotHere }

// TryRead is not possible here: ErrNotHere.
func (*Socket) TryRead([]byte) (n int, ok bool, err error) { return 0, false, ErrNotHere }

// DialRaw is not possible here: ErrNotHere.
func DialRaw(Address, func(f func() error) error) (*Socket, error) { return nil, ErrNotHere }

// CloseWrite is not possible here: ErrNotHere.
func (*Socket) CloseWrite() error { return ErrNotHere }

// DialReady is not possible here: ErrNotHere.
func DialReady(Address, Watcher) (*Socket, error) { return nil, ErrNotHere }

// Listener is not possible here.
type Listener struct{}

// Listen is not possible here: ErrNotHere.
func Listen(Address, int, Watcher) (*Listener, error) { return nil, ErrNotHere }

// Accept is not possible here: ErrNotHere.
func (*Listener) Accept() (*Socket, error) { return nil, ErrNotHere }

// Address is not possible here.
func (*Listener) Address() Address { return Address{} }

// FD is not possible here.
func (*Listener) FD() int { return -1 }

// Close does nothing.
func (*Listener) Close() error { return nil }

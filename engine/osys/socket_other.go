//go:build !unix

package osys

import (
	"fmt"
	"net"
)

// blockingConn makes every call of a Go connection inside call.
type blockingConn struct {
	net.Conn
	call func(f func() error) error
}

// DialBlocking connects to an address IP:port. Every call that may block is
// made inside call.
func DialBlocking(address string, call func(f func() error) error) (net.Conn, error) {
	var c net.Conn
	err := call(func() (err error) {
		c, err = net.Dial("tcp", address)
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

// DialReady is not possible here: ErrNotHere.
func DialReady(string, func(fd int, write bool) error) (net.Conn, error) { return nil, ErrNotHere }

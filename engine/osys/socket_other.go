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

// DialReady is not possible here: ErrNotHere.
func DialReady(Address, func(fd int, write bool) error) (io.ReadWriteCloser, error) {
	return nil, ErrNotHere
}

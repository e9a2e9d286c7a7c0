package osys

// This file holds where a socket connects to.

import "fmt"

// Address is an IP address, of 4 or 16 bytes, and a TCP port.
type Address struct {
	IP   string // the bytes themselves, not digits
	Port int
}

// String is the address in digits.
func (a Address) String() string { return fmt.Sprintf("%d:%d", []byte(a.IP), a.Port) }

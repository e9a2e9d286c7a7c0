package osys

// This file holds where a socket connects to.

import (
	"fmt"
	"strings"
)

// Address is where a stream of bytes connects to: an IP address, of 4 or 16
// bytes, and a TCP port; or the path of a UNIX socket.
type Address struct {
	IP   string // the bytes themselves, not digits
	Port int
	Path string // of a UNIX socket; "": TCP
}

// String is the address as people write it: 127.0.0.1:80, [0:0:0:0:0:0:0:1]:80,
// /tmp/socket.
func (a Address) String() string {
	if a.Path != "" {
		return a.Path
	}
	switch b := []byte(a.IP); len(b) {
	case 4:
		return fmt.Sprintf("%d.%d.%d.%d:%d", b[0], b[1], b[2], b[3], a.Port)
	case 16:
		groups := make([]string, 8)
		for i := range groups {
			groups[i] = fmt.Sprintf("%x", int(b[2*i])<<8|int(b[2*i+1]))
		}
		return fmt.Sprintf("[%s]:%d", strings.Join(groups, ":"), a.Port)
	default:
		return fmt.Sprintf("%x:%d", b, a.Port)
	}
}

// Loopback is the address of a port on the loopback interface.
func Loopback(port int) Address { return Address{IP: "\x7f\x00\x00\x01", Port: port} }

// Door is where a server of this machine listens: at a path, or, without one,
// at any free port of the loopback interface.
func Door(path string) Address {
	if path == "" {
		return Loopback(0)
	}
	return Address{Path: path}
}

// EndName is a short name for an end of a connection on this machine: a port of
// the loopback interface, :80, or the last part of a path; of another interface
// the whole address.
func (a Address) EndName() string {
	switch {
	case a.Path != "":
		return a.Path[strings.LastIndexAny(a.Path, `/\`)+1:]
	case a.IP == Loopback(0).IP:
		return fmt.Sprintf(":%d", a.Port)
	}
	return a.String()
}

// ParseAddress reads an address as String writes it: of a TCP port, of IPv4,
// 127.0.0.1:80; or the path of a UNIX socket, which has a separator in it.
func ParseAddress(s string) (Address, error) {
	if strings.ContainsAny(s, `/\`) {
		return Address{Path: s}, nil
	}
	var b [4]byte
	var port uint16
	n, err := fmt.Sscanf(s, "%d.%d.%d.%d:%d", &b[0], &b[1], &b[2], &b[3], &port)
	a := Address{IP: string(b[:]), Port: int(port)}
	if err != nil || n != 5 || a.String() != s {
		return Address{}, fmt.Errorf("%q is no address like 127.0.0.1:80, and no path", s)
	}
	return a, nil
}

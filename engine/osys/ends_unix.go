//go:build unix

package osys

// This file holds by what names the two ends of a connection know each other.

import (
	"runtime"
	"syscall"
)

// Ends are the names of a connection's own end and of the other one, as both
// ends tell them; see EndName. false where the system does not tell.
func Ends(fd int) (own, other string, ok bool) {
	sa, err := syscall.Getsockname(fd)
	if err == nil {
		own = endOf(sa)
		if sa, err = syscall.Getpeername(fd); err == nil {
			other = endOf(sa)
		}
	}
	return own, other, own != "" && other != ""
}

func endOf(sa syscall.Sockaddr) string {
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		return Address{IP: string(sa.Addr[:]), Port: sa.Port}.EndName()
	case *syscall.SockaddrInet6:
		return Address{IP: string(sa.Addr[:]), Port: sa.Port}.EndName()
	case *syscall.SockaddrUnix:
		if sa.Name != "" {
			return Address{Path: sa.Name}.EndName()
		}
	}
	return ""
}

// nameEnd gives a UNIX socket that is going to be connected a name of the
// kernel's choice, in no file system, by which the server can tell who comes.
// Elsewhere such an end has none.
func nameEnd(fd int, a Address) {
	if a.Path != "" && runtime.GOOS == "linux" {
		_ = syscall.Bind(fd, &syscall.SockaddrUnix{}) // without a name it works as well
	}
}

// Readable says whether something can be read from a socket, or its end,
// without waiting.
func Readable(fd int) bool { return ready(fd, false) }

// Writable says whether a socket takes something without waiting.
func Writable(fd int) bool { return ready(fd, true) }

// SendBuffer is how many bytes a socket keeps that the other end has not taken,
// 0 if that is not told.
func SendBuffer(fd int) int {
	n, err := syscall.GetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_SNDBUF)
	if err != nil {
		return 0
	}
	return n
}

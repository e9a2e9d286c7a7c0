// Package x11 speaks the few requests of the X11 protocol that the scripts need, to a display of this machine: messages to
// windows, and pressing keys and buttons as a person would.
package x11

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// A Conn speaks the few requests of the X11 protocol that are needed, in the byte order of the setup message: little endian.
type Conn struct {
	net.Conn

	root uint32 // the first screen's root window
}

// Numbers of the X11 protocol's requests and events, and the sizes of what answers them.
const (
	opInternAtom  = 16
	opSendEvent   = 25
	clientMessage = 33
	replySize     = 32
	isError       = 0
	isReply       = 1
)

var le = binary.LittleEndian

// Dial opens the connection and reads the server's greeting. The display must be a local one that asks for no key.
func Dial(display string) (Conn, error) {
	number, _, _ := strings.Cut(strings.TrimPrefix(display, ":"), ".")
	c, err := net.DialTimeout("unix", "/tmp/.X11-unix/X"+number, 5*time.Second)
	if err != nil {
		return Conn{}, err
	}
	root, err := greet(c)
	if err != nil {
		c.Close()
		return Conn{}, err
	}
	return Conn{c, root}, nil
}

// greet exchanges greetings, and is the root window of the first screen.
func greet(c net.Conn) (root uint32, err error) {
	if err := c.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return 0, err
	}
	hello := make([]byte, 12)
	hello[0] = 'l'
	le.PutUint16(hello[2:], 11) // version 11.0
	if _, err := c.Write(hello); err != nil {
		return 0, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(c, head); err != nil {
		return 0, err
	}
	rest := make([]byte, 4*int(le.Uint16(head[6:])))
	if _, err := io.ReadFull(c, rest); err != nil {
		return 0, err
	}
	if head[0] != 1 || len(rest) < 32 {
		return 0, errors.New("the display refused the connection")
	}
	// After 32 bytes come the vendor's name, padded, and 8 bytes for each pixel format; then the screens.
	vendor, formats := int(le.Uint16(rest[16:])), int(rest[21])
	screen := 32 + (vendor+3)/4*4 + 8*formats
	if len(rest) < screen+4 {
		return 0, errors.New("the display's greeting is cut short")
	}
	return le.Uint32(rest[screen:]), nil
}

// Atom asks for the number that the display uses for a name.
func (c Conn) Atom(name string) (uint32, error) {
	padded := (len(name) + 3) / 4 * 4
	req := make([]byte, 8+padded)
	req[0] = opInternAtom
	le.PutUint16(req[2:], uint16(len(req)/4))
	le.PutUint16(req[4:], uint16(len(name)))
	copy(req[8:], name)
	if _, err := c.Write(req); err != nil {
		return 0, err
	}
	answer := make([]byte, replySize)
	for {
		if _, err := io.ReadFull(c, answer); err != nil {
			return 0, err
		}
		switch answer[0] {
		case isReply:
			return le.Uint32(answer[8:]), nil
		case isError:
			return 0, fmt.Errorf("the display answered with error %d about %#x", answer[1], le.Uint32(answer[4:]))
		}
	}
}

// Send sends a window's owner a client message with some words in it, five at most.
func (c Conn) Send(window, kind uint32, data ...uint32) error {
	req := make([]byte, 12+32)
	req[0] = opSendEvent
	le.PutUint16(req[2:], uint16(len(req)/4))
	le.PutUint32(req[4:], window)
	event := req[12:]
	event[0], event[1] = clientMessage, 32
	le.PutUint32(event[4:], window)
	le.PutUint32(event[8:], kind)
	for i, word := range data {
		le.PutUint32(event[12+4*i:], word)
	}
	_, err := c.Write(req)
	return err
}

// Root is the root window of the first screen.
func (c Conn) Root() uint32 { return c.root }

// Closewindow asks a window of a local X display to close, with the message that a window manager sends when a person
// clicks the cross (WM_DELETE_WINDOW). The end-to-end tests run without a window manager, and the tools that they use can
// only destroy a window, which no person does.
//
//	closewindow DISPLAY WINDOW      for example: closewindow :99 2097164
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: closewindow DISPLAY WINDOW")
		os.Exit(2)
	}
	if err := closeWindow(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "closewindow:", err)
		os.Exit(1)
	}
}

func closeWindow(display, window string) error {
	id, err := strconv.ParseUint(window, 0, 32)
	if err != nil {
		return fmt.Errorf("window %q is not a number", window)
	}
	x, err := dial(display)
	if err != nil {
		return err
	}
	defer x.Close()
	protocols, err := x.atom("WM_PROTOCOLS")
	if err != nil {
		return err
	}
	deleteWindow, err := x.atom("WM_DELETE_WINDOW")
	if err != nil {
		return err
	}
	if err := x.sendMessage(uint32(id), protocols, deleteWindow); err != nil {
		return err
	}
	_, err = x.atom("WM_PROTOCOLS") // its reply shows that the message was taken, or brings the error about it
	return err
}

// A conn speaks the few requests of the X11 protocol that are needed, in the byte order of the setup message: little endian.
type conn struct{ net.Conn }

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

// dial opens the connection and reads the server's greeting. The display must be a local one that asks for no key.
func dial(display string) (conn, error) {
	number, _, _ := strings.Cut(strings.TrimPrefix(display, ":"), ".")
	c, err := net.DialTimeout("unix", "/tmp/.X11-unix/X"+number, 5*time.Second)
	if err != nil {
		return conn{}, err
	}
	if err := greet(c); err != nil {
		c.Close()
		return conn{}, err
	}
	return conn{c}, nil
}

func greet(c net.Conn) error {
	if err := c.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return err
	}
	hello := make([]byte, 12)
	hello[0] = 'l'
	le.PutUint16(hello[2:], 11) // version 11.0
	if _, err := c.Write(hello); err != nil {
		return err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(c, head); err != nil {
		return err
	}
	rest := make([]byte, 4*int(le.Uint16(head[6:])))
	if _, err := io.ReadFull(c, rest); err != nil {
		return err
	}
	if head[0] != 1 {
		return errors.New("the display refused the connection")
	}
	return nil
}

// atom asks for the number that the display uses for a name.
func (c conn) atom(name string) (uint32, error) {
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

// sendMessage sends a window's owner a client message with one atom in it.
func (c conn) sendMessage(window, kind, data uint32) error {
	req := make([]byte, 12+32)
	req[0] = opSendEvent
	le.PutUint16(req[2:], uint16(len(req)/4))
	le.PutUint32(req[4:], window)
	event := req[12:]
	event[0], event[1] = clientMessage, 32
	le.PutUint32(event[4:], window)
	le.PutUint32(event[8:], kind)
	le.PutUint32(event[12:], data)
	_, err := c.Write(req)
	return err
}

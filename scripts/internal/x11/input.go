package x11

// This file presses keys and buttons with the XTEST extension, so that a program cannot tell them from a person's, and asks a
// window whether it still answers.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Requests, events and masks of the protocol and of XTEST 2.2.
const (
	opChangeWindowAttributes = 2
	opQueryExtension         = 98
	xtestFakeInput           = 2

	keyPress, keyRelease       = 2, 3
	buttonPress, buttonRelease = 4, 5
	motionNotify               = 6

	valueEventMask     = 1 << 11
	substructureNotify = 1 << 19
)

// A Hand presses keys and buttons and moves the pointer.
type Hand struct {
	c     Conn
	xtest byte // the extension's major opcode
}

// NewHand opens a connection of its own to a display.
func NewHand(display string) (Hand, error) {
	c, err := Dial(display)
	if err != nil {
		return Hand{}, err
	}
	const name = "XTEST"
	req := make([]byte, 8+8)
	req[0] = opQueryExtension
	le.PutUint16(req[2:], uint16(len(req)/4))
	le.PutUint16(req[4:], uint16(len(name)))
	copy(req[8:], name)
	answer := make([]byte, replySize)
	if _, err = c.Write(req); err == nil {
		_, err = io.ReadFull(c, answer)
	}
	if err == nil && (answer[0] != isReply || answer[8] == 0) {
		err = errors.New("the display has no XTEST extension")
	}
	if err == nil {
		err = c.SetDeadline(time.Time{})
	}
	if err != nil {
		c.Close()
		return Hand{}, err
	}
	return Hand{c, answer[9]}, nil
}

// Close lets go of the display.
func (h Hand) Close() error { return h.c.Close() }

// Key presses a key, by its number on the keyboard, or lets it go.
func (h Hand) Key(code byte, down bool) error {
	return h.fake(choose(down, keyPress, keyRelease), code, 0, 0)
}

// Button presses a button of the pointer or lets it go: 1 left, 2 middle, 3 right, 4 to 7 the wheel.
func (h Hand) Button(n byte, down bool) error {
	return h.fake(choose(down, buttonPress, buttonRelease), n, 0, 0)
}

// Move moves the pointer to a place on the screen, pixels.
func (h Hand) Move(x, y int) error { return h.fake(motionNotify, 0, x, y) }

func choose(yes bool, a, b byte) byte {
	if yes {
		return a
	}
	return b
}

func (h Hand) fake(kind, detail byte, x, y int) error {
	req := make([]byte, 36)
	req[0], req[1] = h.xtest, xtestFakeInput
	le.PutUint16(req[2:], uint16(len(req)/4))
	event := req[4:]
	event[0], event[1] = kind, detail
	if kind == motionNotify {
		le.PutUint32(event[8:], h.c.root)
	}
	le.PutUint16(event[20:], uint16(x))
	le.PutUint16(event[22:], uint16(y))
	_, err := h.c.Write(req)
	return err
}

// A Pinger asks a window, as window managers do (_NET_WM_PING), whether the program behind it still takes its events.
type Pinger struct {
	c               Conn
	window          uint32
	protocols, ping uint32
	asked           uint32
}

// NewPinger opens a connection of its own to a display.
func NewPinger(display string, window uint32) (*Pinger, error) {
	c, err := Dial(display)
	if err != nil {
		return nil, err
	}
	p := &Pinger{c: c, window: window}
	if p.protocols, err = c.Atom("WM_PROTOCOLS"); err == nil {
		p.ping, err = c.Atom("_NET_WM_PING")
	}
	if err == nil { // the answers go to the root window
		req := make([]byte, 16)
		req[0] = opChangeWindowAttributes
		le.PutUint16(req[2:], uint16(len(req)/4))
		le.PutUint32(req[4:], c.root)
		le.PutUint32(req[8:], valueEventMask)
		le.PutUint32(req[12:], substructureNotify)
		_, err = c.Write(req)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return p, nil
}

// Close lets go of the display.
func (p *Pinger) Close() error { return p.c.Close() }

// Ping asks once, and is how long the answer took. When none comes within limit, the error is os.ErrDeadlineExceeded; an
// answer that comes later is not taken for that of a later question.
func (p *Pinger) Ping(limit time.Duration) (time.Duration, error) {
	p.asked++
	began := time.Now()
	if err := p.c.SetDeadline(began.Add(limit)); err != nil {
		return 0, err
	}
	if err := p.c.Send(p.window, p.protocols, p.ping, p.asked, p.window); err != nil {
		return 0, err
	}
	event := make([]byte, replySize)
	for {
		if _, err := io.ReadFull(p.c, event); errors.Is(err, os.ErrDeadlineExceeded) {
			return time.Since(began), err
		} else if err != nil {
			return 0, fmt.Errorf("wait for the window's answer: %w", err)
		}
		switch {
		case event[0] == isError:
			return 0, fmt.Errorf("the window is gone (error %d)", event[1])
		case event[0]&0x7f == clientMessage && le.Uint32(event[12:]) == p.ping && le.Uint32(event[16:]) == p.asked:
			return time.Since(began), nil
		}
	}
}

package ipc

// This file holds what travels: a length, one byte that says what follows, and
// the value itself.
//
//	length  4 bytes, big-endian as multiprocessing's; of what follows it
//	tag     1 byte
//	label   8 bytes, big-endian: what is shown of it
//	value   nothing (None), bytes as they are, or JSON
//
// A short message is filled up with zeros, which its length does not count: so
// who receives can ask for the first bytes of any message at once, and has all
// of a small one, without a look at what comes after it.

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

// MaxMessage is the length of the longest value that may be sent, bytes.
const MaxMessage = 256 << 20

const headBytes = 13

// firstBytes is the length that no message falls short of.
const firstBytes = 32

const (
	tagNone  = 'n'
	tagBytes = 'b'
	tagJSON  = 'j'
)

// The errors of pipes and queues.
var (
	ErrEOF     = &prim.Error{Class: "EOFError"}
	ErrBroken  = osys.ErrBrokenPipe // nobody holds the other end
	ErrMessage = errors.New("malformed message in a pipe")
	ErrTooLong = &prim.Error{Class: "ValueError", Message: "the message is too long"}
	ErrClosed  = &prim.Error{Class: "OSError", Message: "handle is closed"}
)

// Item is a value that was received.
type Item struct {
	tag   byte
	label int64
	data  []byte
}

// Label is what is shown of the value.
func (i Item) Label() int64 { return i.label }

// None says whether the value is None, by custom the end marker.
func (i Item) None() bool { return i.tag == tagNone }

// Bytes are the bytes that were sent; of another value, its JSON.
func (i Item) Bytes() []byte { return i.data }

// Into reads the value into what v points to.
func (i Item) Into(v any) error {
	if b, ok := v.(*[]byte); ok && i.tag == tagBytes {
		*b = i.data
		return nil
	}
	if i.tag != tagJSON {
		return fmt.Errorf("read a value of kind %q: %w", i.tag, ErrMessage)
	}
	return json.Unmarshal(i.data, v)
}

// encode serialises a value behind its head. Bytes are not copied: they are
// what follows.
func encode(v any) (head, follows []byte, err error) {
	switch v := v.(type) {
	case nil:
		return frame(tagNone, nil)
	case []byte:
		return frame(tagBytes, v)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return nil, nil, &prim.Error{Class: "PicklingError", Message: err.Error()}
	}
	return frame(tagJSON, data)
}

// together is the length up to which head and value go in one write.
const together = 16 << 10

func frame(tag byte, data []byte) (head, follows []byte, err error) {
	if len(data) > MaxMessage {
		return nil, nil, ErrTooLong
	}
	if len(data) > together {
		head, follows = make([]byte, headBytes), data
	} else {
		head = append(make([]byte, headBytes, max(headBytes+len(data), firstBytes)), data...)
		head = head[:cap(head)]
	}
	binary.BigEndian.PutUint32(head, uint32(headBytes-4+len(data)))
	head[4] = tag
	return head, follows, nil
}

// receive reads a message, as its length and the value. io.EOF between two
// messages is ErrEOF.
func receive(r io.Reader) (Item, int, error) {
	var head [firstBytes]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return Item{}, 0, ErrEOF
		}
		return Item{}, 0, cutOff(err)
	}
	n := binary.BigEndian.Uint32(head[:])
	const least = headBytes - 4
	if n < least || n > MaxMessage+least || head[4] != tagNone && head[4] != tagBytes && head[4] != tagJSON || head[4] == tagNone && n != least {
		return Item{}, 0, ErrMessage
	}
	i := Item{tag: head[4], label: int64(binary.BigEndian.Uint64(head[5:]))}
	length := int(n - least)
	if i.tag == tagNone {
		return i, firstBytes, nil
	}
	i.data = head[headBytes:min(headBytes+length, firstBytes)]
	if len(i.data) == length {
		return i, firstBytes, nil
	}
	var err error
	i.data, err = readAll(r, i.data, length)
	return i, headBytes + length, err
}

// readAll reads what is missing of n bytes behind the first of them. It does not
// trust n with memory: what it allocates grows with what really arrives.
func readAll(r io.Reader, first []byte, n int) ([]byte, error) {
	const step = 4 << 20
	out := make([]byte, min(n, step))
	if _, err := io.ReadFull(r, out[copy(out, first):]); err != nil {
		return nil, cutOff(err)
	}
	for len(out) < n {
		k := min(n-len(out), len(out))
		out = append(out, make([]byte, k)...)
		if _, err := io.ReadFull(r, out[len(out)-k:]); err != nil {
			return nil, cutOff(err)
		}
	}
	return out, nil
}

func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &prim.Error{Class: "OSError", Message: "got end of file during message"}
	}
	return err
}

// Package proc is child processes: starting them from this same program,
// talking to them, and knowing how they ended.
//
// A parent and its child talk over the child's standard input and output, which
// nobody else can reach, in messages whose length is limited and checked. The
// recording's memory is handed over as an open file. A child whose input ends
// has lost its parent, and ends itself.
//
// This file holds the messages.
package proc

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Limits of a message. A longer one ends the conversation.
const (
	MaxHeaderBytes = 1 << 20
	MaxDataBytes   = 256 << 20
)

// ErrMessage is returned for what is not a message, or too long for one.
var ErrMessage = errors.New("malformed message")

// What a message is.
const (
	KindStart  = "start"  // parent: begin, as Spec and the other fields say
	KindStop   = "stop"   // parent: end now
	KindResult = "result" // child: done; Data is the result
	KindError  = "error"  // child: failed; Text says why
	KindReady  = "ready"  // child: at your service; Text says where
	KindAsk    = "ask"    // child: somebody is to be let go; Spec says who can
	KindLet    = "let"    // parent: let go whom Spec says
	KindWait   = "wait"   // child: wait for a word of the memory, for me
	KindWake   = "wake"   // child: wake who waits for one
	KindWoke   = "woke"   // parent: how a wait has ended
)

// Message is what parent and child say to each other.
type Message struct {
	Kind string
	Name string
	Body string
	Text string
	Spec json.RawMessage
	Data []byte // travels as it is, behind the header
}

// header is all of a message but its data: four texts and a document, each behind
// its length. It is no document itself, because every child reads one before it
// does anything else, and to find out how to read a document takes a process
// longer than the reading.
func (m Message) header() []byte {
	b := make([]byte, 0, 64+len(m.Text)+len(m.Spec))
	for _, s := range []string{m.Kind, m.Name, m.Body, m.Text, string(m.Spec)} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

// readHeader reads a header; false if it is none.
func (m *Message) readHeader(b []byte) bool {
	var spec string
	for _, to := range []*string{&m.Kind, &m.Name, &m.Body, &m.Text, &spec} {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return false
		}
		*to, b = string(b[k:k+int(n)]), b[k+int(n):]
	}
	if spec != "" {
		m.Spec = json.RawMessage(spec)
	}
	return len(b) == 0 && m.soundSpec()
}

// soundSpec says whether the spec is a document, or not there.
func (m Message) soundSpec() bool { return len(m.Spec) == 0 || json.Valid(m.Spec) }

// WriteMessage sends one message: two lengths, the header, the data.
func WriteMessage(w io.Writer, m Message) error {
	if !m.soundSpec() {
		return fmt.Errorf("%s message with the spec %.100q: %w", m.Kind, m.Spec, ErrMessage)
	}
	head := m.header()
	if len(head) > MaxHeaderBytes || len(m.Data) > MaxDataBytes {
		return fmt.Errorf("%s message of %d + %d bytes is too long: %w", m.Kind, len(head), len(m.Data), ErrMessage)
	}
	buf := make([]byte, 8, 8+len(head)+len(m.Data))
	binary.LittleEndian.PutUint32(buf, uint32(len(head)))
	binary.LittleEndian.PutUint32(buf[4:], uint32(len(m.Data)))
	buf = append(append(buf, head...), m.Data...)
	if _, err := w.Write(buf); err != nil {
		return fmt.Errorf("send %s message: %w", m.Kind, err)
	}
	return nil
}

// ReadMessage receives one message. io.EOF when the other side has closed
// between messages; ErrMessage for one that makes no sense.
func ReadMessage(r io.Reader) (Message, error) {
	var m Message
	var lengths [8]byte
	if _, err := io.ReadFull(r, lengths[:]); err != nil {
		if err == io.EOF {
			return m, io.EOF
		}
		return m, fmt.Errorf("receive a message: %w", err)
	}
	head, data := binary.LittleEndian.Uint32(lengths[:]), binary.LittleEndian.Uint32(lengths[4:])
	if head > MaxHeaderBytes || data > MaxDataBytes {
		return m, fmt.Errorf("a message says it is %d + %d bytes long: %w", head, data, ErrMessage)
	}
	buf, err := readAll(r, int(head))
	if err != nil {
		return m, err
	}
	if !m.readHeader(buf) {
		return Message{}, fmt.Errorf("%w: its header makes no sense", ErrMessage)
	}
	m.Data, err = readAll(r, int(data))
	return m, err
}

// MaxInherited is how much a child can be sent with SendData, bytes.
const MaxInherited = 1 << 30

// ReadData receives the n bytes that a parent sends with SendData.
func ReadData(r io.Reader, n int) ([]byte, error) {
	if n < 0 || n > MaxInherited {
		return nil, fmt.Errorf("%d bytes of data are to come: %w", n, ErrMessage)
	}
	data := make([]byte, n)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("%d bytes of data were cut off: %w", n, err)
	}
	return data, nil
}

// readAll reads n bytes. It does not trust n with memory: what it allocates
// grows with what really arrives.
func readAll(r io.Reader, n int) ([]byte, error) {
	const step = 1 << 20
	var out []byte
	for len(out) < n {
		k := min(n-len(out), max(step, len(out)))
		out = append(out, make([]byte, k)...)
		if _, err := io.ReadFull(r, out[len(out)-k:]); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF // this is no end between messages
			}
			return nil, fmt.Errorf("a message was cut off: %w", err)
		}
	}
	return out, nil
}

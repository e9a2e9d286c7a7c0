package pool

// This file holds how a task and its outcome travel: in a packet of their own,
// or, when they are too long for one, in a file without a name that goes with
// it.
//
//	packet   id (8), body; or id (8), inFile (1), length of the body (8)
//	body     kind (1), then by kind
//	task     name (1 + n), count (4), each argument (4 + n)
//	results  count (4), each result (4 + n)
//	failure  text (4 + n), trace (4 + n)
//	encoding value (4 + n), why (4 + n)
//
// All numbers are little-endian. What does not read to its last byte is
// refused.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"corelanes/engine/osys"
	"corelanes/engine/work"
)

// maxBytes is the length of the longest task or outcome.
const maxBytes = 256 << 20

// errFrame is the error for what is no frame of this protocol.
var errFrame = errors.New("malformed message of a pool")

const (
	kindTask     = 't'
	kindResults  = 'r'
	kindFailure  = 'f'
	kindEncoding = 'e'
	inFile       = 'm'
)

// encodeTask is a task as a body.
func encodeTask(b []byte, name string, args [][]byte) ([]byte, error) {
	if len(name) > 255 {
		return nil, fmt.Errorf("send the task: the name %.20q… is too long", name)
	}
	b = append(append(b, kindTask, byte(len(name))), name...)
	return appendAll(b, args), nil
}

func appendAll(b []byte, all [][]byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(all)))
	for _, x := range all {
		b = appendOne(b, x)
	}
	return b
}

func appendOne[T string | []byte](b []byte, x T) []byte {
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(x))), x...)
}

// decodeTask reads a task. The arguments do not share b's memory.
func decodeTask(b []byte) (name string, args [][]byte, err error) {
	if len(b) < 2 || b[0] != kindTask || len(b) < 2+int(b[1]) {
		return "", nil, errFrame
	}
	n := int(b[1])
	name = string(b[2 : 2+n])
	args, err = readAll(b[2+n:])
	return name, args, err
}

// readAll reads a counted list to the last byte of b.
func readAll(b []byte) ([][]byte, error) {
	if len(b) < 4 {
		return nil, errFrame
	}
	n := binary.LittleEndian.Uint32(b)
	b = b[4:]
	if uint64(n)*4 > uint64(len(b)) {
		return nil, errFrame // there are not even as many lengths
	}
	if n == 0 && len(b) == 0 {
		return [][]byte{}, nil
	}
	out := make([][]byte, 0, n)
	for range n {
		var x []byte
		var ok bool
		if x, b, ok = readOne(b); !ok {
			return nil, errFrame
		}
		out = append(out, append([]byte(nil), x...))
	}
	if len(b) != 0 {
		return nil, errFrame
	}
	return out, nil
}

func readOne(b []byte) (x, rest []byte, ok bool) {
	if len(b) < 4 {
		return nil, nil, false
	}
	n := binary.LittleEndian.Uint32(b)
	if uint64(n) > uint64(len(b)-4) {
		return nil, nil, false
	}
	return b[4 : 4+n], b[4+n:], true
}

// encodeOutcome is what a task came to as a body. A result that is too long to
// travel is an error of that task alone.
func encodeOutcome(b []byte, out [][]byte, err error) []byte {
	if err == nil {
		total := 0
		for _, x := range out {
			total += len(x) + 4
		}
		if total < maxBytes-16 {
			return appendAll(append(b, kindResults), out)
		}
		err = &work.EncodingError{Value: fmt.Sprintf("%d bytes", total), Why: fmt.Sprintf("ValueError('at most %d bytes can be sent')", maxBytes)}
	}
	var enc *work.EncodingError
	if errors.As(err, &enc) {
		return appendOne(appendOne(append(b, kindEncoding), enc.Value), enc.Why)
	}
	return appendOne(appendOne(append(b, kindFailure), err.Error()), traceback(err))
}

// decodeOutcome reads what a task came to; wrong says why it cannot be read.
func decodeOutcome(b []byte) (out [][]byte, outcome, wrong error) {
	if len(b) == 0 {
		return nil, nil, errFrame
	}
	if b[0] == kindResults {
		out, wrong = readAll(b[1:])
		return out, nil, wrong
	}
	first, rest, ok := readOne(b[1:])
	second, rest, ok2 := readOne(rest)
	if !ok || !ok2 || len(rest) != 0 {
		return nil, nil, errFrame
	}
	switch b[0] {
	case kindFailure:
		return nil, &work.RemoteError{Text: string(first), Trace: string(second)}, nil
	case kindEncoding:
		return nil, &work.EncodingError{Value: string(first), Why: string(second)}, nil
	}
	return nil, nil, errFrame
}

// headBytes is how long a packet's id is.
const headBytes = 8

// newPacket begins a packet.
func newPacket(b []byte, id uint64) []byte {
	return binary.LittleEndian.AppendUint64(b[:0], id)
}

// send sends a packet, in a file if it is long.
func send(to *osys.Packets, packet []byte, wait func(f func() error) error) error {
	var file *os.File
	if len(packet) > osys.MaxPacket {
		m, err := osys.NewMemory(len(packet) - headBytes)
		if err != nil {
			return err
		}
		defer func() { _ = m.CloseFile() }() // the memory itself stays as long as it is needed
		copy(m.Bytes(), packet[headBytes:])
		file = m.File()
		packet = binary.LittleEndian.AppendUint64(append(packet[:headBytes], inFile), uint64(len(m.Bytes())))
	}
	if sent, err := to.TrySend(packet, file); sent || err != nil {
		return err
	}
	return wait(func() error { return to.Send(packet, file) })
}

// open takes a packet apart: the task's number and the body.
func open(packet []byte, file *os.File) (id uint64, body []byte, err error) {
	if file != nil {
		defer file.Close()
	}
	if len(packet) <= headBytes {
		return 0, nil, errFrame
	}
	id, body = binary.LittleEndian.Uint64(packet), packet[headBytes:]
	if body[0] != inFile {
		return id, body, nil
	}
	if len(body) != 1+8 || file == nil {
		return id, nil, errFrame
	}
	n := binary.LittleEndian.Uint64(body[1:])
	if n > maxBytes {
		return id, nil, errFrame
	}
	info, err := file.Stat()
	if err != nil || uint64(info.Size()) < n { // what is said is there must be there before memory is given for it
		return id, nil, errFrame
	}
	body = make([]byte, n)
	if _, err := io.ReadFull(io.NewSectionReader(file, 0, int64(n)), body); err != nil {
		return id, nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	return id, body, nil
}

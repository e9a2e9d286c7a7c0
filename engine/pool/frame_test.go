package pool

// This file tests how tasks and their outcomes travel.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/work"
)

func TestTasksComeAsTheyWereSent(t *testing.T) {
	for _, args := range [][][]byte{{}, {nil}, {[]byte("a"), {}, []byte("ccc")}, {bytes.Repeat([]byte("x"), 100_000)}} {
		b, err := encodeTask(nil, "body", args)
		if err != nil {
			t.Fatal(err)
		}
		name, got, err := decodeTask(b)
		if err != nil || name != "body" || len(got) != len(args) {
			t.Fatalf("%q %d, %v", name, len(got), err)
		}
		for i := range args {
			if !bytes.Equal(got[i], args[i]) {
				t.Errorf("argument %d differs", i)
			}
		}
		for n := range min(len(b), 200) {
			if _, _, err := decodeTask(b[:n]); !errors.Is(err, errFrame) {
				t.Errorf("%d of %d bytes: %v", n, len(b), err)
			}
		}
		if _, _, err := decodeTask(append(b, 0)); !errors.Is(err, errFrame) {
			t.Errorf("one byte more: %v", err)
		}
	}
	if _, err := encodeTask(nil, string(make([]byte, 256)), nil); err == nil {
		t.Error("a name of 256 bytes is sent")
	}
}

func TestOutcomesComeAsTheyWereSent(t *testing.T) {
	py := &code.PyError{Class: "ValueError", Message: "no", Traceback: []code.TraceLine{{File: "a.py", Line: 3, Func: "f", Text: "f()"}}}
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{errors.New("sick"), "sick"},
		{fmt.Errorf("worker: %w", py), "worker: ValueError: no"},
		{&work.EncodingError{Value: "v", Why: "w"}, "MaybeEncodingError: Error sending result: 'v'. Reason: 'w'"},
	} {
		out, outcome, err := decodeOutcome(encodeOutcome(nil, [][]byte{[]byte("r")}, c.err))
		switch {
		case err != nil:
			t.Error(err)
		case c.err == nil && (outcome != nil || len(out) != 1 || string(out[0]) != "r"):
			t.Errorf("%q, %v", out, outcome)
		case c.err != nil && (outcome == nil || outcome.Error() != c.want):
			t.Errorf("%v became %v", c.err, outcome)
		}
		var remote *work.RemoteError
		if errors.As(outcome, &remote) && errors.As(c.err, &py) && remote.Trace != py.Report() {
			t.Errorf("the trace is %q", remote.Trace)
		}
	}
}

func TestPacketsTravelInlineOrInAFile(t *testing.T) {
	a, b, err := osys.PacketPair()
	if errors.Is(err, errors.ErrUnsupported) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	defer b.Close()
	buf := make([]byte, osys.MaxPacket)
	for _, n := range []int{1, osys.MaxPacket - headBytes, osys.MaxPacket - headBytes + 1, 5 << 20} {
		data := bytes.Repeat([]byte{kindResults}, n)
		if err := send(a, append(newPacket(nil, 7), data...), func(f func() error) error { return f() }); err != nil {
			t.Fatal(err)
		}
		m, file, err := b.Receive(buf)
		if err != nil {
			t.Fatal(err)
		}
		if id, body, err := open(buf[:m], file); id != 7 || err != nil || !bytes.Equal(body, data) {
			t.Errorf("%d bytes: task %d, %d bytes, %v", n, id, len(body), err)
		}
	}
}

func TestAFileThatIsNotWhatItsPacketSaysIsRefused(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("four")
	for _, c := range []struct {
		size uint64
		file bool
	}{{5, true}, {1 << 62, true}, {4, false}} {
		g, err := os.Open(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !c.file {
			g.Close()
			g = nil
		}
		packet := binary.LittleEndian.AppendUint64(append(newPacket(nil, 1), inFile), c.size)
		if _, _, err := open(packet, g); !errors.Is(err, errFrame) {
			t.Errorf("%d bytes said, file %v: %v", c.size, c.file, err)
		}
	}
	if _, _, err := open(newPacket(nil, 1), nil); !errors.Is(err, errFrame) {
		t.Errorf("a packet without a body: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func FuzzFrames(f *testing.F) {
	b, err := encodeTask(nil, "body", [][]byte{[]byte("a"), {}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(newPacket(nil, 3), b...))
	f.Add(append(newPacket(nil, 3), encodeOutcome(nil, [][]byte{[]byte("r")}, nil)...))
	f.Add(append(newPacket(nil, 3), encodeOutcome(nil, nil, errors.New("x"))...))
	f.Add(append(newPacket(nil, 3), kindResults, 255, 255, 255, 255))
	f.Fuzz(func(t *testing.T, packet []byte) {
		_, body, err := open(packet, nil)
		if err != nil {
			return
		}
		if name, args, err := decodeTask(body); err == nil {
			again, err := encodeTask(nil, name, args)
			if err != nil || !bytes.Equal(again, body) {
				t.Errorf("%q became %q, %v", body, again, err)
			}
		}
		if out, outcome, err := decodeOutcome(body); err == nil && outcome == nil && !bytes.Equal(encodeOutcome(nil, out, nil), body) {
			t.Errorf("%q was read as %q", body, out)
		}
	})
}

package ipc

// This file tests what travels through pipes and queues.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"runtime"
	"testing"
	"testing/iotest"

	"corelanes/engine/prim"
)

func TestValuesComeAsTheyWereSent(t *testing.T) {
	big := bytes.Repeat([]byte("x"), 5<<20)
	var pipe bytes.Buffer
	for _, v := range []any{nil, 42, "text", []any{1.5, true, nil}, []byte{}, []byte("b"), big} {
		head, follows, err := encode(v)
		if err != nil {
			t.Fatal(err)
		}
		pipe.Write(head)
		pipe.Write(follows)
	}
	for _, r := range []io.Reader{bytes.NewReader(pipe.Bytes()), iotest.HalfReader(bytes.NewReader(pipe.Bytes()))} {
		var items []Item
		total := 0
		for {
			i, n, err := receive(r)
			if errors.Is(err, ErrEOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			items, total = append(items, i), total+n
		}
		if len(items) != 7 || total != pipe.Len() {
			t.Fatalf("%d values of %d bytes came", len(items), total)
		}
		var n int
		var s string
		if !items[0].None() || items[1].Into(&n) != nil || n != 42 || items[2].Into(&s) != nil || s != "text" {
			t.Errorf("%v, %d, %q", items[0], n, s)
		}
		if items[4].None() || len(items[4].Bytes()) != 0 || !bytes.Equal(items[6].Bytes(), big) {
			t.Error("bytes came otherwise")
		}
		if items[5].Into(&n) == nil {
			t.Error("bytes are a number")
		}
	}
	var perr *prim.Error
	if _, _, err := encode(math.NaN()); !errors.As(err, &perr) || perr.Class != "PicklingError" {
		t.Error(err)
	}
	if _, _, err := frame(tagBytes, make([]byte, MaxMessage+1)); !errors.Is(err, ErrTooLong) {
		t.Error(err)
	}
}

func TestAMessageThatIsCutOffIsAnErrorAndNoEnd(t *testing.T) {
	head, _, err := encode("text")
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(head); n++ {
		if _, _, err := receive(bytes.NewReader(head[:n])); err == nil || errors.Is(err, ErrEOF) {
			t.Errorf("%d of %d bytes: %v", n, len(head), err)
		}
	}
}

func FuzzReceive(f *testing.F) {
	for _, v := range []any{nil, 1, []byte("bytes")} {
		head, _, err := encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(head)
	}
	f.Add(binary.BigEndian.AppendUint32(nil, math.MaxUint32))
	f.Add(append(binary.BigEndian.AppendUint32(nil, MaxMessage), "b12345678"...))
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		i, n, err := receive(bytes.NewReader(b))
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20+20*uint64(len(b)) {
			t.Errorf("%d bytes of input cost %d of memory", len(b), got)
		}
		if err == nil && (n > len(b) || i.None() && len(i.Bytes()) > 0) {
			t.Errorf("%d of %d bytes were read as %+v", n, len(b), i)
		}
	})
}

//go:build unix

package proc

// This file tests what parent and child say to each other, and the words for how
// a child ended.

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"corelanes/engine/work"
)

func TestMessagesComeAsTheyWereSent(t *testing.T) {
	sent := []Message{
		{Kind: KindStart, Name: "Процесс-1", Body: "b", Text: "t\n\x00", Spec: json.RawMessage(`{"a":[1,2]}`), Data: []byte{0, 1, 255}},
		{Kind: KindStop},
		{Kind: KindResult, Data: bytes.Repeat([]byte("x"), 3<<20)},
		{},
	}
	var pipe bytes.Buffer
	for _, m := range sent {
		if err := WriteMessage(&pipe, m); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []io.Reader{bytes.NewReader(pipe.Bytes()), iotest.OneByteReader(bytes.NewReader(pipe.Bytes()))} {
		for i, want := range sent {
			if got, err := ReadMessage(r); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("message %d: %.100v, %v", i, got, err)
			}
		}
		if _, err := ReadMessage(r); err != io.EOF {
			t.Errorf("after the last: %v", err)
		}
	}
}

func TestAMessageThatIsTooLongIsNotSent(t *testing.T) {
	var pipe bytes.Buffer
	for _, m := range []Message{{Text: strings.Repeat("x", MaxHeaderBytes)}, {Data: make([]byte, MaxDataBytes+1)}} {
		if err := WriteMessage(&pipe, m); !errors.Is(err, ErrMessage) || pipe.Len() != 0 {
			t.Errorf("%v, %d bytes were sent", err, pipe.Len())
		}
	}
	if err := WriteMessage(&pipe, Message{Spec: json.RawMessage("{")}); err == nil || pipe.Len() != 0 {
		t.Errorf("a broken spec: %v, %d bytes were sent", err, pipe.Len())
	}
}

func TestAMessageThatIsCutOffIsAnErrorAndNoEnd(t *testing.T) {
	var pipe bytes.Buffer
	if err := WriteMessage(&pipe, Message{Kind: KindResult, Data: []byte("data")}); err != nil {
		t.Fatal(err)
	}
	whole := pipe.Bytes()
	for n := 1; n < len(whole); n++ {
		if _, err := ReadMessage(bytes.NewReader(whole[:n])); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func TestWhatIsNoMessageIsRefused(t *testing.T) {
	frame := func(head string, headBytes, dataBytes uint32) []byte {
		b := binary.LittleEndian.AppendUint32(nil, headBytes)
		return append(binary.LittleEndian.AppendUint32(b, dataBytes), head...)
	}
	for _, b := range [][]byte{
		frame("", 0, 0),                                              // not even a kind
		frame("\x00\x00\x00\x00", 4, 0),                              // no spec
		frame("\x00\x00\x00\x00\x05{}", 7, 0),                        // a spec longer than what is there
		frame("\x00\x00\x00\x00\x00x", 6, 0),                         // something behind the last
		frame("\x00\x00\x00\x00\x01{", 6, 0),                         // a spec that is no document
		frame("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11, 0), // a length without an end
		frame("{}", MaxHeaderBytes+1, 0), frame("{}", 2, MaxDataBytes+1), frame("{}", 1<<32-1, 1<<32-1),
	} {
		if m, err := ReadMessage(bytes.NewReader(b)); !errors.Is(err, ErrMessage) {
			t.Errorf("%q: %+v, %v", b, m, err)
		}
	}
}

func FuzzReadMessage(f *testing.F) {
	var pipe bytes.Buffer
	WriteMessage(&pipe, Message{Kind: KindStart, Spec: json.RawMessage(`{"a":1}`), Data: []byte("data")})
	f.Add(pipe.Bytes())
	f.Add([]byte{})
	f.Add([]byte{5, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0}) // 256 MiB are said to follow
	f.Add([]byte{255, 255, 15, 0, 255, 255, 255, 15})
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		m, err := ReadMessage(bytes.NewReader(b))
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20+20*uint64(len(b)) {
			t.Errorf("%d bytes of input cost %d of memory", len(b), got)
		}
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := WriteMessage(&again, m); err != nil {
			t.Fatalf("%+v was read but cannot be sent: %v", m, err)
		}
		m2, err := ReadMessage(&again)
		if err != nil || m2.Kind != m.Kind || !bytes.Equal(m2.Data, m.Data) {
			t.Errorf("%+v became %+v, %v", m, m2, err)
		}
	})
}

func TestHowAChildEndedIsSaidInWords(t *testing.T) {
	for _, c := range []struct {
		exit  Exit
		clean bool
		want  string
	}{
		{Exit{}, true, "ended with exit code 0"},
		{Exit{Code: 3}, false, "ended with exit code 3"},
		{Exit{Code: -1, Signal: syscall.SIGKILL}, false, "was killed by signal 9 (killed)"},
		{Exit{Code: 1, Stderr: "oh"}, false, "ended with exit code 1; it printed: oh"},
	} {
		if got := c.exit.String(); got != c.want || c.exit.Clean() != c.clean {
			t.Errorf("%+v: %q, clean %v", c.exit, got, c.exit.Clean())
		}
	}
}

func TestTheTailKeepsTheEndOfWhatWasPrinted(t *testing.T) {
	var x tail
	for i := range 3000 {
		if n, err := x.Write([]byte(strings.Repeat(string(rune('a'+i%26)), 7))); n != 7 || err != nil {
			t.Fatal(n, err)
		}
	}
	x.Write(bytes.Repeat([]byte("-"), 10*tailBytes))
	x.Write([]byte("\xffend\n"))
	if s := x.String(); len(s) > tailBytes || !strings.HasSuffix(s, "-?end") || len(x.buf) > tailBytes {
		t.Errorf("%d bytes, …%q", len(s), s[len(s)-10:])
	}
}

func TestARoleThatSpeaksHTTPIsAnotherOne(t *testing.T) {
	if r := RoleWorker.For(work.Program{HTTP: true}); r != RoleLateWorker {
		t.Error(r)
	}
	if r := RoleRunner.For(work.Program{HTTP: true}); r != RoleLateRunner {
		t.Error(r)
	}
	if r := RoleRunner.For(work.Program{}); r != RoleRunner {
		t.Error(r)
	}
}

func TestAFamilyThatHasEndedStartsNobody(t *testing.T) {
	var f Family
	f.End()
	f.End()
	if _, err := f.Spawn(RoleWorker, nil, 0); !errors.Is(err, ErrFamilyEnded) {
		t.Error(err)
	}
}

func TestAChildIsToldWhatItIsAndNothingOfItsParentsOwnRole(t *testing.T) {
	t.Setenv(EnvLane, "7")
	t.Setenv("CORELANES_OTHER", "x")
	if Lane() != 7 {
		t.Errorf("lane %d", Lane())
	}
	for _, kv := range cleanEnv() {
		if strings.HasPrefix(kv, "CORELANES_") {
			t.Errorf("%s is handed on", kv)
		}
	}
	for _, bad := range []string{"", "x", "-3"} {
		t.Setenv(EnvLane, bad)
		if Lane() != 0 {
			t.Errorf("lane %d of %q", Lane(), bad)
		}
	}
	t.Setenv(EnvArena, "no")
	if _, err := Memory(); err == nil {
		t.Error("memory out of nothing")
	}
}

func TestGroupGoneGivesUpAfterItsTime(t *testing.T) {
	c := &Child{PID: syscall.Getpgrp()} // this one is not going to go
	if c.GroupGone(3 * time.Millisecond) {
		t.Error("its own group is gone")
	}
}

//go:build linux

package proc

// This file tests children that are forked, and spawned ones beside them: who
// they are, what they are given, how they end, and that nobody is left.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/proc/dawn"
	"corelanes/engine/proc/forker"
)

// The roles of the children of these tests.
const (
	roleChild  Role = "test-child"
	roleRunner Role = "test-runner" // starts children of its own
)

func TestMain(m *testing.M) {
	switch OwnRole() {
	case roleChild:
		os.Exit(childLife())
	case roleRunner:
		os.Exit(runnerLife())
	}
	os.Exit(m.Run())
}

// childLife says who it is and does what it is told, until its input ends.
func childLife() int {
	b := forker.Own()
	sum := 0
	for _, x := range b.Data {
		sum += int(x)
	}
	mem, err := Memory()
	shared := err == nil && mem.Bytes()[0] == 7
	if err := WriteMessage(os.Stdout, Message{Kind: KindReady, Text: fmt.Sprint(os.Getpid(), os.Getppid(), Lane(), len(b.Data), sum, shared, b.Born > 0, dawn.At >= b.Born)}); err != nil {
		return 2
	}
	for {
		m, err := ReadMessage(os.Stdin)
		switch {
		case err != nil:
			return 0
		case m.Body == "exit":
			n, _ := strconv.Atoi(m.Text)
			fmt.Fprintln(os.Stderr, "going")
			return n
		case m.Body == "touch":
			before, _ := osys.Resident(os.Getpid())
			for i := 0; i < len(b.Data); i += 4096 {
				b.Data[i]++
			}
			after, _ := osys.Resident(os.Getpid())
			_ = WriteMessage(os.Stdout, Message{Kind: KindResult, Text: fmt.Sprint(before.Private, after.Private)})
		}
	}
}

// runnerLife starts a child of each kind, says their ids, and waits to be killed.
func runnerLife() int {
	f := &Family{}
	var ids []string
	for _, kind := range kinds {
		c, w := begin(nil, f, kind, nil)
		if w != nil {
			ids = append(ids, fmt.Sprint(w.PID))
		}
		ids = append(ids, fmt.Sprint(c.PID))
	}
	_ = WriteMessage(os.Stdout, Message{Kind: KindReady, Text: strings.Join(ids, " ")})
	select {}
}

var kinds = []string{"spawn", "fork", "forkserver"}

// begin starts a child in one of the three ways, and hears that it is there. t
// is nil outside a test.
func begin(t *testing.T, f *Family, kind string, mem *osys.Memory) (c *Child, w *Waiting) {
	var err error
	if kind == "spawn" {
		c, err = f.Spawn(roleChild, mem, 5)
	} else if w, err = f.StartWaiting(kind == "fork"); err == nil {
		c, err = f.Fork(w, roleChild, mem, 5)
	}
	if err != nil {
		if t != nil {
			t.Fatal(err)
		}
		os.Exit(9)
	}
	return c, w
}

func hear(t *testing.T, c *Child) string {
	t.Helper()
	m, err := c.Receive()
	if err != nil {
		t.Fatalf("%v: it %s", err, c.Wait())
	}
	return m.Text
}

func needFork(t testing.TB) {
	if forker.WhyNot != "" {
		t.Skip(forker.WhyNot)
	}
}

func TestAChildKnowsItsParentItsLaneAndItsMemory(t *testing.T) {
	needFork(t)
	for _, kind := range kinds {
		mem, err := osys.NewMemory(4096)
		if err != nil {
			t.Fatal(err)
		}
		mem.Bytes()[0] = 7
		f := &Family{}
		c, w := begin(t, f, kind, mem)
		parent := os.Getpid()
		if kind == "forkserver" {
			parent = w.PID
		}
		if want := fmt.Sprint(c.PID, parent, 5, 0, 0, true, true, true); hear(t, c) != want || c.PPID != parent {
			t.Errorf("%s: it is not %q", kind, want)
		}
		if err := c.Hang(); err != nil {
			t.Error(err)
		}
		if e := c.Wait(); !e.Clean() || e.CPU <= 0 {
			t.Errorf("%s: %+v", kind, e)
		}
		f.End()
		if err := mem.CloseFile(); err != nil {
			t.Error(err)
		}
	}
}

func TestHowAChildEndsIsToldWhoeverItsParentIs(t *testing.T) {
	needFork(t)
	for _, kind := range kinds {
		f := &Family{}
		c, _ := begin(t, f, kind, nil)
		hear(t, c)
		if err := c.Send(Message{Body: "exit", Text: "3"}); err != nil {
			t.Error(err)
		}
		if e := c.Ended(); e.Code != 3 || e.Signal != 0 || e.Stderr != "going" {
			t.Errorf("%s: %+v", kind, e)
		}
		if z := stateOf(c.PID); (z == "Z") != (kind != "forkserver") {
			t.Errorf("%s: ended and not waited for, its state is %q", kind, z)
		}
		c.Wait()
		if z := stateOf(c.PID); z != "" {
			t.Errorf("%s: waited for, it is still there, in state %q", kind, z)
		}
		for _, s := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGSEGV} {
			c, _ = begin(t, f, kind, nil)
			hear(t, c)
			if err := c.Signal(s); err != nil {
				t.Error(err)
			}
			e := c.Wait()
			if died := e.Signal == s || s == syscall.SIGSEGV && !e.Clean(); !died { // Go itself reports that one
				t.Errorf("%s: of %v it %s", kind, s, e)
			}
			if err := c.Signal(s); err == nil {
				t.Errorf("%s: who is gone got a signal", kind)
			}
		}
		f.End()
	}
}

// stateOf is the state letter of a process, "" if there is none.
func stateOf(pid int) string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	return rest[:1]
}

func TestWhatTheParentHoldsIsInheritedUntilItIsWrittenTo(t *testing.T) {
	needFork(t)
	f := &Family{}
	defer f.End()
	w, err := f.StartWaiting(true)
	if err != nil {
		t.Fatal(err)
	}
	const size = 16 << 20
	for i := range 3 { // loaded again, the new data counts
		data := bytes.Repeat([]byte{byte(i)}, size)
		if err := w.Load(data); err != nil {
			t.Fatal(err)
		}
		c, err := f.Fork(w, roleChild, nil, 5)
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprint(size, i*size); !strings.Contains(hear(t, c), want) {
			t.Errorf("it did not get %q", want)
		}
		if err := c.Send(Message{Body: "touch"}); err != nil {
			t.Error(err)
		}
		var before, after int
		if _, err := fmt.Sscan(hear(t, c), &before, &after); err != nil || before > size || after-before < size*9/10 {
			t.Errorf("private memory grew from %d to %d: %v", before, after, err)
		}
		c.Kill()
		c.Wait()
	}
}

func TestAWaitingProcessThatDiesTakesNobodyWithItAndItsChildrenAreFollowed(t *testing.T) {
	needFork(t)
	for _, kind := range kinds[1:] {
		f := &Family{}
		c, w := begin(t, f, kind, nil)
		hear(t, c)
		w.Kill()
		<-w.Gone()
		if e := w.Ended(); e.Signal != syscall.SIGKILL {
			t.Errorf("%s: the waiting process %s", kind, e)
		}
		if _, err := f.Fork(w, roleChild, nil, 0); !errors.Is(err, ErrWaitingGone) {
			t.Errorf("%s: a dead process forks: %v", kind, err)
		}
		if err := c.Send(Message{Body: "exit", Text: "4"}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if e := c.Wait(); e.Code != 4 {
			t.Errorf("%s: the child %s", kind, e)
		}
		f.End()
	}
}

func TestAStoppedWaitingProcessKeepsNobodyFromEnding(t *testing.T) {
	needFork(t)
	for _, kind := range kinds[1:] {
		f := &Family{}
		c, w := begin(t, f, kind, nil)
		hear(t, c)
		if err := w.Signal(syscall.SIGSTOP); err != nil {
			t.Error(err)
		}
		forked := make(chan error, 1)
		go func() {
			_, err := f.Fork(w, roleChild, nil, 0)
			forked <- err
		}()
		f.End()
		if err := <-forked; err == nil {
			t.Errorf("%s: a stopped process forks", kind)
		}
		if e := c.Wait(); e.Signal != syscall.SIGKILL {
			t.Errorf("%s: the child %s", kind, e)
		}
	}
}

func TestNobodyOutlivesAKilledRunner(t *testing.T) {
	needFork(t)
	c, err := Spawn(roleRunner, nil, 0, true)
	if err != nil {
		t.Fatal(err)
	}
	ids := strings.Fields(hear(t, c))
	if len(ids) != 5 {
		t.Fatalf("it started %v", ids)
	}
	c.Kill()
	c.Wait()
	for _, id := range ids {
		pid, _ := strconv.Atoi(id)
		for end := time.Now().Add(time.Second); ; {
			// Orphans of this test come to this process, which has forked before.
			_, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil)
			state := stateOf(pid)
			if state == "" || state == "Z" {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("process %d of %v is in state %q", pid, ids, state)
			}
		}
	}
}

func TestNonsenseEndsAWaitingProcessAndNobodyElse(t *testing.T) {
	needFork(t)
	good, err := forker.Request{Kind: forker.Fork, Role: "r"}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 30 {
		b := bytes.Clone(good)
		switch {
		case i == 0:
			binary.NativeEndian.PutUint32(b, 0) // no mark
		case i == 1:
			binary.NativeEndian.PutUint32(b[4:], 99) // asks for what is not there
		case i == 2:
			binary.NativeEndian.PutUint32(b[4:], forker.Load)
			binary.NativeEndian.PutUint64(b[16:], 1<<60)
		case i == 3:
			b[len(b)-1] = 'x' // a role without an end
		case i == 4: // no files
		default:
			for j := range b {
				b[j] = byte(random.Uint32())
			}
		}
		f := &Family{}
		w, err := f.StartWaiting(false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.sock.Write(b); err != nil {
			t.Error(err)
		}
		<-w.Gone()
		if e := w.Ended(); e.Signal != 0 {
			t.Errorf("case %d: the waiting process %s", i, e)
		}
		f.End()
	}
}

func TestTooManyFilesAndDataAreRefused(t *testing.T) {
	for _, r := range []forker.Request{{Kind: forker.Fork, Role: strings.Repeat("r", 24)}, {Kind: forker.Load, Size: forker.MaxData + 1}} {
		if _, err := r.Encode(); err == nil {
			t.Errorf("%+v was encoded", r)
		}
	}
}

func FuzzDecodeAnswer(f *testing.F) {
	f.Add(binary.NativeEndian.AppendUint32(nil, 0x434c464b))
	f.Add(make([]byte, forker.AnswerBytes))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := forker.DecodeAnswer(b)
		if err == nil && (a.Kind < forker.Ready || a.Kind > forker.Loaded || len(b) != forker.AnswerBytes) {
			t.Errorf("%x is %+v", b, a)
		}
	})
}

// FuzzRequests has a waiting process hear whatever bytes: it answers or ends by
// itself, forks nobody, since nobody hands it the files of a child, and leaves
// nothing behind.
func FuzzRequests(f *testing.F) {
	needFork(f)
	for _, r := range []forker.Request{{Kind: forker.Fork, Lane: 3, Role: "worker", Owner: 1}, {Kind: forker.Fork, Sibling: true}, {Kind: forker.Load, Size: 5}, {Kind: 77}} {
		b, err := r.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(append(b, "12345"...))
		f.Add(b[:len(b)-1])
	}
	f.Add([]byte("nonsense"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var family Family
		defer family.End()
		w, err := family.StartWaiting(false)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.sock.Write(b) // it may have ended in the middle
		if c, err := w.sock.SyscallConn(); err == nil {
			_ = c.Control(func(fd uintptr) { _ = syscall.Shutdown(int(fd), syscall.SHUT_WR) })
		}
		<-w.Gone()
		if e := w.Ended(); e.Signal != 0 && e.Signal != syscall.SIGKILL { // its owner kills one whose answers make no sense
			t.Errorf("%x: the waiting process %s", b, e)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.served) != 0 {
			t.Errorf("%x: it has forked", b)
		}
	})
}

// BenchmarkStart is a child's whole life: begun, heard of, told to go, waited
// for. A waiting process is there already.
func BenchmarkStart(b *testing.B) {
	needFork(b)
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) {
			f := &Family{}
			defer f.End()
			var w *Waiting
			var err error
			if kind != "spawn" {
				if w, err = f.StartWaiting(kind == "fork"); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				var c *Child
				if w == nil {
					c, err = f.Spawn(roleChild, nil, 5)
				} else {
					c, err = f.Fork(w, roleChild, nil, 5)
				}
				if err != nil {
					b.Fatal(err)
				}
				if _, err := c.Receive(); err != nil {
					b.Fatal(err)
				}
				if err := c.Hang(); err != nil {
					b.Fatal(err)
				}
				if e := c.Wait(); !e.Clean() {
					b.Fatal(e)
				}
			}
		})
	}
}

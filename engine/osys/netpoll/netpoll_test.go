package netpoll

// This file tests the portable network as the loop uses it: by one goroutine.

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"corelanes/engine/osys"
)

// waits is a watcher for one goroutine: it waits in the poller until the socket
// is ready.
type waits struct {
	p         *Poller
	forgotten []int
	fail      error // what Await ends with; nil: it waits
}

// Await is as in osys.Watcher.
func (w *waits) Await(fd int, write bool) error {
	if w.fail != nil {
		return w.fail
	}
	if err := w.p.Watch(fd, !write, write); err != nil {
		return err
	}
	for {
		ready, err := w.p.Wait(-1, nil)
		if err != nil {
			return err
		}
		for _, r := range ready {
			if r.FD == fd {
				return nil
			}
		}
	}
}

// Forget is as in osys.Watcher.
func (w *waits) Forget(fd int) { w.forgotten = append(w.forgotten, fd) }

// open opens a network, which the test closes.
func open(t *testing.T) (*Poller, *waits) {
	t.Helper()
	p := New()
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p, &waits{p: p}
}

// pair is a connection of two ends, over TCP.
func pair(t *testing.T, p *Poller, w *waits) (a, b osys.Conn) {
	t.Helper()
	ln, err := p.Listen(osys.Loopback(0), 5, w)
	if err != nil {
		t.Fatal(err)
	}
	if a, err = p.Dial(ln.Address(), w); err != nil {
		t.Fatal(err)
	}
	if b, err = ln.Accept(); err != nil {
		t.Fatal(err)
	}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	return a, b
}

func TestConnectionsOverTCPAndUNIXSockets(t *testing.T) {
	for _, at := range []osys.Address{osys.Loopback(0), {Path: filepath.Join(t.TempDir(), "socket")}} {
		t.Run(at.String(), func(t *testing.T) {
			p, w := open(t)
			ln, err := p.Listen(at, 5, w)
			if at.Path != "" && runtime.GOOS == "windows" && err != nil {
				t.Skip("Windows has UNIX sockets since Windows 10:", err)
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Listen(ln.Address(), 5, w); err == nil {
				t.Error("listening twice at one place")
			}
			c, err := p.Dial(ln.Address(), w)
			if err != nil {
				t.Fatal(err)
			}
			s, err := ln.Accept()
			if err != nil {
				t.Fatal(err)
			}
			if c.Remote() != ln.Address() {
				t.Errorf("connected to %s, not %s", c.Remote(), ln.Address())
			}
			if _, err := c.Write([]byte("Hello, server!")); err != nil {
				t.Error(err)
			}
			buf := make([]byte, 64)
			if n, err := s.Read(buf[:5]); err != nil || string(buf[:n]) != "Hello" {
				t.Errorf("%q, %v", buf[:n], err)
			}
			if n, ok, err := s.TryRead(buf); err != nil || !ok || string(buf[:n]) != ", server!" {
				t.Errorf("the rest: %q, %t, %v", buf[:n], ok, err)
			}
			if n, ok, err := s.TryRead(buf); n != 0 || ok || err != nil {
				t.Errorf("nothing is there: %d, %t, %v", n, ok, err)
			}
			if n, err := s.TryWrite([]byte("Hello, client!")); n != 14 || err != nil {
				t.Errorf("%d, %v", n, err)
			}
			if err := s.CloseWrite(); err != nil { // behind what is on its way
				t.Error(err)
			}
			if all, err := io.ReadAll(c); err != nil || string(all) != "Hello, client!" {
				t.Errorf("%q, %v", all, err)
			}
			if err := errors.Join(c.Close(), c.Close(), s.Close(), ln.Close(), ln.Close()); err != nil {
				t.Error(err)
			}
			if len(w.forgotten) != 3 {
				t.Errorf("told of %d sockets that were closed", len(w.forgotten))
			}
			if _, err := c.Read(buf); !errors.Is(err, os.ErrClosed) {
				t.Error(err)
			}
			if _, err := ln.Accept(); !errors.Is(err, os.ErrClosed) {
				t.Error(err)
			}
			if _, err := p.Dial(ln.Address(), w); err == nil {
				t.Error("connected to what is closed")
			}
			if _, err := os.Stat(at.Path); at.Path != "" && err == nil {
				t.Error("the socket's path is left")
			}
		})
	}
}

func TestAPollerTellsWhatIsReadyOnce(t *testing.T) {
	p, w := open(t)
	a, b := pair(t, p, w)
	wait := func(ns int64) []osys.Ready {
		ready, err := p.Wait(ns, nil)
		if err != nil {
			t.Fatal(err)
		}
		return ready
	}
	watch := func(read, write bool) {
		if err := p.Watch(a.FD(), read, write); err != nil {
			t.Fatal(err)
		}
	}
	watch(true, false)
	begin := time.Now()
	if got := wait(2e6); len(got) != 0 || time.Since(begin) < 2*time.Millisecond {
		t.Errorf("nothing is there, and it says %v after %s", got, time.Since(begin))
	}
	if _, err := b.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if got := wait(-1); len(got) != 1 || got[0] != (osys.Ready{FD: a.FD(), Read: true}) {
		t.Errorf("readable: %v", got)
	}
	if got := wait(0); len(got) != 0 {
		t.Errorf("told twice: %v", got)
	}
	watch(true, true)
	if got := wait(-1); len(got) != 1 || got[0] != (osys.Ready{FD: a.FD(), Read: true, Write: true}) {
		t.Errorf("both: %v", got)
	}
	watch(true, true)
	watch(false, false)
	if got := wait(0); len(got) != 0 {
		t.Errorf("watched no more: %v", got)
	}
	if err := p.Watch(99, true, false); !errors.Is(err, osys.ErrUnwatchable) {
		t.Errorf("no socket of its own: %v", err)
	}
}

func TestAPollerThatWaitsIsWoken(t *testing.T) {
	p, _ := open(t)
	for range 3 { // before and while it waits
		woken := make(chan error, 1)
		go func() { woken <- p.Wake() }()
		if ready, err := p.Wait(-1, nil); err != nil || len(ready) != 0 {
			t.Errorf("%v, %v", ready, err)
		}
		if err := <-woken; err != nil {
			t.Error(err)
		}
	}
	if ready, err := p.Wait(1e6, nil); err != nil || len(ready) != 0 {
		t.Errorf("woken twice: %v, %v", ready, err)
	}
}

func TestWhatASocketTookIsSentThoughItIsClosed(t *testing.T) {
	p, w := open(t)
	a, b := pair(t, p, w)
	sent := bytes.Repeat([]byte("much"), 1<<20)
	got := make(chan []byte)
	go func() { // the other end has a poller of its own
		all, _ := io.ReadAll(b.(*conn).net)
		got <- all
	}()
	if n, err := a.Write(sent); n != len(sent) || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if all := <-got; !bytes.Equal(all, sent) {
		t.Errorf("%d of %d bytes came", len(all), len(sent))
	}
}

func TestClosingThePollerEndsEveryCall(t *testing.T) {
	p := New()
	w := &waits{p: p}
	a, b := pair(t, p, w)
	ln, err := p.Listen(osys.Loopback(0), 5, w)
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range []int{a.FD(), b.FD(), ln.(*listener).fd} {
		if err := p.Watch(fd, true, false); err != nil {
			t.Error(err)
		}
	}
	w.fail = errors.New("cancelled")
	if _, err := p.Dial(ln.Address(), w); !errors.Is(err, w.fail) {
		t.Errorf("who waited for the connection was cancelled: %v", err)
	}
	for range 1000 { // until it takes no more: nobody reads
		if n, err := a.TryWrite(make([]byte, writePiece)); n == 0 || err != nil {
			break
		}
	}
	if err := p.Close(); err != nil { // returns when all have ended
		t.Error(err)
	}
	if _, err := a.Read(make([]byte, 1)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

func TestWritingBehindTheEndFails(t *testing.T) {
	p, w := open(t)
	a, b := pair(t, p, w)
	if err := a.CloseWrite(); err != nil {
		t.Error(err)
	}
	if _, err := a.Write([]byte("x")); !errors.Is(err, osys.ErrBrokenPipe) {
		t.Error(err)
	}
	if n, err := b.Read(make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := p.Dial(osys.Address{IP: "abc"}, w); err == nil {
		t.Error("an address of three bytes")
	}
}

package web

// This file tests encryption of a loop's streams.

import (
	"crypto/tls"
	"errors"
	"strings"
	"testing"

	"corelanes/engine/interp"
	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// onLoop runs a main task on a loop of its own.
func onLoop(t *testing.T, main loop.Coro) {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := osys.NewClock()
	a.Begin(clock.Machine())
	k := &work.Kit{Arena: a, Waiter: osys.OS(), Workers: 1}
	lane, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneLoop, Name: "loop"})
	if err != nil {
		t.Fatal(err)
	}
	in, err := interp.New(k, clock, work.Program{}, interp.Options{FreeThreads: true, Workers: 1, Lane: lane})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { // ends with the loop
		th := in.Attach(lane)
		l, err := loop.New(th, k, nil, loop.Options{})
		if err == nil {
			_, err = l.RunCoro("main", main)
		}
		th.Detach(err != nil)
		done <- err
	}()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAStreamIsEncryptedFromTheMomentBothSidesSaySo(t *testing.T) {
	cert, err := NewCertificate()
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 200_000) // more than the socket takes at once
	onLoop(t, func(me *loop.Task) (any, error) {
		l := me.Loop()
		s, err := l.StartServer(osys.Loopback(0), 5, func(_ *loop.Task, s *loop.Stream) error {
			line, err := s.ReadLine()
			if err != nil || string(line) != "STARTTLS\n" {
				return errors.Join(err, errors.New("no STARTTLS"))
			}
			if err := errors.Join(s.Write([]byte("go ahead\n")), cert.Serve(s)); err != nil {
				return err
			}
			line, err = s.ReadLine()
			return errors.Join(err, s.Write([]byte(long+string(line))), s.CloseWrite())
		})
		if err != nil {
			return nil, err
		}
		c, err := l.OpenConnection(s.Address())
		if err != nil {
			return nil, err
		}
		c.Write([]byte("STARTTLS\n"))
		if line, err := c.ReadLine(); err != nil || string(line) != "go ahead\n" {
			t.Errorf("%q, %v", line, err)
		}
		if err := cert.Connect(c); err != nil {
			return nil, err
		}
		if err := errors.Join(c.Write([]byte("secret\n")), c.Drain()); err != nil {
			t.Error(err)
		}
		want := long + "secret\n"
		if got, err := c.ReadExactly(len(want)); err != nil || string(got) != want {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		return nil, errors.Join(c.Close(), s.Close(), s.WaitClosed(me))
	})
}

func TestAServerWithAnotherCertificateIsRefused(t *testing.T) {
	ours, err1 := NewCertificate()
	theirs, err2 := NewCertificate()
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	onLoop(t, func(me *loop.Task) (any, error) {
		l := me.Loop()
		l.SetExceptionHandler(func(loop.Lost) {}) // the server's side fails too
		s, err := l.StartServer(osys.Loopback(0), 5, func(_ *loop.Task, s *loop.Stream) error { return theirs.Serve(s) })
		if err != nil {
			return nil, err
		}
		c, err := l.OpenConnection(s.Address())
		if err != nil {
			return nil, err
		}
		var wrong *tls.CertificateVerificationError
		if err := ours.Connect(c); !errors.As(err, &wrong) {
			t.Errorf("it is taken for the right one: %v", err)
		}
		return nil, errors.Join(c.Close(), s.Close(), s.WaitClosed(me))
	})
}

func TestAHandshakeThatIsCancelledEnds(t *testing.T) {
	cert, err := NewCertificate()
	if err != nil {
		t.Fatal(err)
	}
	onLoop(t, func(me *loop.Task) (any, error) {
		l := me.Loop()
		s, err := l.StartServer(osys.Loopback(0), 5, func(t *loop.Task, _ *loop.Stream) error { return t.Sleep(1 << 40) })
		if err != nil {
			return nil, err
		}
		c, err := l.OpenConnection(s.Address())
		if err != nil {
			return nil, err
		}
		x, err := l.CreateTask("x", func(*loop.Task) (any, error) { return nil, cert.Connect(c) })
		if err != nil {
			return nil, err
		}
		for range 3 {
			if err := me.Sleep(0); err != nil {
				return nil, err
			}
		}
		x.Cancel()
		if _, err := me.Await(x); !errors.Is(err, prim.ErrCancelled) {
			t.Error(err)
		}
		return nil, errors.Join(c.Close(), s.Close())
	})
}

package loop

// This file holds signal handlers: callbacks that the loop calls after the
// operating system has sent its process a signal.

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"corelanes/engine/prim"
)

type signals struct {
	from     chan os.Signal
	handlers map[os.Signal]func()
	done     chan struct{} // closed when nothing listens any more
}

func (s *signals) any() bool { return len(s.handlers) > 0 }

// AddSignalHandler has f called, by the loop, when the process gets the signal,
// which then no longer ends it. A RuntimeError for what cannot be caught.
func (l *Loop) AddSignalHandler(sig os.Signal, f func()) error {
	if sig == syscall.SIGKILL || sig == sigStop {
		return &prim.Error{Class: "RuntimeError", Message: fmt.Sprintf("sig %d cannot be caught", sig)}
	}
	s := &l.signals
	if s.handlers == nil {
		s.handlers = map[os.Signal]func(){}
	}
	if s.from == nil {
		s.from, s.done = make(chan os.Signal, 16), make(chan struct{})
		go l.listen(s.from, s.done)
	}
	s.handlers[sig] = f
	signal.Notify(s.from, sig)
	return nil
}

// listen hands signals on to the loop. It ends when the channel is closed.
func (l *Loop) listen(from chan os.Signal, done chan struct{}) {
	defer close(done)
	for sig := range from {
		// A loop that has closed handles none.
		_ = l.CallSoonThreadsafe(func() {
			if f := l.signals.handlers[sig]; f != nil {
				f()
			}
		})
	}
}

// RemoveSignalHandler has the signal do again what it does by itself; false if
// there was no handler.
func (l *Loop) RemoveSignalHandler(sig os.Signal) bool {
	s := &l.signals
	if s.handlers[sig] == nil {
		return false
	}
	delete(s.handlers, sig)
	signal.Stop(s.from)
	for other := range s.handlers {
		signal.Notify(s.from, other)
	}
	return true
}

// close ends the listening.
func (s *signals) close() {
	if s.from == nil {
		return
	}
	signal.Stop(s.from)
	close(s.from)
	<-s.done
	s.from, s.handlers = nil, nil
}

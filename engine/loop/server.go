package loop

// This file holds servers: a task that accepts connections, and one for each.

import (
	"errors"
	"fmt"
	"os"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

// acceptRetry is how long a server that cannot accept (no descriptors are left,
// say) waits before it tries again: asyncio's ACCEPT_RETRY_DELAY.
const acceptRetry = time.Second

// Server is a server of streams: asyncio.start_server, start_unix_server.
type Server struct {
	loop    *Loop
	listen  osys.Accepting
	accepts *Task
	serving int     // connections whose handler has not ended
	idle    *Future // told when nobody is served; nil: nobody waits for that
	closed  bool
}

// StartServer binds to an address (port 0: one that is free) and has each
// connection handled by a task of its own; the stream is closed when its
// handler has ended. backlog is how many may wait to be accepted.
func (l *Loop) StartServer(address osys.Address, backlog int, handle func(t *Task, s *Stream) error) (*Server, error) {
	ln, err := l.net.Listen(address, backlog, l)
	if err != nil {
		return nil, err
	}
	s := &Server{loop: l, listen: ln}
	s.accepts, err = l.CreateTask("Server "+ln.Address().String(), func(t *Task) (any, error) { return nil, s.accept(t, handle) })
	if err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return s, nil
}

// accept accepts until the server is closed.
func (s *Server) accept(t *Task, handle func(t *Task, s *Stream) error) error {
	for n := 1; ; n++ {
		sock, err := s.listen.Accept()
		switch {
		case err == nil:
			err = s.serve(n, sock, handle)
		case s.closed || errors.Is(err, os.ErrClosed):
			return nil
		case errors.Is(err, prim.ErrCancelled) || errors.Is(err, ErrStopped):
			s.closed = true
			return errors.Join(err, s.listen.Close())
		}
		if err != nil {
			s.loop.lost(Lost{Message: "socket.accept() out of system resource", Err: err})
			if err := t.Sleep(acceptRetry); err != nil {
				return errors.Join(err, s.Close())
			}
		}
	}
}

// serve begins to handle a connection.
func (s *Server) serve(n int, sock osys.Conn, handle func(t *Task, s *Stream) error) error {
	stream := newStream(s.loop, sock)
	t, err := s.loop.CreateTask(fmt.Sprintf("Client-%d", n), func(t *Task) (any, error) {
		err := handle(t, stream)
		return nil, errors.Join(err, stream.Close())
	})
	if err != nil {
		return errors.Join(err, stream.Close())
	}
	s.serving++
	t.OnDone(func(*Future) {
		_ = stream.Close() // of a task that never began
		s.serving--
		if s.serving == 0 && s.idle != nil {
			_ = s.idle.SetResult(nil)
			s.idle = nil
		}
	})
	return nil
}

// Address is where the server listens.
func (s *Server) Address() osys.Address { return s.listen.Address() }

// Close ends the listening. Connections go on until their handlers end.
func (s *Server) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.listen.Close()
}

// WaitClosed waits until the server is closed and every connection's handler has
// ended.
func (s *Server) WaitClosed(t *Task) error {
	if !s.accepts.Done() {
		if err := t.awaitPending(&s.accepts.Future); err != nil {
			return err
		}
	}
	if s.serving == 0 {
		return nil
	}
	if s.idle == nil {
		s.idle = s.loop.NewFuture()
	}
	_, err := t.Await(s.loop.Shield(s.idle))
	return err
}

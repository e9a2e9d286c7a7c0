package loop

// This file holds what watches sockets for tasks.

import (
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// watch is who waits for one descriptor: at most one to read and one to write.
type watch struct{ read, write ear }

// ear is a task, or a callback; the zero ear is nobody.
type ear struct {
	task *Task
	call *Handle
}

func (e ear) nobody() bool { return e == ear{} }

// wake has the loop go on with who waits.
func (e ear) wake(l *Loop) {
	switch {
	case e.task != nil:
		l.makeReady(e.task)
	case e.call != nil:
		l.ready.push(item{call: e.call})
	}
}

func (w *watch) side(write bool) *ear {
	if write {
		return &w.write
	}
	return &w.read
}

// Await is as in osys.Watcher: the running task suspends until the descriptor
// can be read, or written. It must not be called by what is no task.
func (l *Loop) Await(fd int, write bool) error {
	t := l.running
	if err := l.listenTo(fd, write, ear{task: t}); err != nil {
		return err
	}
	t.socket, t.socketWrites = fd, write
	// The descriptor, and the side: what the card of the loop shows.
	arg := int64(fd) << 1
	if write {
		arg |= 1
	}
	return t.suspend(forSocket, trace.StateIO, 0, arg)
}

// onWritable has f called once, when the descriptor can be written.
func (l *Loop) onWritable(fd int, f func()) error {
	return l.listenTo(fd, true, ear{call: &Handle{loop: l, call: f}})
}

// listenTo has the selector watch one more side of a descriptor.
func (l *Loop) listenTo(fd int, write bool, e ear) error {
	w := l.watched[fd]
	if w == nil {
		w = &watch{}
		l.watched[fd] = w
	}
	side := w.side(write)
	if !side.nobody() {
		return ErrTwoReaders
	}
	*side = e
	if err := l.rewatch(fd, w); err != nil {
		*side = ear{}
		l.tidy(fd, w)
		return err
	}
	return nil
}

// Forget is as in osys.Watcher: who waits for the descriptor finds it closed.
func (l *Loop) Forget(fd int) {
	w := l.watched[fd]
	if w == nil {
		return
	}
	delete(l.watched, fd)
	_ = l.net.Watch(fd, false, false) // closing it takes it out anyway
	w.read.wake(l)
	w.write.wake(l)
}

// rewatch tells the selector what is waited for.
func (l *Loop) rewatch(fd int, w *watch) error {
	return l.net.Watch(fd, !w.read.nobody(), !w.write.nobody())
}

// unwatch ends a task's wait for a descriptor.
func (l *Loop) unwatch(fd int, write bool) {
	w := l.watched[fd]
	if w == nil {
		return
	}
	*w.side(write) = ear{}
	_ = l.rewatch(fd, w) // what was watched can be watched for less
	l.tidy(fd, w)
}

func (l *Loop) tidy(fd int, w *watch) {
	if w.read.nobody() && w.write.nobody() {
		delete(l.watched, fd)
	}
}

// heard makes ready who waits for a descriptor that is ready; who waits for its
// other side goes on waiting.
func (l *Loop) heard(s osys.Ready) error {
	w := l.watched[s.FD]
	if w == nil {
		return nil
	}
	if s.Read {
		w.read.wake(l)
		w.read = ear{}
	}
	if s.Write {
		w.write.wake(l)
		w.write = ear{}
	}
	if !w.read.nobody() || !w.write.nobody() {
		return l.rewatch(s.FD, w)
	}
	delete(l.watched, s.FD)
	return nil
}

// ErrTwoReaders is returned to a task that waits for a socket for which another
// waits already, in the same direction.
var ErrTwoReaders = &prim.Error{Class: "RuntimeError", Message: "read() called while another coroutine is already waiting for incoming data"}

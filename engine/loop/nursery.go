package loop

// This file holds structured concurrency, as trio and AnyIO have it: tasks live
// in a nursery, which does not end before they have, and cancel scopes say from
// where to where a cancellation reaches.
//
// In asyncio a cancellation is a request that is delivered once. A scope is a
// state: from the moment it is cancelled, every wait inside it fails, until the
// code has left it.

import (
	"errors"
	"time"

	"corelanes/engine/prim"
)

// ErrNurseryClosed is returned for a task that is started in a nursery that has
// ended.
var ErrNurseryClosed = &prim.Error{Class: "RuntimeError", Message: "Nursery is closed to new arrivals"}

// Scope is a cancel scope.
type Scope struct {
	loop   *Loop
	outer  *Scope
	cancel bool
}

// called says whether the scope, or one around it, is cancelled.
func (s *Scope) called() bool {
	for ; s != nil; s = s.outer {
		if s.cancel {
			return true
		}
	}
	return false
}

// Cancel cancels the scope: every wait inside it fails from now on.
func (s *Scope) Cancel() {
	if s.cancel {
		return
	}
	s.cancel = true
	for _, t := range s.loop.AllTasks() {
		if t.scope.called() {
			t.abandon()
		}
	}
}

// MoveOnAfter runs f in a scope with a deadline, in d; NoLimit: without one. It
// reports whether the scope was cancelled and f ended by that, which is no
// error.
func (t *Task) MoveOnAfter(d time.Duration, f func(s *Scope) error) (cancelled bool, err error) {
	s := &Scope{loop: t.loop, outer: t.scope}
	if d >= 0 {
		t.limits++
		h := t.loop.CallLater(d, s.Cancel)
		defer func() {
			t.limits--
			h.Cancel()
		}()
	}
	t.scope = s
	err = attempt(func() error { return f(s) })
	t.scope = s.outer
	if s.cancel && errors.Is(err, prim.ErrCancelled) && !s.outer.called() {
		return true, nil
	}
	return false, err
}

// FailAfter is MoveOnAfter whose deadline is an error: ErrTimeout.
func (t *Task) FailAfter(d time.Duration, f func(s *Scope) error) error {
	late, err := t.MoveOnAfter(d, f)
	if late {
		return ErrTimeout
	}
	return err
}

// Group is a nursery.
type Group struct {
	owner *Task
	scope *Scope
	alive int
	errs  []error
	idle  *Future // told when nobody is left; nil: nobody waits for that
	ended bool
}

func newGroup(t *Task) *Group {
	return &Group{owner: t, scope: &Scope{loop: t.loop, outer: t.scope}}
}

// Nursery runs f with a nursery, and then waits for the tasks that were started
// in it. When f or a task fails the others are cancelled, and the error is what
// failed; of several, all of them (an ExceptionGroup).
func (t *Task) Nursery(f func(g *Group) error) error {
	g := newGroup(t)
	t.scope = g.scope
	err := attempt(func() error { return f(g) })
	_, err = g.close(nil, err)
	return err
}

// Start starts a task in the nursery. Any task may, as long as it is open.
func (g *Group) Start(name string, f Coro) (*Task, error) {
	if g.ended {
		return nil, ErrNurseryClosed
	}
	parent := g.owner.self.Lane
	if by := g.owner.loop.running; by != nil {
		parent = by.self.Lane
	}
	t, err := g.owner.loop.create(name, f, parent)
	if err != nil {
		return nil, err
	}
	t.group, t.scope = g, g.scope
	g.alive++
	return t, nil
}

// Cancel cancels all that is in the nursery.
func (g *Group) Cancel() { g.scope.Cancel() }

// left is told that a task has ended, with an error unless it was cancelled.
func (g *Group) left(err error) {
	g.alive--
	if err != nil && !errors.Is(err, ErrStopped) {
		g.errs = append(g.errs, err)
		g.scope.Cancel()
	}
	if g.alive == 0 && g.idle != nil {
		_ = g.idle.SetResult(nil)
		g.idle = nil
	}
}

// close waits for the nursery's tasks, after the code in it has ended so, and is
// how all of it ended.
func (g *Group) close(out any, err error) (any, error) {
	t := g.owner
	// A cancellation that reached the code through the nursery's own scope, an
	// error of a task having cancelled that, ends here; any other goes on.
	passes := errors.Is(err, prim.ErrCancelled) && (!g.scope.cancel || g.scope.outer.called())
	if err != nil && !errors.Is(err, prim.ErrCancelled) {
		g.errs = append(g.errs, err)
	}
	if err != nil {
		g.scope.Cancel()
	}
	t.scope = nil // waiting for the end of the tasks is not cut short: they are told
	for g.alive > 0 {
		g.idle = t.loop.NewFuture()
		if _, werr := t.Await(g.idle); errors.Is(werr, ErrStopped) {
			return nil, werr
		} else if werr != nil {
			passes = true
			g.scope.Cancel()
		}
	}
	g.ended = true
	t.scope = g.scope.outer
	switch {
	case len(g.errs) == 1:
		return nil, g.errs[0]
	case len(g.errs) > 1:
		return nil, errors.Join(g.errs...)
	case passes || t.scope.called():
		return nil, prim.ErrCancelled
	case err != nil:
		return nil, nil // its own scope's cancellation, which Cancel asked for
	}
	return out, nil
}

package loop

// This file holds the coroutine: the stack on which a task's code runs.
//
// Go's iter.Pull switches to a function and back directly, without the
// scheduler, so no task's code ever runs beside the loop's own. A coroutine
// outlives its task: the next task to begin takes it over, which costs a third
// of making one.

import "iter"

type coroutine struct {
	task  *Task
	next  func() (struct{}, bool) // switches to it, until it yields
	stop  func()                  // has the yield that it waits in fail
	yield func(struct{}) bool     // switches back to the loop
}

func newCoroutine() *coroutine {
	c := &coroutine{}
	c.next, c.stop = iter.Pull(func(yield func(struct{}) bool) {
		c.yield = yield
		for {
			c.task.live()
			c.task = nil
			if !yield(struct{}{}) {
				return
			}
		}
	})
	return c
}

// coroutine is one for a task that begins.
func (l *Loop) coroutine(t *Task) *coroutine {
	var c *coroutine
	if n := len(l.idle); n > 0 {
		c, l.idle = l.idle[n-1], l.idle[:n-1]
	} else {
		c = newCoroutine()
	}
	c.task = t
	return c
}

// stopIdle ends the coroutines that have no task.
func (l *Loop) stopIdle() {
	for _, c := range l.idle {
		c.stop()
	}
	l.idle = nil
}

package loop

// This file holds the errors that nobody sees: where asyncio's exception handler
// hears of them, and its warnings.

import (
	"errors"
	"fmt"

	"corelanes/engine/prim"
)

// Lost is what an exception handler is told.
type Lost struct {
	Message string
	Task    string // whose it is; "" nobody's
	Err     error  // nil: a warning
}

// String is how it is printed.
func (x Lost) String() string {
	s := x.Message
	if x.Task != "" {
		s += ": " + x.Task
	}
	if x.Err != nil {
		s += ": " + x.Err.Error()
	}
	return s
}

// SetExceptionHandler has errors that nobody sees told to f; nil: they are
// printed on the loop's lane.
func (l *Loop) SetExceptionHandler(f func(Lost)) { l.handler = f }

// lost tells the exception handler. One that panics is itself told of, in the
// ordinary way.
func (l *Loop) lost(x Lost) {
	if l.handler == nil {
		l.warn(x.String())
		return
	}
	defer func() {
		if p := recover(); p != nil {
			l.warn(fmt.Sprintf("Unhandled error in exception handler: %v", p))
			l.warn(x.String())
		}
	}()
	l.handler(x)
}

// warn prints a line on the loop's lane.
func (l *Loop) warn(line string) { l.rec.Say(l.base.Self().Lane, line) }

// reportLost tells of the errors that nobody has asked for, and of coroutines
// that nobody awaited. CPython does so when the garbage collector finds them;
// here the loop's end is the moment.
func (l *Loop) reportLost() {
	for _, f := range l.failed {
		switch {
		case f.asked || errors.Is(f.err, ErrStopped) || errors.Is(f.err, prim.ErrCancelled):
		case f.task != nil:
			l.lost(Lost{Message: "Task exception was never retrieved", Task: f.task.name, Err: f.err})
		default:
			l.lost(Lost{Message: "Future exception was never retrieved", Err: f.err})
		}
	}
	l.failed = nil
	for _, c := range l.unheard {
		if !c.begun {
			l.lost(Lost{Message: fmt.Sprintf("RuntimeWarning: coroutine '%s' was never awaited", c.name)})
		}
	}
	l.unheard = nil
}

// Coroutine is a coroutine object: made by calling an "async def" function, it
// does nothing until it is awaited, or made a task.
type Coroutine struct {
	name  string
	run   Coro
	begun bool
}

// ErrAwaitedTwice is returned when a coroutine that has been awaited is awaited
// again.
var ErrAwaitedTwice = &prim.Error{Class: "RuntimeError", Message: "cannot reuse already awaited coroutine"}

// Coroutine makes a coroutine object. One that is never awaited is told of when
// the loop ends.
func (l *Loop) Coroutine(name string, f Coro) *Coroutine {
	c := &Coroutine{name: name, run: f}
	l.unheard = append(l.unheard, c)
	return c
}

func (c *Coroutine) begin() error {
	if c.begun {
		return ErrAwaitedTwice
	}
	c.begun = true
	return nil
}

// AwaitCoroutine runs a coroutine as a part of the task: no other task is made,
// and nothing else runs unless it waits.
func (t *Task) AwaitCoroutine(c *Coroutine) (any, error) {
	if err := c.begin(); err != nil {
		return nil, err
	}
	return c.run(t)
}

// CreateTaskOf makes a task of a coroutine object.
func (l *Loop) CreateTaskOf(c *Coroutine) (*Task, error) {
	if err := c.begin(); err != nil {
		return nil, err
	}
	return l.CreateTask(c.name, c.run)
}

package loop

// This file holds the asynchronous generator: code that hands out one value
// after another and may wait in between, on behalf of the task that asks.
//
// Its code has a stack of its own. Where it waits it hands control to the task
// that asked for the next value, and that one to the loop, as Python's chain of
// awaits does; so all tasks look the same to the loop.

import (
	"errors"
	"fmt"
	"iter"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

// The errors of generators.
var (
	ErrGeneratorExit    = &prim.Error{Class: "GeneratorExit"}
	ErrGeneratorRunning = &prim.Error{Class: "RuntimeError", Message: "anext(): asynchronous generator is already running"}
	ErrIgnoredExit      = &prim.Error{Class: "RuntimeError", Message: "async generator ignored GeneratorExit"}
)

// Generator is an asynchronous generator.
type Generator struct {
	loop    *Loop
	task    *Task      // who asks at the moment
	outer   *Generator // the one whose code asks; nil: the task's own
	next    func() (piece, bool)
	stop    func()
	yield   func(piece) bool
	err     error
	begun   bool
	done    bool
	running bool
	exit    bool // its next yield raises GeneratorExit
}

// piece is what comes out of a generator's stack: a value, or the wish to wait.
type piece struct {
	value any
	waits bool
}

// Generator makes a generator; its code begins at the first Next. One that is
// not exhausted is closed when the loop ends, if nobody did before.
func (l *Loop) Generator(f func(g *Generator) error) *Generator {
	g := &Generator{loop: l}
	g.next, g.stop = iter.Pull(func(yield func(piece) bool) {
		g.yield = yield
		g.err = g.guarded(f)
	})
	l.gens = append(l.gens, g)
	return g
}

func (g *Generator) guarded(f func(*Generator) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("internal error: %v\n%s", p, osys.Stack())
		}
	}()
	return f(g)
}

// Task is the task that asks for the next value: the generator's code waits as
// that task.
func (g *Generator) Task() *Task { return g.task }

// Yield hands out a value; it is for the generator's own code. The error is
// ErrGeneratorExit when the generator is closed: the code must end then, after
// its clean-up.
func (g *Generator) Yield(v any) error {
	switch {
	case !g.yield(piece{value: v}):
		return ErrStopped
	case g.exit:
		return ErrGeneratorExit
	}
	return nil
}

// Next is the next value, false when there are no more.
func (g *Generator) Next(t *Task) (v any, ok bool, err error) {
	switch {
	case g.running:
		return nil, false, ErrGeneratorRunning
	case g.done:
		return nil, false, nil
	}
	g.begun = true
	return g.resume(t)
}

// Close has the generator's code end where it is, its clean-up included:
// aclose. ErrIgnoredExit when it goes on regardless.
func (g *Generator) Close(t *Task) error {
	switch {
	case g.running:
		return ErrGeneratorRunning
	case g.done:
		return nil
	case !g.begun:
		g.end()
		return nil
	}
	g.exit = true
	_, more, err := g.resume(t)
	if more {
		return ErrIgnoredExit
	}
	if errors.Is(err, ErrGeneratorExit) {
		return nil
	}
	return err
}

// resume runs the generator's code up to its next value or its end, handing its
// waits on.
func (g *Generator) resume(t *Task) (v any, ok bool, err error) {
	g.task, g.outer, g.running = t, t.inner, true
	defer func() { g.running, t.inner = false, g.outer }()
	for {
		t.inner = g
		p, ok := g.next()
		t.inner = g.outer
		switch {
		case !ok:
			g.end()
			return nil, false, g.err
		case !p.waits:
			return p.value, true, nil
		}
		if !t.hand() {
			t.inner = g
			g.stop() // its wait fails as the task's does
			g.end()
			return nil, false, ErrStopped
		}
	}
}

func (g *Generator) end() {
	g.done = true
	g.stop()
	for i, x := range g.loop.gens {
		if x == g {
			g.loop.gens = append(g.loop.gens[:i], g.loop.gens[i+1:]...)
			return
		}
	}
}

// hand hands control to the loop: through the generators whose code runs. False
// when the task is to end at once.
func (t *Task) hand() bool {
	if g := t.inner; g != nil {
		return g.yield(piece{waits: true})
	}
	return t.co.yield(struct{}{})
}

// closeGenerators closes the generators that are left: shutdown_asyncgens.
func (l *Loop) closeGenerators() {
	if len(l.gens) == 0 {
		return
	}
	t, err := l.CreateTask("shutdown_asyncgens", func(t *Task) (any, error) {
		var errs []error
		for len(l.gens) > 0 {
			g := l.gens[0]
			if err := g.Close(t); err != nil {
				errs = append(errs, err)
			}
			if !g.done {
				g.end()
			}
		}
		return nil, errors.Join(errs...)
	})
	if err == nil {
		l.finishing(t.Done)
	}
}

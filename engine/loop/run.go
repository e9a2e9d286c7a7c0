package loop

// This file holds a loop's life: asyncio.run, and what ends with it.

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Run runs the main body as the first task, and every task that comes of it,
// until the main one has ended; it is asyncio.run. Tasks that are left then are
// cancelled, and go on until they have ended; the executors are shut down. Run
// closes the loop.
func (l *Loop) Run(name, body string, arg []byte) ([]byte, error) {
	f, ok := l.bodies[body]
	if !ok {
		return nil, errors.Join(fmt.Errorf("create task %s: the scenario has no body %q", name, body), l.close())
	}
	out, err := l.RunCoro(name, bodyCoro(l, f, arg))
	data, _ := out.([]byte)
	return data, err
}

// RunCoro is Run of a main task made of a function.
func (l *Loop) RunCoro(name string, f Coro) (any, error) {
	main, err := l.create(name, f, l.base.Self().Lane)
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	for !main.Done() {
		if err = l.turn(); err != nil {
			break
		}
	}
	if err != nil {
		if errors.Is(err, ErrNeverEnds) { // how the tasks are stopped now is no part of what happened
			l.kit.Arena.Finish(l.rec.Now())
		}
		return nil, errors.Join(err, l.close())
	}
	l.cancelAll()
	l.closeGenerators()
	out, err := main.Result()
	return out, errors.Join(err, l.close())
}

// cancelAll cancels the tasks that are left and runs them until they have ended.
// Whoever goes on regardless, and what is started meanwhile, is stopped later.
func (l *Loop) cancelAll() {
	left := l.AllTasks()
	for _, t := range left {
		t.Cancel()
	}
	l.finishing(func() bool {
		for len(left) > 0 && left[0].Done() {
			left = left[1:]
		}
		return len(left) == 0
	})
}

// finishing goes on for as long as clean-up may take, or until done says so.
func (l *Loop) finishing(done func() bool) {
	end := l.CallLater(cancelGrace, func() {}) // so that the selector is not waited for longer
	defer end.Cancel()
	for !done() && l.rec.Now() < end.When() {
		if l.turn() != nil {
			return // what is left can only be stopped
		}
	}
}

// cancelGrace is how long tasks may take to clean up when the loop ends: asyncio
// would wait for ever.
const cancelGrace = time.Second

// close ends everything that is left: pools, tasks, coroutines, watching.
func (l *Loop) close() error {
	l.inbox.close()
	err := l.pools.shutDown(l)
	l.ended = true
	l.now = l.rec.Now()
	for _, t := range slices.Clone(l.tasks) { // the oldest first
		if t == nil {
			continue
		}
		if t.co != nil {
			t.co.stop()
		}
		t.finish(nil, ErrStopped)
	}
	l.stopIdle()
	l.reportLost()
	l.signals.close()
	return errors.Join(err, l.net.Close())
}

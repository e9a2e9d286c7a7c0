package loop

// This file holds what other threads may ask of a loop: to call something, to
// run a coroutine, and to be told how that ended.

import (
	"sync"
	"sync/atomic"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// inbox is where other threads put what the loop is to call.
type inbox struct {
	mu     sync.Mutex
	calls  []func()
	some   atomic.Bool // there are calls: the loop looks here before it takes the lock
	asleep bool        // the loop waits in its selector, or is about to
	closed bool
	open   map[*ThreadFuture]bool // whose coroutine has not ended
}

// sleep notes that the loop is about to wait; false when something is there.
func (b *inbox) sleep() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asleep = len(b.calls) == 0
	return b.asleep
}

func (b *inbox) wake() {
	b.mu.Lock()
	b.asleep = false
	b.mu.Unlock()
}

// close refuses what comes from now on, and ends what threads wait for in vain.
func (b *inbox) close() {
	b.mu.Lock()
	b.closed = true
	open := b.open
	b.open = nil
	b.mu.Unlock()
	for x := range open {
		x.end(nil, ErrLoopClosed)
	}
}

// enter notes that a thread may wait for x; false when the loop has ended.
func (b *inbox) enter(x *ThreadFuture) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	if b.open == nil {
		b.open = map[*ThreadFuture]bool{}
	}
	b.open[x] = true
	return true
}

func (b *inbox) leave(x *ThreadFuture) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.open, x)
}

// CallSoonThreadsafe has f called by the loop, soon. Any goroutine may call it.
// ErrLoopClosed when the loop has ended.
func (l *Loop) CallSoonThreadsafe(f func()) error {
	l.inbox.mu.Lock()
	defer l.inbox.mu.Unlock()
	if l.inbox.closed {
		return ErrLoopClosed
	}
	l.inbox.calls = append(l.inbox.calls, f)
	l.inbox.some.Store(true)
	if !l.inbox.asleep {
		return nil
	}
	l.inbox.asleep = false
	return l.net.Wake()
}

// takeIn queues what other threads asked for.
func (l *Loop) takeIn() {
	if !l.inbox.some.Load() {
		return
	}
	l.inbox.mu.Lock()
	calls := l.inbox.calls
	l.inbox.calls = nil
	l.inbox.some.Store(false)
	l.inbox.mu.Unlock()
	for _, f := range calls {
		l.CallSoon(f)
	}
}

// ThreadFuture is the result of a coroutine as another thread sees it:
// concurrent.futures.Future. Any thread may use it.
type ThreadFuture struct {
	loop *Loop
	mu   sync.Mutex
	task *Task // once the loop has made it; for the loop alone
	wait []trace.Lane
	done bool
	out  any
	err  error
}

// RunThreadsafe has the loop run a coroutine as a task, and is the future of its
// result: run_coroutine_threadsafe. Any goroutine may call it. ErrLoopClosed
// when the loop has ended.
func (l *Loop) RunThreadsafe(name string, f Coro) (*ThreadFuture, error) {
	x := &ThreadFuture{loop: l}
	if !l.inbox.enter(x) {
		return nil, ErrLoopClosed
	}
	err := l.CallSoonThreadsafe(func() {
		t, err := l.CreateTask(name, f)
		if err != nil {
			x.end(nil, err)
			return
		}
		x.task = t
		t.OnDone(func(f *Future) { x.end(f.Result()) })
	})
	if err != nil {
		return nil, err
	}
	return x, nil
}

// end notes the result, once, and wakes the threads that wait for it.
func (x *ThreadFuture) end(out any, err error) {
	x.loop.inbox.leave(x)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.done {
		return
	}
	x.done, x.out, x.err = true, out, err
	for _, lane := range x.wait {
		prim.SeatOf(x.loop.kit.Arena, lane).Wake(x.loop.kit.Waiter)
	}
	x.wait = nil
}

// Cancel asks the task to end. ErrLoopClosed when the loop has ended.
func (x *ThreadFuture) Cancel() error {
	return x.loop.CallSoonThreadsafe(func() {
		if x.task != nil {
			x.task.Cancel()
		}
	})
}

// Result blocks the thread of w, which must not be the loop's own, until the
// coroutine has ended, at most limit (NoLimit: as long as it takes), and is its
// result. ErrTimeout when the time is up; the coroutine goes on then.
func (x *ThreadFuture) Result(w work.Worker, limit time.Duration) (any, error) {
	self := w.Self()
	until := trace.Forever
	if limit >= 0 {
		until = self.Rec.Now() + trace.Time(limit)
	}
	for woke := osys.WokeUp; ; woke = self.Parker.Park(0, until) {
		x.mu.Lock()
		done, out, err := x.done, x.out, x.err
		if !done {
			x.wait = append(x.wait, self.Lane)
		}
		x.mu.Unlock()
		switch {
		case done:
			return out, err
		case woke == osys.WokeTimeout:
			return nil, ErrTimeout
		}
	}
}

package loop

// This file holds waiting for several, for so long, and without handing a
// cancellation down: gather, wait, wait_for, timeout, shield. Each follows
// CPython 3.11's Lib/asyncio/tasks.py and timeouts.py step by step, because the
// corner cases (a result that comes in the moment of the time-out, a
// cancellation while cancelling) are where programs go wrong.

import (
	"errors"
	"time"

	"corelanes/engine/prim"
)

// Outcome is how one of several ended.
type Outcome struct {
	Value any
	Err   error
}

// Gather is the future of the results of all, in their order: a []Outcome. With
// returnExceptions an error is a result like others; without, the first error
// ends the gathering, and the others go on. Cancelling it cancels all of them.
func (l *Loop) Gather(returnExceptions bool, all ...Awaitable) *Future {
	outer := l.NewFuture()
	if len(all) == 0 {
		_ = outer.SetResult([]Outcome{}) // it is new
		return outer
	}
	asked := false
	outer.cancels = func() bool {
		any := false
		for _, a := range all {
			any = a.future().Cancel() || any
		}
		asked = asked || any
		return any
	}
	n := len(all)
	done := func(f *Future) {
		n--
		_, err := f.Result()
		switch {
		case outer.Done():
		case err != nil && !returnExceptions:
			_ = outer.SetError(err)
		case n > 0:
		case asked:
			_ = outer.SetError(prim.ErrCancelled)
		default:
			out := make([]Outcome, len(all))
			for i, a := range all {
				out[i].Value, out[i].Err = a.future().Result()
			}
			_ = outer.SetResult(out)
		}
	}
	for _, a := range all {
		a.future().OnDone(done)
	}
	return outer
}

// When says when Wait has waited enough.
type When uint8

// The occasions of Wait.
const (
	AllCompleted When = iota
	FirstCompleted
	FirstException
)

// NoLimit is the time limit None.
const NoLimit time.Duration = -1

// Wait waits for some or all of several, at most limit, and says which have
// ended. It cancels nothing and raises nothing of theirs.
func (t *Task) Wait(limit time.Duration, when When, all ...Awaitable) (done, open []Awaitable, err error) {
	n := 0
	enough := func(f *Future) bool {
		_, failed := f.peek()
		return when == FirstCompleted || when == FirstException && failed && !f.Cancelled()
	}
	waiter := t.loop.NewFuture()
	for _, a := range all {
		f := a.future()
		if f.Done() {
			if enough(f) {
				_ = waiter.SetResult(nil)
			}
			continue
		}
		n++
		f.OnDone(func(f *Future) {
			n--
			if (n == 0 || enough(f)) && !waiter.Done() {
				_ = waiter.SetResult(nil)
			}
		})
	}
	if n > 0 && !waiter.Done() {
		err = t.awaitAtMost(waiter, limit)
	}
	for _, a := range all {
		if a.future().Done() {
			done = append(done, a)
		} else {
			open = append(open, a)
		}
	}
	return done, open, err
}

// peek is how the future ended, without having asked.
func (f *Future) peek() (v any, failed bool) { return f.value, f.Done() && f.err != nil }

// awaitAtMost awaits a future, setting its result when the time is up.
func (t *Task) awaitAtMost(waiter *Future, limit time.Duration) error {
	if limit >= 0 {
		t.limits++
		h := t.loop.CallLater(limit, func() {
			if !waiter.Done() {
				_ = waiter.SetResult(nil)
			}
		})
		defer func() {
			t.limits--
			h.Cancel()
		}()
	}
	_, err := t.Await(waiter)
	return err
}

// WaitFor awaits at most limit; what has not ended then is cancelled, waited
// for, and the error is ErrTimeout. NoLimit: it just awaits.
func (t *Task) WaitFor(a Awaitable, limit time.Duration) (any, error) {
	f := a.future()
	if limit < 0 {
		return t.Await(f)
	}
	if limit == 0 {
		if f.Done() {
			return f.Result()
		}
		return t.tooLate(f)
	}
	waiter := t.loop.NewFuture()
	f.OnDone(func(*Future) {
		if !waiter.Done() {
			_ = waiter.SetResult(nil)
		}
	})
	err := t.awaitAtMost(waiter, limit)
	switch {
	case f.Done():
		return f.Result()
	case err != nil: // cancelled meanwhile
		if werr := t.cancelAndWait(f); werr != nil {
			return nil, werr
		}
		return nil, err
	}
	return t.tooLate(f)
}

// tooLate cancels what took too long. It may have ended in that very moment.
func (t *Task) tooLate(f *Future) (any, error) {
	if err := t.cancelAndWait(f); err != nil {
		return nil, err
	}
	v, err := f.Result()
	if errors.Is(err, prim.ErrCancelled) {
		return nil, ErrTimeout
	}
	return v, err
}

// cancelAndWait cancels a future and waits until that has come to something.
func (t *Task) cancelAndWait(f *Future) error {
	waiter := t.loop.NewFuture()
	f.OnDone(func(*Future) {
		if !waiter.Done() {
			_ = waiter.SetResult(nil)
		}
	})
	f.Cancel()
	_, err := t.Await(waiter)
	return err
}

// Timeout runs f in the task; when it takes longer than limit, the task is
// cancelled where it waits in f, and the error is ErrTimeout: "async with
// asyncio.timeout". A cancellation from elsewhere stays one.
func (t *Task) Timeout(limit time.Duration, f func() error) error {
	before, expired := t.cancels, false
	t.limits++
	h := t.loop.CallLater(limit, func() {
		expired = true
		t.Cancel()
	})
	err := attempt(f)
	t.limits--
	h.Cancel()
	if expired && t.Uncancel() <= before && errors.Is(err, prim.ErrCancelled) {
		return ErrTimeout
	}
	return err
}

// attempt calls f; a cancellation that it panics with is its error.
func attempt(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			e, ok := p.(error)
			if !ok || !errors.Is(e, prim.ErrCancelled) {
				panic(p)
			}
			err = e
		}
	}()
	return f()
}

// Shield is a future that ends as another does, but whose cancellation does not
// reach that one.
func (l *Loop) Shield(a Awaitable) *Future {
	inner := a.future()
	if inner.Done() {
		return inner
	}
	outer := l.NewFuture()
	inner.OnDone(func(*Future) {
		if outer.Done() {
			inner.asked = true
			return
		}
		if inner.Cancelled() {
			outer.Cancel()
			return
		}
		v, err := inner.Result()
		_ = outer.settle(finished, v, err)
	})
	return outer
}

package loop

// This file holds cancellation: an error that is raised where a task waits.
//
// A request is delivered exactly once, and what the task does then is up to it:
// it may clean up, wait again, even go on. A task that waits for another hands
// the request down to that one, and gets the error when that has ended.

import "corelanes/engine/prim"

// Cancel asks the task to end: prim.ErrCancelled is the error of the wait that it
// is in, or else of its next. False when it has ended already.
func (t *Task) Cancel() bool {
	if t.Done() {
		return false
	}
	t.cancels++
	if t.waits == forFuture && t.waitsFor.Cancel() {
		return true
	}
	t.mustCancel = true
	t.abandon()
	return true
}

// Cancelling is how many requests to end there were that Uncancel has not taken
// back.
func (t *Task) Cancelling() int { return t.cancels }

// Uncancel takes one request back, after the fact, and is how many are left:
// what handles a request itself, a timeout say, calls it.
func (t *Task) Uncancel() int {
	t.cancels = max(0, t.cancels-1)
	return t.cancels
}

// abandon gives up what a suspended task waits for, and makes it ready.
func (t *Task) abandon() {
	l := t.loop
	switch t.waits {
	case forNothing, forTurn:
		return
	case forSocket:
		l.unwatch(t.socket, t.socketWrites)
	case forUnpark:
		if !t.token { // else it was woken first
			prim.SeatOf(l.kit.Arena, t.self.Lane).Cancel()
		}
	case forFuture: // a scope does not reach what is waited for
		if t.mustCancel && t.waitsFor.Cancel() {
			t.mustCancel = false
			return
		}
	}
	l.timers.remove(&t.timer)
	l.makeReady(t)
}

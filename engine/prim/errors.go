package prim

// This file holds the errors of the primitives: Python's, by class and text.

import "errors"

// Error is misuse of a primitive, as Python reports it.
type Error struct {
	Class   string // "RuntimeError"
	Message string // "release unlocked lock"
}

// Error is Python's last line of a traceback.
func (e *Error) Error() string { return e.Class + ": " + e.Message }

// ErrStopped is what a wait panics with in a worker that is to end there, as
// asyncio's CancelledError is raised in a task: no code goes on as if the wait
// had succeeded, its deferred functions run, and whoever runs the worker
// recovers it. The worker has left every line it stood in.
var ErrStopped = errors.New("the worker was stopped where it waited")

// ErrCancelled is the error of a wait that somebody cancelled: asyncio's
// CancelledError. The worker has left every line it stood in, and what it had
// been given meanwhile has gone to whoever was next.
var ErrCancelled = &Error{"asyncio.CancelledError", ""}

// The errors of a Lock (CPython 3.11, Modules/_threadmodule.c).
var (
	ErrReleaseUnlocked = &Error{"RuntimeError", "release unlocked lock"}
	ErrTimeoutForTry   = &Error{"ValueError", "can't specify a timeout for a non-blocking call"}
	ErrNegativeTimeout = &Error{"ValueError", "timeout value must be positive"}
	ErrTimeoutNaN      = &Error{"ValueError", "Invalid value NaN (not a number)"}
	ErrTimeoutTooLarge = &Error{"OverflowError", "timestamp out of range for platform time_t"}
)

// The errors of the other primitives (CPython 3.11, Lib/threading.py and
// Lib/queue.py).
var (
	ErrReleaseForeign         = &Error{"RuntimeError", "cannot release un-acquired lock"}
	ErrSemaphoreValue         = &Error{"ValueError", "semaphore initial value must be >= 0"}
	ErrTimeoutForTrySemaphore = &Error{"ValueError", "can't specify timeout for non-blocking acquire"}
	ErrReleaseCount           = &Error{"ValueError", "n must be one or more"}
	ErrReleasedTooOften       = &Error{"ValueError", "Semaphore released too many times"}
	ErrWaitUnacquired         = &Error{"RuntimeError", "cannot wait on un-acquired lock"}
	ErrNotifyUnacquired       = &Error{"RuntimeError", "cannot notify on un-acquired lock"}
	ErrBarrierParties         = &Error{"ValueError", "parties must be > 0"} // from 3.13 on
	ErrBrokenBarrier          = &Error{"threading.BrokenBarrierError", ""}
)

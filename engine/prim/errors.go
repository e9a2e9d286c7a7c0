package prim

// This file holds the errors of the primitives: Python's, by class and text.

import "errors"

// Error is misuse of a primitive, as Python reports it.
type Error struct {
	Class   string // "RuntimeError"
	Message string // "release unlocked lock"
}

// Error is Python's last line of a traceback.
func (e *Error) Error() string {
	if e.Message == "" {
		return e.Class
	}
	return e.Class + ": " + e.Message
}

// ErrStopped is what a wait panics with in a worker that is to end there, as
// asyncio's CancelledError is raised in a task: no code goes on as if the wait
// had succeeded, its deferred functions run, and whoever runs the worker
// recovers it. The worker has left every line it stood in.
var ErrStopped = errors.New("the worker was stopped where it waited")

// halt ends the worker if the error says that it is to end where it waits.
func halt(err error) error {
	if err == ErrStopped { //nolint:errorlint // it is never wrapped in here
		panic(err)
	}
	return err
}

// ErrCancelled is the error of a wait that somebody cancelled: asyncio's
// CancelledError. The worker has left every line it stood in, and what it had
// been given meanwhile has gone to whoever was next.
var ErrCancelled = &Error{"asyncio.CancelledError", ""}

// The errors of a Lock (CPython, Modules/_threadmodule.c).
var (
	ErrReleaseUnlocked    = &Error{"RuntimeError", "release unlocked lock"}
	ErrTimeoutForTry      = &Error{"ValueError", "can't specify a timeout for a non-blocking call"}
	ErrNegativeTimeout    = &Error{"ValueError", "timeout value must be positive"}
	ErrNegativeTimeout313 = &Error{"ValueError", "timeout value must be a non-negative number"} // from 3.13 on
	ErrTimeoutNaN         = &Error{"ValueError", "Invalid value NaN (not a number)"}
	ErrTimeoutTooLarge    = &Error{"OverflowError", "timestamp out of range for platform time_t"}
)

// The errors of the other primitives (CPython, Lib/threading.py and
// Lib/queue.py).
var (
	ErrReleaseForeign         = &Error{"RuntimeError", "cannot release un-acquired lock"}
	ErrSemaphoreValue         = &Error{"ValueError", "semaphore initial value must be >= 0"}
	ErrTimeoutForTrySemaphore = &Error{"ValueError", "can't specify timeout for non-blocking acquire"}
	ErrReleaseCount           = &Error{"ValueError", "n must be one or more"}
	ErrReleasedTooOften       = &Error{"ValueError", "Semaphore released too many times"}
	ErrWaitUnacquired         = &Error{"RuntimeError", "cannot wait on un-acquired lock"}
	ErrNotifyUnacquired       = &Error{"RuntimeError", "cannot notify on un-acquired lock"}
	ErrBarrierParties         = &Error{"ValueError", "parties must be > 0"} // threading: from 3.13 on
	ErrBrokenBarrier          = &Error{"threading.BrokenBarrierError", ""}

	ErrEmpty             = &Error{"queue.Empty", ""}
	ErrFull              = &Error{"queue.Full", ""}
	ErrShutDown          = &Error{"queue.ShutDown", ""}
	ErrNegativeQueueTime = &Error{"ValueError", "'timeout' must be a non-negative number"}
	ErrTaskDoneTooOften  = &Error{"ValueError", "task_done() called too many times"}
	ErrNoShutdown        = &Error{"AttributeError", "'Queue' object has no attribute 'shutdown'"} // before 3.13
	ErrQueueOfOthers     = errors.New("the queue belongs to another process")
)

// asyncio's own (Lib/asyncio/locks.py and queues.py).
var (
	errTaskReleaseFree      = &Error{"RuntimeError", "Lock is not acquired."}
	errTaskSemaphoreValue   = &Error{"ValueError", "Semaphore initial value must be >= 0"}
	errTaskReleasedTooOften = &Error{"ValueError", "BoundedSemaphore released too many times"}
	errTaskBarrierAborted   = &Error{"asyncio.BrokenBarrierError", "Barrier aborted"}
	errTaskBarrierReset     = &Error{"asyncio.BrokenBarrierError", "Abort or reset of barrier"}
	errTaskEmpty            = &Error{"asyncio.QueueEmpty", ""}
	errTaskFull             = &Error{"asyncio.QueueFull", ""}
	errTaskShutDown         = &Error{"asyncio.QueueShutDown", ""}
)

// multiprocessing's own (Modules/_multiprocessing/semaphore.c and
// Lib/multiprocessing/synchronize.py).
var (
	errProcessReleaseFree    = &Error{"ValueError", "semaphore or lock released too many times"}
	errProcessReleaseForeign = &Error{"AssertionError", "attempt to release recursive lock not owned by thread"}
	errProcessSemaphoreValue = &Error{"OSError", "[Errno 22] Invalid argument"}
	errProcessWait           = &Error{"AssertionError", "must acquire() condition before using wait()"}
	errProcessNotify         = &Error{"AssertionError", "lock is not owned"}
)

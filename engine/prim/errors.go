package prim

// This file holds the errors of the primitives: Python's, by class and text.

// Error is misuse of a primitive, as Python reports it.
type Error struct {
	Class   string // "RuntimeError"
	Message string // "release unlocked lock"
}

// Error is Python's last line of a traceback.
func (e *Error) Error() string { return e.Class + ": " + e.Message }

// The errors of a Lock (CPython 3.11, Modules/_threadmodule.c).
var (
	ErrReleaseUnlocked = &Error{"RuntimeError", "release unlocked lock"}
	ErrTimeoutForTry   = &Error{"ValueError", "can't specify a timeout for a non-blocking call"}
	ErrNegativeTimeout = &Error{"ValueError", "timeout value must be positive"}
	ErrTimeoutNaN      = &Error{"ValueError", "Invalid value NaN (not a number)"}
	ErrTimeoutTooLarge = &Error{"OverflowError", "timestamp out of range for platform time_t"}
)

// Package osys holds what only the operating system can do: the wait under
// every wait of the engine, the machine's clock, the current core, pinning,
// the scheduler's counters, and memory shared between processes.
//
// Each is a small set of functions, implemented in a file per system; where a
// system has no such thing the function says so with its second result, and
// nothing guesses. The package needs no cgo and nothing outside the standard
// library, because a worker process must come up before anything heavy is
// initialised.
package osys

import "errors"

// ErrNotHere is returned for what this operating system cannot do.
var ErrNotHere = errors.New("not possible on this operating system")

// Woke says why a wait ended.
type Woke uint8

// The ways a wait ends.
const (
	WokeUp         Woke = iota // by a wake, or because the word had changed already; or for no reason: look again
	WokeTimeout                // the time was up
	WokeStopped                // the worker is to end: nothing will wake it any more
	WokeCancelled              // the wait is cancelled, whatever else has happened; the worker goes on
	WokeSpuriously             // a person has the wait end as if somebody had ended it: POSIX allows a condition variable to do that
)

// Waiter is the one way in which the engine waits: for a 32-bit word to
// change, as a futex does. Everything that blocks ends here, so that a virtual
// clock or a controlled run has one place to hook in at.
type Waiter interface {
	// Wait returns when word no longer holds old, when another thread or
	// process calls Wake on the word, after ns nanoseconds (negative: without
	// limit), or spuriously.
	Wait(word *uint32, old uint32, ns int64) Woke
	// Wake wakes up to n of those who wait for the word.
	Wake(word *uint32, n int)
}

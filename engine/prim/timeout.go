package prim

// This file holds how long a call may wait: Python's timeouts.

import (
	"math"

	"corelanes/engine/trace"
)

// Seconds is a timeout as Python's threading takes it. Fractions count.
type Seconds float64

// Forever is the timeout of a call that waits as long as it takes. It stands
// for "none given": multiprocessing would take a -1 given on purpose for 0.
const Forever Seconds = -1

// MaxSeconds is threading.TIMEOUT_MAX on 64-bit Linux.
const MaxSeconds Seconds = 9223372036

// check applies the rules of Lock.acquire, before any attempt: how long the
// call may wait, 0 when it may not.
func (t Seconds) check(blocking bool, r *rule) (Seconds, error) {
	switch {
	case blocking && t == Forever:
		return Forever, nil
	case !blocking && r.tryMayTime:
		return 0, nil
	case math.IsNaN(float64(t)):
		return 0, ErrTimeoutNaN
	case !blocking && t != Forever:
		return 0, r.errors.timeoutForTry
	case !blocking:
		return 0, nil
	case t < 0 && r.negativeIsZero:
		return 0, nil
	case t < 0:
		return 0, r.errors.negativeTimeout
	case t > MaxSeconds:
		return 0, ErrTimeoutTooLarge
	}
	return t, nil
}

// until is the moment at which a wait that begins now ends.
func (t Seconds) until(now trace.Time) trace.Time {
	if t == Forever {
		return trace.Forever
	}
	ns := float64(t) * 1e9
	if ns >= float64(trace.Forever-now) {
		return trace.Forever
	}
	return now + trace.Time(math.Ceil(ns))
}

// None is the timeout None: no limit, where that and not -1 says so.
var None = Seconds(math.Inf(1))

// deadline is the moment at which a wait that begins now ends, by the rules of
// the classes that Python writes in Python: None waits without limit, zero and
// less only looks.
func (t Seconds) deadline(now trace.Time) (trace.Time, error) {
	switch {
	case math.IsNaN(float64(t)):
		return 0, ErrTimeoutNaN
	case t == None:
		return trace.Forever, nil
	case t > MaxSeconds:
		return 0, ErrTimeoutTooLarge
	case t <= 0:
		return now, nil
	}
	return t.until(now), nil
}

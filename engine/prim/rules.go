package prim

// This file holds the table of rules: everything by which the same primitive
// differs from one of Python's libraries, or versions, to another. The code of
// the primitives asks the table's columns and never which row it has.
//
// A row is a library's rules as of Python 3.11, and what later versions changed
// in it.

import (
	"fmt"

	"corelanes/engine/trace"
)

// Library is whose primitives they are.
type Library uint8

// The libraries.
const (
	Threading Library = iota
	Asyncio
	Multiprocessing
	numLibraries
)

// Python is a version of Python, by its minor number: 11 is 3.11.
type Python uint8

// The versions whose rules are known. DefaultPython is the one that the rules
// are compared with throughout.
const (
	Python311     Python = 11
	Python312     Python = 12
	Python313     Python = 13
	Python314     Python = 14
	DefaultPython        = Python311
	firstPython          = Python311
	lastPython           = Python314
)

// String is the version as people write it, "3.11".
func (p Python) String() string { return fmt.Sprintf("3.%d", uint8(p)) }

// ParsePython is the version that people write so: "3.11", or "" for the
// default.
func ParsePython(s string) (Python, error) {
	if s == "" {
		return DefaultPython, nil
	}
	for _, p := range Pythons() {
		if p.String() == s {
			return p, nil
		}
	}
	return 0, fmt.Errorf("the rules of Python %q are not known, only those of %s to %s", s, firstPython, lastPython)
}

// Pythons are the known versions, the oldest first.
func Pythons() (all []Python) {
	for p := firstPython; p <= lastPython; p++ {
		all = append(all, p)
	}
	return all
}

// Rules is a row of the table: a library, and the version of Python that it
// comes with. The zero Rules is threading's of the oldest version. It is what
// ObjInfo.Rule holds.
type Rules int64

// In is the row of the library in a version; one that is not known counts as
// the nearest that is.
func (l Library) In(p Python) Rules {
	return Rules(l)<<8 | Rules(min(max(p, firstPython), lastPython)-firstPython)
}

// Library is whose rules they are.
func (r Rules) Library() Library { return Library(r >> 8) }

// Python is the version whose rules they are.
func (r Rules) Python() Python { return firstPython + Python(r&0xFF) }

// GiveAfter is how long the first waiter of a lock waits before a release hands
// the lock to it; 0 when that never happens.
func (r Rules) GiveAfter() trace.Time {
	if x, ok := r.row(); ok && x.giveAfter != trace.Forever {
		return x.giveAfter
	}
	return 0
}

// Barging says whether a free lock may be taken by a newcomer before those who
// wait for it.
func (r Rules) Barging() bool {
	x, ok := r.row()
	return ok && x.newcomerMayPass
}

// row is the row of the table; false when there is none.
func (r Rules) row() (*rule, bool) {
	if r < 0 || r.Library() >= numLibraries || r.Python() > lastPython {
		return nil, false
	}
	return &table[r.Library()][r.Python()-firstPython], true
}

// rule is a row: its columns.
type rule struct {
	// Who gets it.
	newcomerMayPass bool       // what is free and waited for may be taken by a newcomer
	giveAfter       trace.Time // a release hands a lock to a first waiter who has waited this long
	grants          bool       // a semaphore's release gives the unit to the first who waits and is not cancelled
	grantsAll       bool       // … and whoever leaves its line sees to it that no unit stays while somebody waits
	ownedByTaker    bool       // a condition takes for its Lock's owner who took it; else anybody, as long as it is held
	confirms        bool       // who wakes sleepers goes on when each has said that it is awake: see monitor.go
	rereadsFlag     bool       // an event's wait is what the flag is when it comes back, not whether it was woken
	passesOn        bool       // a condition's wait that fails notifies somebody else
	resetsDraining  bool       // a barrier's reset also turns back who is just leaving

	// Which arguments are wrong.
	negativeIsZero bool  // a negative timeout only looks, in a Lock and an RLock too
	tryMayTime     bool  // not blocking and a timeout go together
	minParties     int64 // of a barrier
	shutdown       bool  // queues have it

	errors texts
}

// texts are the errors of a row.
type texts struct {
	releaseFree, releaseForeign, timeoutForTry, timeoutForTrySemaphore, negativeTimeout,
	semaphoreValue, releasedTooOften, waitUnacquired, notifyUnacquired,
	brokenBefore, brokenInside, empty, full, shutDown *Error
}

const noMinimum = -1 << 62

// bases are the rows of the oldest version.
var bases = [numLibraries]rule{
	Threading: { // Modules/_threadmodule.c, Lib/threading.py, Lib/queue.py
		newcomerMayPass: true,
		giveAfter:       trace.Forever,
		minParties:      noMinimum,
		errors: texts{
			ErrReleaseUnlocked, ErrReleaseForeign, ErrTimeoutForTry, ErrTimeoutForTrySemaphore, ErrNegativeTimeout,
			ErrSemaphoreValue, ErrReleasedTooOften, ErrWaitUnacquired, ErrNotifyUnacquired,
			ErrBrokenBarrier, ErrBrokenBarrier, ErrEmpty, ErrFull, ErrShutDown,
		},
	},
	Asyncio: { // Lib/asyncio/locks.py, Lib/asyncio/queues.py
		giveAfter:      trace.Forever,
		grants:         true,
		resetsDraining: true,
		minParties:     1,
		errors: texts{
			errTaskReleaseFree, ErrReleaseForeign, ErrTimeoutForTry, ErrTimeoutForTrySemaphore, ErrNegativeTimeout,
			errTaskSemaphoreValue, errTaskReleasedTooOften, ErrWaitUnacquired, ErrNotifyUnacquired,
			errTaskBarrierAborted, errTaskBarrierReset, errTaskEmpty, errTaskFull, errTaskShutDown,
		},
	},
	Multiprocessing: { // Modules/_multiprocessing/semaphore.c, Lib/multiprocessing/synchronize.py
		newcomerMayPass: true,
		giveAfter:       trace.Forever,
		ownedByTaker:    true,
		confirms:        true,
		rereadsFlag:     true,
		negativeIsZero:  true,
		tryMayTime:      true,
		minParties:      noMinimum,
		errors: texts{
			errProcessReleaseFree, errProcessReleaseForeign, ErrTimeoutForTry, ErrTimeoutForTrySemaphore, ErrNegativeTimeout,
			errProcessSemaphoreValue, errProcessReleaseFree, errProcessWait, errProcessNotify,
			ErrBrokenBarrier, ErrBrokenBarrier, ErrEmpty, ErrFull, ErrShutDown,
		},
	},
}

// changes are what later versions do differently, the oldest first.
var changes = [...]struct {
	library Library
	since   Python
	change  func(r *rule)
}{
	{Threading, Python313, func(r *rule) { r.errors.negativeTimeout = ErrNegativeTimeout313 }},
	{Threading, Python313, func(r *rule) { r.minParties, r.shutdown = 1, true }},
	{Multiprocessing, Python313, func(r *rule) { r.minParties = 1 }},
	{Asyncio, Python313, func(r *rule) { r.passesOn, r.grantsAll, r.shutdown = true, true, true }},
	{Threading, Python314, func(r *rule) { r.giveAfter = 1e6 }}, // TIME_TO_BE_FAIR_NS in Python/lock.c
}

// table is the whole table, by library and version.
var table = func() (t [numLibraries][lastPython - firstPython + 1]rule) {
	for l := range t {
		for v := range t[l] {
			t[l][v] = bases[l]
			for _, c := range changes {
				if c.library == Library(l) && c.since <= firstPython+Python(v) {
					c.change(&t[l][v])
				}
			}
		}
	}
	return t
}()

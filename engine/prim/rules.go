package prim

// This file holds the table of rules by which the same lock differs from one
// library to another.

import "corelanes/engine/trace"

// Rules is a variant of a Lock's behaviour.
type Rules int64

// The variants.
const (
	Barging  Rules = iota // threading.Lock up to 3.13, multiprocessing.Lock: a newcomer may take a free lock before those who wait
	HandOver              // threading.Lock from 3.14: as Barging, but who has waited 1 ms is given the lock
	Fair                  // asyncio.Lock: strictly first come, first served
)

// rule is one row of the table.
type rule struct {
	newcomerMayPass bool       // a free lock with waiters may be taken by a newcomer
	giveAfter       trace.Time // a release hands the lock to a first waiter who has waited this long
}

var rules = [...]rule{
	Barging:  {newcomerMayPass: true, giveAfter: trace.Forever},
	HandOver: {newcomerMayPass: true, giveAfter: 1e6}, // TIME_TO_BE_FAIR_NS in Python/lock.c
	Fair:     {newcomerMayPass: false, giveAfter: 0},
}

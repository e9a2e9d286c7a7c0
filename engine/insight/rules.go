package insight

// This file holds which of the waiters gets a lock, as its recording tells.

import "corelanes/engine/trace"

// Policy is who gets a lock that is released while others wait for it.
type Policy uint8

// The policies.
const (
	PolicyBarging  Policy = iota // whoever is first; a newcomer too
	PolicyHandOver               // the same, but who has waited 1 ms is given it
	PolicyFair                   // the first in line
)

// The libraries, the upper part of a primitive's rule, and the lower part from
// which on threading hands over (prim.Rules).
const (
	ruleShift     = 8
	ruleThreading = 0
	ruleAsyncio   = 1
	handsOver     = 3 // Python 3.14, counted from 3.11
)

// PolicyOf is the policy of a lock.
func PolicyOf(o trace.ObjInfo) Policy {
	switch library, python := o.Rule>>ruleShift, o.Rule&(1<<ruleShift-1); {
	case library == ruleAsyncio:
		return PolicyFair
	case library == ruleThreading && python >= handsOver:
		return PolicyHandOver
	}
	return PolicyBarging
}

// Package dawn notes the moment at which Go, its runtime being up, begins to
// initialise this program's packages. It imports nothing, so that it is among
// the very first of them.
//
// This file holds the moment.
package dawn

// At is the moment, ns on the machine's monotonic clock; 0 where that cannot be
// told so early.
var At = now()

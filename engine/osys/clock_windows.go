package osys

// This file holds the machine's clock on Windows.

import (
	"time"

	"corelanes/engine/trace"
)

// NewClock is the machine's performance counter, which is the same in every
// process.
func NewClock() trace.Clock { return trace.NewClock(time.Time{}, 0) }

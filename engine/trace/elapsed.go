//go:build !windows

package trace

// This file reads time where Go's own clock is fine enough.

import "time"

func elapsed(base time.Time) int64 { return int64(time.Since(base)) }

// This file holds the small helpers of the benchmarks.

package code

import (
	"slices"
	"time"
)

// turnNs measures f, which takes n turns, in nanoseconds for each turn.
func turnNs(n int, f func()) float64 {
	start := time.Now()
	f()
	return float64(time.Since(start).Nanoseconds()) / float64(n)
}

func median(xs []float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	return xs[len(xs)/2]
}
